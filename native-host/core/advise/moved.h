/** @file moved.h How a change of a signal's value changes the number shown. Private to core. */
#ifndef BUSSOLA_MOVED_H
#define BUSSOLA_MOVED_H

#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"

/** All 0 at first. */
typedef struct bs_moved {
    double pillars[BS_PILLAR_COUNT]; /**< points */
    double counted[BS_PILLAR_COUNT]; /**< the same before clipping to 0–25 */
    double most;                     /**< absolute value of the largest change so far */
    bs_pillar pillar;                /**< pillar of that change; of near equals the weaker one */
} bs_moved;

/** The pillar's score; while learning, its known part. */
double bs_moved_level(const bs_state *state, bs_pillar pillar);

/**
 * Adds the effect of a change of a signal's value on every pillar that has it: times the pillar's
 * factor, within the pillar's limits.
 */
void bs_moved_add(bs_moved *moved, const bs_state *state, const bs_model *model, bs_signal signal,
                  double change);

/** Sum over all pillars, in points. */
double bs_moved_sum(const bs_moved *moved);

#endif
