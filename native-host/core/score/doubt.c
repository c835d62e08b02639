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
 * Standard deviation of a share that was not seen: the largest that any distribution between 0 and
 * 1 with this mean can have, so that on average seeing an input makes the level surer.
 */
static double unseen_doubt(const bs_model_row *row)
{
    return sqrt(row->usual * (1 - row->usual));
}

/**
 * Standard deviation of a share among users. A flag's follows from its frequency; counts, levels
 * and rates, which are seldom nothing or all, get three quarters of that (an assumption).
 */
static double usual_deviation(const bs_model_row *row)
{
    return row->curve == BS_CURVE_FLAG ? unseen_doubt(row) : unseen_doubt(row) * 3 / 4;
}

/** Standard deviation of a change that was not seen: in a whole window, as between two users. */
static double renewed_doubt(const bs_model_row *row, int days, int window)
{
    return usual_deviation(row) * sqrt(2.0 * days / window);
}

/** True if acts of a row may be missing because they were done on a phone. */
static bool misses_acts(const bs_timeline *timeline, const bs_model_row *row)
{
    const bs_signal_kind kind = bs_signal_info_of(row->signal)->kind;
    return timeline->evidence->phone == BS_PHONE_YES &&
           (row->pillar == BS_PEOPLE || row->pillar == BS_INSIGHTS) &&
           (kind == BS_KIND_TALLY || kind == BS_KIND_RATE);
}

/** Assumes that as many acts again may be missing; without acts, half of usual_deviation. */
static double phone_doubt(const bs_model_row *row, double value)
{
    const double doubled = share_of(row, 2 * value) - share_of(row, value);
    return fmax(doubled, usual_deviation(row) / 2);
}

static double seen_doubt(const bs_timeline *timeline, const bs_model_row *row,
                         const bs_value *value)
{
    const double part = partly_seen_doubt(row, value, timeline->model->window_days);
    const double doubt =
        misses_acts(timeline, row) ? hypot(part, phone_doubt(row, value->value)) : part;
    return fmin(doubt, unseen_doubt(row));
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

/** Number of uncounted days in a span. */
static int uncounted(const bs_tally_track *track, bs_day from, bs_day to)
{
    return to < from ? 0 : to - from + 1 - bs_tally_between(track, from, to).covered;
}

/** Number of uncounted days that entered or left the window between two days. */
static int uncounted_between(const bs_tally_track *track, bs_day first, bs_day last, int window)
{
    const bs_day entered = first > last - window ? first + 1 : last - window + 1;
    const bs_day left = last - window < first ? last - window : first;
    return uncounted(track, entered, last) + uncounted(track, first - window + 1, left);
}

/** Standard deviation due to the uncounted days; assumes Poisson counts. */
static double gap_doubt(const bs_timeline *timeline, const bs_model_row *row,
                        const bs_doubt_span *span)
{
    const int window = timeline->model->window_days;
    const bs_day first = span->from_day < span->to_day ? span->from_day : span->to_day;
    const bs_day last = span->from_day < span->to_day ? span->to_day : span->from_day;
    const double value = span->to->of[row->signal].value;
    if (bs_signal_info_of(row->signal)->kind != BS_KIND_TALLY) {
        return 0;
    }
    const int days = uncounted_between(&timeline->tallies[row->signal], first, last, window);
    const double spread = sqrt(days * (value + 1) / window);
    return (share_of(row, value + spread) - share_of(row, fmax(0, value - spread))) / 2;
}

/** Fills the inputs of the change; returns how many. */
static size_t compare(bs_range_input inputs[BS_MODEL_ROWS_MAX], const bs_timeline *timeline,
                      const bs_doubt_span *span, const double maxima[BS_MODEL_ROWS_MAX],
                      int unseen_days)
{
    const bs_model *model = timeline->model;
    size_t count = 0;
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        const bs_value *before = &span->from->of[row->signal];
        const bs_value *after = &span->to->of[row->signal];
        if (maxima[i] <= 0) {
            continue;
        }
        bs_range_input *input = &inputs[count++];
        *input = (bs_range_input){.pillar = row->pillar, .usual = row->usual};
        const double renewed = renewed_doubt(row, unseen_days, model->window_days);
        if (bs_value_scored(before) && bs_value_scored(after)) {
            input->share = share_of(row, after->value) - share_of(row, before->value);
            const double elsewhere = misses_acts(timeline, row) ? renewed : renewed / 2;
            input->unsure = hypot(gap_doubt(timeline, row, span), elsewhere);
        } else {
            input->unsure = renewed;
        }
    }
    return count;
}

bs_range bs_doubt_change(const bs_timeline *timeline, const bs_doubt_span *span,
                         const double maxima[BS_MODEL_ROWS_MAX], int unseen_days)
{
    bs_range_input inputs[BS_MODEL_ROWS_MAX];
    return bs_range_change(inputs, compare(inputs, timeline, span, maxima, unseen_days));
}

double bs_doubt_gaps(const bs_timeline *timeline, const bs_doubt_span *span,
                     const double maxima[BS_MODEL_ROWS_MAX])
{
    bs_range_input inputs[BS_MODEL_ROWS_MAX];
    const size_t count = compare(inputs, timeline, span, maxima, 0);
    for (size_t i = 0; i < count; i++) {
        inputs[i].share = 0;
    }
    const bs_range range = bs_range_change(inputs, count);
    return (range.high - range.low) / 2;
}
