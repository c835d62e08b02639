/**
 * @file shown_week.h
 * The numbers that the report of a closed week has shown. Corrections redraw the line of days; they
 * do not change what was shown.
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
    bs_moment at;  /**< until when the report has shown these numbers */
    /* Of the week's last day: */
    bs_number_kind kind; /**< not BS_LEARNING */
    double total;
    double pillars[BS_PILLAR_COUNT];
    double typical_error; /**< NAN where none was known */
    /** Since bs_shown_week_start; NAN where none was told. */
    double change;
    double changes[BS_PILLAR_COUNT];
} bs_shown_week;

/**
 * The day whose end a week is compared with: the Sunday before it, or the first day that was seen
 * (`first_seen`) where that is within the week, up to its day `last`.
 */
bs_day bs_shown_week_start(bs_day monday, bs_day last, bs_day first_seen);

/**
 * What the report of the week of `monday` shows at the moment `at`, from the end of its start to
 * the end of its Sunday. Not present where it shows no number.
 */
bs_shown_week bs_shown_week_take(bs_timeline *timeline, bs_day monday, bs_moment start,
                                 bs_moment end, bs_moment at);

/** Puts the numbers into the state and the reasons of the same week. */
void bs_shown_week_put(bs_state *state, bs_why *why, const bs_shown_week *week);

#endif
