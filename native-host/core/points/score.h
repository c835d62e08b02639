/** @file score.h Converts values to points, for the modules of core. */
#ifndef BUSSOLA_SCORE_H
#define BUSSOLA_SCORE_H

#include <stdbool.h>

#include "bussola/core/dates.h"
#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "timeline_parts.h"

void bs_score_values(bs_signal_values *values, const bs_timeline *timeline, bs_moment at);

/** True for the InMail rows: a free account's points are redistributed. */
bool bs_score_is_inmail(bs_signal signal);

/**
 * Maximum of each row: the model's points. If no InMail is known to be sent in the window, InMail's
 * rows get 0 and messages_sent and response_rate of their pillar share the points equally.
 */
void bs_score_maxima(double maxima[BS_MODEL_ROWS_MAX], const bs_model *model,
                     const bs_signal_values *values);

/** Points of a value on a row worth `max`. */
double bs_score_points(const bs_model_row *row, double max, double value);

/**
 * Points that a value of row `index` adds to the number of a state: by the learned weight of its
 * acts, or by the model times the pillar's factor.
 */
double bs_score_counted(const bs_state *state, const bs_model *model, size_t index, double max,
                        double value);

/** The model's points of each pillar, 0–25: what was not seen counts as much as is usual. */
void bs_score_pillars(double points[BS_PILLAR_COUNT], const bs_model *model,
                      const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX]);

/**
 * The change of each pillar's points between two moments. Both use `maxima`, so that redistributing
 * points causes no jump.
 */
void bs_score_change(double change[BS_PILLAR_COUNT], const bs_timeline *timeline,
                     const bs_signal_values *from, const bs_signal_values *to,
                     const double maxima[BS_MODEL_ROWS_MAX]);

#endif
