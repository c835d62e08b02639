#include "shown_week.h"

#include <stdlib.h>

#include "bussola/core/goal.h"
#include "bussola/store/view.h"
#include "load.h"
#include "profile.h"
#include "zone.h"

/** After a long absence only the last weeks: as many as a report draws. */
#define WEEKS_AT_ONCE 12

bs_status bs_shown_week_keep(bs_store *store, bs_profile_id profile, const bs_shown_week *week,
                             bs_error *error)
{
    const double *pillars = week->pillars;
    const double *changes = week->changes;
    return bs_db_run(NULL, store, BS_SQL_SHOWN_WEEK_PUT, error,
                     BS_BIND(profile, week->monday, week->at.seconds, week->at.offset_minutes,
                             bs_number_kind_id(week->kind), week->total, pillars[BS_BRAND],
                             pillars[BS_PEOPLE], pillars[BS_INSIGHTS], pillars[BS_RELATIONSHIPS],
                             week->typical_error, week->change, changes[BS_BRAND],
                             changes[BS_PEOPLE], changes[BS_INSIGHTS], changes[BS_RELATIONSHIPS]));
}

/** Stores the weeks from `first` to `last`. */
static bs_status close_weeks(bs_store *store, bs_profile_id profile, const bs_evidence *evidence,
                             const bs_offsets *offsets, bs_day first, bs_day last, bs_moment now,
                             bs_error *error)
{
    const bs_day seen = bs_moment_day(evidence->first_seen);
    bs_timeline *timeline = NULL;
    bs_status status = BS_OK;
    if (bs_timeline_new(&timeline, evidence, store->model) != BS_OK) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    for (bs_day monday = first; monday <= last && status == BS_OK; monday += 7) {
        const bs_day start = bs_shown_week_start(monday, monday + 6, seen);
        const bs_shown_week week =
            bs_shown_week_take(timeline, monday, bs_zone_day_end(offsets, start, now),
                               bs_zone_day_end(offsets, monday + 6, now), now);
        status = week.present ? bs_shown_week_keep(store, profile, &week, error) : BS_OK;
    }
    bs_timeline_free(timeline);
    return status;
}

/** The first week to close, up to `last`; the week after `last` if all are closed. */
static bs_status first_open(bs_day *first, bs_store *store, bs_profile_id profile, bs_day last,
                            bs_error *error)
{
    bs_profile known;
    int64_t kept = BS_DAY_NONE;
    bs_status status = bs_profile_read(&known, store, profile, error);
    if (status != BS_OK) {
        return status;
    }
    const bs_day seen = bs_goal_week(bs_moment_day(known.last_seen));
    const bs_day oldest = last - (WEEKS_AT_ONCE - 1) * 7;
    *first = seen > oldest ? seen : oldest;
    if (*first <= last) {
        status = bs_db_integer(&kept, store, BS_SQL_SHOWN_WEEK_LAST, BS_DAY_NONE, error,
                               BS_BIND(profile));
    }
    if (status == BS_OK && kept != BS_DAY_NONE && kept >= *first) {
        *first = (bs_day)kept + 7;
    }
    return status;
}

bs_status bs_shown_week_close(bs_store *store, bs_profile_id profile, bs_moment now,
                              bs_error *error)
{
    const bs_day last = bs_goal_week(bs_moment_day(now)) - 7;
    bs_day first = last;
    bs_offsets offsets = {0};
    bs_evidence evidence = {0};
    if (store->one_run) {
        return BS_OK;
    }
    bs_status status = first_open(&first, store, profile, last, error);
    if (status != BS_OK || first > last) {
        return status;
    }
    status = bs_zone_load(&offsets, store, error);
    if (status == BS_OK) {
        status = bs_load_window(&evidence, store, profile,
                                bs_zone_day_end(&offsets, first - 1, now), error);
    }
    if (status == BS_OK) {
        status = close_weeks(store, profile, &evidence, &offsets, first, last, now, error);
    }
    bs_store_evidence_free(&evidence);
    bs_offsets_free(&offsets);
    return status;
}

bs_status bs_shown_week_close_all(bs_store *store, int64_t now, bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    bs_status status = bs_profiles_within(&profiles, &count, store, error);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bs_moment present;
        status = bs_store_now(&present, store, profiles[i].id, now, error);
        if (status == BS_OK) {
            status = bs_shown_week_close(store, profiles[i].id, present, error);
        }
    }
    bs_profiles_free(profiles, count);
    return status;
}

/** False for a kind of a newer Bussola. */
static bool read_row(bs_shown_week *week, sqlite3_stmt *row)
{
    bs_point point = {.day = BS_DAY_NONE};
    if (!bs_db_point(&point, row, 0)) {
        return false;
    }
    *week = (bs_shown_week){.present = true,
                            .monday = point.day,
                            .kind = point.kind,
                            .total = point.total,
                            .at = bs_db_moment(row, 8),
                            .typical_error = bs_db_real(row, 10),
                            .change = bs_db_real(row, 11)};
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        week->pillars[i] = point.pillars[i];
        week->changes[i] = bs_db_real(row, 12 + i);
    }
    return true;
}

static bs_status query(sqlite3_stmt **row, bs_store *store, bs_profile_id profile, bs_day first,
                       bs_day last, bs_error *error)
{
    return bs_db_query(row, store, BS_SQL_SHOWN_WEEK_READ, error, BS_BIND(profile, first, last));
}

bs_status bs_shown_week_read(bs_shown_week *week, bs_store *store, bs_profile_id profile,
                             bs_day monday, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bool there = false;
    bs_status status = query(&row, store, profile, monday, monday, error);
    *week = (bs_shown_week){.present = false};
    if (status == BS_OK) {
        status = bs_db_next(&there, row, error);
    }
    if (status == BS_OK && there) {
        (void)read_row(week, row);
        (void)sqlite3_reset(row);
    }
    return status;
}

bs_status bs_shown_week_load(bs_shown_week **weeks, size_t *count, bs_store *store,
                             bs_profile_id profile, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bs_shown_week *found = NULL;
    size_t room = 0;
    *count = 0;
    bs_status status = query(&row, store, profile, 0, BS_DAY_LAST, error);
    for (bool there = true; status == BS_OK;) {
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        if (*count == room) {
            room = room == 0 ? 64 : room * 2;
            bs_shown_week *grown = realloc(found, room * sizeof *grown);
            if (grown == NULL) {
                (void)sqlite3_reset(row);
                status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
                break;
            }
            found = grown;
        }
        *count += read_row(&found[*count], row) ? 1 : 0;
    }
    if (status != BS_OK) {
        free(found);
        found = NULL;
        *count = 0;
    }
    *weeks = found;
    return status;
}
