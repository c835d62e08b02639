/* The host's clock is set back, or years ahead, while a browser continues to send readings. */
#include <dirent.h>
#include <sys/stat.h>

#include "bussola/core/dates.h"
#include "bussola/service/model_json.h"
#include "bussola/service/session.h"
#include "support.h"

#define REPLY_MAX ((size_t)1 << 20)

/** 2026-11-23 12:00 UTC. */
static const int64_t NOON = INT64_C(1795435200);
#define DAY INT64_C(86400)
#define YEAR (365 * DAY)

/** Global, because a session takes a function without a context. */
static int64_t clock_now;

static int64_t read_clock(void)
{
    return clock_now;
}

typedef struct fixture {
    char directory[64];
    bs_model model;
    bs_session *session;
    bs_buffer reply;
    int requests;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    (void)snprintf(f->directory, sizeof f->directory, "/tmp/bussola-clock-XXXXXX");
    assert_non_null(mkdtemp(f->directory));
    clock_now = NOON;
    assert_int_equal(bs_model_builtin(&f->model, NULL), BS_OK);
    assert_int_equal(bs_session_open(&f->session, f->directory, &f->model, read_clock, NULL),
                     BS_OK);
    bs_buffer_init(&f->reply, REPLY_MAX);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    bs_session_close(f->session);
    bs_buffer_free(&f->reply);
    DIR *directory = opendir(f->directory);
    assert_non_null(directory);
    for (struct dirent *entry = NULL; (entry = readdir(directory)) != NULL;) {
        char path[400];
        (void)snprintf(path, sizeof path, "%s/%s", f->directory, entry->d_name);
        if (entry->d_name[0] != '.') {
            (void)unlink(path);
        }
    }
    (void)closedir(directory);
    assert_int_equal(rmdir(f->directory), 0);
    free(f);
    return 0;
}

static const char *ask(fixture *f, const char *message)
{
    bs_buffer_clear(&f->reply);
    bs_session_answer(&f->reply, f->session, message, strlen(message));
    return text_of(&f->reply);
}

static void assert_holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("no %s in %.600s", part, text);
    }
}

/** A browser with the machine's clock sends a level and a search of its own day. */
static const char *observe(fixture *f, const char *key, int connections)
{
    char at[BS_MOMENT_TEXT];
    char day[BS_DAY_TEXT];
    char message[600];
    const bs_moment now = {.seconds = clock_now};
    bs_moment_format(at, now);
    bs_day_format(day, bs_moment_day(now));
    (void)snprintf(
        message, sizeof message,
        "{\"id\":1,\"type\":\"observe\",\"request\":\"clock-%d\",\"profile\":{\"key\":"
        "\"%s\"},\"page\":\"feed\",\"lang\":\"en\",\"at\":\"%s\",\"gauges\":[{\"signal\":"
        "\"connections\",\"value\":%d,\"bound\":\"exact\"}],\"tallies\":[],\"events\":[{"
        "\"signal\":\"people_searches\",\"day\":\"%s\",\"count\":1}]}",
        f->requests++, key, at, connections, day);
    const char *reply = ask(f, message);
    assert_holds(reply, "\"ok\":true");
    return reply;
}

/** Checks level and searches in the state (−1: a few days are extended to the window). */
static void assert_state(fixture *f, const char *at, int connections, int searches)
{
    char part[128];
    const char *reply = ask(f, "{\"id\":2,\"type\":\"state\"}");
    (void)snprintf(part, sizeof part, "\"at\":\"%s", at);
    assert_holds(reply, part);
    (void)snprintf(part, sizeof part, "{\"id\":\"connections\",\"value\":%d,", connections);
    assert_holds(reply, part);
    if (searches >= 0) {
        (void)snprintf(part, sizeof part, "{\"id\":\"people_searches\",\"value\":%d,", searches);
        assert_holds(reply, part);
    }
}

static void a_clock_set_back_loses_nothing_and_goes_on(void **state)
{
    fixture *f = *state;
    (void)observe(f, "ines", 200);
    clock_now = NOON + DAY;
    (void)observe(f, "ines", 210);
    clock_now = NOON - 10 * DAY;
    (void)observe(f, "ines", 190);
    /* The current moment is the clock's; later data is not shown yet, but not lost. */
    assert_state(f, "2026-11-13T12:00", 190, 1);
    clock_now = NOON + 2 * DAY;
    assert_state(f, "2026-11-25T12:00", 210, 3);
    (void)observe(f, "ines", 220);
    assert_state(f, "2026-11-25T12:00", 220, -1);
    const char *reply = ask(f, "{\"id\":3,\"type\":\"export\",\"format\":\"csv\"}");
    for (int level = 190; level <= 220; level += 10) {
        char part[32];
        (void)snprintf(part, sizeof part, ",%d,exact", level);
        assert_holds(reply, part);
    }
    static const char *const days[] = {"2026-11-13", "2026-11-23", "2026-11-24", "2026-11-25"};
    for (int i = 0; i < 4; i++) {
        char part[64];
        (void)snprintf(part, sizeof part, "tally,ines,people_searches,%s,,,", days[i]);
        assert_holds(reply, part);
    }
}

static void a_clock_years_ahead_does_not_block_what_comes_after(void **state)
{
    fixture *f = *state;
    (void)observe(f, "ines", 200);
    clock_now = NOON + 5 * YEAR;
    (void)observe(f, "olga", 900);
    (void)observe(f, "ines", 205);
    (void)ask(f, "{\"id\":3,\"type\":\"history\",\"step\":\"day\"}");
    clock_now = NOON + 3600;
    (void)observe(f, "ines", 210);
    assert_state(f, "2026-11-23T13:00", 210, 2);
    const char *history = ask(f, "{\"id\":4,\"type\":\"history\",\"step\":\"day\"}");
    assert_holds(history, "\"day\":[\"2026-11-23\"]");
    assert_null(strstr(history, "2031"));
    /* The profile last seen by a correct clock is shown. */
    clock_now = NOON + 2 * DAY;
    (void)observe(f, "ines", 220);
    assert_state(f, "2026-11-25T12:00", 220, 3);
}

static void a_request_is_not_stored_twice_over_a_leap_of_the_clock(void **state)
{
    fixture *f = *state;
    (void)observe(f, "ines", 200);
    clock_now = NOON + 5 * YEAR;
    (void)observe(f, "ines", 201); /* the first of its day, which purges old requests */
    clock_now = NOON + 60;
    f->requests = 0;
    (void)observe(f, "ines", 200); /* the very first request again */
    assert_state(f, "2026-11-23T12:01", 200, 1);
}

static void more_than_a_day_ahead_is_refused_and_less_is_not(void **state)
{
    fixture *f = *state;
    (void)observe(f, "ines", 200);
    clock_now = NOON;
    const char *reply = ask(
        f, "{\"id\":1,\"type\":\"observe\",\"request\":\"far\",\"profile\":{\"key\":\"ines\"},"
           "\"page\":\"feed\",\"lang\":\"en\",\"at\":\"2026-11-24T12:00:01+00:00\",\"gauges\":[],"
           "\"tallies\":[]}");
    assert_holds(reply, "\"out_of_range\"");
    reply =
        ask(f, "{\"id\":1,\"type\":\"observe\",\"request\":\"near\",\"profile\":{\"key\":\"ines\"},"
               "\"page\":\"feed\",\"lang\":\"en\",\"at\":\"2026-11-24T12:00:00+00:00\","
               "\"gauges\":[{\"signal\":\"connections\",\"value\":207,\"bound\":\"exact\"}],"
               "\"tallies\":[]}");
    assert_holds(reply, "\"ok\":true");
    /* A reading slightly ahead defines the current moment until the clock reaches it. */
    assert_state(f, "2026-11-24T12:00", 207, 1);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(a_clock_set_back_loses_nothing_and_goes_on),
        CASE(a_clock_years_ahead_does_not_block_what_comes_after),
        CASE(a_request_is_not_stored_twice_over_a_leap_of_the_clock),
        CASE(more_than_a_day_ahead_is_refused_and_less_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
