/*
 * Measures bussola-host and its peers in one run and prints ratios, because ratios stay comparable
 * on another machine and milliseconds do not.
 *
 * bench HOST PEERS_DIR MODEL_JSON PEER_SOURCES SCRATCH_DIR
 *
 * First reply: from spawn to the reply to an observation, on an existing database; the peers take
 * turns in every round, so that a busy moment affects all alike. Warm: one process each, in turns,
 * many observations that each change something. Memory: VmHWM after the warm run.
 */
#include <signal.h>

#include "process.h"

enum { FIRST_ROUNDS = 40, WARM_ROUNDS = 400, WARM_SKIPPED = 20, PEERS_MAX = 8, TEXT_MAX = 1 << 20 };
/* Rows changed by one of our observations: request, profile, 5 gauges, 2 tallies, snapshot. */
#define ROWS_OF_OURS "10"
#define TEN_YEARS_DAYS 3652

typedef struct peer {
    const char *name;
    char *argv[6];
    bool missing;
    double first[FIRST_ROUNDS];
    double warm[WARM_ROUNDS];
    long resident_kib;
} peer;

/**
 * Sends `request` and reads the reply into `reply` (TEXT_MAX bytes); returns its size, 0 without
 * one.
 */
static uint32_t ask(const process *running, char *request, char *reply)
{
    return tell(running, request) ? hear(running, reply, TEXT_MAX) : 0;
}

static void day_text(char text[11], time_t at)
{
    struct tm utc;
    gmtime_r(&at, &utc);
    strftime(text, 11, "%Y-%m-%d", &utc);
}

/** A typical observation, different each time. */
static void observation(char *text, int n)
{
    time_t now = time(NULL);
    struct tm utc;
    char at[32];
    char day[11];
    gmtime_r(&now, &utc);
    strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%S+00:00", &utc);
    day_text(day, now);
    snprintf(
        text, TEXT_MAX,
        "{\"id\":%d,\"type\":\"observe\",\"request\":\"bench-%ld-%d\",\"profile\":{\"key\":"
        "\"ines-prova-77\"},\"page\":\"own_profile\",\"lang\":\"en\",\"at\":\"%s\",\"gauges\":["
        "{\"signal\":\"connections\",\"value\":%d,\"bound\":\"exact\"},"
        "{\"signal\":\"followers\",\"value\":%d,\"bound\":\"exact\"},"
        "{\"signal\":\"profile_views\",\"value\":%d,\"bound\":\"exact\"},"
        "{\"signal\":\"post_impressions\",\"value\":%d,\"bound\":\"exact\"},"
        "{\"signal\":\"search_appearances\",\"value\":%d,\"bound\":\"exact\"}],\"tallies\":["
        "{\"signal\":\"comments\",\"from\":\"%s\",\"to\":\"%s\",\"days\":{\"%s\":%d}},"
        "{\"signal\":\"reactions\",\"from\":\"%s\",\"to\":\"%s\",\"days\":{\"%s\":%d}}]}",
        n, (long)getpid(), n, at, 100 + n, 300 + n, 20 + n, 1000 + n, 5 + n, day, day, day, 1 + n,
        day, day, day, 1 + n);
}

/** Ten years of posts, comments and reactions, with a reading of connections each week. */
static void ten_years(char *text)
{
    time_t now = time(NULL);
    char from[11];
    char to[11];
    day_text(from, now - (time_t)TEN_YEARS_DAYS * 86400);
    day_text(to, now);
    size_t at = (size_t)snprintf(
        text, TEXT_MAX,
        "{\"id\":1,\"type\":\"observe\",\"request\":\"ten-years\",\"profile\":{\"key\":"
        "\"ines-prova-77\"},\"page\":\"activity_posts\",\"lang\":\"en\",\"at\":\"%sT00:00:01+00:"
        "00\","
        "\"gauges\":[],\"tallies\":[",
        to);
    static const char *const signals[] = {"posts", "comments", "reactions"};
    for (size_t s = 0; s < 3; s++) {
        at += (size_t)snprintf(text + at, TEXT_MAX - at,
                               "%s{\"signal\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"days\":{",
                               s == 0 ? "" : ",", signals[s], from, to);
        for (int d = 0; d <= TEN_YEARS_DAYS; d++) {
            char day[11];
            day_text(day, now - (time_t)(TEN_YEARS_DAYS - d) * 86400);
            at += (size_t)snprintf(text + at, TEXT_MAX - at, "%s\"%s\":%d", d == 0 ? "" : ",", day,
                                   (int)(s + 1 + (size_t)d % 3));
        }
        at += (size_t)snprintf(text + at, TEXT_MAX - at, "}}");
    }
    snprintf(text + at, TEXT_MAX - at, "]}");
}

static void measure_first(peer *measured, int round, char *request, char *reply)
{
    observation(request, round + 1);
    double began = now_ms();
    process running = start(measured->argv);
    uint32_t size = running.pid > 0 ? ask(&running, request, reply) : 0;
    measured->first[round] = now_ms() - began;
    stop(&running);
    measured->missing = size == 0;
}

/** All peers run at once and take turns, as for the first replies. */
static void measure_warm(peer *peers, size_t count, char *request, char *reply)
{
    process running[PEERS_MAX];
    for (size_t p = 0; p < count; p++) {
        running[p] = peers[p].missing ? (process){.pid = -1} : start(peers[p].argv);
    }
    for (int i = 0; i < WARM_ROUNDS + WARM_SKIPPED; i++) {
        observation(request, FIRST_ROUNDS + i + 1);
        for (size_t p = 0; p < count; p++) {
            double began = now_ms();
            if (!peers[p].missing && ask(&running[p], request, reply) == 0) {
                peers[p].missing = true;
            }
            if (i >= WARM_SKIPPED) {
                peers[p].warm[i - WARM_SKIPPED] = now_ms() - began;
            }
        }
    }
    for (size_t p = 0; p < count; p++) {
        if (running[p].pid > 0) {
            peers[p].resident_kib = resident_kib(running[p].pid);
            stop(&running[p]);
        }
    }
}

/** Prints a measured value and its limit; returns 1 if the limit is exceeded. */
static int missed(const char *what, double value, double limit, bool at_least)
{
    bool holds = at_least ? value >= limit : value <= limit;
    printf("  %-58s %8.2f   %s %g   %s\n", what, value, at_least ? "at least" : "at most ", limit,
           holds ? "holds" : "MISSED");
    return holds ? 0 : 1;
}

static double history_ms(char *const argv[], char *request, char *reply)
{
    double times[21];
    process running = start(argv);
    ten_years(request);
    if (ask(&running, request, reply) == 0 || strstr(reply, "\"ok\":true") == NULL) {
        give_up("ten years of observations were not taken");
    }
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        snprintf(request, TEXT_MAX, "%s", "{\"id\":2,\"type\":\"history\",\"step\":\"day\"}");
        double began = now_ms();
        if (ask(&running, request, reply) == 0) {
            give_up("no history");
        }
        times[i] = now_ms() - began;
    }
    stop(&running);
    printf(
        "\nhistory of ten years, daily (%zu KB): first %.1f ms with every snapshot to fill, then",
        strlen(reply) / 1024, times[0]);
    double median = quantile(times + 1, sizeof times / sizeof *times - 1, 0.5);
    printf(" %.2f ms\n", median);
    return median;
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        give_up("usage: bench HOST PEERS_DIR MODEL_JSON PEER_SOURCES SCRATCH_DIR");
    }
    char *host = argv[1];
    const char *scratch = argv[5];
    char path[8][512];
    char bytes[16];
    char *request = malloc(TEXT_MAX);
    char *reply = malloc(TEXT_MAX);
    if (request == NULL || reply == NULL) {
        give_up("no memory");
    }
    signal(SIGPIPE, SIG_IGN);
    snprintf(path[0], sizeof path[0], "%s/echo", argv[2]);
    snprintf(path[1], sizeof path[1], "%s/commit", argv[2]);
    snprintf(path[2], sizeof path[2], "%s/one-row.db", scratch);
    snprintf(path[3], sizeof path[3], "%s/same-rows.db", scratch);
    snprintf(path[4], sizeof path[4], "%s/host.py", argv[4]);
    snprintf(path[5], sizeof path[5], "%s/python.db", scratch);
    snprintf(path[6], sizeof path[6], "%s/host.mjs", argv[4]);
    snprintf(path[7], sizeof path[7], "%s/node.db", scratch);
    setenv("XDG_DATA_HOME", scratch, 1);
    setenv("NODE_NO_WARNINGS", "1", 1);

    char *ours_argv[] = {host, NULL};
    process probe = start(ours_argv);
    observation(request, 0);
    uint32_t reply_size = probe.pid > 0 ? ask(&probe, request, reply) : 0;
    if (!stop(&probe) || reply_size == 0 || strstr(reply, "\"ok\":true") == NULL) {
        give_up("the host does not answer");
    }
    snprintf(bytes, sizeof bytes, "%u", reply_size);

    enum { ECHO, ONE_ROW, SAME_ROWS, OURS, PYTHON, NODE, PEER_COUNT };
    peer peers[PEERS_MAX] = {
        [ECHO] = {.name = "C, echo", .argv = {path[0]}},
        [ONE_ROW] = {.name = "C, one row", .argv = {path[1], path[2], "1", "100"}},
        [SAME_ROWS] = {.name = "C, same rows and bytes",
                       .argv = {path[1], path[3], ROWS_OF_OURS, bytes}},
        [OURS] = {.name = "bussola-host", .argv = {host}},
        [PYTHON] = {.name = "Python, same job", .argv = {"python3", path[4], path[5], argv[3]}},
        [NODE] = {.name = "Node, same job", .argv = {"node", path[6], path[7], argv[3]}},
    };
    for (int round = -1; round < FIRST_ROUNDS; round++) {
        for (size_t p = 0; p < PEER_COUNT; p++) {
            if (!peers[p].missing) {
                /* Round −1 creates the databases and fills the caches. */
                measure_first(&peers[p], round < 0 ? 0 : round, request, reply);
            }
        }
    }
    printf("%-24s %12s %12s %12s %12s\n", "", "first, ms", "warm p50", "warm p99", "memory, MB");
    double first[PEER_COUNT] = {0};
    double warm[PEER_COUNT] = {0};
    measure_warm(peers, PEER_COUNT, request, reply);
    for (size_t p = 0; p < PEER_COUNT; p++) {
        if (peers[p].missing) {
            printf("%-24s not measured: it did not start or answer\n", peers[p].name);
            continue;
        }
        first[p] = quantile(peers[p].first, FIRST_ROUNDS, 0.5);
        warm[p] = quantile(peers[p].warm, WARM_ROUNDS, 0.5);
        printf("%-24s %12.2f %12.3f %12.3f %12.1f\n", peers[p].name, first[p], warm[p],
               quantile(peers[p].warm, WARM_ROUNDS, 0.99), (double)peers[p].resident_kib / 1024);
    }
    char years[600];
    snprintf(years, sizeof years, "%s/ten-years", scratch);
    setenv("XDG_DATA_HOME", years, 1);
    double history = history_ms(ours_argv, request, reply);

    puts("\nbudgets");
    int count =
        missed("first reply / C host committing one row", first[OURS] / first[ONE_ROW], 1.5, false);
    count += missed("warm reply / C host, same rows and bytes", warm[OURS] / warm[SAME_ROWS], 1.5,
                    false);
    if (!peers[PYTHON].missing) {
        count += missed("Python's first reply / ours", first[PYTHON] / first[OURS], 8, true);
    }
    if (!peers[NODE].missing) {
        count += missed("Node's first reply / ours", first[NODE] / first[OURS], 15, true);
    }
    count += missed("resident memory, MB", (double)peers[OURS].resident_kib / 1024, 6, false);
    count += missed("history of ten years, ms", history, 10, false);
    free(request);
    free(reply);
    printf("%d of the budgets missed\n", count);
    return 0;
}
