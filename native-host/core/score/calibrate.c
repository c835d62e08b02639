#include "bussola/core/calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/state.h"
#include "core/learn/moves.h"
#include "core/learn/trial.h"
#include "core/points/timeline_parts.h"
#include "line.h"

enum { DELAYS = BS_DELAY_MAX + 1 };

/** Two consecutive readings of different days. */
typedef struct pair {
    const bs_official *before, *after;
    double predicted[BS_PILLAR_COUNT];     /**< as shown, by what was known at `before` */
    double moved[DELAYS][BS_PILLAR_COUNT]; /**< the model's change between them, by delay */
} pair;

/* ---- deviations ------------------------------------------------------------------------------ */

static void start_deviation(bs_deviation *deviation)
{
    *deviation = (bs_deviation){.mean = NAN, .bias = NAN, .worst = NAN};
}

static void start_part(bs_backtest_part *part)
{
    start_deviation(&part->estimate);
    start_deviation(&part->anchored);
    start_deviation(&part->unchanged);
}

/** Updates the running means with one more difference. */
static void deviate(bs_deviation *deviation, double difference)
{
    if (deviation->count == 0) {
        *deviation = (bs_deviation){0};
    }
    double count = (double)++deviation->count;
    deviation->mean += (fabs(difference) - deviation->mean) / count;
    deviation->bias += (difference - deviation->bias) / count;
    deviation->worst = fmax(deviation->worst, fabs(difference));
}

/** All of the model's change counted. */
static double predicted(const pair *readings, size_t pillar, int delay)
{
    double moved = readings->moved[delay][pillar];
    return fmin(fmax(readings->before->pillars[pillar] + moved, 0), BS_PILLAR_MAX);
}

static void compare_estimate(bs_backtest *backtest, bs_timeline *timeline,
                             const bs_official *official)
{
    bs_line_point point;
    bs_line_estimate(&point, timeline, official->at);
    if (point.kind == BS_LEARNING) {
        return;
    }
    double sum = 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        double difference = point.pillars[p] - official->pillars[p];
        deviate(&backtest->pillars[p].estimate, difference);
        sum += difference;
    }
    deviate(&backtest->total.estimate, sum);
}

static void compare_pair(bs_backtest *backtest, const pair *readings)
{
    double anchored = 0;
    double unchanged = 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        double official = readings->after->pillars[p];
        double difference = readings->predicted[p] - official;
        deviate(&backtest->pillars[p].anchored, difference);
        anchored += difference;
        difference = readings->before->pillars[p] - official;
        deviate(&backtest->pillars[p].unchanged, difference);
        unchanged += difference;
    }
    deviate(&backtest->total.anchored, anchored);
    deviate(&backtest->total.unchanged, unchanged);
}

/* ---- pairs of readings ----------------------------------------------------------------------- */

/** Pairs the last reading of each day with the previous one; returns how many pairs. */
static size_t read_pairs(pair *pairs, bs_backtest *backtest, bs_timeline *timeline)
{
    const bs_evidence *evidence = timeline->evidence;
    const bs_official *before = NULL;
    size_t count = 0;
    for (size_t i = 0; i < evidence->official_count; i++) {
        const bs_official *official = &evidence->officials[i];
        bool last_of_day = i + 1 == evidence->official_count ||
                           bs_moment_day(official->at) != bs_moment_day(official[1].at);
        if (!last_of_day) {
            continue;
        }
        backtest->readings++;
        compare_estimate(backtest, timeline, official);
        if (before != NULL) {
            pair *readings = &pairs[count++];
            readings->before = before;
            readings->after = official;
            bs_line_predict(readings->predicted, timeline, before, official->at);
            for (int delay = 0; delay < DELAYS; delay++) {
                bs_moves_between(readings->moved[delay], timeline, before, official->at, delay);
            }
            compare_pair(backtest, readings);
        }
        before = official;
    }
    return count;
}

/* ---- delay ----------------------------------------------------------------------------------- */

static double delay_error(const pair *readings, int delay)
{
    double sum = 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        sum += fabs(predicted(readings, p, delay) - readings->after->pillars[p]);
    }
    return sum;
}

static int least(const double errors[DELAYS])
{
    int best = 0;
    for (int delay = 1; delay < DELAYS; delay++) {
        best = errors[delay] < errors[best] ? delay : best;
    }
    return best;
}

static void fit_delay(bs_backtest *backtest, const pair *pairs, size_t count)
{
    double sums[DELAYS] = {0};
    for (size_t i = 0; i < count; i++) {
        for (int delay = 0; delay < DELAYS; delay++) {
            sums[delay] += delay_error(&pairs[i], delay);
        }
    }
    backtest->delay = least(sums);
    bs_trial trial = {0};
    for (size_t i = 0; i < count; i++) {
        double others[DELAYS];
        for (int delay = 0; delay < DELAYS; delay++) {
            others[delay] = sums[delay] - delay_error(&pairs[i], delay);
        }
        bs_trial_add(&trial, delay_error(&pairs[i], 0), delay_error(&pairs[i], least(others)));
    }
    for (int delay = 0; delay < DELAYS; delay++) {
        backtest->delay_errors[delay] = count == 0 ? NAN : sums[delay] / (double)count;
    }
    backtest->delay_supported = backtest->delay > 0 && bs_trial_won(&trial);
}

static void find_factors(bs_backtest *backtest, bs_timeline *timeline)
{
    size_t count = timeline->evidence->official_count;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        backtest->factors[p] = count == 0 ? 1 : bs_moves_factors(timeline, count - 1)[p];
    }
}

bs_status bs_calibrate_backtest(bs_backtest *backtest, bs_timeline *timeline)
{
    size_t most = timeline->evidence->official_count;
    pair *pairs = calloc(most == 0 ? 1 : most, sizeof *pairs);
    if (pairs == NULL) {
        return BS_INTERNAL;
    }
    memset(backtest, 0, sizeof *backtest);
    start_part(&backtest->total);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        start_part(&backtest->pillars[p]);
    }
    size_t count = read_pairs(pairs, backtest, timeline);
    fit_delay(backtest, pairs, count);
    find_factors(backtest, timeline);
    free(pairs);
    return BS_OK;
}
