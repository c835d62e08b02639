/**
 * @file calibrate.h
 * Backtest: how close Bussola's numbers were to each official reading, how much of the model's
 * change the readings confirm, and whether LinkedIn counts activity later than the model.
 *
 * A delay is only reported, never applied. A bs_backtest is a plain value. Fails only out of
 * memory.
 */
#ifndef BUSSOLA_CALIBRATE_H
#define BUSSOLA_CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

/** Longest delay that is tried, in days. */
#define BS_DELAY_MAX 4

/** Differences of a number from LinkedIn's, in points. If `count` is 0 the others are NAN. */
typedef struct bs_deviation {
    size_t count;
    double mean;  /**< of absolute differences */
    double bias;  /**< mean difference: positive when the number is above LinkedIn's */
    double worst; /**< largest absolute difference */
} bs_deviation;

typedef struct bs_backtest_part {
    bs_deviation estimate; /**< the estimate without any reading, on days when its error would allow
                              showing it */
    bs_deviation anchored; /**< the anchored number as shown, from the previous reading */
    bs_deviation unchanged; /**< the previous reading repeated: the baseline for `anchored` */
} bs_backtest_part;

typedef struct bs_backtest {
    size_t readings; /**< days with a reading; the last one of each day is used */
    bs_backtest_part pillars[BS_PILLAR_COUNT];
    bs_backtest_part total; /**< sums of pillars, not LinkedIn's rounded totals */
    /** Mean error, summed over the pillars, if all of the model's change were counted; by days of
     * delay. */
    double delay_errors[BS_DELAY_MAX + 1];
    int delay; /**< the delay with the least error; 0 without pairs of readings */
    bool delay_supported;
    /** Share of the model's change that is counted after the last reading, 0–1. */
    double factors[BS_PILLAR_COUNT];
} bs_backtest;

/**
 * Compares with every reading in the timeline's evidence, which must be complete. A delay is
 * supported if there are at least eight pairs and cross-validation confirms it: fitted on all other
 * pairs, its mean error is at least a tenth smaller than without delay, and the difference is more
 * than twice its standard error. BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_calibrate_backtest(bs_backtest *backtest, bs_timeline *timeline);

#endif
