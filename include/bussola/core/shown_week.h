/**
 * @file shown_week.h
 * The numbers in the report of a closed week. Corrections change the index of past days, but not
 * these numbers.
 *
 * A bs_shown_week is a plain value; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_SHOWN_WEEK_H
#define BUSSOLA_SHOWN_WEEK_H

#include <stdbool.h>

#include "bussola/core/dates.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "bussola/core/why.h"

typedef struct bs_shown_week {
    bool present;  /**< false: everything else is meaningless */
    bs_day monday; /**< the week's first day */
    bs_moment at;  /**< when these numbers were computed */
    /* for the week's last day: */
    bs_number_kind kind; /**< never BS_LEARNING */
    double total;
    double pillars[BS_PILLAR_COUNT];
    double typical_error; /**< NAN if not known */
    /** Change since bs_shown_week_start; NAN if not known. */
    double change;
    double changes[BS_PILLAR_COUNT];
} bs_shown_week;

/**
 * A week is compared with the end of this day: the Sunday before it, or the first observed day
 * (`first_seen`) if that is within the week, up to its day `last`.
 */
bs_day bs_shown_week_start(bs_day monday, bs_day last, bs_day first_seen);

/**
 * The numbers that the report of the week of `monday` shows at the moment `at`, from the end of its
 * start to the end of its Sunday. Not present if it shows no number.
 */
bs_shown_week bs_shown_week_take(bs_timeline *timeline, bs_day monday, bs_moment start,
                                 bs_moment end, bs_moment at);

/** Replaces the numbers in the state at the end of the week. */
void bs_shown_week_put_state(bs_state *state, const bs_shown_week *week);

/**
 * Replaces the numbers in the week's reasons. Acts remain those known now, and the unexplained rest
 * makes up for them; `why->recounted` is set if what is known now gives other numbers.
 */
void bs_shown_week_put_why(bs_why *why, const bs_shown_week *week);

#endif
