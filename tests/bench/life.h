/**
 * @file life.h
 * An invented user: their daily activity, what Bussola sees of it, and LinkedIn's readings.
 *
 * A life is drawn from the world's habits by a seed and is the same on every machine. The caller
 * frees it. Out of memory ends the program.
 */
#ifndef BENCH_LIFE_H
#define BENCH_LIFE_H

#include <stdint.h>

#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/timeline.h"

#include "worlds.h"

/** A view of a user: all activity, or what Bussola saw. */
typedef struct view {
    bs_evidence evidence;
    bs_timeline *timeline;
} view;

typedef struct life {
    bs_model linkedin; /**< LinkedIn's weights */
    view done, seen;   /**< `seen` has LinkedIn's readings */
} life;

/** Simulates a user in one world. `model` must outlive the life. */
life *life_new(const worlds *all, const world *in, const bs_model *model, uint32_t seed);
void life_free(life *lived);

#endif
