/**
 * @file moved.h
 * What a change of a signal's value moves in the number shown. Private to core.
 */
#ifndef BUSSOLA_MOVED_H
#define BUSSOLA_MOVED_H

#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"

/** All zero at first. */
typedef struct bs_moved {
    double pillars[BS_PILLAR_COUNT]; /**< points */
    double most;                     /**< the greatest of the moves so far, absolute … */
    bs_signal signal;                /**< … of this signal … */
    bs_pillar pillar;                /**< … in this pillar; of near equals the weaker one */
} bs_moved;

/** The number that a pillar is shown with, or while learning the part of it that is known. */
double bs_moved_level(const bs_state *state, bs_pillar pillar);

/**
 * Adds what a change of a signal's value is worth in every pillar that it serves: times the
 * pillar's factor, and as far as the pillar's number can move.
 */
void bs_moved_add(bs_moved *moved, const bs_state *state, const bs_model *model, bs_signal signal,
                  double change);

/** Points over all pillars. */
double bs_moved_sum(const bs_moved *moved);

#endif
