/**
 * @file moves.h
 * What the model says moved between LinkedIn's readings, and how much of it the readings bear out.
 */
#ifndef BUSSOLA_MOVES_H
#define BUSSOLA_MOVES_H

#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"
#include "timeline_parts.h"

/** Readings older than this before the anchor teach nothing. */
#define BS_MOVES_DAYS 200

/** The end of a reading's day: the reading stands for all of it, and changes count from here on. */
bs_moment bs_moves_begin(const bs_official *reading);

/**
 * The factor of each pillar by which the model's change since reading `anchor` is multiplied:
 * learned from the readings up to `anchor` alone. `anchor` is the last reading of its day. The
 * array belongs to the timeline.
 */
const double *bs_moves_factors(bs_timeline *timeline, size_t anchor);

/** The first reading that bs_moves_factors looks at for `anchor`. */
size_t bs_moves_first(const bs_official *officials, size_t anchor);

/**
 * Fills what the model says each pillar moved from the end of a reading's day to a later moment,
 * both taken `delay` days earlier.
 */
void bs_moves_between(double moved[BS_PILLAR_COUNT], bs_timeline *timeline,
                      const bs_official *before, bs_moment at, int delay);

#endif
