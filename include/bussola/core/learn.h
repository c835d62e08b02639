/**
 * @file learn.h
 * What one act is worth to LinkedIn, where the user's own readings show it.
 *
 * Only reported, never applied to the number shown. Nothing is owned; only memory can fail.
 */
#ifndef BUSSOLA_LEARN_H
#define BUSSOLA_LEARN_H

#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/core/timeline.h"

/** Fewest times that readings must agree on a weight. */
#define BS_LEARN_TIMES_MIN 5

typedef struct bs_learned {
    bs_signal signal; /**< a kind of act: a tally */
    bs_pillar pillar;
    double points; /**< of one act, > 0 */
    size_t times;  /**< how many intervals agree, BS_LEARN_TIMES_MIN or more */
} bs_learned;

/**
 * Fills the weights that the timeline's readings show, at most one for each row of its model, and
 * `*count`. Only intervals between reading days teach in which one kind of act of the pillar was
 * done, nothing left the window or was unknown, no level changed, and LinkedIn's step lies on the
 * pillar's grid; of these, four in five must agree. The evidence must be whole. BS_INTERNAL when
 * memory is short.
 */
BS_MUST_CHECK bs_status bs_learn_weights(bs_learned learned[BS_MODEL_ROWS_MAX], size_t *count,
                                         const bs_timeline *timeline);

#endif
