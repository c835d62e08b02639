/**
 * @file moves.h The model's change between official readings, and how much of it the readings
 * confirm.
 */
#ifndef BUSSOLA_MOVES_H
#define BUSSOLA_MOVES_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"
#include "core/points/timeline_parts.h"

/** Learning ignores readings more than this many days before the anchor. */
#define BS_MOVES_DAYS 200

/**
 * The end of a reading's day: the reading counts for the whole day, changes count from then on.
 */
bs_moment bs_moves_begin(const bs_official *reading);

/**
 * Factor of each pillar for the model's change since reading `anchor`, learned only from readings
 * up to `anchor`, which must be the last of its day. The timeline owns the array.
 */
const double *bs_moves_factors(bs_timeline *timeline, size_t anchor);

/** The last reading of the previous reading day, else `index` itself. */
size_t bs_moves_before(const bs_official *officials, size_t index);

/** True if reading `before` is recent enough to learn from for `anchor`. */
bool bs_moves_teaches(const bs_official *officials, size_t before, size_t anchor);

/**
 * The model's change of each pillar from reading `before` to `after`, cached. The array belongs to
 * the timeline.
 */
const double *bs_moves_points(bs_timeline *timeline, size_t after, size_t before);

/**
 * Fills the model's change of each pillar from the end of a reading's day to a later moment, with
 * both moved `delay` days earlier.
 */
void bs_moves_between(double moved[BS_PILLAR_COUNT], bs_timeline *timeline,
                      const bs_official *before, bs_moment at, int delay);

#endif
