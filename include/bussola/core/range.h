/**
 * @file range.h
 * How far the number can be off because LinkedIn's weights are unknown.
 *
 * Three constraints are known: the inputs of a pillar share its 25 points, no weight is negative,
 * and an ordinary user has the group averages that LinkedIn's pages show. All sets of weights
 * within these constraints count as equally likely. The range is what a user's activity is worth
 * under them. Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_RANGE_H
#define BUSSOLA_RANGE_H

#include <stddef.h>

#include "bussola/core/signals.h"

/** One row of a model. */
typedef struct bs_range_input {
    bs_pillar pillar;
    double share; /**< part of the row's points that the user has, 0–1; for a change, the difference
                     (−1–1) */
    double unsure; /**< standard deviation of `share` if it was not completely seen; ≥ 0 */
    double usual;  /**< part that an ordinary user has, 0–1 */
} bs_range_input;

/** Points under all sets of weights, in 80 % of them between `low` and `high`. */
typedef struct bs_range {
    double mean; /**< mean over all sets, points */
    double low;  /**< the 10 % quantile, points */
    double high; /**< the 90 % quantile, points */
} bs_range;

/** Part of a pillar's points that an ordinary user has, 0–1: the middle of LinkedIn's averages. */
double bs_range_usual(bs_pillar pillar);

/** Range of the index, 0–100. `inputs` are all rows of a model, at most BS_MODEL_ROWS_MAX. */
bs_range bs_range_total(const bs_range_input *inputs, size_t count);

/**
 * Range of a change of the index. Under any weights a rise only adds and a fall only subtracts.
 * `unsure` refers to the difference: 0 for what is equally unknown at both ends.
 */
bs_range bs_range_change(const bs_range_input *inputs, size_t count);

/**
 * The distance from the number shown within which the total lies in 80 % of the sets, points ≥ 0:
 * half of the range for a number in its middle. The same share wherever the number lies, so that
 * errors can be compared before and after an input was seen.
 */
double bs_range_error(const bs_range *range, double number);

/** As bs_range_error, but at most `most`, and for less time if the error is larger. */
double bs_range_error_within(const bs_range *range, double number, double most);

/** Mean error of always answering with the middle of LinkedIn's group averages, points ≥ 0. */
double bs_range_group_error(const bs_range *range);

#endif
