/**
 * @file score.h
 * From values to points: what each row of the model is worth and gives, for the modules of core.
 */
#ifndef BUSSOLA_SCORE_H
#define BUSSOLA_SCORE_H

#include <stdbool.h>

#include "bussola/model.h"
#include "bussola/timeline.h"

#include "timeline_parts.h"

/** Every value that a model's rows need at one moment. */
typedef struct bs_signal_values {
    bs_value of[BS_SIGNAL_COUNT];
} bs_signal_values;

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

/**
 * The points that a value has gained since a time when the signal stood between `least` and `most`:
 * none as long as it stays between them, for seeing more is not doing more.
 */
double bs_score_since(const bs_model_row *row, double max, double value, double least, double most);

/**
 * The points that each pillar has gained since a reference, over the signals scored now; both sides
 * are worth what `maxima` says, so that points passing on make no jump. A signal that was never
 * scored by the reference's rule, or is unknown now, changes nothing.
 */
void bs_score_change(double change[BS_PILLAR_COUNT], const bs_model *model,
                     const bs_reference *reference, const bs_signal_values *values,
                     const double maxima[BS_MODEL_ROWS_MAX]);

#endif
