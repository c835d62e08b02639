/**
 * @file advice.h
 * What to do next: up to three steps with what each would bring, from a state.
 *
 * A step is what a member can do by hand in one sitting. Its gain is the model's own difference, so
 * nothing is advised that brings nothing, and never more than a pillar has room for. Advice is a
 * plain value; its texts are static catalogue keys and links. Nothing can fail.
 */
#ifndef BUSSOLA_ADVICE_H
#define BUSSOLA_ADVICE_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/signals.h"
#include "bussola/state.h"
#include "bussola/timeline.h"

#define BS_ADVICE_MAX 3
/** How far ahead advice looks for counts that leave the window. */
#define BS_LEAVING_DAYS 14

/**
 * Ids are keys of the catalogue (extension/_locales):
 * - a signal's id: do `step` more of it, worded by `advice_<id>`;
 * - `keep_<signal>`: `step` of it leave the window within 14 days, worded by
 * `advice_keep_<signal>`;
 * - `see_<place>`: open that page once, where signals never seen stand, worded by `see_<place>`.
 */
typedef struct bs_advice {
    const char *id;
    bs_signal signal; /**< the one that gains most */
    bs_pillar pillar; /**< where it gains most */
    int64_t step;     /**< how many of the signal; 1 where it cannot be counted */
    double gain;      /**< points over all pillars; of `see_…` the most there can be */
    double effort;    /**< minutes, roughly */
    const char *link; /**< where on LinkedIn it is done */
} bs_advice;

/**
 * Fills up to BS_ADVICE_MAX pieces, best first, and returns how many. They are ranked by gain per
 * effort, the weaker pillar first on ties. While the number is learning, pages to open come first;
 * later last, and more than one only where there is too little else to do. `state` must come from
 * `timeline`.
 */
size_t bs_advice_find(bs_advice advice[BS_ADVICE_MAX], const bs_state *state,
                      const bs_timeline *timeline);

#endif
