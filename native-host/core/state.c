#include "bussola/state.h"

#include <math.h>
#include <string.h>

#include "score.h"
#include "timeline_parts.h"

enum { WEEK_SECONDS = 7 * BS_DAY_SECONDS, NO_OFFICIAL = -1 };

const char *bs_number_kind_id(bs_number_kind kind)
{
    switch (kind) {
    case BS_OFFICIAL:
        return "official";
    case BS_ANCHORED:
        return "anchored";
    case BS_ESTIMATE:
        return "estimate";
    case BS_LEARNING:
        break;
    }
    return "learning";
}

/* ---- the number shown ------------------------------------------------------------------------ */

/** Index of the last official reading at or before a moment, NO_OFFICIAL when there is none. */
static ptrdiff_t last_official(const bs_official *officials, size_t count, bs_moment at)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (bs_moment_compare(officials[middle].at, at) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (ptrdiff_t)low - 1;
}

/** The last official reading plus what has changed since the end of its day, within each pillar. */
static void anchored_scores(double scores[BS_PILLAR_COUNT], bs_timeline *timeline,
                            const bs_official *official, const bs_signal_values *values,
                            const double maxima[BS_MODEL_ROWS_MAX])
{
    bs_moment read = bs_day_end(bs_moment_day(official->at), official->at.offset_minutes);
    const bs_reference *reference = bs_timeline_reference(timeline, read);
    double change[BS_PILLAR_COUNT];
    bs_score_change(change, timeline->model, reference, values, maxima);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        scores[p] = fmin(fmax(official->pillars[p] + change[p], 0), BS_PILLAR_MAX);
    }
}

static double sum_pillars(const double scores[BS_PILLAR_COUNT])
{
    double sum = 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        sum += scores[p];
    }
    return sum;
}

/** Kind and scores of official and anchored numbers; false when there was no reading yet. */
static bool official_scores(double scores[BS_PILLAR_COUNT], bs_number_kind *kind,
                            ptrdiff_t *official, bs_timeline *timeline, bs_moment at,
                            const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX])
{
    const bs_evidence *evidence = timeline->evidence;
    *official = last_official(evidence->officials, evidence->official_count, at);
    if (*official == NO_OFFICIAL) {
        return false;
    }
    const bs_official *last = &evidence->officials[*official];
    /* Not only the same day: a member who flew west may be a day behind their last reading. */
    if (bs_moment_day(at) <= bs_moment_day(last->at)) {
        *kind = BS_OFFICIAL;
        memcpy(scores, last->pillars, sizeof last->pillars);
    } else {
        *kind = BS_ANCHORED;
        anchored_scores(scores, timeline, last, values, maxima);
    }
    return true;
}

static double typical_error(const bs_official *officials, size_t count)
{
    size_t days = 0;
    size_t predictions = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || bs_moment_day(officials[i].at) != bs_moment_day(officials[i - 1].at)) {
            days++;
        }
        if (!isnan(officials[i].predicted)) {
            sum += fabs(officials[i].predicted - officials[i].total);
            predictions++;
        }
    }
    return days >= BS_TYPICAL_READINGS_MIN && predictions > 0 ? sum / (double)predictions : NAN;
}

/**
 * The change over the last week. Between two numbers that stand on official readings it is their
 * difference; otherwise it is what the signals scored at both ends have gained.
 */
static double week_delta(bs_timeline *timeline, bs_moment at, const bs_signal_values *values,
                         const double maxima[BS_MODEL_ROWS_MAX],
                         const double scores[BS_PILLAR_COUNT], bool stands_on_official)
{
    const bs_model *model = timeline->model;
    bs_moment then = {.seconds = at.seconds - WEEK_SECONDS, .offset_minutes = at.offset_minutes};
    bs_signal_values then_values;
    bs_score_values(&then_values, timeline, then);

    if (stands_on_official) {
        double then_maxima[BS_MODEL_ROWS_MAX];
        double then_scores[BS_PILLAR_COUNT];
        bs_number_kind kind;
        ptrdiff_t official;
        bs_score_maxima(then_maxima, model, &then_values);
        if (official_scores(then_scores, &kind, &official, timeline, then, &then_values,
                            then_maxima)) {
            return sum_pillars(scores) - sum_pillars(then_scores);
        }
    }
    bool compared = false;
    double delta = 0;
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        const bs_value *now = &values->of[row->signal];
        const bs_value *before = &then_values.of[row->signal];
        if (bs_value_scored(now) && bs_value_scored(before)) {
            bool lower_bound = before->bound == BS_AT_LEAST &&
                               bs_signal_info_of(row->signal)->kind == BS_KIND_GAUGE;
            double most = lower_bound
                              ? fmax(before->value, bs_timeline_most(timeline, row->signal, then))
                              : before->value;
            delta += bs_score_since(row, maxima[i], now->value, before->value, most);
            compared = true;
        }
    }
    return compared ? delta : NAN;
}

static void fill_rows(bs_state *state, const bs_model *model, const bs_signal_values *values,
                      const double maxima[BS_MODEL_ROWS_MAX])
{
    const bs_value *sent = &values->of[BS_INMAILS_SENT];
    bool known_without_inmail = bs_value_scored(sent) && sent->value <= 0;
    state->row_count = model->row_count;
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        bs_pillar_state *pillar = &state->pillars[row->pillar];
        if (pillar->row_count == 0) {
            pillar->row_first = i;
        }
        pillar->row_count++;

        bs_row_state *filled = &state->rows[i];
        filled->signal = row->signal;
        filled->value = values->of[row->signal];
        filled->max = maxima[i];
        filled->scored = bs_value_scored(&filled->value);
        filled->points = 0;
        if (filled->scored) {
            filled->points = bs_score_points(row, maxima[i], filled->value.value);
            state->coverage_points += maxima[i];
        }
        pillar->estimate += filled->points;
        bool passed_on = bs_score_is_inmail(row->signal) && maxima[i] <= 0;
        if (filled->scored || (passed_on && known_without_inmail)) {
            state->coverage_signals++;
        }
    }
}

void bs_state_compute(bs_state *state, bs_timeline *timeline, bs_moment at)
{
    const bs_evidence *evidence = timeline->evidence;
    const bs_model *model = timeline->model;
    memset(state, 0, sizeof *state);
    state->at = at;

    bs_signal_values values;
    double maxima[BS_MODEL_ROWS_MAX];
    bs_score_values(&values, timeline, at);
    bs_score_maxima(maxima, model, &values);
    fill_rows(state, model, &values, maxima);

    double scores[BS_PILLAR_COUNT];
    ptrdiff_t official;
    bool stands_on_official =
        official_scores(scores, &state->kind, &official, timeline, at, &values, maxima);
    if (stands_on_official) {
        state->official = &evidence->officials[official];
        state->total = state->kind == BS_OFFICIAL ? state->official->total : sum_pillars(scores);
    } else {
        bool enough = state->coverage_points >= BS_COVERAGE_MIN;
        state->kind = enough ? BS_ESTIMATE : BS_LEARNING;
        for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
            scores[p] = enough ? state->pillars[p].estimate : NAN;
        }
        state->total = sum_pillars(scores);
    }
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        state->pillars[p].score = scores[p];
    }
    state->typical_error =
        typical_error(evidence->officials, stands_on_official ? (size_t)official + 1 : 0);
    state->week_delta = week_delta(timeline, at, &values, maxima, scores, stands_on_official);
}

double bs_state_predict(bs_timeline *timeline, size_t index)
{
    const bs_official *officials = timeline->evidence->officials;
    const bs_official *reading = &officials[index];
    if (index == 0 || bs_moment_day(officials[index - 1].at) == bs_moment_day(reading->at)) {
        return NAN;
    }
    bs_signal_values values;
    double maxima[BS_MODEL_ROWS_MAX];
    double scores[BS_PILLAR_COUNT];
    bs_score_values(&values, timeline, reading->at);
    bs_score_maxima(maxima, timeline->model, &values);
    anchored_scores(scores, timeline, &officials[index - 1], &values, maxima);
    return sum_pillars(scores);
}

bs_day bs_state_needs_from(const bs_model *model, const bs_official *officials,
                           size_t official_count, bs_moment from)
{
    bs_moment week_before = {.seconds = from.seconds - WEEK_SECONDS,
                             .offset_minutes = from.offset_minutes};
    bs_day first = bs_moment_day(week_before);
    ptrdiff_t anchor = last_official(officials, official_count, week_before);
    if (anchor == NO_OFFICIAL && official_count > 0) {
        anchor = 0;
    }
    if (anchor != NO_OFFICIAL) {
        bs_day read = bs_moment_day(officials[anchor].at);
        first = read < first ? read : first;
    }
    return first - model->window_days + 1;
}
