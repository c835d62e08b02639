#include "score.h"

#include <math.h>
#include <string.h>

void bs_score_values(bs_signal_values *values, const bs_timeline *timeline, bs_moment at)
{
    const bs_model *model = timeline->model;
    memset(values, 0, sizeof *values);
    for (size_t i = 0; i < model->row_count; i++) {
        bs_signal signal = model->rows[i].signal;
        if (!values->of[signal].known) {
            values->of[signal] = bs_timeline_value(timeline, signal, at);
        }
    }
    values->of[BS_INMAIL_REPLIES] = bs_timeline_value(timeline, BS_INMAIL_REPLIES, at);
    values->of[BS_INMAILS_SENT] = bs_timeline_value(timeline, BS_INMAILS_SENT, at);
}

bool bs_score_is_inmail(bs_signal signal)
{
    return signal == BS_INMAIL_REPLIES || signal == BS_INMAIL_REPLY_RATE;
}

static bool takes_inmail_points(bs_signal signal)
{
    return signal == BS_MESSAGES_SENT || signal == BS_RESPONSE_RATE;
}

/** Free accounts send no InMail: nothing of it was sent or answered, as far as is known. */
static bool inmail_passes_on(const bs_signal_values *values)
{
    const bs_value *sent = &values->of[BS_INMAILS_SENT];
    const bs_value *replies = &values->of[BS_INMAIL_REPLIES];
    return (!sent->known || sent->value <= 0) && (!replies->known || replies->value <= 0);
}

void bs_score_maxima(double maxima[BS_MODEL_ROWS_MAX], const bs_model *model,
                     const bs_signal_values *values)
{
    double pool[BS_PILLAR_COUNT] = {0};
    int takers[BS_PILLAR_COUNT] = {0};
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        maxima[i] = row->points;
        pool[row->pillar] += bs_score_is_inmail(row->signal) ? row->points : 0;
        takers[row->pillar] += takes_inmail_points(row->signal) ? 1 : 0;
    }
    if (!inmail_passes_on(values)) {
        return;
    }
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        if (takers[row->pillar] == 0) {
            continue;
        }
        if (bs_score_is_inmail(row->signal)) {
            maxima[i] = 0;
        } else if (takes_inmail_points(row->signal)) {
            maxima[i] += pool[row->pillar] / takers[row->pillar];
        }
    }
}

double bs_score_points(const bs_model_row *row, double max, double value)
{
    return bs_model_points(row->curve, max, row->target, value);
}

double bs_score_since(const bs_model_row *row, double max, double value, double least, double most)
{
    double base = fmin(fmax(value, least), most);
    return bs_score_points(row, max, value) - bs_score_points(row, max, base);
}

void bs_score_change(double change[BS_PILLAR_COUNT], const bs_model *model,
                     const bs_reference *reference, const bs_signal_values *values,
                     const double maxima[BS_MODEL_ROWS_MAX])
{
    memset(change, 0, BS_PILLAR_COUNT * sizeof *change);
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        const bs_value *value = &values->of[row->signal];
        if (bs_value_scored(value) && reference->scored[row->signal]) {
            change[row->pillar] +=
                bs_score_since(row, maxima[i], value->value, reference->value[row->signal],
                               reference->most[row->signal]);
        }
    }
}
