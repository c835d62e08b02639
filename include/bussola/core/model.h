/**
 * @file model.h
 * The scoring model: how many points each signal gives to which pillar, by which curve.
 *
 * A model is a plain value, parsed by codec from JSON and checked here; nothing is owned. The model
 * files in include/contract/models cite the source of each row; the weights are ours.
 */
#ifndef BUSSOLA_MODEL_H
#define BUSSOLA_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/contract/model.h"
#include "bussola/core/error.h"
#include "bussola/core/signals.h"

/** One corner of a piecewise linear curve. */
typedef struct bs_model_step {
    double value;  /**< value of the signal */
    double points; /**< points at that value */
} bs_model_step;

/** One signal in one pillar; a signal may be in two pillars (posts). */
typedef struct bs_model_row {
    bs_signal signal;
    bs_pillar pillar;
    double points; /**< > 0, at most BS_PILLAR_MAX */
    bs_curve curve;
    double usual;   /**< share (0–1) of the points that an ordinary user has */
    bs_grade grade; /**< decides no score */
    double target;  /**< > 0, of BS_CURVE_LINEAR and BS_CURVE_LOG; 1 otherwise */
    size_t step_count;
    bs_model_step steps[BS_MODEL_STEPS_MAX]; /**< of BS_CURVE_STEPS: values and points increase; the
                                                last step has all `points` */
} bs_model_row;

typedef struct bs_model {
    char id[BS_MODEL_ID_MAX + 1];
    /** FNV-1a of everything that affects a score; detects an edited file that kept its id. */
    unsigned long long fingerprint;
    int window_days; /**< 90 */
    size_t row_count;
    /** Grouped by pillar (by bs_model_check), otherwise in the file's order. */
    bs_model_row rows[BS_MODEL_ROWS_MAX];
} bs_model;

/**
 * Refuses a model
 * - without an id or with a window outside BS_WINDOW_MIN … BS_WINDOW_MAX;
 * - with a pillar that does not sum to 25 (±1e-6) or has a signal twice;
 * - with a signal that is never scored;
 * - with a curve that does not fit the signal's kind (flags: flag; gauges and tallies: linear, log
 *   or steps; rates: linear or steps);
 * - with points outside 0–25, a target ≤ 0 (of a rate: above 1), or steps that do not rise to the
 *   row's points.
 * BS_BAD_REQUEST with `field` naming the row as "pillar.signal", or the pillar. Sorts the rows by
 * pillar and computes the fingerprint.
 */
BS_MUST_CHECK bs_status bs_model_check(bs_model *model, bs_error *error);

/** True if both have the same id and give the same scores. */
bool bs_model_equal(const bs_model *one, const bs_model *other);

/**
 * Points of a value x ≥ 0 on a row, if the row's maximum were `points`: log: points·min(1,
 * ln(1+x)/ln(1+target)); linear: points·min(1, x/target); flag: x > 0; steps: along the steps,
 * scaled to `points`.
 */
double bs_model_points(const bs_model_row *row, double points, double x);

#endif
