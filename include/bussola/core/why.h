/**
 * @file why.h
 * Explains the change of the number between two moments: what was done and what left the window,
 * per pillar and per signal. Both moments are computed from what is known now.
 *
 * Needs the timeline behind both states; its evidence must reach back as far as bs_state_needs_from
 * says for the earlier moment. A bs_why is a plain value; nothing can fail.
 */
#ifndef BUSSOLA_WHY_H
#define BUSSOLA_WHY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/corrections.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"

typedef struct bs_why_row {
    bs_signal signal;
    bs_pillar pillar;
    /** Points due to the change of the signal's value: both ends scored with the later moment's
     * maxima, times the earlier moment's factor, as far as the pillar has room for them. */
    double points;
    double done_points; /**< part of `points` due to new acts; all of it for levels and rates */
    double left_points; /**< part of `points` (≤ 0) due to acts that left the window */
    double from, to;    /**< values; NAN where not scored */
    int64_t done;       /**< of a tally: acts on days that entered the window */
    int64_t left;       /**< of a tally: acts on days that left it */
    bs_day left_first, left_last; /**< days of the acts that left; BS_DAY_NONE without any */
} bs_why_row;

/** change = signals + rest; NAN if a number is missing. */
typedef struct bs_why_pillar {
    double change;  /**< of the pillar's part of the number shown */
    double signals; /**< sum of the rows' points */
    /** Change that no signal explains: an official reading in between. */
    double rest;
} bs_why_pillar;

typedef struct bs_why {
    bs_moment from, to;
    bs_number_kind kind_from, kind_to;
    double total_from, total_to; /**< as shown; NAN while learning */
    /** Difference of the two totals; NAN if one is missing, or only one continues from a reading.
     * Sum of the pillars' changes and `rounding`. */
    double change;
    double rounding;      /**< LinkedIn rounds its total, not its pillars; NAN without a change */
    double error;         /**< points, ≥ 0.5; a smaller change counts as steady */
    bool reading_between; /**< the later number is based on a newer official reading */
    /** The largest correction by an official reading after `from`. */
    bs_correction corrected; /**< its day is BS_DAY_NONE without one */
    /** The correction by what became known on the day of `to` (bs_why_put_redrawn). */
    bs_correction redrawn; /**< its day is BS_DAY_NONE without one */
    /** Moves of LinkedIn's averages after `from`, by day. */
    bs_group_move moves[BS_GROUP_MOVES_MAX];
    size_t move_count;
    bs_why_pillar pillars[BS_PILLAR_COUNT];
    bs_phone phone; /**< if yes, reasons may be larger or missing */
    bool recounted; /**< see bs_shown_week_put_why */
    size_t row_count;
    bs_why_row rows[BS_MODEL_ROWS_MAX]; /**< in the model's order */
} bs_why;

/**
 * `from` must not be after `to`. Without observations on two days there are no rows and no change.
 */
void bs_why_compute(bs_why *why, bs_timeline *timeline, bs_moment from, bs_moment to);

/** Days that a change covers without a trend. */
#define BS_WHY_DAYS 7

/**
 * Explains the trend of a state of the timeline, from the end of its `week_from`; without a trend,
 * the last BS_WHY_DAYS.
 */
void bs_why_trend(bs_why *why, bs_timeline *timeline, const bs_state *state);

/**
 * Puts what became known on a day of the change: `redrawn` only on the day of `to`, because later
 * days compare numbers of the line as it was redrawn.
 */
void bs_why_put_redrawn(bs_why *why, const bs_redrawn *redrawn);

/** Direction of the change as shown: steady within its error, or if it is not known. Worded by
 * `why_<turn>…`. */
bs_turn bs_why_turn(const bs_why *why);

/** One reason for the change, as the user sees it. */
typedef struct bs_why_item {
    bs_why_cause cause;
    bs_signal signal; /**< BS_SIGNAL_COUNT for BS_WHY_SMALL and BS_WHY_REST */
    bs_pillar pillar;
    double delta;       /**< points of the number shown; without a number, of the estimate */
    int64_t count;      /**< of a tally: acts done or left; else 0 */
    bs_day first, last; /**< of BS_WHY_LEFT: first and last day of the acts; else BS_DAY_NONE */
    double from, to;    /**< values; NAN where not scored */
} bs_why_item;

#define BS_WHY_ITEMS_MAX (2 * BS_MODEL_ROWS_MAX + 2 * BS_PILLAR_COUNT)

/** The change as shown, in tenths that add up: items to pillars, pillars and rounding to change. */
typedef struct bs_why_shown {
    double change;                   /**< difference of the totals shown; NAN if not known */
    double pillars[BS_PILLAR_COUNT]; /**< NAN if the change is not known */
    double rounding;
    size_t count;
    bs_why_item items[BS_WHY_ITEMS_MAX]; /**< none is 0 */
} bs_why_shown;

/**
 * Splits the rows by cause, the largest first and the unexplained rest last. What is below ±0.1 is
 * one item for each pillar.
 */
void bs_why_show(bs_why_shown *shown, const bs_why *why);

#endif
