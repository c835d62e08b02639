/*
 * Rows that a newer Bussola with the same schema may write: unknown words are skipped, and
 * everything else is read as before.
 */
#include <sqlite3.h>

#include "bussola/store/goals.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/push.h"
#include "bussola/store/records.h"
#include "bussola/store/view.h"
#include "support.h"

static const char *const newer[] = {
    "INSERT INTO gauge VALUES (1, 'skills', 1795000000, 60, 1795000000, 60, 5, 'roughly', 'page')",
    "INSERT INTO gauge VALUES (1, 'skills', 1795000001, 60, 1795000001, 60, 5, 'exact', 'dream')",
    "INSERT INTO tally VALUES (1, 'posts', 20770, 'page', 3, 'roughly', 1795000000, 60)",
    "INSERT INTO tally VALUES (1, 'posts', 20771, 'dream', 3, 'exact', 1795000000, 60)",
    "INSERT INTO tally VALUES (1, 'fame', 20771, 'page', 3, 'exact', 1795000000, 60)",
    "INSERT INTO cover VALUES (1, 'fame', 'page', 20770, 20771, 1795000000, 60)",
    "INSERT INTO cover VALUES (1, 'posts', 'dream', 20770, 20771, 1795000000, 60)",
    "INSERT INTO snapshot SELECT 1, id, 20772, 'oracle', 90, 20, 20, 25, 25, 100 FROM model",
    "INSERT INTO milestone VALUES (1, 'fame', 20771)",
    "INSERT INTO goal VALUES (1, 'fame', 3, 20771)",
    "INSERT INTO push_target VALUES (1, 'a', 'https://a', '', 20771, 1, 1, 0, 0, 0)",
    ("INSERT INTO outbox (profile, day, revision, kind, total, sent, refused)"
     " VALUES (1, 20772, 1, 'oracle', 90, -1, 0)"),
};

/** Counts the records of an export by kind. */
static bool count(void *context, const bs_record *record)
{
    ((int *)context)[record->kind]++;
    return true;
}

static size_t count_points(fixture *f, bs_profile_id profile)
{
    bs_history history;
    assert_int_equal(bs_store_history(&history, f->store, profile, BS_DAY_NONE, BS_DAY_NONE,
                                      BS_STEP_DAY, f->now, NULL),
                     BS_OK);
    const size_t points = history.count;
    bs_history_free(&history);
    return points;
}

static void words_of_a_newer_one_are_passed_over(void **state)
{
    fixture *f = *state;
    char path[128];
    sqlite3 *db = NULL;
    bs_observation o = observe("ines", at(TODAY, 9));
    gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
    tally(&o, BS_POSTS, TODAY - 1, 2);
    cover(&o, BS_POSTS, TODAY - 2, TODAY);
    const bs_profile_id profile = apply(f, o, NULL);
    assert_int_equal(profile, 1);
    bs_evidence before = known(f, profile);
    /* Snapshots are current: later changes to them stay. */
    const size_t points = count_points(f, profile);
    assert_true(points > 0);
    (void)snprintf(path, sizeof path, "%s/bussola.db", f->directory);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof newer / sizeof *newer; i++) {
        if (sqlite3_exec(db, newer[i], NULL, NULL, NULL) != SQLITE_OK) {
            fail_msg("%s: %s", newer[i], sqlite3_errmsg(db));
        }
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    bs_evidence after = known(f, profile);
    assert_int_equal(after.gauge_count, before.gauge_count);
    assert_int_equal(after.tally_count, before.tally_count);
    assert_int_equal(after.cover_count, before.cover_count);
    bs_store_evidence_free(&before);
    bs_store_evidence_free(&after);

    assert_int_equal(count_points(f, profile), points);

    bs_push_day *days = NULL;
    size_t day_count = 0;
    assert_int_equal(bs_store_push_days(&days, &day_count, f->store, profile, false, NULL), BS_OK);
    assert_int_equal(day_count, 0);
    free(days);

    bs_goal goal;
    assert_int_equal(bs_store_goal(&goal, f->store, profile, NULL), BS_OK);
    assert_false(goal.present);

    int given[BS_RECORD_END + 1] = {0};
    bool done = false;
    bs_export_position position = {0};
    assert_int_equal(bs_store_export(&done, &position, f->store, profile, count, given, NULL),
                     BS_OK);
    assert_true(done);
    assert_int_equal(given[BS_RECORD_PROFILE], 1);
    assert_int_equal(given[BS_RECORD_GAUGE], 1);
    assert_int_equal(given[BS_RECORD_TALLY], 1);
    assert_int_equal(given[BS_RECORD_GOAL], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_of_a_newer_one_are_passed_over, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
