/**
 * @file line.h
 * The number of a day, as known now. Everything that shows a number uses it. Internal to
 * native-host/core.
 *
 * - No number before the first observed day, or if its error exceeds BS_ERROR_MAX.
 * - Without official readings: the model's points.
 * - On the day of a reading: that reading.
 * - After the last reading: the reading plus the model's change since, until the error of that is
 *   too large; then the model's points.
 * - Before the first reading: the reading minus the model's change until then.
 * - Between two readings: meets both. The model's error at the later one is spread over the days
 *   with acts, because only acts may move the number; without acts it is added on the later
 *   reading's day.
 */
#ifndef BUSSOLA_CORE_LINE_H
#define BUSSOLA_CORE_LINE_H

#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "core/learn/drift.h"
#include "core/points/score.h"
#include "core/points/timeline_parts.h"

typedef struct bs_line_point {
    bs_number_kind kind;
    const bs_official *official;     /**< the last one at or before the moment; NULL without one */
    double pillars[BS_PILLAR_COUNT]; /**< 0–25; NAN while learning */
    double beyond[BS_PILLAR_COUNT];  /**< clipped off the pillars: above 25, or below 0 */
    bs_weights weights;              /**< of changes; the model's own without a reading */
    double total;                    /**< 0–100; NAN while learning */
    bs_drift drift;                  /**< of the readings up to the moment */
    bool alone;                      /**< the model's points, based on no reading */
    bs_range range;                  /**< of BS_ESTIMATE and BS_LEARNING */
    double error;                    /**< of the number, points */
} bs_line_point;

/** `values` and `maxima` must be those of `at`. */
void bs_line_at(bs_line_point *point, bs_timeline *timeline, bs_moment at,
                const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX]);

/** The number at `at` without any official reading. */
void bs_line_estimate(bs_line_point *point, bs_timeline *timeline, bs_moment at);

/** The pillars at `at`, predicted from `official` as the last reading. */
void bs_line_predict(double pillars[BS_PILLAR_COUNT], bs_timeline *timeline,
                     const bs_official *official, bs_moment at);

/**
 * The model's error at reading `index`, the last one of its day, in the pillars without acts since
 * the reading before: points that the line jumps by on the reading's day. 0 for the first reading.
 */
double bs_line_unspread(bs_timeline *timeline, size_t index);

/** Index of the last official reading at or before a moment, −1 without one. */
ptrdiff_t bs_line_last_official(const bs_official *officials, size_t count, bs_moment at);

#endif
