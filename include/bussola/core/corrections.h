/**
 * @file corrections.h
 * What moved the line though nothing was done: Bussola's own corrections, and moves of LinkedIn's
 * averages.
 *
 * Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_CORRECTIONS_H
#define BUSSOLA_CORRECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"

/** Fewer points are shown as 0 and are no correction. */
#define BS_CORRECTION_MIN 0.5

typedef enum bs_correction_cause {
    BS_CORRECTED_READING, /**< LinkedIn's value */
    BS_CORRECTED_SIGHT,   /**< something seen for the first time */
    BS_CORRECTED_MODEL,   /**< another model */
} bs_correction_cause;

/** "reading", "sight", "model". */
const char *bs_correction_cause_id(bs_correction_cause cause);

typedef struct bs_correction {
    bs_day day;
    bs_correction_cause cause;
    double points; /**< above 0 where Bussola's number was too low */
} bs_correction;

/** What LinkedIn's value says that Bussola's number missed; false for less than BS_CORRECTION_MIN.
 */
bool bs_correction_of(bs_correction *correction, const bs_official *official);

/** Times by which a move of LinkedIn's averages exceeds their usual daily change to be told. */
#define BS_GROUP_MOVE_TIMES 5
/** Least points of such a move. */
#define BS_GROUP_MOVE_MIN 2.0
/** Fewest other moves from which anything is called usual. */
#define BS_GROUP_MOVES_KNOWN 5
/** Most moves that are found; the latest ones are kept. */
#define BS_GROUP_MOVES_MAX 8

/** A move of the average of the user's industry or network between two readings. */
typedef struct bs_group_move {
    bs_day day;      /**< of the later one */
    bool network;    /**< else the industry's */
    double from, to; /**< averages, 0–100 */
} bs_group_move;

/** "industry" or "network". */
const char *bs_group_move_id(const bs_group_move *move);

/** Finds them in readings in order of time, by day; returns how many. */
size_t bs_group_moves(bs_group_move found[BS_GROUP_MOVES_MAX], const bs_official *officials,
                      size_t count);

#endif
