/**
 * @file range.h
 * How far the number can be off because nobody knows LinkedIn's weights.
 *
 * Three constraints are known: the inputs of a pillar share its 25 points, no weight is below 0, and
 * an ordinary user has the group averages that LinkedIn's pages show. All sets of weights within
 * these constraints count as equally likely. The range is what a user's activity is worth under
 * them. Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_RANGE_H
#define BUSSOLA_RANGE_H

#include <stddef.h>

#include "bussola/core/signals.h"

/** One row of a model. */
typedef struct bs_range_input {
    bs_pillar pillar;
    double share;  /**< part of the row's points that the member has, 0–1; of a change, its
                      difference  (−1–1) */
    double unsure; /**< standard deviation of `share`, where it was not seen or not wholly; ≥ 0 */
    double usual;  /**< the part that an ordinary member has, 0–1 */
} bs_range_input;

/** What 80 of 100 sets of weights come to. */
typedef struct bs_range {
    double mean; /**< over all sets, points */
    double low;  /**< the 10 % quantile, points */
    double high; /**< the 90 % quantile, points */
} bs_range;

/** The part of a pillar's points that an ordinary member has, 0–1: the middle of the averages. */
double bs_range_usual(bs_pillar pillar);

/** Of the index; 0–100. `inputs` are all rows of a model, at most BS_MODEL_ROWS_MAX. */
bs_range bs_range_total(const bs_range_input *inputs, size_t count);

/**
 * Of a change of the index: what rose can only add and what fell only take, under any weights.
 * `unsure` is of the difference: 0 for what is unknown at both ends alike.
 */
bs_range bs_range_change(const bs_range_input *inputs, size_t count);

/** The farther end of a range from the number shown, points ≥ 0. */
double bs_range_error(const bs_range *range, double number);

/** The mean error of always answering with the middle of LinkedIn's group averages, points ≥ 0. */
double bs_range_group_error(const bs_range *range);

#endif
