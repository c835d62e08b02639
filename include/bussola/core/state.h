/**
 * @file state.h
 * The index at a moment: the four pillars, the number shown and the rows behind each.
 *
 * Derived only from an evidence and a model (through a timeline), so that it can be recomputed for
 * any day under any model. A bs_state is a plain value; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_STATE_H
#define BUSSOLA_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/range.h"
#include "bussola/core/timeline.h"

typedef struct bs_row_state {
    bs_signal signal;
    bs_value value;
    bool scored;    /**< known and not learning */
    double points;  /**< points of the estimate; 0 unless scored */
    double assumed; /**< points of an ordinary user, counted while the row is not scored */
    double max;     /**< maximum, after InMail's points were redistributed for a free account */
    /** Learned points of one act since the last reading; 0: the model times the pillar's factor. */
    double act;
} bs_row_state;

typedef struct bs_pillar_state {
    double score;    /**< part of the number shown; NAN while learning */
    double estimate; /**< 0–25 */
    double beyond;   /**< points that the score leaves out: above 25, or below 0 */
    /** Share of the model's change since the last official reading that is counted, 0–1; 1 without
     * a reading. */
    double factor;
    size_t row_first, row_count; /**< into bs_state.rows */
} bs_pillar_state;

typedef struct bs_state {
    bs_moment at;
    bs_number_kind kind;
    double total;         /**< 0–100; NAN while learning */
    double typical_error; /**< points; NAN until three readings */
    double typical_gap; /**< mean days between the readings behind typical_error; NAN without any */
    /** How far the number may be off, in points. BS_OFFICIAL: 0. BS_ANCHORED: the typical error,
     * or until three readings the range of the change, growing with the days since the reading.
     * Otherwise: 80 % of `range`'s totals are nearer. */
    double error;
    /** Only the model's points: there is no reading, or none recent enough to continue from. Never
     * compared with a number that continues from a reading. */
    bool alone;
    bs_range range; /**< of BS_ESTIMATE and BS_LEARNING */
    bs_pillar_state pillars[BS_PILLAR_COUNT];
    size_t row_count;
    bs_row_state rows[BS_MODEL_ROWS_MAX]; /**< in the model's order */
    double coverage_points;               /**< points of the rows scored, of 100 */
    size_t coverage_signals;              /**< rows scored, of row_count */
    const bs_official *official; /**< last one at or before `at`, however old; in evidence */
    /** Points gained since week_from; NAN until two observed days can be compared. */
    double week_delta;
    double week_error; /**< points, ≥ 0.5: a smaller week_delta is no change; NAN without it */
    bs_day week_from;  /**< at most seven days before `at`; BS_DAY_NONE without week_delta */
} bs_state;

/** Fewest days with a reading that a typical error is computed from. */
#define BS_TYPICAL_READINGS_MIN 3

/**
 * Computes the state at `at`. To compute many days, build one timeline and visit them in order. For
 * the final state of a past day, pass the day's last second.
 */
void bs_state_compute(bs_state *state, bs_timeline *timeline, bs_moment at);

/**
 * As bs_state_compute, for less time: without the week's change, and without source and seen of
 * counts and rates.
 */
void bs_state_score(bs_state *state, bs_timeline *timeline, bs_moment at);

/** The kind and total of the state at `at`, for less time still. Returns the total. */
double bs_state_total(bs_number_kind *kind, bs_timeline *timeline, bs_moment at);

/**
 * Error of the change between two states of one timeline, in points, at least 0.5; a smaller change
 * counts as no change.
 */
double bs_state_change_error(const bs_state *from, const bs_state *to, const bs_timeline *timeline);

/**
 * True if observations were made on two days. With only one, all earlier days come from running the
 * model backwards, so that no change may be reported. An import counts on the day it was made.
 */
bool bs_state_two_days(const bs_evidence *evidence);

/**
 * First day of tallies that states from `from` on depend on: their window, seven days of
 * comparison, and the windows of the readings that they are anchored at and learn from. The
 * evidence must hold all gauges, all of these `officials` (by at), tallies from this day on, and
 * covers that end on it or later.
 */
bs_day bs_state_needs_from(const bs_model *model, const bs_official *officials,
                           size_t official_count, bs_moment from);

/**
 * The number that would have been shown at official reading `index`, from the last reading of an
 * earlier day. NAN without one, and for any further reading of the same day. typical_error averages
 * the errors of these predictions: store it in the evidence before the next state is computed.
 */
double bs_state_predict(bs_timeline *timeline, size_t index);

#endif
