/**
 * @file life.h
 * An invented member: what they do each day, what Bussola sees of it, and what LinkedIn says.
 *
 * A life is drawn from the worlds' habits by a seed and is the same on every machine. The caller
 * frees it. Where memory is short the program ends.
 */
#ifndef BENCH_LIFE_H
#define BENCH_LIFE_H

#include <stdint.h>

#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/timeline.h"

#include "worlds.h"

/** One side's view of a member: all that was done, or what Bussola saw. */
typedef struct view {
    bs_evidence evidence;
    bs_timeline *timeline;
} view;

typedef struct life {
    bs_model linkedin; /**< the weights that LinkedIn gives */
    view done, seen;   /**< `seen` holds LinkedIn's readings */
} life;

/** Lives a member through one world. `model` must outlive the life. */
life *life_new(const worlds *all, const world *in, const bs_model *model, uint32_t seed);
void life_free(life *lived);

#endif
