/**
 * @file week_acts.h
 * What the user did in a week, by kind, beside their own usual week.
 *
 * Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_WEEK_ACTS_H
#define BUSSOLA_WEEK_ACTS_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

#define BS_WEEK_ACTS_MAX 10

typedef struct bs_week_act {
    bs_signal signal;
    int64_t count; /**< from Monday on, 0 or more */
    double usual;  /**< in a usual week; NAN if too few weeks were seen */
    int weeks;     /**< that the usual week is taken from */
} bs_week_act;

/**
 * The acts from the Monday of the week of `at` up to `at`, in the order of interest. Omits kinds
 * that were not seen in this week and are not usual. Returns how many there are.
 */
size_t bs_week_acts(bs_week_act acts[BS_WEEK_ACTS_MAX], const bs_timeline *timeline, bs_moment at);

#endif
