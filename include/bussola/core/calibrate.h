/**
 * @file calibrate.h
 * How well Bussola's numbers would have met each official reading, how much of the model's change
 * the readings confirm, and whether LinkedIn counts later than the model does.
 *
 * A delay is only reported, never applied. A bs_backtest is a plain value. Only memory can fail.
 */
#ifndef BUSSOLA_CALIBRATE_H
#define BUSSOLA_CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

/** The longest delay tried: by how many days LinkedIn's number may lag behind what was done. */
#define BS_DELAY_MAX 4
/** Fewest pairs of readings from which a delay is claimed. */
#define BS_PAIRS_MIN 8

/** Differences of a number from LinkedIn's, in points; NAN but for `count` when that is 0. */
typedef struct bs_deviation {
    size_t count;
    double mean;  /**< of absolute differences */
    double bias;  /**< mean difference: positive when the number is above LinkedIn's */
    double worst; /**< largest absolute difference */
} bs_deviation;

typedef struct bs_backtest_part {
    bs_deviation estimate;  /**< on days when an estimate would have been shown without readings */
    bs_deviation anchored;  /**< as shown, by what was known at the reading before */
    bs_deviation unchanged; /**< the reading before, repeated: what anchoring has to beat */
} bs_backtest_part;

typedef struct bs_backtest {
    size_t readings; /**< days with a reading; of several on a day, the last */
    bs_backtest_part pillars[BS_PILLAR_COUNT];
    bs_backtest_part total; /**< sums of pillars, not LinkedIn's rounded totals */
    /** Mean error were all of the model's change counted, summed over the four, by days of delay.
     */
    double delay_errors[BS_DELAY_MAX + 1];
    int delay; /**< the delay with the least error; 0 without pairs of readings */
    bool delay_supported;
    /** How much of the model's change is counted after the last reading, 0–1. */
    double factors[BS_PILLAR_COUNT];
} bs_backtest;

/**
 * Compares with every reading in the timeline's evidence, which must be whole. A delay counts as
 * supported when it rests on BS_PAIRS_MIN pairs and, fitted on all others, errs at each pair at
 * least a tenth less on average than without it, by more than twice the standard error of that
 * difference. BS_INTERNAL when memory is short.
 */
BS_MUST_CHECK bs_status bs_calibrate_backtest(bs_backtest *backtest, bs_timeline *timeline);

#endif
