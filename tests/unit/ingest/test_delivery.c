/*
 * Posts to a fake libcurl: every answer and what it means, and every failing call of libcurl and of
 * malloc while a client is made.
 */
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "bussola/ingest/delivery.h"
#include "bussola/platform/offline.h"
#include "fake_curl.h"
#include "ingest/delivery/post_client.h"

#define URL "https://team.example.org"
#define TOKEN "token-0123456789"

/* ---- the system ---- */

/* Confinement is permanent, and this process must continue. */
/* NOLINTBEGIN(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */
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

static char token_path[] = "/tmp/bussola-delivery-XXXXXX";
static const bs_delivery_options options = {.ca_file = token_path, .seconds = 5};
static fake_answer given;

static fake_answer give(const char *url)
{
    assert_string_equal(url, URL BS_DELIVERY_PATH);
    return given;
}

static fake_answer die(const char *url)
{
    (void)url;
    (void)raise(SIGKILL);
    return (fake_answer){0};
}

/** Starts a child, posts a line, and ends it. */
static bs_delivery_reply post(const bs_delivery_place *place)
{
    bs_courier *courier = NULL;
    bs_delivery_reply reply;
    bs_error error;
    assert_int_equal(bs_courier_start(&courier, place, 1, &options, &error), BS_OK);
    bs_courier_post(&reply, courier, 0, "bussola,member=a index=1 1\n", 27);
    bs_courier_stop(courier);
    return reply;
}

/* ---- tests ---- */

static void addresses(void **state)
{
    (void)state;
    static const char *const good[] = {
        "https://team.example.org", "https://team.example.org:8427/insert/0",
        "http://127.0.0.1:8428",    "http://localhost/a",
        "http://[::1]:8428",        "https://[2001:db8::1]",
    };
    static const char *const bad[] = {
        "",
        "https://",
        "https:///a",
        "https://:80",
        "http://team.example.org",
        "http://localhost.example.org",
        "http://127.0.0.1@example.org",
        "https://a:b@example.org",
        "https://example.org?db=a",
        "https://example.org#a",
        "https://exa mple.org",
        "https://ex\xC3\xA4mple.org",
        "ftp://localhost",
        "localhost:8428",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(bs_delivery_url_allowed(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(bs_delivery_url_allowed(bad[i]));
    }
    char far[600] = URL "/";
    memset(far + strlen(far), 'x', sizeof far - strlen(far) - 1);
    assert_false(bs_delivery_url_allowed(far));
}

static void answers_and_what_they_mean(void **state)
{
    (void)state;
    static const struct {
        fake_answer answer;
        bs_delivery_end end;
        const char *why;
        int status;
        int wait;
    } cases[] = {
        {{.status = 204}, BS_DELIVERED, NULL, 204, 0},
        {{.status = 200}, BS_DELIVERED, NULL, 200, 0},
        {{.status = 200, .body = "\r\n"}, BS_DELIVERED, NULL, 200, 0},
        {{.status = 200, .body = "{\"error\":1}"}, BS_DELIVERY_STOPPED, "answer", 200, 0},
        {{.status = 100}, BS_DELIVERY_STOPPED, "answer", 100, 0},
        {{.status = 302}, BS_DELIVERY_STOPPED, "address", 302, 0},
        {{.status = 404}, BS_DELIVERY_STOPPED, "address", 404, 0},
        {{.status = 401}, BS_DELIVERY_STOPPED, "token", 401, 0},
        {{.status = 403}, BS_DELIVERY_STOPPED, "token", 403, 0},
        {{.status = 407}, BS_DELIVERY_STOPPED, "token", 407, 0},
        {{.status = 400}, BS_DELIVERY_REFUSED, "refused", 400, 0},
        {{.status = 413}, BS_DELIVERY_REFUSED, "refused", 413, 0},
        {{.status = 422}, BS_DELIVERY_REFUSED, "refused", 422, 0},
        {{.status = 408}, BS_DELIVERY_LATER, "busy", 408, 0},
        {{.status = 429, .wait = 30}, BS_DELIVERY_LATER, "busy", 429, 30},
        {{.status = 503, .wait = 1000000}, BS_DELIVERY_LATER, "busy", 503, 86400},
        {{.code = CURLE_COULDNT_CONNECT}, BS_DELIVERY_LATER, "network", 0, 0},
        {{.code = CURLE_WRITE_ERROR, .status = 200}, BS_DELIVERY_LATER, "broken", 0, 0},
        {{.code = CURLE_FILESIZE_EXCEEDED, .status = 200}, BS_DELIVERY_STOPPED, "answer", 200, 0},
        {{.code = CURLE_PEER_FAILED_VERIFICATION}, BS_DELIVERY_STOPPED, "certificate", 0, 0},
        {{.code = CURLE_UNSUPPORTED_PROTOCOL}, BS_DELIVERY_STOPPED, "not_http", 0, 0},
    };
    const bs_delivery_place place = {.url = URL, .token_path = token_path};
    server.answer = give;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        given = cases[i].answer;
        const bs_delivery_reply reply = post(&place);
        assert_int_equal(reply.end, cases[i].end);
        assert_int_equal(reply.status, cases[i].status);
        assert_int_equal(reply.retry_after, cases[i].wait);
        if (cases[i].why != NULL) {
            assert_string_equal(reply.why, cases[i].why);
        }
    }
    given = (fake_answer){.status = 500, .body = "\x1b[31mfull\n"};
    assert_string_equal(post(&place).text, " [31mfull ");
}

static void a_child_that_cannot_post(void **state)
{
    (void)state;
    const bs_delivery_place place = {.url = URL, .token_path = token_path};
    const bs_delivery_place missing = {.url = URL, .token_path = "/nowhere/token"};
    server.answer = give;
    given = (fake_answer){.status = 204};
    assert_string_equal(post(&missing).why, "no_token");
    fail_calls(CALLS_LOAD, 1, false);
    assert_string_equal(post(&place).why, "no_library");
    (void)mend_calls();
    fail_calls(CALLS_CURL, 1, true);
    assert_string_equal(post(&place).why, "network");
    (void)mend_calls();
    server.answer = die;
    assert_string_equal(post(&place).why, "network");
}

/* If any call fails while a client is made, there is no client, and everything is freed. */
static void clients_that_cannot_be_made(void **state)
{
    (void)state;
    static const int kinds[] = {CALLS_MEMORY, CALLS_CURL};
    const bs_delivery_place place = {.url = "http://localhost:1", .token_path = token_path};
    bs_curl_library library;
    assert_true(bs_curl_library_open(&library));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        int failures = 0;
        bool failed = true;
        for (int n = 1; failed; n++) {
            bs_post_client *client = NULL;
            fail_calls(kinds[i], n, true);
            const bs_status status = bs_post_client_new(&client, &library, &place, &options);
            failed = mend_calls();
            failures += failed ? 1 : 0;
            assert_int_equal(status, failed ? BS_INTERNAL : BS_OK);
            bs_post_client_free(client);
            assert_int_equal(server.lists, 0);
            assert_int_equal(server.handles, 0);
        }
        assert_true(failures > 0);
    }
}

static void a_body_that_finds_no_memory(void **state)
{
    (void)state;
    const bs_delivery_place place = {.url = URL};
    bs_curl_library library;
    bs_post_client *client = NULL;
    bs_post_reply reply;
    assert_true(bs_curl_library_open(&library));
    assert_int_equal(bs_post_client_new(&client, &library, &place, &options), BS_OK);
    server.answer = give;
    given = (fake_answer){.status = 204};
    fail_calls(CALLS_MEMORY, 1, true);
    bs_post_client_send(&reply, client, "a b=1 1\n", 8);
    assert_true(mend_calls());
    assert_int_equal(reply.fault, BS_HTTP_CHILD);
    bs_post_client_send(&reply, client, "a b=1 1\n", 8);
    assert_int_equal(reply.fault, BS_HTTP_FINE);
    assert_int_equal(reply.status, 204);
    bs_post_client_free(client);
}

static int write_token(void **state)
{
    (void)state;
    share_failing();
    const int file = mkstemp(token_path);
    const bool written = file >= 0 && write(file, TOKEN, strlen(TOKEN)) == (ssize_t)strlen(TOKEN);
    return written && close(file) == 0 ? 0 : -1;
}

static int remove_token(void **state)
{
    (void)state;
    return unlink(token_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses),
        cmocka_unit_test(answers_and_what_they_mean),
        cmocka_unit_test(a_child_that_cannot_post),
        cmocka_unit_test(clients_that_cannot_be_made),
        cmocka_unit_test(a_body_that_finds_no_memory),
    };
    return cmocka_run_group_tests(tests, write_token, remove_token);
}
