/**
 * @file model.h
 * The scoring model: which signal gives how many points to which pillar, by which curve.
 *
 * A model is a plain value, filled by wire (from JSON) and checked here; nothing is owned.
 * Inputs and their sources are cited row by row in native-host/core/score/model.json; weights are
 * ours.
 */
#ifndef BUSSOLA_MODEL_H
#define BUSSOLA_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/signals.h"

typedef enum bs_curve {
    BS_CURVE_FLAG,
    BS_CURVE_LINEAR,
    BS_CURVE_LOG,
    BS_CURVE_STEPS, /**< piecewise linear from (0, 0) through the row's steps, then level */
} bs_curve;

#define BS_MODEL_STEPS_MAX 6

/** One corner of a piecewise linear curve. */
typedef struct bs_model_step {
    double value;  /**< of the signal */
    double points; /**< that it gives */
} bs_model_step;

/** One signal within one pillar; a signal may serve two pillars (posts). */
typedef struct bs_model_row {
    bs_signal signal;
    bs_pillar pillar;
    double points; /**< > 0, at most 25 */
    bs_curve curve;
    double usual;  /**< share (0–1) of the points that an ordinary user has */
    double target; /**< > 0, of BS_CURVE_LINEAR and BS_CURVE_LOG; 1 otherwise */
    size_t step_count;
    bs_model_step steps[BS_MODEL_STEPS_MAX]; /**< of BS_CURVE_STEPS: both numbers rise, the last
                                                  has all `points` */
} bs_model_row;

#define BS_MODEL_ROWS_MAX 64
#define BS_MODEL_ID_MAX 32

typedef struct bs_model {
    char id[BS_MODEL_ID_MAX + 1];
    /** FNV-1a of everything that decides a score, so that an edited file with an old id is noticed.
     */
    unsigned long long fingerprint;
    int window_days; /**< 90 */
    size_t row_count;
    /** Grouped by pillar (bs_model_check sees to it), else in the file's order. */
    bs_model_row rows[BS_MODEL_ROWS_MAX];
} bs_model;

/**
 * Refuses a model without an id, with a window outside 28–366 days, whose pillars do not each sum
 * to 25 (±1e-6), that names a signal twice in a pillar, scores a never-scored one, has a curve that
 * does not fit the signal's kind (flags: flag; gauges and tallies: linear, log or steps; rates:
 * linear or steps), points outside 0–25, a target ≤ 0 (of a rate: above 1), or steps that do not
 * rise to the row's points. BS_BAD_REQUEST with `field` naming the
 * row as "pillar.signal", or the pillar. Puts the rows in the pillars' order and computes the
 * fingerprint.
 */
BS_MUST_CHECK bs_status bs_model_check(bs_model *model, bs_error *error);

/** Whether both have one id and score alike. */
bool bs_model_equal(const bs_model *one, const bs_model *other);

/**
 * Points of a value x ≥ 0 on a row, were the row worth `points`:
 * log: points·min(1, ln(1+x)/ln(1+target)); linear: points·min(1, x/target); flag: x > 0; steps:
 * along the steps, scaled to `points`.
 */
double bs_model_points(const bs_model_row *row, double points, double x);

#endif
