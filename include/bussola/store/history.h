/** @file history.h The index of past days, and why it changed. Failures as in store.h. */
#ifndef BUSSOLA_INCLUDE_STORE_HISTORY_H
#define BUSSOLA_INCLUDE_STORE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/why.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"

/** One snapshot. */
typedef struct bs_point {
    bs_day day;
    bs_number_kind kind;
    double total;                    /**< NAN while learning */
    double pillars[BS_PILLAR_COUNT]; /**< parts of the number shown; NAN while learning */
    double coverage;                 /**< points of the signals scored, of 100 */
} bs_point;

/** When another model was chosen, which recomputed the whole history. */
typedef struct bs_model_change {
    bs_day day;                       /**< BS_DAY_NONE: never */
    char before[BS_MODEL_ID_MAX + 1]; /**< the previous model */
} bs_model_change;

typedef struct bs_history {
    bs_point *points; /**< by day */
    size_t count;
    bs_official *officials; /**< within the range, by moment */
    size_t official_count;
    char model[BS_MODEL_ID_MAX + 1]; /**< the model of all points */
    bs_model_change change;          /**< the profile's last one */
    bs_correction *corrections;      /**< within the range, by day */
    size_t correction_count;
    bs_group_move moves[BS_GROUP_MOVES_MAX]; /**< within the range, by day */
    size_t move_count;
} bs_history;

/**
 * Returns one point per day, or the last of each ISO week or month, within `from`…`to`
 * (BS_DAY_NONE: open). First computes and stores missing and stale snapshots. BS_STEP_AUTO: days up
 * to 400 days, weeks up to 2,000, months beyond. A past day is scored at its last second.
 */
BS_MUST_CHECK bs_status bs_store_history(bs_history *history, bs_store *store,
                                         bs_profile_id profile, bs_day from, bs_day to,
                                         bs_step step, int64_t now, bs_error *error);
void bs_history_free(bs_history *history);

/**
 * True if both points have a number and their difference means something: both are estimates, or
 * both continue LinkedIn's value.
 */
bool bs_points_compare(const bs_point *one, const bs_point *other);

/**
 * Computes missing and stale snapshots of a profile, or of all (BS_PROFILE_NONE). On a full or
 * read-only disk, or while another process writes, skips the work and returns BS_OK.
 */
BS_MUST_CHECK bs_status bs_store_refresh(bs_store *store, bs_profile_id profile, int64_t now,
                                         bs_error *error);

/**
 * Explains the change from the end of day `from` to the end of day `to`; today ends now.
 * BS_DAY_NONE: `to` is today; `from` is as bs_why_trend says. BS_OUT_OF_RANGE with `field` if `to`
 * is in the future or before `from`. With `shown`, the change over a closed week has the numbers
 * that its report has shown.
 */
BS_MUST_CHECK bs_status bs_store_why(bs_why *why, bs_store *store, bs_profile_id profile,
                                     bs_day from, bs_day to, bool shown, int64_t now,
                                     bs_error *error);

/** Explains the trend of a view's state, as bs_why_trend. */
BS_MUST_CHECK bs_status bs_store_why_of_state(bs_why *why, bs_store *store, const bs_view *view,
                                              bs_error *error);

#endif
