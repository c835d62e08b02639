/*
 * Changes one member of a complete message or export: it must be refused with the right code, and
 * the member named.
 */
#include <cjson/cJSON.h>

#include "bussola/codec/client_hello.h"
#include "bussola/codec/export_reader.h"
#include "bussola/codec/request.h"
#include "messages.h"
#include "support.h"

#define T10 "aaaaaaaaaa"
#define T130 T10 T10 T10 T10 T10 T10 T10 T10 T10 T10 T10 T10 T10
#define NAMES_9 "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"]"

/** Sets the member at `path` ("a.0.b") to `value`, or removes it if that is NULL. */
typedef struct change {
    const char *message, *path, *value;
    bs_status status;
    const char *field;
} change;

static void put(cJSON *parent, const char *name, const char *value)
{
    cJSON *made = value == NULL ? NULL : cJSON_Parse(value);
    assert_true(value == NULL || made != NULL);
    if (cJSON_IsArray(parent)) {
        const int index = (int)strtol(name, NULL, 10);
        if (made == NULL) {
            cJSON_DeleteItemFromArray(parent, index);
        } else if (index < cJSON_GetArraySize(parent)) {
            assert_true(cJSON_ReplaceItemInArray(parent, index, made));
        } else {
            assert_true(cJSON_AddItemToArray(parent, made));
        }
        return;
    }
    cJSON_DeleteItemFromObjectCaseSensitive(parent, name);
    if (made != NULL) {
        assert_true(cJSON_AddItemToObject(parent, name, made));
    }
}

/** The changed message; the caller frees it. */
static char *changed(const change *one)
{
    cJSON *root = cJSON_Parse(one->message);
    char path[128];
    assert_non_null(root);
    (void)snprintf(path, sizeof path, "%s", one->path);
    cJSON *at = root;
    char *name = path;
    for (char *dot = strchr(name, '.'); dot != NULL; dot = strchr(name, '.')) {
        *dot = '\0';
        at = cJSON_IsArray(at) ? cJSON_GetArrayItem(at, (int)strtol(name, NULL, 10))
                               : cJSON_GetObjectItemCaseSensitive(at, name);
        assert_non_null(at);
        name = dot + 1;
    }
    put(at, name, one->value);
    char *text = cJSON_PrintUnformatted(root);
    assert_non_null(text);
    cJSON_Delete(root);
    return text;
}

static void assert_answer(const change *one, bs_status status, const bs_error *error)
{
    if (status != one->status || (status != BS_OK && strcmp(error->field, one->field) != 0)) {
        fail_msg("%s = %s: %s, %s: %s", one->path, one->value == NULL ? "nothing" : one->value,
                 bs_status_id(status), error->field, error->message);
    }
    assert_true(status == BS_OK || error->message[0] != '\0');
}

static void a_request_is_refused_by_the_member_that_is_wrong(void **state)
{
    (void)state;
    static const change changes[] = {
        {hello_message, "id", "\"1\"", BS_BAD_REQUEST, "id"},
        {hello_message, "id", "-1", BS_OUT_OF_RANGE, "id"},
        {hello_message, "id", "9007199254740994", BS_OUT_OF_RANGE, "id"},
        {hello_message, "type", NULL, BS_BAD_REQUEST, "type"},
        {hello_message, "type", "\"nothing\"", BS_UNKNOWN_TYPE, "type"},
        {hello_message, "client", NULL, BS_BAD_REQUEST, "client"},
        {hello_message, "client", "[]", BS_BAD_REQUEST, "client"},
        {hello_message, "client.name", NULL, BS_BAD_REQUEST, "client.name"},
        {hello_message, "client.name", "\"" T130 "\"", BS_OUT_OF_RANGE, "client.name"},
        {hello_message, "client.version", "7", BS_BAD_REQUEST, "client.version"},
        {hello_message, "client.browser", "\"\"", BS_BAD_REQUEST, "client.browser"},
        {hello_message, "client.instance", "7", BS_BAD_REQUEST, "client.instance"},
        {hello_message, "client.instance", "\"" T130 "\"", BS_OUT_OF_RANGE, "client.instance"},
        {hello_message, "client.since", "7", BS_BAD_REQUEST, "client.since"},
        {hello_message, "client.since", "\"2026-11-31\"", BS_OUT_OF_RANGE, "client.since"},
        {hello_message, "client.since", "\"2026-11-20T\"", BS_BAD_REQUEST, "client.since"},
        {hello_message, "client.since", "\"2026-11-26\"", BS_OUT_OF_RANGE, "client.since"},
        {hello_message, "client.since", "\"" MOMENT "\"", BS_OK, ""},
        {hello_message, "client.protocol", "1", BS_BAD_REQUEST, "client.protocol"},
        {hello_message, "client.protocol.from", NULL, BS_BAD_REQUEST, "client.protocol.from"},
        {hello_message, "client.protocol.from", "-1", BS_OUT_OF_RANGE, "client.protocol.from"},
        {hello_message, "client.protocol.to", "0", BS_OUT_OF_RANGE, "client.protocol.to"},
        {hello_message, "client.protocol.to", "1001", BS_OUT_OF_RANGE, "client.protocol.to"},
        {hello_message, "client.rules", "-7", BS_OUT_OF_RANGE, "client.rules"},
        {hello_message, "client.rules", "0.5", BS_BAD_REQUEST, "client.rules"},
        {hello_message, "client.pinned", "\"yes\"", BS_BAD_REQUEST, "client.pinned"},
        {hello_message, "client.pinned", "false", BS_OK, ""},
        {hello_message, "client.pages", "[]", BS_BAD_REQUEST, "client.pages"},
        {hello_message, "client.pages", "{\"\":\"" MOMENT "\"}", BS_OUT_OF_RANGE, "client.pages"},
        {hello_message, "client.pages", "{\"Feed\":\"" MOMENT "\"}", BS_OUT_OF_RANGE,
         "client.pages"},
        {hello_message, "client.pages", "{\"" T130 "\":\"" MOMENT "\"}", BS_OUT_OF_RANGE,
         "client.pages"},
        {hello_message, "client.pages.feed", "\"now\"", BS_BAD_REQUEST, "client.pages.feed"},
        {hello_message, "client.health", "[]", BS_BAD_REQUEST, "client.health"},
        {hello_message, "client.health", "{\"\":{}}", BS_OUT_OF_RANGE, "client.health"},
        {hello_message, "client.health", "{\"a b\":{}}", BS_OUT_OF_RANGE, "client.health"},
        {hello_message, "client.health", "{\"" T130 "\":{}}", BS_OUT_OF_RANGE, "client.health"},
        {hello_message, "client.health.feed", "7", BS_BAD_REQUEST, "client.health.feed"},
        {hello_message, "client.health.feed.visit", NULL, BS_BAD_REQUEST,
         "client.health.feed.visit"},
        {hello_message, "client.health.feed.misses", "-1", BS_OUT_OF_RANGE,
         "client.health.feed.misses"},
        {hello_message, "client.health.feed.found", "7", BS_BAD_REQUEST,
         "client.health.feed.found"},
        {hello_message, "client.health.feed.found", "{\"a b\":\"c\"}", BS_OUT_OF_RANGE,
         "client.health.feed.found"},
        {hello_message, "client.health.feed.missed", "{\"a\":7}", BS_OUT_OF_RANGE,
         "client.health.feed.missed"},
        {hello_message, "client.health.feed.missed", "{\"a\":\"b c\"}", BS_OUT_OF_RANGE,
         "client.health.feed.missed"},
        {hello_message, "client.health.feed.missed", "[]", BS_BAD_REQUEST,
         "client.health.feed.missed"},
        {observe_message, "request", NULL, BS_BAD_REQUEST, "request"},
        {observe_message, "request", "\"" T130 "\"", BS_OUT_OF_RANGE, "request"},
        {observe_message, "profile", "7", BS_BAD_REQUEST, "profile"},
        {observe_message, "profile.key", NULL, BS_BAD_REQUEST, "profile.key"},
        {observe_message, "profile.label", "7", BS_BAD_REQUEST, "profile.label"},
        {observe_message, "profile.aliases", "7", BS_BAD_REQUEST, "profile.aliases"},
        {observe_message, "profile.aliases", NAMES_9, BS_OUT_OF_RANGE, "profile.aliases"},
        {observe_message, "profile.aliases.0", "7", BS_BAD_REQUEST, "profile.aliases"},
        {observe_message, "profile.aliases.0", "\"\"", BS_BAD_REQUEST, "profile.aliases"},
        {observe_message, "profile.aliases.0", "\"" T130 "\"", BS_OUT_OF_RANGE, "profile.aliases"},
        {observe_message, "page", "\"\"", BS_BAD_REQUEST, "page"},
        {observe_message, "source", "\"archive\"", BS_BAD_REQUEST, "source"},
        {observe_message, "source", "7", BS_BAD_REQUEST, "source"},
        {observe_message, "lang", NULL, BS_OK, ""},
        {observe_message, "lang", "7", BS_OK, ""},
        {observe_message, "at", "7", BS_BAD_REQUEST, "at"},
        {observe_message, "at", "\"2026-11-25T12:00:00Z\"", BS_OUT_OF_RANGE, "at"},
        {observe_message, "gauges", NULL, BS_BAD_REQUEST, "gauges"},
        {observe_message, "gauges", "{}", BS_BAD_REQUEST, "gauges"},
        {observe_message, "gauges.0", "7", BS_BAD_REQUEST, "gauges[0]"},
        {observe_message, "gauges.0.signal", "7", BS_BAD_REQUEST, "gauges[0].signal"},
        {observe_message, "gauges.0.signal", "\"fame\"", BS_UNKNOWN_SIGNAL, "gauges[0].signal"},
        {observe_message, "gauges.0.signal", "\"" T130 "\"", BS_UNKNOWN_SIGNAL, "gauges[0].signal"},
        {observe_message, "gauges.0.signal", "\"posts\"", BS_BAD_REQUEST, "gauges[0].signal"},
        {observe_message, "gauges.0.value", "-1", BS_OUT_OF_RANGE, "gauges[0].value"},
        {observe_message, "gauges.0.value", "1.5", BS_BAD_REQUEST, "gauges[0].value"},
        {observe_message, "gauges.0.bound", NULL, BS_BAD_REQUEST, "gauges[0].bound"},
        {observe_message, "gauges.0.bound", "\"at_most\"", BS_BAD_REQUEST, "gauges[0].bound"},
        {observe_message, "tallies", "7", BS_BAD_REQUEST, "tallies"},
        {observe_message, "tallies.0.signal", "\"connections\"", BS_BAD_REQUEST,
         "tallies[0].signal"},
        {observe_message, "tallies.0.signal", NULL, BS_BAD_REQUEST, "tallies[0].signal"},
        {observe_message, "tallies.0.from", NULL, BS_BAD_REQUEST, "tallies[0].from"},
        {observe_message, "tallies.0.from", "7", BS_BAD_REQUEST, "tallies[0].from"},
        {observe_message, "tallies.0.from", "\"2026-11-24\"", BS_OUT_OF_RANGE, "tallies[0].from"},
        {observe_message, "tallies.0.from", "\"2026-11-26\"", BS_OUT_OF_RANGE, "tallies[0].from"},
        {observe_message, "tallies.0.to", NULL, BS_BAD_REQUEST, "tallies[0].to"},
        {observe_message, "tallies.0.to", "\"2026-11-26\"", BS_OUT_OF_RANGE, "tallies[0].to"},
        {observe_message, "tallies.0.bound", "7", BS_BAD_REQUEST, "tallies[0].bound"},
        {observe_message, "tallies.0.days", NULL, BS_BAD_REQUEST, "tallies[0].days"},
        {observe_message, "tallies.0.days", "{}", BS_OK, ""},
        {observe_message, "tallies.0.days", "{\"today\":1}", BS_BAD_REQUEST,
         "tallies[0].days.today"},
        {observe_message, "tallies.0.days", "{\"2026-02-30\":1}", BS_OUT_OF_RANGE,
         "tallies[0].days.2026-02-30"},
        {observe_message, "tallies.0.days", "{\"2026-10-31\":1}", BS_OUT_OF_RANGE,
         "tallies[0].days.2026-10-31"},
        {observe_message, "tallies.0.days", "{\"2026-11-24\":1}", BS_OUT_OF_RANGE,
         "tallies[0].days.2026-11-24"},
        {observe_message, "tallies.0.days", "{\"2026-11-20\":\"2\"}", BS_BAD_REQUEST,
         "tallies[0].days.2026-11-20"},
        {observe_message, "tallies.0.days", "{\"2026-11-20\":-2}", BS_OUT_OF_RANGE,
         "tallies[0].days.2026-11-20"},
        {observe_message, "events", "7", BS_BAD_REQUEST, "events"},
        {observe_message, "events.0", "[]", BS_BAD_REQUEST, "events[0]"},
        {observe_message, "events.0.signal", "\"photo\"", BS_BAD_REQUEST, "events[0].signal"},
        {observe_message, "events.0.signal", NULL, BS_BAD_REQUEST, "events[0].signal"},
        {observe_message, "events.0.day", "\"2026-11-27\"", BS_OUT_OF_RANGE, "events[0].day"},
        {observe_message, "events.0.day", NULL, BS_BAD_REQUEST, "events[0].day"},
        {observe_message, "events.0.count", "1000000000000", BS_OUT_OF_RANGE, "events[0].count"},
        {observe_message, "events.0.count", "-1000000000000", BS_OUT_OF_RANGE, "events[0].count"},
        {observe_message, "events.0.count", NULL, BS_BAD_REQUEST, "events[0].count"},
        {observe_message, "official", "7", BS_BAD_REQUEST, "official"},
        {observe_message, "official.total", NULL, BS_BAD_REQUEST, "official.total"},
        {observe_message, "official.total", "101", BS_OUT_OF_RANGE, "official.total"},
        {observe_message, "official.pillars", NULL, BS_BAD_REQUEST, "official.pillars"},
        {observe_message, "official.pillars.brand", NULL, BS_BAD_REQUEST, "official.pillars.brand"},
        {observe_message, "official.pillars.people", "26", BS_OUT_OF_RANGE,
         "official.pillars.people"},
        {observe_message, "official.industry", "7", BS_BAD_REQUEST, "official.industry"},
        {observe_message, "official.industry", "null", BS_OK, ""},
        {observe_message, "official.industry.rank_pct", "\"4\"", BS_BAD_REQUEST,
         "official.industry.rank_pct"},
        {observe_message, "official.industry.average", "-1", BS_OUT_OF_RANGE,
         "official.industry.average"},
        {observe_message, "official.industry.week_change", "101", BS_OUT_OF_RANGE,
         "official.industry.week_change"},
        {observe_message, "official.network.pillars", "7", BS_BAD_REQUEST,
         "official.network.pillars"},
        {observe_message, "official.network.pillars.insights", "\"9\"", BS_BAD_REQUEST,
         "official.network.pillars.insights"},
        {state_message, "profile", "7", BS_BAD_REQUEST, "profile"},
        {state_message, "profile.key", "7", BS_BAD_REQUEST, "profile.key"},
        {state_message, "profile.key", "\"" T130 "\"", BS_OUT_OF_RANGE, "profile.key"},
        {state_message, "at", "\"2026-11-23\"", BS_BAD_REQUEST, "at"},
        {state_message, "at", "\"2026-11-25T12:00:00Z\"", BS_OUT_OF_RANGE, "at"},
        {history_message, "profile", "7", BS_BAD_REQUEST, "profile"},
        {history_message, "from", "7", BS_BAD_REQUEST, "from"},
        {history_message, "to", "\"2026-13-01\"", BS_OUT_OF_RANGE, "to"},
        {history_message, "to", "\"2026-10-01\"", BS_OUT_OF_RANGE, "to"},
        {history_message, "step", "\"year\"", BS_BAD_REQUEST, "step"},
        {export_message, "profile", "7", BS_BAD_REQUEST, "profile"},
        {export_message, "format", NULL, BS_BAD_REQUEST, "format"},
        {export_message, "format", "\"xml\"", BS_BAD_REQUEST, "format"},
        {export_message, "cursor", "7", BS_BAD_REQUEST, "cursor"},
        {export_message, "cursor", "\"" T130 "\"", BS_OUT_OF_RANGE, "cursor"},
        {forget_message, "profile", NULL, BS_BAD_REQUEST, "profile"},
        {forget_message, "profile", "7", BS_BAD_REQUEST, "profile"},
        {forget_message, "all", "true", BS_BAD_REQUEST, "profile"},
        {forget_message, "all", "false", BS_BAD_REQUEST, "all"},
        {why_message, "to", "\"2026-11-01\"", BS_OUT_OF_RANGE, "to"},
        {why_message, "from", "{}", BS_BAD_REQUEST, "from"},
        {goal_message, "at", "7", BS_BAD_REQUEST, "at"},
        {goal_message, "set", "7", BS_BAD_REQUEST, "set"},
        {goal_message, "set", "null", BS_OK, ""},
        {goal_message, "set.signal", "\"fame\"", BS_UNKNOWN_SIGNAL, "set.signal"},
        {goal_message, "set.count", "\"5\"", BS_BAD_REQUEST, "set.count"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        bs_request request;
        bs_error error = {0};
        char *text = changed(&changes[i]);
        const bs_status status = bs_request_parse(&request, text, strlen(text), NOON, &error);
        assert_answer(&changes[i], status, &error);
        bs_request_free(&request);
        free(text);
    }
}

static void a_document_is_refused_by_the_member_that_is_wrong(void **state)
{
    (void)state;
    static const change changes[] = {
        {document, "format", NULL, BS_BAD_REQUEST, "format"},
        {document, "format", "\"other\"", BS_BAD_REQUEST, "format"},
        {document, "version", "\"1\"", BS_BAD_REQUEST, "version"},
        {document, "version", "2", BS_BAD_REQUEST, "version"},
        {document, "records", NULL, BS_BAD_REQUEST, "records"},
        {document, "records", "{}", BS_BAD_REQUEST, "records"},
        {document, "records.0", "7", BS_BAD_REQUEST, "records[0]"},
        {document, "records.0", NULL, BS_BAD_REQUEST, "records[0].record"},
        {document, "records.0.record", NULL, BS_BAD_REQUEST, "records[0].record"},
        {document, "records.0.record", "\"person\"", BS_BAD_REQUEST, "records[0].record"},
        {document, "records.0.key", NULL, BS_BAD_REQUEST, "records[0].key"},
        {document, "records.0.label", "7", BS_BAD_REQUEST, "records[0].label"},
        {document, "records.0.aliases", "7", BS_BAD_REQUEST, "records[0].aliases"},
        {document, "records.0.aliases", "[7]", BS_BAD_REQUEST, "records[0].aliases"},
        {document, "records.0.aliases", "[\"" T130 "\"]", BS_BAD_REQUEST, "records[0].aliases"},
        {document, "records.0.aliases", "[]", BS_OK, ""},
        {document, "records.0.first_seen", "7", BS_BAD_REQUEST, "records[0].first_seen"},
        {document, "records.0.last_seen", "\"2026-11-25T12:00:00Z\"", BS_OUT_OF_RANGE,
         "records[0].last_seen"},
        {document, "records.0.last_seen", "\"2026-11-19T12:00:00Z\"", BS_OUT_OF_RANGE,
         "records[0].last_seen"},
        {document, "records.1.signal", "\"posts\"", BS_BAD_REQUEST, "records[1].signal"},
        {document, "records.1.signal", "\"fame\"", BS_UNKNOWN_SIGNAL, "records[1].signal"},
        {document, "records.1.value", "-1", BS_OUT_OF_RANGE, "records[1].value"},
        {document, "records.1.value", "900000000000", BS_OUT_OF_RANGE, "records[1].value"},
        {document, "records.1.bound", NULL, BS_BAD_REQUEST, "records[1].bound"},
        {document, "records.1.source", "\"guess\"", BS_BAD_REQUEST, "records[1].source"},
        {document, "records.1.at", NULL, BS_BAD_REQUEST, "records[1].at"},
        {document, "records.1.seen", NULL, BS_BAD_REQUEST, "records[1].seen"},
        {document, "records.1.seen", "\"2026-11-19T12:00:00Z\"", BS_OUT_OF_RANGE,
         "records[1].seen"},
        {document, "records.2.signal", "\"followers\"", BS_BAD_REQUEST, "records[2].signal"},
        {document, "records.2.day", "\"2003-01-01\"", BS_OUT_OF_RANGE, "records[2].day"},
        {document, "records.2.day", "\"2026-11-27\"", BS_OUT_OF_RANGE, "records[2].day"},
        {document, "records.2.day", NULL, BS_BAD_REQUEST, "records[2].day"},
        {document, "records.2.count", "-2", BS_OUT_OF_RANGE, "records[2].count"},
        {document, "records.2.bound", "7", BS_BAD_REQUEST, "records[2].bound"},
        {document, "records.2.source", "7", BS_BAD_REQUEST, "records[2].source"},
        {document, "records.2.seen", "7", BS_BAD_REQUEST, "records[2].seen"},
        {document, "records.3.signal", "\"photo\"", BS_BAD_REQUEST, "records[3].signal"},
        {document, "records.3.source", NULL, BS_BAD_REQUEST, "records[3].source"},
        {document, "records.3.from", NULL, BS_BAD_REQUEST, "records[3].from"},
        {document, "records.3.to", NULL, BS_BAD_REQUEST, "records[3].to"},
        {document, "records.3.to", "\"2026-11-01\"", BS_OUT_OF_RANGE, "records[3].to"},
        {document, "records.3.seen", "7", BS_BAD_REQUEST, "records[3].seen"},
        {document, "records.4.reading", NULL, BS_BAD_REQUEST, "records[4].reading"},
        {document, "records.4.reading.total", "-1", BS_OUT_OF_RANGE, "records[4].reading.total"},
        {document, "records.4.reading.at", NULL, BS_BAD_REQUEST, "records[4].reading.at"},
        {document, "records.4.predicted", "101", BS_OUT_OF_RANGE, "records[4].predicted"},
        {document, "records.4.predicted", "null", BS_OK, ""},
        {document, "records.5.id", NULL, BS_BAD_REQUEST, "records[5].id"},
        {document, "records.5.day", "7", BS_BAD_REQUEST, "records[5].day"},
        {document, "records.6.signal", "\"fame\"", BS_UNKNOWN_SIGNAL, "records[6].signal"},
        {document, "records.6.signal", "\"photo\"", BS_BAD_REQUEST, "records[6].signal"},
        {document, "records.6.count", "0", BS_OUT_OF_RANGE, "records[6].count"},
        {document, "records.6.count", "1000000", BS_OUT_OF_RANGE, "records[6].count"},
        {document, "records.6.since", NULL, BS_BAD_REQUEST, "records[6].since"},
        {document, "records.7.model", "7", BS_OK, ""},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        bs_export_reader read;
        bs_error error = {0};
        char *text = changed(&changes[i]);
        const bs_status status = bs_export_reader_read(&read, text, strlen(text), NOON, &error);
        assert_answer(&changes[i], status, &error);
        bs_export_reader_free(&read);
        free(text);
    }
}

/** The maximum number of kinds of page, each with the maximum number of words; and one more. */
static void a_hello_holds_so_many_pages_and_no_more(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        bs_request request;
        bs_error error = {0};
        cJSON *root = cJSON_Parse(hello_message);
        cJSON *client = cJSON_GetObjectItemCaseSensitive(root, "client");
        cJSON *pages = cJSON_CreateObject();
        for (int i = 0; i < BS_CLIENT_HELLO_PAGES_MAX + more; i++) {
            char name[16];
            (void)snprintf(name, sizeof name, "page_%d", i);
            assert_non_null(cJSON_AddStringToObject(pages, name, MOMENT));
        }
        cJSON_DeleteItemFromObjectCaseSensitive(client, "pages");
        assert_true(cJSON_AddItemToObject(client, "pages", pages));
        char *text = cJSON_PrintUnformatted(root);
        assert_int_equal(bs_request_parse(&request, text, strlen(text), NOON, &error),
                         more == 0 ? BS_OK : BS_OUT_OF_RANGE);
        assert_string_equal(error.field, more == 0 ? "" : "client.pages");
        assert_true(more == 1 || request.hello.page_count == BS_CLIENT_HELLO_PAGES_MAX);
        bs_request_free(&request);
        free(text);
        cJSON_Delete(root);
    }
}

static void what_is_no_object_is_no_request_and_no_document(void **state)
{
    (void)state;
    bs_request request;
    bs_export_reader read;
    bs_error error = {0};
    assert_int_equal(bs_request_parse(&request, "[]", 2, NOON, &error), BS_BAD_REQUEST);
    bs_request_free(&request);
    assert_int_equal(bs_export_reader_read(&read, "7", 1, NOON, &error), BS_BAD_REQUEST);
    assert_int_equal(bs_export_reader_read(&read, "\n\n{", 3, NOON, &error), BS_BAD_JSON);
    assert_non_null(strstr(error.message, "Line 3"));
    bs_export_reader_free(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_refused_by_the_member_that_is_wrong),
        cmocka_unit_test(a_document_is_refused_by_the_member_that_is_wrong),
        cmocka_unit_test(a_hello_holds_so_many_pages_and_no_more),
        cmocka_unit_test(what_is_no_object_is_no_request_and_no_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
