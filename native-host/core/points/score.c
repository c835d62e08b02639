#include "score.h"

#include <string.h>

void bs_score_values(bs_signal_values *values, const bs_timeline *timeline, bs_moment at)
{
    const bs_model *model = timeline->model;
    memset(values, 0, sizeof *values);
    for (size_t i = 0; i < model->row_count; i++) {
        bs_signal signal = model->rows[i].signal;
        if (!values->of[signal].known) {
            values->of[signal] = bs_value_at(timeline, signal, at, false);
        }
    }
    values->of[BS_INMAIL_REPLIES] = bs_value_at(timeline, BS_INMAIL_REPLIES, at, false);
    values->of[BS_INMAILS_SENT] = bs_value_at(timeline, BS_INMAILS_SENT, at, false);
}

bool bs_score_is_inmail(bs_signal signal)
{
    return signal == BS_INMAIL_REPLIES || signal == BS_INMAIL_REPLY_RATE;
}

static bool takes_inmail_points(bs_signal signal)
{
    return signal == BS_MESSAGES_SENT || signal == BS_RESPONSE_RATE;
}

/** True if no InMail is known to be sent or answered: free accounts cannot send any. */
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
    return bs_model_points(row, max, value);
}

double bs_score_counted(const bs_state *state, const bs_model *model, size_t index, double max,
                        double value)
{
    const bs_model_row *row = &model->rows[index];
    const double act = state->rows[index].act;
    return act > 0 ? act * value
                   : state->pillars[row->pillar].factor * bs_score_points(row, max, value);
}

void bs_score_pillars(double points[BS_PILLAR_COUNT], const bs_model *model,
                      const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX])
{
    memset(points, 0, BS_PILLAR_COUNT * sizeof *points);
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        const bs_value *value = &values->of[row->signal];
        points[row->pillar] += bs_value_scored(value)
                                   ? bs_score_points(row, maxima[i], value->value)
                                   : maxima[i] * row->usual;
    }
}

void bs_score_change(double change[BS_PILLAR_COUNT], const bs_timeline *timeline,
                     const bs_signal_values *from, const bs_signal_values *to,
                     const double maxima[BS_MODEL_ROWS_MAX])
{
    double before[BS_PILLAR_COUNT];
    bs_score_pillars(before, timeline->model, from, maxima);
    bs_score_pillars(change, timeline->model, to, maxima);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        change[p] -= before[p];
    }
}
