#include <stdlib.h>

#include "bussola/core/shown_week.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "predictions.h"
#include "store/db/db.h"
#include "store/rows/profile.h"
#include "store/rows/redrawn.h"
#include "store/rows/shown_week.h"
#include "store/rows/zone.h"

/** Puts the numbers that the report of the week has shown, if the change is over a closed week. */
static bs_status put_shown(bs_why *why, bs_store *store, bs_profile_id profile, bs_error *error)
{
    bs_shown_week week;
    bs_profile known;
    const bs_day sunday = bs_moment_day(why->to);
    const bs_day monday = sunday - BS_SUNDAY;
    if (profile == BS_PROFILE_NONE || store->one_run || bs_day_weekday(sunday) != BS_SUNDAY) {
        return BS_OK;
    }
    bs_status status = bs_profile_read(&known, store, profile, error);
    if (status != BS_OK ||
        bs_moment_day(why->from) !=
            bs_shown_week_start(monday, sunday, bs_moment_day(known.first_seen))) {
        return status;
    }
    status = bs_shown_week_read(&week, store, profile, monday, error);
    if (status == BS_OK && week.present) {
        bs_shown_week_put_why(why, &week);
    }
    return status;
}

/** Puts what became known in between; a model of one run shows its own numbers. */
static bs_status put_redrawn(bs_why *why, bs_store *store, bs_profile_id profile, bs_error *error)
{
    bs_redrawn *days = NULL;
    size_t count = 0;
    if (profile == BS_PROFILE_NONE || store->one_run) {
        return BS_OK;
    }
    const bs_status status = bs_redrawn_load(
        &days, &count, store, profile, bs_moment_day(why->from) + 1, bs_moment_day(why->to), error);
    for (size_t i = 0; i < count; i++) {
        bs_why_put_redrawn(why, &days[i]);
    }
    free(days);
    return status;
}

/** With `trend`, explains the trend at `to` instead of the change since `from`. */
static bs_status compute(bs_why *why, bs_store *store, bs_profile_id profile, bs_moment from,
                         bs_moment to, bool trend, bs_error *error)
{
    bs_evidence evidence = {0};
    bs_timeline *timeline = NULL;
    const bs_status status =
        bs_predictions_load(&evidence, &timeline, NULL, store, profile, from, error);
    if (status == BS_OK && trend) {
        bs_state state;
        bs_state_compute(&state, timeline, to);
        bs_why_trend(why, timeline, &state);
    } else if (status == BS_OK) {
        bs_why_compute(why, timeline, from, to);
    }
    bs_timeline_free(timeline);
    bs_store_evidence_free(&evidence);
    return status == BS_OK ? put_redrawn(why, store, profile, error) : status;
}

bs_status bs_store_why_of_state(bs_why *why, bs_store *store, const bs_view *view, bs_error *error)
{
    bs_why_trend(why, view->timeline, &view->state);
    const bs_status status = bs_db_begin_read(store, error);
    return status == BS_OK ? bs_db_end(store, put_redrawn(why, store, view->profile, error), error)
                           : status;
}

bs_status bs_store_why(bs_why *why, bs_store *store, bs_profile_id profile, bs_day from, bs_day to,
                       bool shown, int64_t now, bs_error *error)
{
    bs_moment present;
    bs_status status = bs_store_now(&present, store, profile, now, error);
    if (status != BS_OK) {
        return status;
    }
    const bs_day today = bs_moment_day(present);
    to = to == BS_DAY_NONE ? today : to;
    const bool trend = from == BS_DAY_NONE;
    from = trend ? to - BS_WHY_DAYS : from;
    if (to > today) {
        return bs_fail(error, BS_OUT_OF_RANGE, "to", "\"to\" is in the future.");
    }
    if (from > to) {
        return bs_fail(error, BS_OUT_OF_RANGE, "from", "\"from\" is after \"to\".");
    }
    bs_offsets offsets = {0};
    status = bs_store_offsets(&offsets, store, error);
    if (status != BS_OK) {
        return status;
    }
    const bs_moment end = bs_zone_day_end(&offsets, to, present);
    const bs_moment start = bs_zone_day_end(&offsets, from, present);
    bs_offsets_free(&offsets);
    status = bs_db_begin_read(store, error);
    if (status == BS_OK) {
        status = compute(why, store, profile, start, end, trend, error);
        if (status == BS_OK && shown) {
            status = put_shown(why, store, profile, error);
        }
        status = bs_db_end(store, status, error);
    }
    return status;
}
