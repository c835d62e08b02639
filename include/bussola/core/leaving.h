/**
 * @file leaving.h
 * What soon leaves the model's window, what that costs, and what would make up for it.
 *
 * Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_LEAVING_H
#define BUSSOLA_LEAVING_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"

/** How far ahead is looked, in days. */
#define BS_LEAVING_DAYS 14
/** Losses of fewer points are not listed. */
#define BS_LEAVING_MIN 0.1

/** Counts of one signal that leave the window within BS_LEAVING_DAYS. */
typedef struct bs_leaving {
    bs_signal signal;
    bs_pillar pillar;   /**< where most is lost */
    int64_t count;      /**< how many leave, > 0 */
    bs_day first, last; /**< the days on which they leave: the first that does not count them */
    double points;      /**< lost over all pillars without new ones, > 0 */
    int64_t needed;     /**< the fewest new ones after which nothing is lost, 1 … count */
} bs_leaving;

/**
 * All signals of which counted acts leave, the greatest loss first; returns how many. A loss of
 * less than BS_LEAVING_MIN is left out: the curve or the pillar is capped, or the readings have
 * shown that the number does not follow. None while there is no number. `state` must come from
 * `timeline`.
 */
size_t bs_leaving_find(bs_leaving leaving[BS_SIGNAL_COUNT], const bs_state *state,
                       const bs_timeline *timeline);

#endif
