#include "visit.h"

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** True for lists that date acts by the moments in their ids. */
static bool is_dated_list(bs_signal signal)
{
    return signal == BS_POSTS || signal == BS_COMMENTS || signal == BS_REACTIONS ||
           signal == BS_REPOSTS;
}

/** The page's stored counts on the days `from` to `to`. */
typedef struct stored {
    int64_t sum, elsewhere; /**< acts; those read in another time zone */
    bs_day first, last;     /**< days with an act */
} stored;

static bs_status look(stored *known, bs_store *store, bs_profile_id profile, const char *signal,
                      bs_day from, bs_day to, bs_moment at, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bool there = false;
    bs_status status = bs_db_query(&row, store, BS_SQL_TALLY_ELSEWHERE, error,
                                   BS_BIND(profile, signal, bs_source_id(BS_FROM_PAGE), from, to,
                                           at.offset_minutes, BS_SUMMER_MINUTES));
    if (status == BS_OK) {
        status = bs_db_next(&there, row, error);
    }
    if (status == BS_OK && there) {
        known->sum = sqlite3_column_int64(row, 0);
        known->elsewhere = sqlite3_column_int64(row, 1);
        known->first = bs_db_day(row, 2);
        known->last = bs_db_day(row, 3);
        (void)sqlite3_reset(row);
    }
    return status;
}

bs_status bs_visit_prepare(bs_visit_known *known, bs_change *change, bs_store *store,
                           bs_profile_id profile, const bs_observation *observation,
                           bs_signal signal, bs_error *error)
{
    bs_day from = BS_DAY_NONE;
    bs_day to = BS_DAY_NONE;
    int64_t seen = 0;
    *known = (bs_visit_known){.from = 1, .to = 0};
    for (size_t i = 0; i < observation->tally_count; i++) {
        const bs_tally *tally = &observation->tallies[i];
        if (tally->signal == signal && tally->count > 0) {
            from = from == BS_DAY_NONE || tally->day < from ? tally->day : from;
            to = to == BS_DAY_NONE || tally->day > to ? tally->day : to;
            seen += tally->count;
        }
    }
    if (observation->source != BS_FROM_PAGE || !is_dated_list(signal) || from == BS_DAY_NONE) {
        return BS_OK;
    }
    const char *id = bs_signal_info_of(signal)->id;
    stored before = {0};
    bs_status status = look(&before, store, profile, id, from - 1, to + 1, observation->at, error);
    if (status != BS_OK || before.elsewhere == 0) {
        return status;
    }
    if (seen < before.sum) {
        *known = (bs_visit_known){.from = before.first - 1, .to = before.last + 1};
        return BS_OK;
    }
    bs_rules_touch(change, from - 1);
    return bs_db_run(
        NULL, store, BS_SQL_TALLY_DELETE_DAYS, error,
        BS_BIND(profile, id, bs_source_id(BS_FROM_PAGE), (int64_t)from - 1, (int64_t)to + 1));
}
