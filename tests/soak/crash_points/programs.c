#include "crash_points.h"

enum { DAYS = 12 };

void run_whole(const once *o, char *const argv[])
{
    char output[4096];
    process running = start(argv);
    while (running.pid > 0 && read(running.out, output, sizeof output) > 0) {
    }
    expect(o, stop(&running), "a program that was not killed failed");
}

bool ask(once *o, process *running, const char *request)
{
    snprintf(o->text, sizeof o->text, "%s", request);
    return tell(running, o->text) && hear(running, o->text, sizeof o->text) > 0;
}

void observe(once *o)
{
    process host = start((char *[]){o->host, NULL});
    for (int i = 1; i <= DAYS; i++) {
        snprintf(o->text, sizeof o->text,
                 "{\"id\":%d,\"type\":\"observe\",\"request\":\"before-%d\",\"profile\":{\"key\":"
                 "\"ines-prova\"},\"page\":\"own_profile\",\"lang\":\"en\",\"at\":"
                 "\"2026-01-%02dT09:00:00Z\",\"gauges\":[{\"signal\":\"followers\",\"value\":%d,"
                 "\"bound\":\"exact\"}],\"tallies\":[],\"events\":[{\"signal\":\"people_searches\","
                 "\"day\":\"2026-01-%02d\",\"count\":1}]}",
                 i, i, i, 100 + i, i);
        expect(o,
               tell(&host, o->text) && hear(&host, o->text, sizeof o->text) > 0 &&
                   strstr(o->text, "\"ok\":true") != NULL,
               "a host does not take what is to be there before");
    }
    expect(o, stop(&host), "a host that was not killed failed");
}
