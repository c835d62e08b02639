#include "line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/learn/moves.h"
#include "core/learn/weigh.h"
#include "core/points/timeline_parts.h"
#include "doubt.h"

ptrdiff_t bs_line_last_official(const bs_official *officials, size_t count, bs_moment at)
{
    return (ptrdiff_t)bs_moments_until(officials, count, sizeof *officials, at) - 1;
}

/** The official readings around a moment, each the last of its day; NULL for none. */
typedef struct anchors {
    const bs_official *before, *after;
} anchors;

static anchors find_anchors(const bs_evidence *evidence, bs_moment at)
{
    const bs_official *officials = evidence->officials;
    const size_t count = evidence->official_count;
    const ptrdiff_t last = bs_line_last_official(officials, count, at);
    size_t next = (size_t)(last + 1);
    anchors found = {.before = last < 0 ? NULL : &officials[last]};
    while (next + 1 < count &&
           bs_moment_day(officials[next + 1].at) == bs_moment_day(officials[next].at)) {
        next++;
    }
    found.after = next < count ? &officials[next] : NULL;
    return found;
}

/** Cached values at the end of a reading's day. */
static const bs_signal_values *values_of(bs_timeline *timeline, const bs_official *official)
{
    const bs_moment at = bs_moves_begin(official);
    for (size_t i = 0; i < BS_IMPORT_MATCH_VALUES; i++) {
        const bs_kept_values *kept = &timeline->kept[i];
        if (kept->present && kept->at.seconds == at.seconds) {
            return &kept->values;
        }
    }
    bs_kept_values *kept = &timeline->kept[timeline->kept_next];
    timeline->kept_next = (timeline->kept_next + 1) % BS_IMPORT_MATCH_VALUES;
    kept->present = true;
    kept->at = at;
    bs_score_values(&kept->values, timeline, at);
    return &kept->values;
}

/* ---- where acts are -------------------------------------------------------------------------- */

static int level_events(const bs_gauge_track *track, bs_moment from, bs_moment to)
{
    int events = 0;
    const size_t end = bs_steps_until(track, to);
    for (size_t i = bs_steps_until(track, from); i < end; i++) {
        const double before = i == 0 ? track->before : track->steps[i - 1].level;
        events += track->steps[i].level != before ? 1 : 0;
    }
    return events;
}

static int signal_events(const bs_timeline *timeline, bs_signal signal, bs_moment from,
                         bs_moment to)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    switch (info->kind) {
    case BS_KIND_FLAG:
    case BS_KIND_GAUGE:
        return level_events(&timeline->gauges[signal], from, to);
    case BS_KIND_RATE:
        return signal_events(timeline, info->numerator, from, to) +
               signal_events(timeline, info->denominator, from, to);
    case BS_KIND_TALLY:
        break;
    }
    return bs_tally_events(&timeline->tallies[signal], bs_moment_day(from), bs_moment_day(to),
                           timeline->model->window_days);
}

static void count_events(int events[BS_PILLAR_COUNT], const bs_timeline *timeline, bs_moment from,
                         bs_moment to)
{
    memset(events, 0, BS_PILLAR_COUNT * sizeof *events);
    for (size_t i = 0; i < timeline->model->row_count; i++) {
        const bs_model_row *row = &timeline->model->rows[i];
        events[row->pillar] += signal_events(timeline, row->signal, from, to);
    }
}

/* ---- the number ------------------------------------------------------------------------------ */

static double sum_of(const double pillars[BS_PILLAR_COUNT])
{
    double sum = 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        sum += pillars[p];
    }
    return sum;
}

/** LinkedIn's rounded total minus the sum of its pillars. */
static double rounding_of(const bs_official *official)
{
    return official->total - sum_of(official->pillars);
}

static double within(double value, double most)
{
    return fmin(fmax(value, 0), most);
}

/** The model's own. */
static const bs_weights model_weights = {.factors = {1, 1, 1, 1}};

static void learn_weights(bs_line_point *point, bs_timeline *timeline, const bs_official *official)
{
    point->weights = *bs_weigh(timeline, (size_t)(official - timeline->evidence->officials));
}

/** Adds the confirmed part of the model's change to the reading. */
static void go_on_from(bs_line_point *point, const bs_official *official, const double change[])
{
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        point->pillars[p] = official->pillars[p] + change[p];
    }
    point->total = rounding_of(official);
}

/** The model's error at the later reading, and the acts until then: the same for all days. */
static const bs_move *miss_between(bs_timeline *timeline, const anchors *around,
                                   const bs_weights *weights)
{
    bs_move *move = &timeline->moves[around->before - timeline->evidence->officials];
    double change[BS_PILLAR_COUNT];
    double maxima[BS_MODEL_ROWS_MAX];
    if (move->missed) {
        return move;
    }
    const bs_signal_values *from = values_of(timeline, around->before);
    const bs_signal_values *to = values_of(timeline, around->after);
    bs_score_maxima(maxima, timeline->model, to);
    bs_weigh_change(change, weights, timeline, from, to, maxima);
    count_events(move->events, timeline, bs_moves_begin(around->before),
                 bs_moves_begin(around->after));
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        const double predicted = around->before->pillars[p] + change[p];
        move->miss[p] = around->after->pillars[p] - predicted;
    }
    move->missed = true;
    return move;
}

/** Adds the share due by `at` of the model's error at the later reading. */
static void bend(bs_line_point *point, bs_timeline *timeline, const anchors *around, bs_moment at)
{
    const bs_move *move = miss_between(timeline, around, &point->weights);
    int by_now[BS_PILLAR_COUNT];
    int done = 0;
    int all = 0;
    count_events(by_now, timeline, bs_moves_begin(around->before), at);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        const double share = move->events[p] == 0 ? 0 : (double)by_now[p] / move->events[p];
        point->pillars[p] += share * move->miss[p];
        done += by_now[p];
        all += move->events[p];
    }
    const double share = all == 0 ? 0 : (double)done / all;
    point->total += share * (rounding_of(around->after) - rounding_of(around->before));
}

/** Expects the rounding in `total`; clips the pillars and adds their sum. */
static void finish(bs_line_point *point)
{
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        const double all = point->pillars[p];
        point->pillars[p] = within(all, BS_PILLAR_MAX);
        point->beyond[p] = all - point->pillars[p];
    }
    point->total = within(sum_of(point->pillars) + point->total, BS_PILLAR_COUNT * BS_PILLAR_MAX);
}

/** Anchors at `official`: the reading before, or without one the reading after. */
static void anchor(bs_line_point *point, bs_timeline *timeline, const anchors *around,
                   const bs_official *official, bs_moment at, const bs_signal_values *values,
                   const double maxima[BS_MODEL_ROWS_MAX])
{
    double change[BS_PILLAR_COUNT];
    if (official == around->before) {
        learn_weights(point, timeline, official);
    }
    bs_weigh_change(change, &point->weights, timeline, values_of(timeline, official), values,
                    maxima);
    go_on_from(point, official, change);
    if (around->before != NULL && around->after != NULL) {
        bend(point, timeline, around, at);
    }
    finish(point);
}

static void know_nothing(bs_line_point *point)
{
    point->kind = BS_LEARNING;
    point->total = NAN;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        point->pillars[p] = NAN;
        point->beyond[p] = 0;
    }
}

/** The model's points without any reading. */
static void estimate(bs_line_point *point, const bs_timeline *timeline,
                     const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX])
{
    bs_score_pillars(point->pillars, timeline->model, values, maxima);
    memset(point->beyond, 0, sizeof point->beyond);
    point->total = sum_of(point->pillars);
    point->range = bs_doubt_range(timeline, values, maxima);
    point->alone = true;
}

/** The range at a moment before or after a reading; it covers what may have changed in between. */
static bs_range range_from(const bs_official *reading, bs_timeline *timeline, bs_moment at,
                           const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX])
{
    const bs_doubt_span span = {.from = values_of(timeline, reading),
                                .to = values,
                                .from_day = bs_moment_day(reading->at),
                                .to_day = bs_moment_day(at)};
    const int days = abs(span.to_day - span.from_day);
    const bs_range change = bs_doubt_change(timeline, &span, maxima, days);
    const double most = BS_PILLAR_COUNT * BS_PILLAR_MAX;
    return (bs_range){.mean = within(reading->total + change.mean, most),
                      .low = within(reading->total + change.low, most),
                      .high = within(reading->total + change.high, most)};
}

/** Goes back from the first reading. */
static void go_back(bs_line_point *point, bs_timeline *timeline, const anchors *around,
                    bs_moment at, const bs_signal_values *values,
                    const double maxima[BS_MODEL_ROWS_MAX])
{
    const bs_official *reading = around->after;
    anchor(point, timeline, around, reading, at, values, maxima);
    point->range = range_from(reading, timeline, at, values, maxima);
    const bs_range all = bs_doubt_range(timeline, values, maxima);
    if (bs_range_error(&all, point->total) < bs_range_error(&point->range, point->total)) {
        point->range = all;
    }
}

/** A number without a reading to continue from; no number if its error is too large. */
static void begin(bs_line_point *point, bs_timeline *timeline, const anchors *around, bs_moment at,
                  const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX])
{
    point->kind = BS_ESTIMATE;
    if (around->after == NULL) {
        estimate(point, timeline, values, maxima);
    } else {
        go_back(point, timeline, around, at, values, maxima);
    }
    point->error = bs_range_error(&point->range, point->total);
    if (point->error > BS_ERROR_MAX || bs_moment_day(at) < timeline->known_from) {
        know_nothing(point);
    }
}

/**
 * Error of a number that continues from a reading: the typical error, grown with the days from the
 * nearest reading. Until it is known: the range of the change under all weights, which grows with
 * the days too. Never more than the error of the same number without readings.
 */
static double reading_error(const bs_line_point *point, bs_timeline *timeline,
                            const anchors *around, bs_moment at, const bs_signal_values *values,
                            const double maxima[BS_MODEL_ROWS_MAX])
{
    const bs_range all = bs_doubt_range(timeline, values, maxima);
    const bs_day day = bs_moment_day(at);
    const bs_official *nearest = around->before;
    int days = day - bs_moment_day(nearest->at);
    if (around->after != NULL && bs_moment_day(around->after->at) - day < days) {
        nearest = around->after;
        days = bs_moment_day(nearest->at) - day;
    }
    double least = point->drift.error;
    double error = fmax(least, bs_drift_after(&point->drift, days));
    if (isnan(error)) {
        const bs_range range = range_from(nearest, timeline, at, values, maxima);
        least = 0;
        error = bs_range_error(&range, point->total);
    }
    return fmax(fmin(least, error), bs_range_error_within(&all, point->total, error));
}

/** Continues from a reading; if that is too old, falls back to the model alone. */
static void go_on(bs_line_point *point, bs_timeline *timeline, const anchors *around, bs_moment at,
                  const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX])
{
    point->kind = BS_ANCHORED;
    anchor(point, timeline, around, around->before, at, values, maxima);
    point->error = reading_error(point, timeline, around, at, values, maxima);
    if (point->error <= BS_ERROR_MAX) {
        return;
    }
    if (around->after == NULL) {
        point->weights = model_weights;
        begin(point, timeline, around, at, values, maxima);
    } else {
        /* The line meets both readings; an estimate in between would make it jump twice. */
        know_nothing(point);
    }
}

static void find_point(bs_line_point *point, bs_timeline *timeline, const anchors *around,
                       bs_moment at, const bs_signal_values *values,
                       const double maxima[BS_MODEL_ROWS_MAX])
{
    const bs_official *before = around->before;
    const bs_official *officials = timeline->evidence->officials;
    *point = (bs_line_point){.official = before, .weights = model_weights};
    point->drift = bs_drift_of(timeline, before == NULL ? 0 : (size_t)(before - officials) + 1);
    /* `<=`, because a user who flew west may be a day behind the last reading. */
    if (before != NULL && bs_moment_day(at) <= bs_moment_day(before->at)) {
        point->kind = BS_OFFICIAL;
        point->total = before->total;
        memcpy(point->pillars, before->pillars, sizeof point->pillars);
        learn_weights(point, timeline, before);
    } else if (before != NULL) {
        go_on(point, timeline, around, at, values, maxima);
    } else {
        begin(point, timeline, around, at, values, maxima);
    }
}

void bs_line_at(bs_line_point *point, bs_timeline *timeline, bs_moment at,
                const bs_signal_values *values, const double maxima[BS_MODEL_ROWS_MAX])
{
    const anchors around = find_anchors(timeline->evidence, at);
    find_point(point, timeline, &around, at, values, maxima);
}

void bs_line_estimate(bs_line_point *point, bs_timeline *timeline, bs_moment at)
{
    bs_signal_values values;
    double maxima[BS_MODEL_ROWS_MAX];
    const anchors none = {.before = NULL};
    bs_score_values(&values, timeline, at);
    bs_score_maxima(maxima, timeline->model, &values);
    *point = (bs_line_point){.weights = model_weights};
    begin(point, timeline, &none, at, &values, maxima);
}

void bs_line_predict(double pillars[BS_PILLAR_COUNT], bs_timeline *timeline,
                     const bs_official *official, bs_moment at)
{
    bs_signal_values values;
    bs_line_point point = {.official = official};
    double maxima[BS_MODEL_ROWS_MAX];
    const anchors around = {.before = official};
    bs_score_values(&values, timeline, at);
    bs_score_maxima(maxima, timeline->model, &values);
    anchor(&point, timeline, &around, official, at, &values, maxima);
    memcpy(pillars, point.pillars, sizeof point.pillars);
}

double bs_line_unspread(bs_timeline *timeline, size_t index)
{
    const bs_official *reading = &timeline->evidence->officials[index];
    const size_t previous = bs_moves_before(timeline->evidence->officials, index);
    const bs_official *before = &timeline->evidence->officials[previous];
    double predicted[BS_PILLAR_COUNT];
    int events[BS_PILLAR_COUNT];
    double points = 0;
    if (previous == index) {
        return 0;
    }
    bs_line_predict(predicted, timeline, before, reading->at);
    count_events(events, timeline, bs_moves_begin(before), bs_moves_begin(reading));
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        points += events[p] == 0 ? reading->pillars[p] - predicted[p] : 0;
    }
    return points;
}
