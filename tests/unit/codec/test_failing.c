/*
 * Memory runs out, or a system call fails, at the n-th call while a host opens and answers, an
 * export is read, or a client's info is stored. The reply is complete and reports the failure, no
 * answer is wrong, and the same request succeeds afterwards.
 */
#include "../store/failing.h"
#include "bussola/service/client_info.h"

#include <cjson/cJSON.h>

#include "bussola/codec/client_hello.h"
#include "bussola/codec/export_reader.h"
#include "bussola/codec/import_request.h"
#include "bussola/codec/json_check.h"
#include "bussola/codec/request.h"
#include "bussola/service/model_json.h"
#include "bussola/service/session.h"
#include "bussola/store/models.h"
#include "bussola/store/store.h"
#include "messages.h"
#include "support.h"

#define REPLY_MAX ((size_t)1 << 20)
#define TRIES_MAX 5000

typedef struct fixture {
    char directory[64];
    bs_model model;
    bs_session *session;
    bs_buffer reply, wanted;
} fixture;

static int64_t read_clock(void)
{
    return NOON;
}

static const char *const messages[] = {
    hello_message,  observe_message,  state_message, history_message, export_message, table_message,
    forget_message, profiles_message, why_message,   goal_message,    share_message,  team_message};
enum { MESSAGES = sizeof messages / sizeof *messages };

static void *hooked_malloc(size_t size)
{
    return call_fails(CALLS_MEMORY) ? NULL : __real_malloc(size);
}

static int set_up(void **state)
{
    cJSON_Hooks hooks = {.malloc_fn = hooked_malloc, .free_fn = free};
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    cJSON_InitHooks(&hooks);
    (void)snprintf(f->directory, sizeof f->directory, "/tmp/bussola-wire-XXXXXX");
    assert_non_null(mkdtemp(f->directory));
    bs_buffer_init(&f->reply, REPLY_MAX);
    bs_buffer_init(&f->wanted, REPLY_MAX);
    assert_int_equal(bs_model_builtin(&f->model, NULL), BS_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    (void)mend_calls();
    bs_session_close(f->session);
    bs_buffer_free(&f->reply);
    bs_buffer_free(&f->wanted);
    DIR *directory = opendir(f->directory);
    assert_non_null(directory);
    for (struct dirent *entry = NULL; (entry = readdir(directory)) != NULL;) {
        char path[400];
        (void)snprintf(path, sizeof path, "%s/%s", f->directory, entry->d_name);
        if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2) {
            (void)unlink(path);
        }
    }
    (void)closedir(directory);
    assert_int_equal(rmdir(f->directory), 0);
    free(f);
    cJSON_InitHooks(NULL);
    return 0;
}

static void open_session(fixture *f)
{
    bs_session_close(f->session);
    f->session = NULL;
    assert_int_equal(bs_session_open(&f->session, f->directory, &f->model, read_clock, NULL),
                     BS_OK);
}

static void ask(bs_buffer *reply, fixture *f, const char *message)
{
    bs_buffer_clear(reply);
    bs_session_answer(reply, f->session, message, strlen(message));
}

static bool is_same(const bs_buffer *a, const bs_buffer *b)
{
    return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

/**
 * Checks that a reply is complete JSON and reports a failure of this machine, or is missing for
 * lack of memory.
 */
static void assert_reported(fixture *f, const char *message, calls kind, int n)
{
    if (f->reply.failed && kind == CALLS_MEMORY) {
        return; /* no memory for a reply: the host ends, which the browser sees */
    }
    const char *text = text_of(&f->reply);
    assert_int_equal(bs_json_check(text, f->reply.size, NULL), BS_OK);
    const bool internal = strstr(text, "\"code\":\"internal\"") != NULL;
    const bool reported =
        strstr(text, "\"ok\":false") != NULL &&
        (internal || (kind == CALLS_SYSTEM &&
                      (strstr(text, "\"storage\"") != NULL || strstr(text, "\"busy\"") != NULL)));
    if (!reported) {
        fail_msg("%.40s: call %d: %.300s", message, n, text);
    }
}

static void every_question_is_answered_right_or_refused(void **state, calls kind, bool once)
{
    fixture *f = *state;
    open_session(f);
    ask(&f->reply, f, hello_message);
    ask(&f->reply, f, observe_message);
    int failures = 0;
    for (int i = 0; i < MESSAGES; i++) {
        open_session(f);
        ask(&f->wanted, f, messages[i]);
        ask(&f->wanted, f, messages[i]); /* a repeated request is not stored again */
        bool reached = true;
        for (int n = 1; reached; n++) {
            assert_true(n < TRIES_MAX);
            open_session(f);
            fail_calls(kind, n, once);
            ask(&f->reply, f, messages[i]);
            bs_session_settle(f->session);
            reached = mend_calls();
            failures += reached ? 1 : 0;
            if (f->reply.failed || !is_same(&f->reply, &f->wanted)) {
                assert_true(reached);
                assert_reported(f, messages[i], kind, n);
            }
            ask(&f->reply, f, messages[i]);
            if (!is_same(&f->reply, &f->wanted)) {
                fail_msg("%.40s: call %d: then %.300s", messages[i], n, text_of(&f->reply));
            }
        }
    }
    assert_true(failures > MESSAGES);
}

static void a_host_answers_wherever_memory_runs_out(void **state)
{
    every_question_is_answered_right_or_refused(state, CALLS_MEMORY, true);
    every_question_is_answered_right_or_refused(state, CALLS_MEMORY, false);
}

static void a_host_answers_wherever_the_system_fails(void **state)
{
    every_question_is_answered_right_or_refused(state, CALLS_SYSTEM, true);
    every_question_is_answered_right_or_refused(state, CALLS_SYSTEM, false);
}

static void choose_old_model(const fixture *f)
{
    bs_model model;
    bs_store *store = NULL;
    assert_int_equal(bs_model_named(&model, "bussola-1", NULL), BS_OK);
    assert_int_equal(bs_store_open(&store, f->directory, &model, NOON, NULL), BS_OK);
    assert_int_equal(bs_store_model_choose(store, &model, true, NOON, NULL), BS_OK);
    bs_store_close(store);
}

static void a_chosen_model_is_used_after_any_failure(void **state)
{
    fixture *f = *state;
    choose_old_model(f);
    for (int kind = 0; kind < CALLS_SHORT; kind++) {
        bool reached = true;
        for (int n = 1; reached; n++) {
            assert_true(n < TRIES_MAX);
            open_session(f);
            fail_calls((calls)kind, n, true);
            ask(&f->reply, f, hello_message);
            reached = mend_calls();
            ask(&f->reply, f, hello_message);
            if (strstr(text_of(&f->reply), "\"bussola-1\"") == NULL) {
                fail_msg("kind %d, call %d: then %.300s", kind, n, text_of(&f->reply));
            }
        }
    }
}

static void a_session_opens_whatever_fails(void **state)
{
    fixture *f = *state;
    for (int kind = 0; kind < CALLS_COUNT; kind++) {
        bool reached = true;
        for (int n = 1; reached; n += kind == CALLS_SQLITE_MEMORY ? n : 1) {
            assert_true(n < TRIES_MAX);
            bs_session_close(f->session);
            f->session = NULL;
            fail_calls((calls)kind, n, true);
            const bs_status status =
                bs_session_open(&f->session, f->directory, &f->model, read_clock, NULL);
            if (status == BS_OK) {
                ask(&f->reply, f, profiles_message);
            }
            reached = mend_calls();
            assert_true(status == BS_OK || (status == BS_INTERNAL && kind == CALLS_MEMORY));
            if (status == BS_OK) {
                ask(&f->reply, f, profiles_message);
                assert_non_null(strstr(text_of(&f->reply), "\"ok\":true"));
            }
        }
    }
}

/* ---- reading without a session ---- */

typedef bs_status (*reading)(fixture *f, size_t *found, bs_error *error);

static bs_status read_document(fixture *f, size_t *found, bs_error *error)
{
    (void)f;
    bs_export_reader read;
    const bs_status status = bs_export_reader_read(&read, document, strlen(document), NOON, error);
    *found = read.records;
    bs_export_reader_free(&read);
    return status;
}

static bs_status read_import(fixture *f, size_t *found, bs_error *error)
{
    (void)f;
    static const char message[] = "{\"id\":4,\"type\":\"bytes\",\"bytes\":\"AAECAwQFBgc=\"}";
    bs_import_request request;
    bs_import_request_init(&request);
    const bs_status status = bs_import_request_parse(&request, message, strlen(message), error);
    *found = request.bytes.size;
    bs_import_request_free(&request);
    return status;
}

static bs_status read_hellos(fixture *f, size_t *found, bs_error *error)
{
    bs_client_hello *hellos = NULL;
    const bs_status status = bs_client_hellos_read(&hellos, found, f->directory, error);
    if (status == BS_OK) {
        free(hellos);
    }
    return status;
}

static bs_status read_model(fixture *f, size_t *found, bs_error *error)
{
    bs_model model;
    char path[128];
    (void)snprintf(path, sizeof path, "%s/model.json", f->directory);
    const bs_status status = bs_model_read(&model, path, error);
    *found = status == BS_OK ? model.row_count : 0;
    return status;
}

static void write_model(const fixture *f)
{
    static const char text[] =
        "{\"id\":\"own\",\"window_days\":90,\"rows\":["
        "{\"signal\":\"photo\",\"pillar\":\"brand\",\"points\":25,\"curve\":\"flag\"},"
        "{\"signal\":\"people_searches\",\"pillar\":\"people\",\"points\":25,"
        "\"curve\":\"linear\",\"target\":10},"
        "{\"signal\":\"comments\",\"pillar\":\"insights\",\"points\":25,\"curve\":\"linear\","
        "\"target\":10},"
        "{\"signal\":\"connections\",\"pillar\":\"relationships\",\"points\":25,"
        "\"curve\":\"log\",\"target\":500}]}";
    char path[128];
    (void)snprintf(path, sizeof path, "%s/model.json", f->directory);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(text, 1, strlen(text), stream), strlen(text));
    assert_int_equal(fclose(stream), 0);
}

static void what_is_read_is_whole_or_refused(void **state)
{
    static const struct {
        reading read;
        size_t found;
    } rows[] = {{read_document, 7}, {read_import, 8}, {read_hellos, 1}, {read_model, 4}};
    fixture *f = *state;
    open_session(f);
    ask(&f->reply, f, hello_message);
    bs_session_settle(f->session);
    write_model(f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int once = 0; once < 2; once++) {
            bool reached = true;
            for (int n = 1; reached; n++) {
                size_t found = 0;
                bs_error error = {0};
                assert_true(n < TRIES_MAX);
                fail_calls(CALLS_MEMORY, n, once != 0);
                const bs_status status = rows[i].read(f, &found, &error);
                reached = mend_calls();
                /* An unreadable client info is skipped: it is optional. */
                if (rows[i].read != read_hellos) {
                    assert_int_equal(status, reached ? BS_INTERNAL : BS_OK);
                }
                assert_int_equal(error.status, status);
                assert_int_equal(rows[i].read(f, &found, &error), BS_OK);
                assert_int_equal(found, rows[i].found);
            }
        }
    }
}

/** If a client's info cannot be stored, the previous one stays. */
static void a_hello_is_kept_whole_or_not_at_all(void **state)
{
    fixture *f = *state;
    open_session(f);
    ask(&f->reply, f, hello_message);
    bs_session_settle(f->session);
    for (int kind = 0; kind < CALLS_COUNT; kind++) {
        bool reached = true;
        for (int n = 1; reached; n++) {
            bs_client_hello *hellos = NULL;
            size_t count = 0;
            ask(&f->reply, f, hello_message);
            fail_calls((calls)kind, n, true);
            bs_session_settle(f->session);
            reached = mend_calls();
            assert_int_equal(bs_client_hellos_read(&hellos, &count, f->directory, NULL), BS_OK);
            assert_int_equal(count, 1);
            assert_string_equal(hellos[0].instance, "i-1");
            assert_int_equal(hellos[0].page_count, 1);
            assert_int_equal(hellos[0].health_count, 1);
            free(hellos);
        }
    }
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(a_host_answers_wherever_memory_runs_out),
        CASE(a_host_answers_wherever_the_system_fails),
        CASE(a_chosen_model_is_used_after_any_failure),
        CASE(a_session_opens_whatever_fails),
        CASE(what_is_read_is_whole_or_refused),
        CASE(a_hello_is_kept_whole_or_not_at_all),
    };
    if (!watch_sqlite_memory()) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
