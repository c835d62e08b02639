/**
 * @file line.h
 * The number of a day, as known now. Everything that shows a number uses it. Internal to
 * native-host/core.
 *
 * There is none before the first day that anything is known of, nor where its error exceeds
 * BS_ERROR_MAX. Without LinkedIn's values it is the model's points. On the day of a value it is
 * that value; after the last one it goes on from it by what the model's points have changed, before
 * the first one it comes from it in the same way. Between two values both are met: what the model
 * misses is spread over the days with acts, for nothing but acts may move the number; without any
 * it is left for the day of the later value. Where the last value is too old to go on from, the
 * number is the model's points again.
 */
#ifndef BUSSOLA_CORE_LINE_H
#define BUSSOLA_CORE_LINE_H

#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "drift.h"
#include "score.h"

typedef struct bs_line_point {
    bs_number_kind kind;
    const bs_official *official;     /**< the last one at or before the moment; NULL without one */
    double pillars[BS_PILLAR_COUNT]; /**< 0–25; NAN while learning */
    double factors[BS_PILLAR_COUNT]; /**< factors of the model's change; 1 without a reading */
    double total;                    /**< 0–100; NAN while learning */
    bs_drift drift;                  /**< of the readings up to the moment */
    bool alone;                      /**< it is the model's points, without any reading */
    bs_range range;                  /**< of BS_ESTIMATE and BS_LEARNING */
    double error;                    /**< by how much the number may be off, points */
} bs_line_point;

/** `values` and `maxima` must be those of `at`. */
void bs_line_at(bs_line_point *point, bs_timeline *timeline, bs_moment at,
                const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX]);

/** The number at `at` without any official reading. */
void bs_line_estimate(bs_line_point *point, bs_timeline *timeline, bs_moment at);

/** The number at `at` predicted from `official` as the last reading: the sum of the pillars. */
double bs_line_predict(bs_timeline *timeline, const bs_official *official, bs_moment at);

/** Index of the last official reading at or before a moment, −1 without one. */
ptrdiff_t bs_line_last_official(const bs_official *officials, size_t count, bs_moment at);

#endif
