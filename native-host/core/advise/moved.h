/** @file moved.h How a shift of a signal's value changes the number shown. Private to core. */
#ifndef BUSSOLA_MOVED_H
#define BUSSOLA_MOVED_H

#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"

/**
 * A signal's value before and after, and the value that the official reading of an anchored state
 * started from: a new act changes what is estimated for uncounted days of both windows.
 */
typedef struct bs_shift {
    double from, to;
    double base_from, base_to;
} bs_shift;

/** Of a level or rate that rises by `change`. */
bs_shift bs_shift_level(const bs_state *state, bs_signal signal, double change);

/**
 * Of a signal that rises by `change`, from acts on the state's day or, if LinkedIn's number is
 * shown, on the next one.
 */
bs_shift bs_shift_acts(const bs_state *state, const bs_timeline *timeline, bs_signal signal,
                       double change);

/**
 * Of a tally from the state's day to `last` if nothing but `acts` new acts is done from the next
 * day on.
 */
bs_shift bs_shift_days(const bs_state *state, const bs_timeline *timeline, bs_signal signal,
                       bs_day last, int64_t acts);

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
 * Adds the effect of a shift of a signal's value on every pillar that has it: times the pillar's
 * factor, within the pillar's limits.
 */
void bs_moved_add(bs_moved *moved, const bs_state *state, const bs_model *model, bs_signal signal,
                  const bs_shift *shift);

/** Sum over all pillars, in points. */
double bs_moved_sum(const bs_moved *moved);

#endif
