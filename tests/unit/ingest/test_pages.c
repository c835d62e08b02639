/* Replies of the portability API: rows of a snapshot, events of the change log. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../test.h"
#include "ingest/portability/pages.h"

#define SAMPLES "../shared/exports/api/"

static const bs_hash_key key = {{3, 4}};

static char *read_text(const char *name)
{
    char path[256];
    (void)snprintf(path, sizeof path, SAMPLES "%s", name);
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return NULL;
    }
    char *text = calloc(1, 65536);
    assert_non_null(text);
    assert_true(fread(text, 1, 65535, file) > 0);
    assert_int_equal(fclose(file), 0);
    return text;
}

static bs_ingest *new_ingest(void)
{
    const bs_ingest_options options = {.zone = {.fixed = true},
                                       .source = BS_FROM_API,
                                       .day = bs_day_from_civil(2026, 10, 1),
                                       .today = bs_day_from_civil(2026, 10, 1)};
    bs_ingest *ingest = NULL;
    assert_int_equal(bs_ingest_new(&ingest, &options), BS_OK);
    return ingest;
}

static void take(size_t *fresh, bs_ingest *ingest, bs_domain domain, const char *text)
{
    bool present = false;
    assert_int_equal(bs_page_rows(fresh, &present, ingest, domain, &key, text, strlen(text)),
                     BS_OK);
}

static bs_ingest_result finish(bs_ingest *ingest)
{
    bs_ingest_result result;
    bs_observation observation;
    bs_observation_init(&observation);
    assert_int_equal(bs_ingest_finish(&observation, &result, ingest, NULL), BS_OK);
    bs_observation_free(&observation);
    bs_ingest_free(ingest);
    return result;
}

#define PAGE(domain, rows)                                                                         \
    "{\"elements\":[{\"snapshotDomain\":\"" domain "\",\"snapshotData\":[" rows "]}]}"
#define ROW(name, day)                                                                             \
    "{\"First Name\":\"" name "\",\"Last Name\":\"\",\"URL\":\"\",\"Connected On\":\"" day "\"}"

static void hidden_connections_are_counted_each(void **state)
{
    (void)state;
    static const char first[] = PAGE(
        "CONNECTIONS", ROW("", "07 Jun 2022") "," ROW("", "07 Jun 2022") "," ROW("Mira", "12 Mar "
                                                                                         "2024"));
    static const char second[] =
        PAGE("CONNECTIONS", ROW("", "07 Jun 2022") "," ROW("", "07 Jun 2022") "," ROW(
                                "", "07 Jun 2022") "," ROW("Mira", "12 Mar 2024"));
    bs_ingest *ingest = new_ingest();
    size_t fresh = 0;
    take(&fresh, ingest, BS_DOMAIN_CONNECTIONS, first);
    assert_int_equal(fresh, 3);
    take(&fresh, ingest, BS_DOMAIN_CONNECTIONS, first);
    assert_int_equal(fresh, 0);
    take(&fresh, ingest, BS_DOMAIN_CONNECTIONS, second);
    assert_int_equal(fresh, 1);
    assert_int_equal(finish(ingest).totals[BS_TOTAL_CONNECTIONS], 4);
}

static void endorsements_of_both_directions(void **state)
{
    (void)state;
    static const char page[] =
        PAGE("ENDORSEMENTS", "{\"Endorsement Date\":\"2024/03/01 19:52:23 UTC\",\"Skill Name\":"
                             "\"S\",\"Endorsee Public Url\":\"u\",\"Endorsement Status\":\"PENDING"
                             "\"},{\"Endorsement Date\":\"2024/03/02 19:52:23 UTC\",\"Skill Name\":"
                             "\"S\",\"Endorser Public Url\":\"u\",\"Endorsement Status\":"
                             "\"ACCEPTED\"}");
    bs_ingest *ingest = new_ingest();
    size_t fresh = 0;
    take(&fresh, ingest, BS_DOMAIN_ENDORSEMENTS, page);
    bs_ingest_result result = finish(ingest);
    assert_int_equal(result.totals[BS_TOTAL_ENDORSEMENTS_GIVEN], 1);
    assert_int_equal(result.totals[BS_TOTAL_ENDORSEMENTS_RECEIVED], 1);
}

static void another_domain_in_the_page_is_not_counted(void **state)
{
    (void)state;
    bs_ingest *ingest = new_ingest();
    size_t fresh = 0;
    take(&fresh, ingest, BS_DOMAIN_SKILLS, PAGE("POSITIONS", "{\"Name\":\"x\"}"));
    assert_int_equal(fresh, 0);
    assert_int_equal(finish(ingest).totals[BS_TOTAL_SKILLS], BS_NOT_KNOWN);
}

static void what_is_no_page(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "[", "[]", "{}", "{\"elements\":{\"a\":1}}", "<html>"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bs_ingest *ingest = new_ingest();
        bs_changes changes = {.zone = {.fixed = true}};
        size_t fresh = 0;
        bool present = false;
        assert_int_equal(bs_page_rows(&fresh, &present, ingest, BS_DOMAIN_SKILLS, &key, texts[i],
                                      strlen(texts[i])),
                         BS_BAD_JSON);
        assert_int_equal(bs_page_changes(&fresh, &changes, texts[i], strlen(texts[i])),
                         BS_BAD_JSON);
        bs_changes_free(&changes);
        bs_ingest_free(ingest);
    }
}

/* A page without elements, as in LinkedIn's documentation. */
static void a_page_without_elements(void **state)
{
    (void)state;
    static const char text[] = "{\"elements\":{}}";
    bs_ingest *ingest = new_ingest();
    bs_changes changes = {.zone = {.fixed = true}};
    size_t fresh = 1;
    bool present = false;
    assert_int_equal(
        bs_page_rows(&fresh, &present, ingest, BS_DOMAIN_SKILLS, &key, text, sizeof text - 1),
        BS_OK);
    assert_int_equal(fresh, 0);
    assert_false(present);
    assert_int_equal(bs_page_changes(&fresh, &changes, text, sizeof text - 1), BS_OK);
    bs_changes_free(&changes);
    assert_int_equal(finish(ingest).totals[BS_TOTAL_SKILLS], BS_NOT_KNOWN);
}

/* Wrong types at every place of a snapshot's page are skipped, and the rest counts. */
static void rows_of_odd_types(void **state)
{
    (void)state;
    static const struct {
        const char *page;
        bs_domain domain;
        bs_total total;
        size_t fresh;
        int64_t counted;
    } cases[] = {
        {PAGE("SKILLS", "7,null,\"x\",[],{\"Name\":\"a\"}"), BS_DOMAIN_SKILLS, BS_TOTAL_SKILLS, 1,
         1},
        {PAGE("SKILLS", "{},{\"Name\":7},{\"Name\":null},{\"Name\":\"\"}"), BS_DOMAIN_SKILLS,
         BS_TOTAL_SKILLS, 4, 0},
        {"{\"elements\":[]}", BS_DOMAIN_SKILLS, BS_TOTAL_SKILLS, 0, BS_NOT_KNOWN},
        {"{\"elements\":[7,null,[],{},{\"snapshotData\":7},{\"snapshotData\":[]}]}",
         BS_DOMAIN_SKILLS, BS_TOTAL_SKILLS, 0, BS_NOT_KNOWN},
        {"{\"elements\":[{\"snapshotDomain\":7,\"snapshotData\":[{\"name\":\"a\"}]}]}",
         BS_DOMAIN_SKILLS, BS_TOTAL_SKILLS, 1, 1},
        {"{\"elements\":[{\"snapshotData\":[{\"Name\":\"a\"}]}]}", BS_DOMAIN_SKILLS,
         BS_TOTAL_SKILLS, 1, 1},
        {PAGE("ENDORSEMENTS", "{\"Endorsement Date\":\"2024/03/01 19:52:23 UTC\",\"Endorsee Public "
                              "Url\":\"\",\"Skill Name\":\"S\"}"),
         BS_DOMAIN_ENDORSEMENTS, BS_TOTAL_ENDORSEMENTS_RECEIVED, 1, 1},
        {PAGE("CONNECTIONS", "{\"Connected On\":\"07 Jun 2022\",\"URL\":7},{},{}"),
         BS_DOMAIN_CONNECTIONS, BS_TOTAL_CONNECTIONS, 3, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bs_ingest *ingest = new_ingest();
        size_t fresh = 0;
        take(&fresh, ingest, cases[i].domain, cases[i].page);
        assert_int_equal(fresh, cases[i].fresh);
        assert_int_equal(finish(ingest).totals[cases[i].total], cases[i].counted);
    }
}

#define EVENT                                                                                      \
    "\"activityId\":\"1\",\"activityStatus\":\"SUCCESS\",\"capturedAt\":1719700000000,"            \
    "\"processedAt\":1719700000001,\"owner\":\"me\",\"actor\":\"me\",\"method\":\"CREATE\""
#define WITHOUT(id, more) "{\"activityId\":\"" id "\"" more "}"

/* The same for the change log. `fresh`: it is an event; `events`: it counts. */
static void events_of_odd_types(void **state)
{
    (void)state;
    static const struct {
        const char *event;
        size_t fresh, events;
    } cases[] = {
        {"{" EVENT ",\"resourceName\":\"ugcPosts\"}", 1, 1},
        {"{" EVENT ",\"resourceName\":\"ugcPosts\",\"activity\":{\"lifecycleState\":\"DRAFT\"}}", 1,
         0},
        {"{" EVENT ",\"resourceName\":\"ugcPosts\",\"activity\":{\"lifecycleState\":7}}", 1, 0},
        {"{" EVENT ",\"resourceName\":\"ugcPosts\",\"activity\":7}", 1, 1},
        {"{" EVENT ",\"resourceName\":\"groups\"}", 1, 0},
        {"{" EVENT ",\"resourceName\":7}", 1, 0},
        {"{" EVENT "}", 1, 0},
        {"{" EVENT ",\"resourceName\":\"messages\",\"activity\":{\"createdAt\":1e300}}", 1, 1},
        {"{" EVENT ",\"resourceName\":\"messages\",\"activity\":{\"createdAt\":-1}}", 1, 1},
        {"{" EVENT ",\"resourceName\":\"messages\",\"activity\":{\"createdAt\":86400000}}", 1, 0},
        {WITHOUT("2", ",\"resourceName\":\"messages\",\"method\":\"CREATE\""), 1, 0},
        {WITHOUT("2", ",\"resourceName\":\"messages\",\"method\":\"CREATE\",\"capturedAt\":"
                      "1719700000000"),
         1, 0},
        {WITHOUT("2", ",\"resourceName\":\"messages\",\"method\":\"CREATE\",\"capturedAt\":"
                      "1719700000000,\"owner\":\"me\",\"actor\":\"me\""),
         1, 0},
        {WITHOUT("", ",\"resourceName\":\"messages\""), 0, 0},
        {"{\"activityId\":7}", 0, 0},
        {"{}", 0, 0},
        {"7", 0, 0},
        {"null", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char page[1024];
        bs_changes changes = {.zone = {.fixed = true}};
        size_t fresh = 0;
        (void)snprintf(page, sizeof page, "{\"elements\":[%s,%s]}", cases[i].event, cases[i].event);
        assert_int_equal(bs_page_changes(&fresh, &changes, page, strlen(page)), BS_OK);
        assert_int_equal(fresh, cases[i].fresh);
        assert_int_equal(changes.events, cases[i].events);
        bs_changes_free(&changes);
    }
}

static void what_says_that_there_is_no_more(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool end;
    } cases[] = {{"{\"message\":\"No data found for this memberId\"}", true},
                 {"{\"message\":\"Not found\"}", false},
                 {"{\"message\":7}", false},
                 {"{}", false},
                 {"No data found", false},
                 {"", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(bs_page_is_end(cases[i].text, strlen(cases[i].text)), cases[i].end);
    }
}

static void sample_replies(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        bs_domain domain;
        size_t fresh;
    } pages[] = {
        {"snapshot_CONNECTIONS_0.json", BS_DOMAIN_CONNECTIONS, 1},
        {"snapshot_CONNECTIONS_1_duplicate.json", BS_DOMAIN_CONNECTIONS, 0},
        {"snapshot_INVITATIONS_0.json", BS_DOMAIN_INVITATIONS, 1},
        {"snapshot_INBOX_0.json", BS_DOMAIN_INBOX, 1},
        {"snapshot_MEMBER_SHARE_INFO_0.json", BS_DOMAIN_MEMBER_SHARE_INFO, 1},
        {"snapshot_ALL_COMMENTS_0.json", BS_DOMAIN_ALL_COMMENTS, 1},
        {"snapshot_ALL_LIKES_0.json", BS_DOMAIN_ALL_LIKES, 1},
    };
    bs_ingest *ingest = new_ingest();
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        char *text = read_text(pages[i].file);
        if (text == NULL) {
            bs_ingest_free(ingest);
            skip();
        }
        size_t fresh = 0;
        take(&fresh, ingest, pages[i].domain, text);
        assert_int_equal(fresh, pages[i].fresh);
        free(text);
    }
    bs_ingest_result result = finish(ingest);
    assert_int_equal(result.totals[BS_TOTAL_CONNECTIONS], 1);
    assert_int_equal(result.totals[BS_TOTAL_ACCEPTED_OUT], 1);
    assert_int_equal(result.totals[BS_TOTAL_INMAIL_SENT], 1);
    assert_int_equal(result.totals[BS_TOTAL_POSTS], 1);
    assert_int_equal(result.totals[BS_TOTAL_COMMENTS], 1);
    assert_int_equal(result.totals[BS_TOTAL_REACTIONS], 1);
}

static void sample_change_log(void **state)
{
    (void)state;
    char *text = read_text("changelog_0.json");
    if (text == NULL) {
        skip();
    }
    bs_changes changes = {.zone = {.fixed = true}};
    size_t fresh = 0;
    assert_int_equal(bs_page_changes(&fresh, &changes, text, strlen(text)), BS_OK);
    assert_int_equal(fresh, 11);
    assert_int_equal(changes.messages_sent.total, 2);
    assert_int_equal(changes.invitations_sent.total, 1);
    assert_int_equal(changes.posts.total, 1);
    assert_int_equal(changes.reactions.total, 1);
    assert_int_equal(changes.comments.total, 1);
    assert_int_equal(changes.processed, 1790000011500);
    bs_changes_free(&changes);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hidden_connections_are_counted_each),
        cmocka_unit_test(endorsements_of_both_directions),
        cmocka_unit_test(another_domain_in_the_page_is_not_counted),
        cmocka_unit_test(what_is_no_page),
        cmocka_unit_test(a_page_without_elements),
        cmocka_unit_test(rows_of_odd_types),
        cmocka_unit_test(events_of_odd_types),
        cmocka_unit_test(what_says_that_there_is_no_more),
        cmocka_unit_test(sample_replies),
        cmocka_unit_test(sample_change_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
