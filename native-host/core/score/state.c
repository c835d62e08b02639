#include "bussola/core/state.h"

#include <math.h>
#include <string.h>

#include "core/facts/tenths.h"
#include "core/learn/moves.h"
#include "core/learn/weigh.h"
#include "core/points/score.h"
#include "core/points/timeline_parts.h"
#include "doubt.h"
#include "line.h"

enum { WEEK = 7, WEEK_SECONDS = WEEK * BS_DAY_SECONDS };

/** Lower limit of a change's error, in points. */
#define CHANGE_ERROR_MIN 0.5
/** Added if acts on a phone may be missing. */
#define CHANGE_ERROR_PHONE 0.5

/** A moment and everything computed for it. */
typedef struct moment_values {
    bs_signal_values values;
    double maxima[BS_MODEL_ROWS_MAX];
    bs_line_point point;
} moment_values;

static void look_at(moment_values *found, bs_timeline *timeline, bs_moment at)
{
    bs_score_values(&found->values, timeline, at);
    bs_score_maxima(found->maxima, timeline->model, &found->values);
    bs_line_at(&found->point, timeline, at, &found->values, found->maxima);
}

bool bs_state_two_days(const bs_evidence *evidence)
{
    return evidence->first_seen.seconds != 0 &&
           bs_moment_day(evidence->last_seen) > bs_moment_day(evidence->first_seen);
}

/**
 * The moment that a trend at `at` compares with: the end of the day a week before, as in the
 * history, or of the first observed day if that is later. Returns false until a second day was
 * observed.
 */
static bool trend_start(bs_moment *then, const bs_evidence *evidence, bs_moment at)
{
    bs_day first = bs_moment_day(evidence->first_seen);
    if (!bs_state_two_days(evidence) || bs_moment_day(at) <= first) {
        return false;
    }
    const bs_day week_before = bs_moment_day(at) - WEEK;
    *then = bs_day_end(week_before < first ? first : week_before, at.offset_minutes);
    return true;
}

/**
 * Moves a start without a number to the day of the next reading; returns false if that is not
 * before `at`.
 */
static bool start_at_reading(bs_moment *then, const bs_evidence *evidence, bs_moment at)
{
    const bs_official *officials = evidence->officials;
    const size_t next =
        (size_t)(bs_line_last_official(officials, evidence->official_count, *then) + 1);
    if (next == evidence->official_count) {
        return false;
    }
    *then = bs_moves_begin(&officials[next]);
    return bs_moment_day(*then) < bs_moment_day(at);
}

/** One end of a change. */
typedef struct end {
    const bs_signal_values *values;
    const bs_official *official;
    bs_number_kind kind;
    bs_moment at;
    double total;
} end;

/**
 * Error of a change, without acts on a phone. Without a typical error only the sign of the weights
 * is known: if every set of weights changes in the same direction, the change is certain.
 */
static double seen_error(const end *then, const end *now, const bs_timeline *timeline,
                         const bs_drift *drift, const double maxima[BS_MODEL_ROWS_MAX])
{
    const bs_doubt_span span = {.from = then->values,
                                .to = now->values,
                                .from_day = bs_moment_day(then->at),
                                .to_day = bs_moment_day(now->at)};
    if (then->kind == BS_OFFICIAL && now->kind == BS_OFFICIAL) {
        return 0;
    }
    const double gaps = bs_doubt_gaps(timeline, &span, maxima);
    const double grown = bs_drift_after(drift, span.to_day - span.from_day);
    if (!isnan(grown)) {
        return hypot(grown, gaps);
    }
    if (now->official != then->official || now->kind == BS_OFFICIAL) {
        return gaps;
    }
    const bs_range range = bs_doubt_change(timeline, &span, maxima, 0);
    const double delta = now->total - then->total;
    const double nearest = delta > 0 ? range.low : -range.high;
    return fabs(delta) - nearest;
}

static double change_error(const end *then, const end *now, const bs_timeline *timeline,
                           const bs_drift *drift, const double maxima[BS_MODEL_ROWS_MAX])
{
    const bool on_phone = timeline->evidence->phone == BS_PHONE_YES && now->kind != BS_OFFICIAL;
    const double seen = seen_error(then, now, timeline, drift, maxima);
    return fmax(seen, CHANGE_ERROR_MIN) + (on_phone ? CHANGE_ERROR_PHONE : 0);
}

/** The values that a state was computed from, as far as its rows hold them. */
static end end_of(bs_signal_values *values, const bs_state *state)
{
    memset(values, 0, sizeof *values);
    for (size_t i = 0; i < state->row_count; i++) {
        values->of[state->rows[i].signal] = state->rows[i].value;
    }
    return (end){.values = values,
                 .official = state->official,
                 .kind = state->kind,
                 .at = state->at,
                 .total = state->total};
}

double bs_state_change_error(const bs_state *from, const bs_state *to, const bs_timeline *timeline)
{
    bs_signal_values before;
    bs_signal_values after;
    double maxima[BS_MODEL_ROWS_MAX];
    const bs_drift drift = {.error = to->typical_error, .gap = to->typical_gap};
    const end then = end_of(&before, from);
    const end now = end_of(&after, to);
    for (size_t i = 0; i < to->row_count; i++) {
        maxima[i] = to->rows[i].max;
    }
    return change_error(&then, &now, timeline, &drift, maxima);
}

static end end_at(const moment_values *found, bs_moment at)
{
    return (end){.values = &found->values,
                 .official = found->point.official,
                 .kind = found->point.kind,
                 .at = at,
                 .total = found->point.total};
}

/** The change over the last week, or since the first day with a number if that is later. */
static void find_trend(bs_state *state, bs_timeline *timeline, const moment_values *now)
{
    bs_moment then;
    moment_values before;
    if (state->kind == BS_LEARNING || !trend_start(&then, timeline->evidence, state->at)) {
        return;
    }
    look_at(&before, timeline, then);
    if (isnan(before.point.total) && start_at_reading(&then, timeline->evidence, state->at)) {
        look_at(&before, timeline, then);
    }
    if (!isnan(before.point.total) && before.point.alone == state->alone) {
        state->week_delta = bs_tenths_change(before.point.total, state->total);
        state->week_from = bs_moment_day(then);
        const end from = end_at(&before, then);
        const end to = end_at(now, state->at);
        state->week_error = change_error(&from, &to, timeline, &now->point.drift, now->maxima);
    }
}

static void fill_rows(bs_state *state, const bs_model *model, const moment_values *now)
{
    const bs_signal_values *values = &now->values;
    const double *maxima = now->maxima;
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
        filled->act = 0;
        filled->assumed =
            state->kind == BS_ESTIMATE && !filled->scored ? maxima[i] * row->usual : 0;
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

static void fill_acts(bs_state *state, const bs_weights *weights)
{
    for (size_t i = 0; i < weights->act_count; i++) {
        state->rows[weights->acts[i].row].act = weights->acts[i].points;
    }
}

/** Fills in everything but the week's change; also returns what it was computed from. */
static void score(bs_state *state, moment_values *now, bs_timeline *timeline, bs_moment at)
{
    memset(state, 0, sizeof *state);
    state->at = at;
    state->week_delta = NAN;
    state->week_error = NAN;
    state->week_from = BS_DAY_NONE;

    look_at(now, timeline, at);
    const bs_line_point *point = &now->point;
    state->kind = point->kind;
    state->total = point->total;
    state->official = point->official;
    fill_rows(state, timeline->model, now);
    fill_acts(state, &point->weights);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        state->pillars[p].score = point->pillars[p];
        state->pillars[p].beyond = point->beyond[p];
        state->pillars[p].factor = point->weights.factors[p];
    }
    state->typical_error = point->drift.error;
    state->typical_gap = point->drift.gap;
    state->alone = point->alone;
    state->range = point->range;
    state->error = point->error;
}

void bs_state_score(bs_state *state, bs_timeline *timeline, bs_moment at)
{
    moment_values now;
    score(state, &now, timeline, at);
}

void bs_state_compute(bs_state *state, bs_timeline *timeline, bs_moment at)
{
    moment_values now;
    score(state, &now, timeline, at);
    for (size_t i = 0; i < state->row_count; i++) {
        bs_row_state *row = &state->rows[i];
        row->value = bs_timeline_value(timeline, row->signal, at);
    }
    find_trend(state, timeline, &now);
}

double bs_state_total(bs_number_kind *kind, bs_timeline *timeline, bs_moment at)
{
    moment_values found;
    look_at(&found, timeline, at);
    *kind = found.point.kind;
    return found.point.total;
}

double bs_state_predict(bs_timeline *timeline, size_t index)
{
    const bs_official *officials = timeline->evidence->officials;
    const bs_official *reading = &officials[index];
    bs_drift_forget(timeline, index);
    if (index == 0 || bs_moment_day(officials[index - 1].at) == bs_moment_day(reading->at)) {
        return NAN;
    }
    double pillars[BS_PILLAR_COUNT];
    double sum = 0;
    bs_line_predict(pillars, timeline, &officials[index - 1], reading->at);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        sum += pillars[p];
    }
    return sum;
}

bs_day bs_state_needs_from(const bs_model *model, const bs_official *officials,
                           size_t official_count, bs_moment from)
{
    bs_moment week_before = {.seconds = from.seconds - WEEK_SECONDS,
                             .offset_minutes = from.offset_minutes};
    bs_day first = bs_moment_day(week_before);
    ptrdiff_t anchor = bs_line_last_official(officials, official_count, week_before);
    if (anchor < 0 && official_count > 0) {
        anchor = 0;
    }
    if (anchor >= 0) {
        size_t learned_from = bs_weigh_first(officials, (size_t)anchor);
        bs_day read = bs_moment_day(officials[learned_from].at);
        first = read < first ? read : first;
    }
    /* A value needs its window, and the usual counts need one more. */
    return first - 2 * model->window_days + 1;
}
