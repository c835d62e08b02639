/**
 * @file corrections.h
 * Changes of the number without activity: Bussola's own corrections, and moves of LinkedIn's
 * averages.
 *
 * Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_CORRECTIONS_H
#define BUSSOLA_CORRECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

/** Smaller differences are displayed as 0 and are not corrections. */
#define BS_CORRECTION_MIN 0.5

typedef struct bs_correction {
    bs_day day;
    bs_correction_cause cause;
    double points; /**< positive if Bussola's number was too low */
} bs_correction;

/**
 * The difference between an official reading and what Bussola predicted for it; returns false below
 * BS_CORRECTION_MIN.
 */
bool bs_correction_of(bs_correction *correction, const bs_official *official);

/**
 * The part of that difference for official reading `index`, the last one of its day, that the line
 * shows on the reading's day: that of the pillars without acts since the reading before. The line
 * spreads the rest over the days with acts. Returns false below BS_CORRECTION_MIN.
 */
bool bs_correction_on_line(bs_correction *correction, bs_timeline *timeline, size_t index);

/** The number of the day before `day`, as shown until then and as known at the end of `day`. */
typedef struct bs_redrawn {
    bs_day day;
    bs_correction_cause cause; /**< BS_CORRECTED_READING, _SIGHT or _REMOVED */
    double before, after;      /**< NAN: no number */
} bs_redrawn;

/**
 * The correction by what became known or was removed on a day; returns false below
 * BS_CORRECTION_MIN, or if no number had been shown. BS_CORRECTED_UNSURE with 0 points if there is
 * no number any more.
 */
bool bs_correction_of_redrawn(bs_correction *correction, const bs_redrawn *redrawn);

/** Reported moves are faster, by this factor, than the average usually changes per day. */
#define BS_GROUP_MOVE_TIMES 5
/** Smallest move that is reported, in points. */
#define BS_GROUP_MOVE_MIN 2.0
/** Fewest other moves needed to know the usual change. */
#define BS_GROUP_MOVES_KNOWN 5
/** Most moves that are returned; the latest ones are kept. */
#define BS_GROUP_MOVES_MAX 8

/** A move of the average of the user's industry or network between two readings. */
typedef struct bs_group_move {
    bs_day day; /**< of the later reading */
    bs_group_kind group;
    double from, to; /**< averages, 0–100 */
} bs_group_move;

/** Finds unusual moves in readings sorted by time. Fills them by day and returns how many. */
size_t bs_group_moves(bs_group_move found[BS_GROUP_MOVES_MAX], const bs_official *officials,
                      size_t count);

#endif
