#include "bussola/core/goal.h"

#include "bussola/store/goals.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

bs_status bs_store_goal(bs_goal *goal, bs_store *store, bs_profile_id profile, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bool there = false;
    bs_goal found = {0};
    bs_status status = bs_db_query(&row, store, BS_SQL_GOAL_READ, error, BS_BIND(profile));
    if (status == BS_OK) {
        status = bs_db_next(&there, row, error);
    }
    if (status == BS_OK && there) {
        found.present = bs_db_signal(&found.signal, row, 0);
        found.count = sqlite3_column_int64(row, 1);
        found.since = bs_db_day(row, 2);
        (void)sqlite3_reset(row);
    }
    if (status == BS_OK) {
        *goal = found;
    }
    return status;
}

static bs_status check(const bs_goal *goal, bs_error *error)
{
    if (!bs_goal_allows(goal->signal)) {
        return bs_fail(error, BS_BAD_REQUEST, "set.signal",
                       "A goal is something that can be counted and that the score looks at.");
    }
    if (goal->count < 1 || goal->count > BS_GOAL_COUNT_MAX) {
        return bs_fail(error, BS_OUT_OF_RANGE, "set.count", "A goal's count is from 1 to %d.",
                       BS_GOAL_COUNT_MAX);
    }
    return BS_OK;
}

bs_status bs_store_goal_set(bs_store *store, bs_profile_id profile, const bs_goal *goal,
                            bs_error *error)
{
    bs_status status = goal->present ? check(goal, error) : BS_OK;
    if (status == BS_OK && profile == BS_PROFILE_NONE) {
        status = bs_fail(error, BS_UNKNOWN_PROFILE, "profile", "Nobody is known yet.");
    }
    if (status == BS_OK) {
        status = bs_db_begin_write(store, error);
    }
    if (status != BS_OK) {
        return status;
    }
    if (goal->present) {
        status = bs_db_run(
            NULL, store, BS_SQL_GOAL_PUT, error,
            BS_BIND(profile, bs_signal_info_of(goal->signal)->id, goal->count, goal->since));
    } else {
        status = bs_db_run(NULL, store, BS_SQL_GOAL_DELETE, error, BS_BIND(profile));
    }
    return bs_db_end(store, status, error);
}
