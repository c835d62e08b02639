/*
 * Pulls from a fake libcurl: all its answers, and every failing call of libcurl, of malloc and of
 * the pipe between the two processes. A pull that fails reports why, and the next one gives the
 * same result as an undisturbed one.
 */
#include "support.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bussola/platform/offline.h"
#include "fake_curl.h"
#include "ingest/portability/fetcher.h"

enum { CALLS_RANDOM = FAKE_CURL_NEXT, CALLS_PIPE, CALLS_INTERRUPTED, CALLS_START };

#define TRIES_MAX 5000 /* more calls of one kind than a pull makes */
#define BASE "https://localhost:1"
#define TOKEN "token-0123456789"

static char token_path[] = "/tmp/bussola-fetching-XXXXXX";

/* ---- the system, which can fail ---- */

/* NOLINTBEGIN(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */
WRAP(int, getentropy, (void *data, size_t size), (data, size), call_fails(CALLS_RANDOM), -1)
WRAP(int, socketpair, (int domain, int type, int protocol, int sockets[2]),
     (domain, type, protocol, sockets), call_fails(CALLS_START), -1)
WRAP(pid_t, fork, (void), (), call_fails(CALLS_START), -1)

static bool pipe_fails(void)
{
    const bool interrupted = call_fails(CALLS_INTERRUPTED);
    errno = interrupted ? EINTR : EPIPE;
    return interrupted || call_fails(CALLS_PIPE);
}

WRAP(ssize_t, send, (int socket, const void *data, size_t size, int flags),
     (socket, data, size, flags), pipe_fails(), -1)
WRAP(ssize_t, recv, (int socket, void *data, size_t size, int flags), (socket, data, size, flags),
     pipe_fails(), -1)
WRAP(pid_t, waitpid, (pid_t child, int *status, int options), (child, status, options),
     pipe_fails(), -1)

/* Confinement is permanent, and this process must continue. */
bool __wrap_bs_offline_enter(void);
bool __wrap_bs_offline_enter(void)
{
    return true;
}

bool __wrap_bs_online_enter(const char *const *files, size_t count);
bool __wrap_bs_online_enter(const char *const *files, size_t count)
{
    return files != NULL && count > 0;
}
/* NOLINTEND(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */

static void *watched_malloc(size_t size)
{
    return malloc(size);
}

/* ---- the server ---- */

#define PAGE(domain, rows)                                                                         \
    "{\"elements\":[{\"snapshotDomain\":\"" domain "\",\"snapshotData\":[" rows "]}]}"
#define NO_MORE "{\"message\":\"No data found for this memberId\"}"
#define EVENT(id, more)                                                                            \
    "{\"activityId\":\"" id "\",\"activityStatus\":\"SUCCESS\",\"capturedAt\":1719700000000,"      \
    "\"processedAt\":1719700000000,\"owner\":\"me\",\"actor\":\"me\",\"method\":\"CREATE\"," more  \
    "\"activity\":{}}"

static fake_answer usual(const char *url)
{
    static const struct {
        const char *part;
        const char *body;
    } pages[] = {
        {"domain=PROFILE&start=0", PAGE("PROFILE", "{\"First Name\":\"I\",\"Last Name\":\"F\"}")},
        {"domain=CONNECTIONS&start=0",
         PAGE("CONNECTIONS", "{\"First Name\":\"Mira\",\"Last Name\":\"Olden\",\"URL\":"
                             "\"https://www.linkedin.com/in/mira\",\"Connected On\":\"07 Jun "
                             "2022\"},{\"Connected On\":\"07 Jun 2022\"},{\"Connected On\":\"07 "
                             "Jun 2022\"}")},
        {"domain=INBOX&start=0",
         PAGE("INBOX",
              "{\"CONVERSATION ID\":\"a\",\"FROM\":\"I\",\"SENDER PROFILE URL\":"
              "\"https://www.linkedin.com/in/me\",\"TO\":\"M\",\"RECIPIENT PROFILE URLS\":"
              "\"https://www.linkedin.com/in/mira\",\"DATE\":\"2024-03-01 12:00:00 UTC\"},"
              "{\"CONVERSATION ID\":\"b\",\"FROM\":\"I\",\"SENDER PROFILE URL\":"
              "\"https://www.linkedin.com/in/me\",\"TO\":\"N, O\",\"DATE\":\"2024-03-01 12:00:00 "
              "UTC\"}")},
        {"domain=ENDORSEMENTS&start=0",
         PAGE("ENDORSEMENTS", "{\"Endorsement Date\":\"2024/03/02 19:52:23 UTC\",\"Skill Name\":"
                              "\"S\",\"Endorser Public Url\":\"u\",\"Endorsement "
                              "Status\":\"ACCEPTED\"}")},
        {"domain=SKILLS&start=0", PAGE("SKILLS", "{\"Name\":\"Sales\"}")},
        {"startTime=1719619200000",
         "{\"elements\":[" EVENT("1", "\"resourceName\":\"messages\",") "," EVENT(
             "2", "\"resourceName\":\"socialActions/likes\",") "]}"},
        {"startTime=1719700000000", "{\"elements\":[]}"},
    };
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (strstr(url, pages[i].part) != NULL) {
            return (fake_answer){.status = 200, .body = pages[i].body};
        }
    }
    return (fake_answer){.status = 404, .body = NO_MORE};
}

static const bs_api_place place = {.base = BASE, .token_path = token_path};

/* ---- one request ---- */

static bs_api_client *new_client(bs_curl_library *library)
{
    bs_api_client *client = NULL;
    assert_true(bs_curl_library_open(library));
    assert_int_equal(bs_api_client_new(&client, library, &place), BS_OK);
    return client;
}

static fake_answer given;

static fake_answer give(const char *url)
{
    (void)url;
    return given;
}

static void replies_that_are_faults(void **state)
{
    (void)state;
    static const struct {
        fake_answer answer;
        bs_http_fault fault;
        int status;
        int wait;
    } cases[] = {
        {{.status = 200, .body = "{}"}, BS_HTTP_FINE, 200, 0},
        {{.status = 200}, BS_HTTP_FINE, 200, 0},
        {{.status = 429, .wait = 1000000}, BS_HTTP_FINE, 429, 86400},
        {{.code = CURLE_COULDNT_CONNECT}, BS_HTTP_NETWORK, 0, 0},
        {{.code = CURLE_OPERATION_TIMEDOUT, .status = 200}, BS_HTTP_NETWORK, 0, 0},
        {{.code = CURLE_FILESIZE_EXCEEDED, .status = 200}, BS_HTTP_TOO_LARGE, 0, 0},
        {{.code = CURLE_PEER_FAILED_VERIFICATION}, BS_HTTP_CERTIFICATE, 0, 0},
        {{.code = CURLE_SSL_CACERT_BADFILE}, BS_HTTP_CERTIFICATE, 0, 0},
        {{.code = CURLE_SSL_ISSUER_ERROR}, BS_HTTP_CERTIFICATE, 0, 0},
        {{.code = CURLE_UNSUPPORTED_PROTOCOL}, BS_HTTP_REDIRECT, 0, 0},
        {{.status = 302}, BS_HTTP_REDIRECT, 0, 0},
        {{.status = 302, .redirect = "https://localhost:12/x"}, BS_HTTP_REDIRECT, 0, 0},
        {{.status = 302, .redirect = "http://localhost:1/x"}, BS_HTTP_REDIRECT, 0, 0},
        {{.status = 302, .redirect = BASE "/around"}, BS_HTTP_REDIRECT, 0, 0},
        {{.status = 302, .redirect = BASE "?around"}, BS_HTTP_REDIRECT, 0, 0},
    };
    bs_curl_library library;
    bs_api_client *client = new_client(&library);
    server.answer = give;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bs_api_reply reply;
        given = cases[i].answer;
        bs_api_client_get(&reply, client, "/x");
        assert_int_equal(reply.fault, cases[i].fault);
        assert_int_equal(reply.status, cases[i].status);
        assert_int_equal(reply.retry_after, cases[i].wait);
        free(reply.body);
    }
    bs_api_client_free(client);
}

static void redirects_that_are_too_long(void **state)
{
    (void)state;
    char far[2048] = BASE "/";
    memset(far + strlen(BASE) + 1, 'x', sizeof far - strlen(BASE) - 2);
    bs_curl_library library;
    bs_api_client *client = new_client(&library);
    bs_api_reply reply;
    server.answer = give;
    given = (fake_answer){.status = 302, .redirect = far};
    bs_api_client_get(&reply, client, "/x");
    assert_int_equal(reply.fault, BS_HTTP_REDIRECT);
    free(reply.body);
    bs_api_client_free(client);
}

static void a_body_that_finds_no_memory(void **state)
{
    (void)state;
    bs_curl_library library;
    bs_api_client *client = new_client(&library);
    bs_api_reply reply;
    server.answer = give;
    given = (fake_answer){.status = 200, .body = "{}"};
    fail_calls(CALLS_MEMORY, 1, true);
    bs_api_client_get(&reply, client, "/x");
    assert_true(mend_calls());
    assert_int_equal(reply.fault, BS_HTTP_BROKEN);
    free(reply.body);
    bs_api_client_get(&reply, client, "/x");
    assert_int_equal(reply.status, 200);
    assert_string_equal(reply.body, "{}");
    free(reply.body);
    bs_api_client_free(client);
}

/* If any call fails while a client is made, there is no client, and everything is freed. */
static void clients_that_cannot_be_made(void **state)
{
    (void)state;
    static const int kinds[] = {CALLS_MEMORY, CALLS_CURL};
    bs_curl_library library;
    assert_true(bs_curl_library_open(&library));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        int failures = 0;
        bool failed = true;
        for (int n = 1; failed; n++) {
            bs_api_client *client = NULL;
            const bs_api_place with_ca = {
                .base = BASE, .token_path = token_path, .ca_file = token_path};
            fail_calls(kinds[i], n, true);
            bs_status status = bs_api_client_new(&client, &library, &with_ca);
            failed = mend_calls();
            failures += failed ? 1 : 0;
            assert_int_equal(status, failed ? BS_INTERNAL : BS_OK);
            assert_true((client == NULL) == failed);
            bs_api_client_free(client);
            assert_int_equal(server.lists, 0);
            assert_int_equal(server.handles, 0);
        }
        assert_true(failures > 0);
    }
}

static void tokens(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
    } cases[] = {{TOKEN, true},   {TOKEN "\n", true}, {TOKEN "\r\n", true},
                 {"", false},     {"\n\r\n", false},  {"two words", false},
                 {"\x7f", false}, {"\xC3\xA8", false}};
    bs_curl_library library;
    assert_true(bs_curl_library_open(&library));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char path[] = "/tmp/bussola-token-XXXXXX";
        bs_api_client *client = NULL;
        const bs_api_place own = {.token_path = path};
        int fd = mkstemp(path);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, cases[i].text, strlen(cases[i].text)),
                         (ssize_t)strlen(cases[i].text));
        assert_int_equal(close(fd), 0);
        assert_int_equal(bs_api_client_new(&client, &library, &own),
                         cases[i].valid ? BS_OK : BS_BAD_REQUEST);
        bs_api_client_free(client);
        assert_int_equal(unlink(path), 0);
        if (i == 0) {
            assert_int_equal(bs_api_client_new(&client, &library, &own), BS_BAD_REQUEST);
        }
    }
    assert_true(bs_token_valid(TOKEN, strlen(TOKEN)));
    assert_false(bs_token_valid("x", 0));
    assert_false(bs_token_valid(TOKEN, BS_API_TOKEN_MAX + 1));
}

static void servers_that_may_be_asked(void **state)
{
    (void)state;
    assert_true(bs_api_base_allowed("https://127.0.0.1:65535"));
    assert_true(bs_api_base_allowed("https://localhost:1"));
    assert_false(bs_api_base_allowed("https://localhost:123456"));
    assert_false(bs_api_base_allowed("https://localhost:"));
    assert_false(bs_api_base_allowed("https://localhost:1/"));
    assert_false(bs_api_base_allowed("https://api.linkedin.com"));
}

/* ---- a whole pull ---- */

typedef struct pulled {
    bs_status status;
    bs_error error;
    int64_t totals[BS_TOTAL_COUNT];
    bs_domain_result domains[BS_DOMAIN_COUNT];
    size_t events;
    size_t tallies; /* of the change log */
} pulled;

static void note_progress(void *context, uint64_t done, uint64_t total)
{
    int *times = context;
    assert_true(done <= total);
    ++*times;
}

/* All parts of the snapshot, then the change log, like the first two days of `bussola pull`. */
static void pull(pulled *got)
{
    bs_fetcher *fetcher = NULL;
    int times = 0;
    bs_pull_options options = {.zone = {.fixed = true},
                               .today = bs_day_from_civil(2024, 6, 30),
                               .progress = note_progress,
                               .progress_context = &times};
    memset(got, 0, sizeof *got);
    bs_ingest_result total;
    bs_ingest_result_init(&total);
    got->status = bs_fetcher_start(&fetcher, &place, &got->error);
    for (size_t at = 0; got->status == BS_OK && at < BS_DOMAIN_COUNT;
         at = bs_domain_part_end((bs_domain)at)) {
        bs_observation observation;
        bs_ingest_result part = {0};
        bs_ingest_result_init(&part);
        bs_observation_init(&observation);
        got->status = bs_pull_part(&observation, &part, got->domains, fetcher, (bs_domain)at,
                                   &options, &got->error);
        bs_ingest_result_add(&total, &part);
        bs_observation_free(&observation);
    }
    if (got->status == BS_OK) {
        bs_observation observation;
        bs_observation_init(&observation);
        got->status = bs_pull_changes(&observation, &got->events, (bool[BS_DOMAIN_COUNT]){false},
                                      fetcher, 1719619300, &options, &got->error);
        got->tallies = observation.tally_count;
        bs_observation_free(&observation);
    }
    memcpy(got->totals, total.totals, sizeof got->totals);
    hold_calls(failing != NULL &&
               failing->kind ==
                   CALLS_MEMORY); /* the child exits on its own memory, in which gcov counts */
    bs_fetcher_stop(fetcher);
    hold_calls(false);
}

static bool any_domain_failed(const pulled *got)
{
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        if (bs_domain_failed(got->domains[i].end)) {
            return true;
        }
    }
    return false;
}

static void assert_undisturbed(const pulled *got)
{
    assert_int_equal(got->status, BS_OK);
    assert_int_equal(got->totals[BS_TOTAL_CONNECTIONS], 3);
    assert_int_equal(got->totals[BS_TOTAL_MESSAGES_SENT], 2);
    assert_int_equal(got->totals[BS_TOTAL_DM_THREADS_STARTED], 1);
    assert_int_equal(got->totals[BS_TOTAL_ENDORSEMENTS_RECEIVED], 1);
    assert_int_equal(got->totals[BS_TOTAL_SKILLS], 1);
    assert_int_equal(got->events, 2);
    assert_int_equal(got->tallies, 2);
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        assert_true(got->domains[i].end == BS_DOMAIN_READ ||
                    got->domains[i].end == BS_DOMAIN_UNPREPARED);
    }
}

/*
 * Fails every call of a kind in turn, on both sides of the pipe. `sat_out`: retries may hide it.
 */
static void each_in_turn(int kind, bool once, bool sat_out)
{
    int failures = 0;
    bool failed = true;
    server.answer = usual;
    for (int n = 1; failed && n < TRIES_MAX; n++) {
        pulled got;
        fail_calls(kind, n, once);
        pull(&got);
        failed = mend_calls();
        failures += failed ? 1 : 0;
        if (got.status == BS_OK && any_domain_failed(&got)) {
            assert_true(failed);
        } else if (got.status == BS_OK) {
            assert_true(sat_out || !failed);
            assert_undisturbed(&got);
        } else {
            assert_true(got.error.message[0] != '\0');
        }
    }
    assert_true(failures > 0 && !failed);
    pulled after;
    pull(&after);
    assert_undisturbed(&after);
}

static void memory_that_runs_out(void **state)
{
    (void)state;
    cJSON_Hooks hooks = {.malloc_fn = watched_malloc, .free_fn = free};
    cJSON_InitHooks(&hooks);
    each_in_turn(CALLS_MEMORY, true, false);
    each_in_turn(CALLS_RANDOM, true, false);
    cJSON_InitHooks(NULL);
}

static void processes_and_pipes_that_fail(void **state)
{
    (void)state;
    each_in_turn(CALLS_START, true, false);
    each_in_turn(CALLS_PIPE, true, true);
    each_in_turn(CALLS_INTERRUPTED, true, true);
}

static void a_libcurl_that_fails(void **state)
{
    (void)state;
    pulled got;
    server.answer = usual;
    for (int n = 4; n <= 12; n++) {
        fail_calls(CALLS_LOAD, n - 2, true);
        pull(&got);
        (void)mend_calls();
        assert_int_equal(got.status, BS_INTERNAL);
        assert_string_equal(got.error.field, "no_library");
    }
    fail_calls(CALLS_LOAD, 1, true); /* its other file name */
    pull(&got);
    (void)mend_calls();
    assert_undisturbed(&got);
    fail_calls(CALLS_LOAD, 1, false);
    pull(&got);
    (void)mend_calls();
    assert_string_equal(got.error.field, "no_library");
    fail_calls(CALLS_CURL, 1, true);
    pull(&got);
    (void)mend_calls();
    assert_int_equal(got.status, BS_INTERNAL);
    assert_non_null(strstr(got.error.message, "has ended"));
}

static fake_answer die(const char *url)
{
    (void)url;
    (void)raise(SIGKILL);
    return (fake_answer){0};
}

static fake_answer die_late(const char *url)
{
    return strstr(url, "SKILLS") != NULL ? die(url) : usual(url);
}

static void a_child_that_is_killed(void **state)
{
    (void)state;
    pulled got;
    server.answer = die;
    pull(&got);
    assert_int_equal(got.status, BS_INTERNAL);
    assert_non_null(strstr(got.error.message, "has ended"));
    assert_int_equal(got.domains[BS_DOMAIN_PROFILE].end, BS_DOMAIN_NOT_ASKED);
    server.answer = die_late;
    pull(&got);
    assert_int_equal(got.status, BS_INTERNAL);
    assert_int_equal(got.domains[BS_DOMAIN_INBOX].end, BS_DOMAIN_READ);
    assert_int_equal(got.domains[BS_DOMAIN_SKILLS].end, BS_DOMAIN_NOT_ASKED);
    assert_int_equal(got.totals[BS_TOTAL_CONNECTIONS], 3);
    assert_int_equal(got.totals[BS_TOTAL_SKILLS], BS_NOT_KNOWN);
}

static fake_answer nonsense(const char *url)
{
    return strstr(url, "memberChangeLogs") != NULL ? (fake_answer){.status = 200, .body = "[7"}
                                                   : usual(url);
}

static fake_answer refuse_endorsements(const char *url)
{
    return strstr(url, "domain=ENDORSEMENTS&start=1") != NULL ? (fake_answer){.status = 400}
                                                              : usual(url);
}

static void replies_that_end_a_pull_or_one_domain(void **state)
{
    (void)state;
    pulled got;
    server.answer = nonsense;
    pull(&got);
    assert_int_equal(got.status, BS_BUSY);
    assert_string_equal(got.error.field, "reply");
    assert_int_equal(got.events, 0);
    server.answer = refuse_endorsements;
    pull(&got);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(got.totals[BS_TOTAL_ENDORSEMENTS_RECEIVED], BS_NOT_KNOWN);
    assert_int_equal(got.domains[BS_DOMAIN_ENDORSEMENTS].end, BS_DOMAIN_STATUS);
    assert_int_equal(got.domains[BS_DOMAIN_ENDORSEMENTS].status, 400);
    assert_int_equal(got.totals[BS_TOTAL_SKILLS], 1);
}

static fake_answer end_changes(const char *url)
{
    return strstr(url, "memberChangeLogs") != NULL ? (fake_answer){.status = 404, .body = NO_MORE}
                                                   : usual(url);
}

/* An empty change log is not a failure: its days are covered with 0. */
static void a_change_log_without_data(void **state)
{
    (void)state;
    pulled got;
    server.answer = end_changes;
    pull(&got);
    assert_int_equal(got.status, BS_OK);
    assert_int_equal(got.events, 0);
    assert_int_equal(got.tallies, 0);
}

static void only_this_machine_in_place_of_linkedin(void **state)
{
    (void)state;
    bs_fetcher *fetcher = NULL;
    bs_error error;
    const bs_api_place elsewhere = {.base = "https://elsewhere.example", .token_path = token_path};
    assert_int_equal(bs_fetcher_start(&fetcher, &elsewhere, &error), BS_BAD_REQUEST);
    assert_string_equal(error.field, "base");
    bs_fetcher_stop(fetcher);
}

static int write_token(void **state)
{
    (void)state;
    int fd = mkstemp(token_path);
    return fd >= 0 && write(fd, TOKEN, sizeof TOKEN - 1) == sizeof TOKEN - 1 && close(fd) == 0 ? 0
                                                                                               : -1;
}

static int remove_token(void **state)
{
    (void)state;
    return unlink(token_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replies_that_are_faults),
        cmocka_unit_test(redirects_that_are_too_long),
        cmocka_unit_test(a_body_that_finds_no_memory),
        cmocka_unit_test(clients_that_cannot_be_made),
        cmocka_unit_test(tokens),
        cmocka_unit_test(servers_that_may_be_asked),
        cmocka_unit_test(memory_that_runs_out),
        cmocka_unit_test(processes_and_pipes_that_fail),
        cmocka_unit_test(a_libcurl_that_fails),
        cmocka_unit_test(a_child_that_is_killed),
        cmocka_unit_test(replies_that_end_a_pull_or_one_domain),
        cmocka_unit_test(a_change_log_without_data),
        cmocka_unit_test(only_this_machine_in_place_of_linkedin),
    };
    return cmocka_run_group_tests(tests, write_token, remove_token);
}
