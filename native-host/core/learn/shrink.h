/**
 * @file shrink.h
 * How much of the model's change the user's official readings confirm.
 *
 * Pure: nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_SHRINK_H
#define BUSSOLA_SHRINK_H

#include <stddef.h>

#include "bussola/core/signals.h"

/** Most steps that factors are learned from. */
#define BS_SHRINK_STEPS_MAX 12

/** One step between consecutive readings, in points by pillar. */
typedef struct bs_shrink_step {
    double model[BS_PILLAR_COUNT];    /**< change of the model */
    double linkedin[BS_PILLAR_COUNT]; /**< change of LinkedIn's value */
    double days;                      /**< between the readings, > 0 */
} bs_shrink_step;

/**
 * Fills each pillar's factor, 0–1, for the model's change after the last of these steps, which may
 * be in any order: 1 without steps, 0 if they favour the unchanged value. `count` is at most
 * BS_SHRINK_STEPS_MAX.
 */
void bs_shrink_factors(double factors[BS_PILLAR_COUNT], const bs_shrink_step *steps, size_t count);

#endif
