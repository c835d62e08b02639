/**
 * @file score.h
 * From values to points: what each row of the model is worth and gives, for the modules of core.
 */
#ifndef BUSSOLA_SCORE_H
#define BUSSOLA_SCORE_H

#include <stdbool.h>

#include "bussola/core/dates.h"
#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"
#include "timeline_parts.h"

void bs_score_values(bs_signal_values *values, const bs_timeline *timeline, bs_moment at);

/** Whether a row is of the InMail signals, whose points pass on for free accounts. */
bool bs_score_is_inmail(bs_signal signal);

/**
 * What each row is worth: the model's points, but with no InMail sent in the window (as far as is
 * known) InMail's rows are worth nothing and their pillar's messages_sent and response_rate share
 * them in equal parts.
 */
void bs_score_maxima(double maxima[BS_MODEL_ROWS_MAX], const bs_model *model,
                     const bs_signal_values *values);

/** Points of a value on a row worth `max`. */
double bs_score_points(const bs_model_row *row, double max, double value);

/** The model's points of each pillar, 0–25: what was not seen counts as much as is usual. */
void bs_score_pillars(double points[BS_PILLAR_COUNT], const bs_model *model,
                      const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX]);

/**
 * The points that each pillar gains from one moment to another. Both are worth what `maxima` says,
 * so that points passing on make no jump.
 */
void bs_score_change(double change[BS_PILLAR_COUNT], const bs_timeline *timeline,
                     const bs_signal_values *from, const bs_signal_values *to,
                     const double maxima[BS_MODEL_ROWS_MAX]);

#endif
