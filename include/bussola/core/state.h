/**
 * @file state.h
 * The member's state at a moment: the four pillars, the number shown and where each part came from.
 *
 * Derived from an evidence and a model alone (through a timeline), so that it can be recomputed for
 * any day under any model. A bs_state is a plain value; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_STATE_H
#define BUSSOLA_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/range.h"
#include "bussola/core/timeline.h"

typedef enum bs_number_kind { BS_OFFICIAL, BS_ANCHORED, BS_ESTIMATE, BS_LEARNING } bs_number_kind;

const char *bs_number_kind_id(bs_number_kind kind);

typedef struct bs_row_state {
    bs_signal signal;
    bs_value value;
    bool scored;    /**< known and not learning */
    double points;  /**< of the estimate; 0 unless scored */
    double assumed; /**< what an ordinary member has, counted while the row is not scored */
    double max;     /**< after InMail's points have passed on for a free account */
} bs_row_state;

typedef struct bs_pillar_state {
    double score;    /**< the shown number's part; NAN while learning */
    double estimate; /**< 0–25 */
    /** 0–1: how much of the model's change since LinkedIn's value is counted; 1 without a value. */
    double factor;
    size_t row_first, row_count; /**< into bs_state.rows */
} bs_pillar_state;

typedef struct bs_state {
    bs_moment at;
    bs_number_kind kind;
    double total;         /**< 0–100; NAN while learning */
    double typical_error; /**< points; NAN until three readings */
    double typical_gap;   /**< days between the readings behind it; NAN without any */
    /** By how much the number may be off, in points: 0 of LinkedIn's own; of what goes on from it,
     * what such numbers missed its later ones by, growing with the days since (NAN until three
     * readings); else the farther end of `range`. */
    double error;
    bs_range range; /**< of BS_ESTIMATE and BS_LEARNING: what most weights would give */
    bs_pillar_state pillars[BS_PILLAR_COUNT];
    size_t row_count;
    bs_row_state rows[BS_MODEL_ROWS_MAX]; /**< in the model's order */
    double coverage_points;               /**< of 100 */
    size_t coverage_signals;              /**< rows scored, of row_count */
    const bs_official *official; /**< the last one at or before `at`; points into evidence */
    /** Points since week_from; NAN until numbers of two days that were seen can be compared. */
    double week_delta;
    double week_error; /**< points, ≥ 0.5: a smaller week_delta is no change; NAN without one */
    bs_day week_from;  /**< at most seven days before `at`; BS_DAY_NONE without a week_delta */
} bs_state;

/** Greatest error, in points, with which an estimate is shown as a number. */
#define BS_ERROR_MAX 10.0
/** Least days with a reading from which the typical error is claimed. */
#define BS_TYPICAL_READINGS_MIN 3

/**
 * Computes the state at `at`. To compute many days, build one timeline and go through them in
 * order. For a past day's final state, `at` is that day's last second.
 */
void bs_state_compute(bs_state *state, bs_timeline *timeline, bs_moment at);

/**
 * The error of the change from an earlier moment to `state`, in points, at least 0.5: less than it
 * is no change.
 */
double bs_state_change_error(const bs_state *state, bs_timeline *timeline, bs_moment from);

/**
 * Whether observations were made on two days. Before, every number of an earlier day is made by
 * running the model backwards, and no change is told. An import counts on the day it was made.
 */
bool bs_state_two_days(const bs_evidence *evidence);

/**
 * First day of tallies that states from `from` on look at: their window, seven days of comparison,
 * and the windows of the readings that they are anchored at and learn from. An evidence for them
 * holds all gauges, all of these `officials` (by at), tallies from this day on and covers that end
 * on it or later.
 */
bs_day bs_state_needs_from(const bs_model *model, const bs_official *officials,
                           size_t official_count, bs_moment from);

/**
 * What would have been shown at official reading `index` from the last reading of an earlier day;
 * NAN when there is none, and for a further reading on the same day, which tells nothing new. The
 * error of this prediction is what typical_error averages.
 */
double bs_state_predict(bs_timeline *timeline, size_t index);

#endif
