#include "bussola/store/history.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/steps.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "model_use.h"
#include "predictions.h"
#include "snapshot.h"
#include "store/db/db.h"
#include "store/rows/load.h"
#include "store/rows/redrawn.h"

/** Points by which a pillar may differ and still count as unmoved. */
#define STOOD_STILL 0.005

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

/* ---- corrections ---- */

static void add_correction(bs_history *history, bs_correction correction)
{
    if (fabs(correction.points) >= BS_CORRECTION_MIN) {
        history->corrections[history->correction_count++] = correction;
    }
}

static const bs_point *point_on(const bs_history *history, bs_day day)
{
    for (size_t i = history->count; i > 0; i--) {
        const bs_point *point = &history->points[i - 1];
        if (point->day <= day) {
            return point->day == day ? point : NULL;
        }
    }
    return NULL;
}

/** Whether a reading may show a jump of the line: it was missed, and a pillar stood still before.
 */
static bool may_jump(const bs_history *history, size_t index)
{
    bs_correction missed;
    const bs_official *official = &history->officials[index];
    const bs_point *eve = point_on(history, bs_moment_day(official->at) - 1);
    if (!bs_correction_of(&missed, official) || (eve != NULL && isnan(eve->total))) {
        return false;
    }
    bool stood = eve == NULL || index == 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT && !stood; p++) {
        stood = fabs(eve->pillars[p] - history->officials[index - 1].pillars[p]) < STOOD_STILL;
    }
    return stood;
}

static void add_jumps(bs_history *history, bs_timeline *timeline, const bs_evidence *evidence,
                      bs_day from, bs_day to)
{
    for (size_t i = 0; i < evidence->official_count; i++) {
        bs_correction correction;
        const bs_day day = bs_moment_day(evidence->officials[i].at);
        const bool last_of_day = i + 1 == evidence->official_count ||
                                 bs_moment_day(evidence->officials[i + 1].at) != day;
        const bs_point *eve = point_on(history, day - 1);
        if (last_of_day && day >= from && day <= to && (eve == NULL || !isnan(eve->total)) &&
            bs_correction_on_line(&correction, timeline, i)) {
            add_correction(history, correction);
        }
    }
}

/** The day of the first reading that the line may not be bent to; BS_DAY_LAST without one. */
static bs_day first_jump(const bs_history *history, const bs_store *store)
{
    size_t first = 0;
    /* For a model of one run, the stored predictions are by another. */
    while (first < history->official_count && !store->one_run && !may_jump(history, first)) {
        first++;
    }
    return first == history->official_count ? BS_DAY_LAST
                                            : bs_moment_day(history->officials[first].at);
}

/** Adds what jumps; loads observations only if there may be any. */
static bs_status find_jumps(bs_history *history, bs_store *store, bs_profile_id profile,
                            bs_error *error)
{
    const bs_day first = first_jump(history, store);
    if (first == BS_DAY_LAST) {
        return BS_OK;
    }
    bs_evidence evidence = {0};
    bs_timeline *timeline = NULL;
    const bs_status status = bs_predictions_load(&evidence, &timeline, NULL, store, profile,
                                                 bs_predictions_need(first), error);
    if (status == BS_OK) {
        add_jumps(history, timeline, &evidence, first,
                  bs_moment_day(history->officials[history->official_count - 1].at));
    }
    bs_timeline_free(timeline);
    bs_store_evidence_free(&evidence);
    return status;
}

/** Adds what became known, instead of the jump at a reading that was compared with no estimate. */
static void add_redrawn(bs_history *history, const bs_redrawn *days, size_t count)
{
    size_t kept = 0;
    size_t day = 0;
    for (size_t i = 0; i < history->correction_count; i++) {
        const bs_correction correction = history->corrections[i];
        while (day < count && days[day].day < correction.day) {
            day++;
        }
        if (day == count || days[day].day != correction.day ||
            days[day].cause != correction.cause) {
            history->corrections[kept++] = correction;
        }
    }
    history->correction_count = kept;
    for (size_t i = 0; i < count; i++) {
        bs_correction correction;
        if (bs_correction_of_redrawn(&correction, &days[i])) {
            history->corrections[history->correction_count++] = correction;
        }
    }
}

/** Adds the days on which the number stopped continuing from a reading. */
static void find_ends(bs_history *history)
{
    for (size_t i = 1; i < history->count; i++) {
        const bs_point *before = &history->points[i - 1];
        const bs_point *point = &history->points[i];
        if (point->kind == BS_ESTIMATE &&
            (before->kind == BS_OFFICIAL || before->kind == BS_ANCHORED)) {
            add_correction(history, (bs_correction){.day = point->day,
                                                    .cause = BS_CORRECTED_AGE,
                                                    .points = point->total - before->total});
        }
    }
}

static int compare_corrections(const void *left, const void *right)
{
    const bs_day a = ((const bs_correction *)left)->day;
    const bs_day b = ((const bs_correction *)right)->day;
    return (a > b) - (a < b);
}

static bs_status find_corrections(bs_history *history, bs_store *store, bs_profile_id profile,
                                  bs_day from, bs_day to, bs_error *error)
{
    bs_point last = {.day = BS_DAY_NONE};
    bs_redrawn *days = NULL;
    size_t count = 0;
    bs_status status = BS_OK;
    /* A model of one run shows its own numbers. */
    if (!store->one_run) {
        status = bs_redrawn_load(&days, &count, store, profile, from, to, error);
    }
    const size_t most = history->official_count + history->count + 1 + count;
    history->corrections = calloc(most, sizeof *history->corrections);
    if (history->corrections == NULL) {
        free(days);
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    if (status == BS_OK) {
        status = find_jumps(history, store, profile, error);
    }
    if (status == BS_OK) {
        add_redrawn(history, days, count);
    }
    free(days);
    if (status == BS_OK && history->change.day != BS_DAY_NONE) {
        status = bs_model_use_last(&last, store, profile, history->change.day, error);
    }
    const bs_point *now = last.day == BS_DAY_NONE ? NULL : point_on(history, last.day);
    if (now != NULL) {
        add_correction(history, (bs_correction){.day = history->change.day,
                                                .cause = BS_CORRECTED_MODEL,
                                                .points = now->total - last.total});
    }
    find_ends(history);
    qsort(history->corrections, history->correction_count, sizeof *history->corrections,
          compare_corrections);
    return status;
}

/* ---- the whole ---- */

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

/** Keeps the last point of each step. */
static void thin(bs_history *history, bs_step asked)
{
    size_t kept = 0;
    if (history->count == 0) {
        return;
    }
    const bs_step step =
        bs_step_of_span(asked, history->points[0].day, history->points[history->count - 1].day);
    for (size_t i = 0; i < history->count; i++) {
        if (i + 1 == history->count ||
            !bs_step_same(step, history->points[i].day, history->points[i + 1].day)) {
            history->points[kept++] = history->points[i];
        }
    }
    history->count = kept;
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
            status = find_corrections(&found, store, profile, from, to, error);
        }
        status = bs_db_end(store, status, error);
    }
    if (status != BS_OK) {
        bs_history_free(&found);
        return status;
    }
    thin(&found, step);
    *history = found;
    return BS_OK;
}

bool bs_points_compare(const bs_point *one, const bs_point *other)
{
    return one->kind != BS_LEARNING && other->kind != BS_LEARNING &&
           (one->kind == BS_ESTIMATE) == (other->kind == BS_ESTIMATE);
}

void bs_history_free(bs_history *history)
{
    free(history->points);
    free(history->officials);
    free(history->corrections);
    *history = (bs_history){0};
}
