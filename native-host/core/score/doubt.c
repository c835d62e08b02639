#include "doubt.h"

#include <math.h>

static double share_of(const bs_model_row *row, double value)
{
    return bs_model_points(row, 1, value);
}

/** Standard deviation of a share estimated from a part of the window; assumes Poisson counts. */
static double partly_seen_doubt(const bs_model_row *row, const bs_value *value, int window)
{
    const int days = value->projected_from_days;
    if (days <= 0 || days >= window) {
        return 0;
    }
    const double counted = value->value * days / window;
    const double spread = (window - days) * sqrt(counted + 1) / days;
    const double low = share_of(row, fmax(0, value->value - spread));
    return (share_of(row, value->value + spread) - low) / 2;
}

/**
 * Standard deviation of a share among users. A flag's follows from its frequency; counts, levels
 * and rates, which are seldom nothing or all, get three quarters of that (an assumption).
 */
static double unseen_doubt(const bs_model_row *row)
{
    const double most = sqrt(row->usual * (1 - row->usual));
    return row->curve == BS_CURVE_FLAG ? most : most * 3 / 4;
}

static bool has_acts_on_phone(const bs_model_row *row)
{
    const bs_signal_kind kind = bs_signal_info_of(row->signal)->kind;
    return (row->pillar == BS_PEOPLE || row->pillar == BS_INSIGHTS) &&
           (kind == BS_KIND_TALLY || kind == BS_KIND_RATE);
}

/** Assumes that as many acts again may be missing; without acts, half of unseen_doubt. */
static double phone_doubt(const bs_model_row *row, double value)
{
    const double doubled = share_of(row, 2 * value) - share_of(row, value);
    return fmax(doubled, unseen_doubt(row) / 2);
}

static double seen_doubt(const bs_timeline *timeline, const bs_model_row *row,
                         const bs_value *value)
{
    const double part = partly_seen_doubt(row, value, timeline->model->window_days);
    const bool on_phone = timeline->evidence->phone == BS_PHONE_YES && has_acts_on_phone(row);
    return on_phone ? hypot(part, phone_doubt(row, value->value)) : part;
}

bs_range bs_doubt_range(const bs_timeline *timeline, const bs_signal_values *values,
                        const double maxima[BS_MODEL_ROWS_MAX])
{
    const bs_model *model = timeline->model;
    bs_range_input inputs[BS_MODEL_ROWS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        const bs_value *value = &values->of[row->signal];
        if (maxima[i] <= 0) {
            continue;
        }
        bs_range_input *input = &inputs[count++];
        *input = (bs_range_input){.pillar = row->pillar, .usual = row->usual};
        if (bs_value_scored(value)) {
            input->share = share_of(row, value->value);
            input->unsure = seen_doubt(timeline, row, value);
        } else {
            input->share = row->usual;
            input->unsure = unseen_doubt(row);
        }
    }
    return bs_range_total(inputs, count);
}

bs_range bs_doubt_change(const bs_model *model, const bs_signal_values *from,
                         const bs_signal_values *to, const double maxima[BS_MODEL_ROWS_MAX],
                         int unseen_days)
{
    const double renewed = fmin(1, (double)unseen_days / model->window_days);
    bs_range_input inputs[BS_MODEL_ROWS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        const bs_value *before = &from->of[row->signal];
        const bs_value *after = &to->of[row->signal];
        if (maxima[i] <= 0) {
            continue;
        }
        bs_range_input *input = &inputs[count++];
        *input = (bs_range_input){.pillar = row->pillar, .usual = row->usual};
        if (bs_value_scored(before) && bs_value_scored(after)) {
            input->share = share_of(row, after->value) - share_of(row, before->value);
        } else {
            input->unsure = unseen_doubt(row) * sqrt(2 * renewed);
        }
    }
    return bs_range_change(inputs, count);
}
