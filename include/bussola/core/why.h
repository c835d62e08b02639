/**
 * @file why.h
 * Why the number moved between two moments: per pillar and per signal, what was done, what left the
 * window and what was only newly seen.
 *
 * Computed from the timeline behind both states; its evidence must reach back as far as
 * bs_state_needs_from says for the earlier moment. A bs_why is a plain value; nothing can fail.
 */
#ifndef BUSSOLA_WHY_H
#define BUSSOLA_WHY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/state.h"
#include "bussola/timeline.h"

typedef struct bs_why_row {
    bs_signal signal;
    bs_pillar pillar;
    /** What the signal's change is worth: both ends by the later moment's maxima. A signal first
     * seen in between is compared with its first value, so that seeing alone is worth nothing. */
    double points;
    double left_points;           /**< the part of `points` (≤ 0) due to what left the window */
    double from, to;              /**< values; NAN where not scored */
    int64_t done;                 /**< of a tally: counts on days that entered the window */
    int64_t left;                 /**< of a tally: counts on days that left it … */
    bs_day left_first, left_last; /**< … and the days they were of; BS_DAY_NONE without any */
    bool newly_seen;              /**< scored at the later moment only */
    bool no_longer_seen;          /**< scored at the earlier moment only */
    /** A level known before only as a lower bound ("500+"), which now reads higher. */
    bool seen_more;
    bool projected; /**< at either end */
    /** What newly, no longer or more exactly seen adds to an estimate. */
    double seen_points;
    /** The part of `seen_points` that the number shown has taken in; 0 while it stands on the same
     * official reading, but where a lower bound had risen above that reading's own value. */
    double seen_shown;
} bs_why_row;

/** change = signals + seen + rest, or NAN where a number is missing. */
typedef struct bs_why_pillar {
    double change;  /**< of the shown number's part */
    double signals; /**< the rows' points */
    double seen;    /**< the rows' seen_shown */
    /** What no signal explains: LinkedIn's reading in between, and the ends of the scale. */
    double rest;
} bs_why_pillar;

typedef struct bs_why {
    bs_moment from, to;
    bs_number_kind kind_from, kind_to;
    double total_from, total_to; /**< as shown; NAN while learning */
    double sum_from, sum_to; /**< of the pillars, which LinkedIn's total rounds; else as above */
    double change;           /**< the sum over pillars, so not of LinkedIn's rounded totals */
    bool reading_between;    /**< a newer official reading stands behind the later number */
    bs_why_pillar pillars[BS_PILLAR_COUNT];
    size_t row_count;
    bs_why_row rows[BS_MODEL_ROWS_MAX]; /**< in the model's order */
} bs_why;

/** `from` must not be after `to`. */
void bs_why_compute(bs_why *why, bs_timeline *timeline, bs_moment from, bs_moment to);

/** Indices of the rows with points or seen_points (±0.05 or more), the largest change first. */
size_t bs_why_rank(size_t order[BS_MODEL_ROWS_MAX], const bs_why *why);

typedef enum bs_why_cause {
    BS_WHY_DONE, /**< counts that entered the window; of levels and rates, their change */
    BS_WHY_LEFT, /**< counts that left the window */
    BS_WHY_SEEN, /**< seen for the first time, no longer, or more exactly: not done */
    BS_WHY_REST, /**< a projection that changed, or (without a signal) what no signal explains */
} bs_why_cause;

/** "done", "left", "seen", "rest"; worded by `why_<cause>…` in the catalogue. */
const char *bs_why_cause_id(bs_why_cause cause);

/** One reason for the change, as people are told it. */
typedef struct bs_why_item {
    bs_why_cause cause;
    bs_signal signal; /**< BS_SIGNAL_COUNT where no signal explains it */
    bs_pillar pillar;
    double delta;       /**< points of the number shown; of a missing number, of its estimate */
    double worth;       /**< of BS_WHY_SEEN: points of the estimate; else as `delta` */
    int64_t count;      /**< of a tally: done or left; else 0 */
    bs_day first, last; /**< of BS_WHY_LEFT: the days they were of; else BS_DAY_NONE */
    double from, to;    /**< values; NAN where not scored */
} bs_why_item;

#define BS_WHY_ITEMS_MAX (3 * BS_MODEL_ROWS_MAX + BS_PILLAR_COUNT)

/**
 * Takes the rows apart by cause, the largest first, and returns how many items there are. Their
 * deltas add up to each pillar's change but for those under ±0.05, which are left out.
 */
size_t bs_why_items(bs_why_item items[BS_WHY_ITEMS_MAX], const bs_why *why);

#endif
