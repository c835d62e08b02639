/**
 * @file uncounted.h Estimate for the days of a window that nobody counted. Internal to
 * native-host/core.
 */
#ifndef BUSSOLA_CORE_UNCOUNTED_H
#define BUSSOLA_CORE_UNCOUNTED_H

#include "timeline_parts.h"

typedef struct bs_uncounted {
    double acts; /**< estimated count on the uncounted days */
    int counted; /**< days that the estimate is based on; 0 if all days were counted */
} bs_uncounted;

/**
 * Estimates the uncounted days of the window that ends on `day` by the mean of the days counted in
 * it and in the windows before and after. Only acts that enter or leave the window change the
 * estimate, and on a day on which one enters, count and estimate together fall by no more than what
 * leaves. The track must have days.
 */
bs_uncounted bs_uncounted_of(const bs_tally_track *track, bs_day day, int window_days);

/** Allocates and fills the limits of the track's days, after its sums. False without memory. */
bool bs_uncounted_limit(bs_tally_track *track, int window_days);

/**
 * Fills the limits of the windows that end on `from` or later; they must have room for the track's
 * days.
 */
void bs_uncounted_fill(bs_tally_track *track, bs_day from, int window_days);

#endif
