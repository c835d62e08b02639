/**
 * @file leaving.h
 * Finds activity that soon leaves the model's window, its cost, and how much would replace it.
 *
 * Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_LEAVING_H
#define BUSSOLA_LEAVING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"

/** How many days ahead lists and advice look. */
#define BS_LEAVING_DAYS 14

/** Counts of one signal that leave the window within some days. */
typedef struct bs_leaving {
    bs_signal signal;
    bs_pillar pillar;   /**< the one that loses most */
    int64_t count;      /**< how many leave, > 0 */
    bs_day first, last; /**< when they leave: the first day without them */
    double points;      /**< by which the number falls until `last` if nothing new is done */
    int64_t needed;     /**< fewest new acts that avoid any loss, > 0 */
} bs_leaving;

/** True for the tallies of what the user does, and can do again. */
bool bs_leaving_counts(bs_signal signal);

/**
 * Fills the signals with acts that leave the window in the next `days`, greatest loss first, and
 * returns how many. Omits losses below BS_CHANGE_MIN (the curve or the pillar is capped, or the
 * readings show that LinkedIn does not follow). Returns 0 while no number is shown. `state` must be
 * computed from `timeline`.
 */
size_t bs_leaving_find(bs_leaving leaving[BS_SIGNAL_COUNT], const bs_state *state,
                       const bs_timeline *timeline, int days);

#endif
