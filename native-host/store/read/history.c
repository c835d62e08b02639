#include "bussola/store/history.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "model_use.h"
#include "snapshot.h"
#include "store/db/db.h"
#include "store/rows/load.h"

#define DAILY_UP_TO 400
#define WEEKLY_UP_TO 2000

static bs_status read_points(bs_history *history, bs_store *store, bs_profile_id profile,
                             bs_day from, bs_day to, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    int64_t model = 0;
    size_t room = 0;
    bs_status status = bs_snapshot_model(&model, store, false, error);
    if (status == BS_OK) {
        status = bs_db_query(&row, store, BS_SQL_SNAPSHOT_READ, error,
                             BS_BIND(profile, model, from, to));
    }
    for (bool there = true; status == BS_OK;) {
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        if (history->count == room) {
            room = room == 0 ? 512 : room * 2;
            bs_point *grown = realloc(history->points, room * sizeof *grown);
            if (grown == NULL) {
                return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
            }
            history->points = grown;
        }
        if (bs_db_point(&history->points[history->count], row, 0)) {
            history->count++;
        }
    }
    return status;
}

/** Uses all readings, to know the usual change. */
static void find_moves(bs_history *history, size_t reading_count, bs_day from, bs_day to)
{
    bs_group_move found[BS_GROUP_MOVES_MAX];
    const size_t count = bs_group_moves(found, history->officials, reading_count);
    for (size_t i = 0; i < count; i++) {
        if (found[i].day >= from && found[i].day <= to) {
            history->moves[history->move_count++] = found[i];
        }
    }
}

static bs_status find_corrections(bs_history *history, bs_error *error)
{
    history->corrections = calloc(history->official_count + 1, sizeof *history->corrections);
    if (history->corrections == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    for (size_t i = 0; i < history->official_count; i++) {
        bs_correction *next = &history->corrections[history->correction_count];
        history->correction_count += bs_correction_of(next, &history->officials[i]) ? 1 : 0;
    }
    return BS_OK;
}

static bs_status read_officials(bs_history *history, bs_store *store, bs_profile_id profile,
                                bs_day from, bs_day to, bs_error *error)
{
    size_t count = 0;
    const bs_status status = bs_load_officials(&history->officials, &count, store, profile, error);
    find_moves(history, count, from, to);
    for (size_t i = 0; i < count; i++) {
        const bs_day day = bs_moment_day(history->officials[i].at);
        if (day >= from && day <= to) {
            history->officials[history->official_count++] = history->officials[i];
        }
    }
    return status;
}

/** The first day or number of the day's span: the day, its ISO week (from Monday) or its month. */
static int64_t span_of(bs_day day, bs_step step)
{
    int year = 0;
    int month = 0;
    int day_of_month = 0;
    switch (step) {
    case BS_STEP_WEEK:
        return day - bs_day_weekday(day);
    case BS_STEP_MONTH:
        bs_day_to_civil(day, &year, &month, &day_of_month);
        return (int64_t)year * 12 + month;
    case BS_STEP_AUTO:
    case BS_STEP_DAY:
        break;
    }
    return day;
}

/** Keeps the last point of each span. */
static void thin(bs_history *history, bs_step step)
{
    size_t kept = 0;
    for (size_t i = 0; i < history->count; i++) {
        const bool last = i + 1 == history->count || span_of(history->points[i + 1].day, step) !=
                                                         span_of(history->points[i].day, step);
        if (last) {
            history->points[kept++] = history->points[i];
        }
    }
    history->count = kept;
}

static bs_step fitting_step(const bs_history *history)
{
    if (history->count == 0) {
        return BS_STEP_DAY;
    }
    const bs_day days = history->points[history->count - 1].day - history->points[0].day + 1;
    if (days <= DAILY_UP_TO) {
        return BS_STEP_DAY;
    }
    return days <= WEEKLY_UP_TO ? BS_STEP_WEEK : BS_STEP_MONTH;
}

static bs_status refresh(bs_store *store, bs_profile_id profile, bs_moment moment, bs_error *error)
{
    bs_day clean = BS_DAY_NONE;
    bool noted = true;
    bs_status status = bs_snapshot_clean_until(&clean, store, profile, error);
    if (status == BS_OK) {
        status = bs_model_use_noted(&noted, store, error);
    }
    if (status != BS_OK || clean == BS_DAY_NONE || (noted && clean >= bs_moment_day(moment))) {
        return status;
    }
    status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    return bs_db_end(store, bs_snapshot_refill(store, profile, moment, error), error);
}

static bs_status refresh_now(bs_store *store, bs_profile_id profile, int64_t now, bs_error *error)
{
    bs_moment moment;
    const bs_status status = bs_store_now(&moment, store, profile, now, error);
    return status == BS_OK ? refresh(store, profile, moment, error) : status;
}

static bs_status refresh_all(bs_store *store, bs_profile *profiles, size_t count, int64_t now,
                             bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = refresh_now(store, profiles[i].id, now, error);
    }
    bs_profiles_free(profiles, count);
    return status;
}

static bs_status refresh_each(bs_store *store, bs_profile_id profile, int64_t now, bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    if (profile != BS_PROFILE_NONE) {
        return refresh_now(store, profile, now, error);
    }
    bs_status status = bs_store_profiles(&profiles, &count, store, error);
    if (status == BS_OK) {
        status = refresh_all(store, profiles, count, now, error);
    }
    if (status == BS_OK) {
        status = bs_store_unidentified(&profiles, &count, store, error);
    }
    return status == BS_OK ? refresh_all(store, profiles, count, now, error) : status;
}

bs_status bs_store_refresh(bs_store *store, bs_profile_id profile, int64_t now, bs_error *error)
{
    const bs_status status = refresh_each(store, profile, now, error);
    const bool cannot_write =
        status == BS_BUSY ||
        (status == BS_STORAGE && (strcmp(error->field, BS_STORAGE_FULL) == 0 ||
                                  strcmp(error->field, BS_STORAGE_READ_ONLY) == 0));
    return cannot_write ? BS_OK : status;
}

bs_status bs_store_history(bs_history *history, bs_store *store, bs_profile_id profile, bs_day from,
                           bs_day to, bs_step step, int64_t now, bs_error *error)
{
    bs_history found = {.change.day = BS_DAY_NONE};
    bs_status status = BS_OK;
    memcpy(found.model, store->model->id, sizeof found.model);
    if (profile != BS_PROFILE_NONE) {
        bs_moment moment;
        status = bs_store_now(&moment, store, profile, now, error);
        if (status == BS_OK) {
            status = refresh(store, profile, moment, error);
        }
        if (status == BS_OK) {
            /* Future days, left by a wrong clock, are not part of the history. */
            const bs_day today = bs_moment_day(moment);
            to = to == BS_DAY_NONE || to > today ? today : to;
            status = bs_db_begin_read(store, error);
        }
        if (status != BS_OK) {
            return status;
        }
        status = read_points(&found, store, profile, from, to, error);
        if (status == BS_OK) {
            status = read_officials(&found, store, profile, from, to, error);
        }
        if (status == BS_OK) {
            status = bs_model_use_change(&found.change, store, profile, error);
        }
        if (status == BS_OK) {
            status = find_corrections(&found, error);
        }
        status = bs_db_end(store, status, error);
    }
    if (status != BS_OK) {
        bs_history_free(&found);
        return status;
    }
    thin(&found, step == BS_STEP_AUTO ? fitting_step(&found) : step);
    *history = found;
    return BS_OK;
}

void bs_history_free(bs_history *history)
{
    free(history->points);
    free(history->officials);
    free(history->corrections);
    *history = (bs_history){0};
}
