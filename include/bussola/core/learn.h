/**
 * @file learn.h
 * Learns what LinkedIn gives for one act, where the user's own readings show it.
 *
 * Nothing is owned; only memory can fail.
 */
#ifndef BUSSOLA_LEARN_H
#define BUSSOLA_LEARN_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/core/timeline.h"

/** Fewest intervals that must agree on a weight. */
#define BS_LEARN_TIMES_MIN 5

typedef struct bs_learned {
    bs_signal signal; /**< a kind of act: a tally */
    bs_pillar pillar;
    double points; /**< of one act, > 0 */
    size_t times;  /**< how many intervals agree, at least BS_LEARN_TIMES_MIN */
    /** The number uses it from now on, because it predicted eight readings or more better than the
     * model. */
    bool used;
} bs_learned;

/**
 * Fills the weights that the timeline's readings show, at most one for each row of its model, and
 * `*count`. Uses only intervals between readings in which, over all four pillars, a single kind of
 * act was done, nothing left the window, nothing was unknown and no level changed, and LinkedIn's
 * step is a multiple of the pillar's grid. Four in five of these must agree. The evidence must be
 * complete. BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_learn_weights(bs_learned learned[BS_MODEL_ROWS_MAX], size_t *count,
                                         bs_timeline *timeline);

#endif
