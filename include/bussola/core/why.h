/**
 * @file why.h
 * Why the number moved between two moments: per pillar and per signal, what was done and what left
 * the window, both moments as they are known now.
 *
 * Computed from the timeline behind both states; its evidence must reach back as far as
 * bs_state_needs_from says for the earlier moment. A bs_why is a plain value; nothing can fail.
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
    /** What the change of the signal's value is worth: both ends by the later moment's maxima,
     * times the earlier moment's factor. */
    double points;
    double done_points; /**< the part of `points` of what was done; of levels and rates all of it */
    double left_points; /**< the part (≤ 0) due to what left the window */
    double from, to;    /**< values; NAN where not scored */
    int64_t done;       /**< of a tally: counts on days that entered the window */
    int64_t left;       /**< of a tally: counts on days that left it … */
    bs_day left_first, left_last; /**< … and the days they were of; BS_DAY_NONE without any */
} bs_why_row;

/** change = signals + rest, or NAN where a number is missing. */
typedef struct bs_why_pillar {
    double change;  /**< of the shown number's part */
    double signals; /**< the rows' points */
    /** What no signal explains: LinkedIn's reading in between, and the ends of the scale. The part
     * of LinkedIn's rounded total is added to that of one pillar. */
    double rest;
} bs_why_pillar;

typedef struct bs_why {
    bs_moment from, to;
    bs_number_kind kind_from, kind_to;
    double total_from, total_to; /**< as shown; NAN while learning */
    double change;               /**< between the two totals; NAN where one is missing */
    double error;                /**< points, ≥ 0.5; a smaller change is steady */
    bool reading_between;        /**< a newer official reading stands behind the later number */
    /** Of LinkedIn's values after `from`, the one that Bussola's number missed most. */
    bs_correction corrected; /**< its day is BS_DAY_NONE where none was missed */
    /** Moves of LinkedIn's averages after `from`, by day. */
    bs_group_move moves[BS_GROUP_MOVES_MAX];
    size_t move_count;
    bs_why_pillar pillars[BS_PILLAR_COUNT];
    bs_phone phone; /**< with a yes any reason may be more, and others missing */
    size_t row_count;
    bs_why_row rows[BS_MODEL_ROWS_MAX]; /**< in the model's order */
} bs_why;

/** `from` must not be after `to`. Until two days were seen there are no rows and no change. */
void bs_why_compute(bs_why *why, bs_timeline *timeline, bs_moment from, bs_moment to);

/** Which way the number went: 0 within the error of the change, and where none is known. */
int bs_why_turn(const bs_why *why);

/** "up", "down" or "steady"; worded by `why_<turn>…`. */
const char *bs_why_turn_id(const bs_why *why);

typedef enum bs_why_cause {
    BS_WHY_DONE,  /**< counts that entered the window; of levels and rates, their change */
    BS_WHY_LEFT,  /**< counts that left the window */
    BS_WHY_SMALL, /**< a pillar's acts that are too small to be told one by one */
    BS_WHY_REST,  /**< what no signal explains */
} bs_why_cause;

/** "done", "left", "small", "rest"; worded by `why_<cause>…` in the catalogue. */
const char *bs_why_cause_id(bs_why_cause cause);

/** One reason for the change, as people are told it. */
typedef struct bs_why_item {
    bs_why_cause cause;
    bs_signal signal; /**< BS_SIGNAL_COUNT of BS_WHY_SMALL and BS_WHY_REST */
    bs_pillar pillar;
    double delta;       /**< points of the number shown; of a missing number, of its estimate */
    int64_t count;      /**< of a tally: done or left; else 0 */
    bs_day first, last; /**< of BS_WHY_LEFT: the days they were of; else BS_DAY_NONE */
    double from, to;    /**< values; NAN where not scored */
} bs_why_item;

#define BS_WHY_ITEMS_MAX (2 * BS_MODEL_ROWS_MAX + 2 * BS_PILLAR_COUNT)

/**
 * Takes the rows apart by cause, the largest act first and what no act explains last, and returns
 * how many items there are. None is under ±0.1; the deltas of each pillar add up to its change but
 * for less than 0.1, where there is one.
 */
size_t bs_why_items(bs_why_item items[BS_WHY_ITEMS_MAX], const bs_why *why);

#endif
