#include "bussola/calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/state.h"

#include "score.h"
#include "timeline_parts.h"

enum { DELAYS = BS_DELAY_MAX + 1 };
/** A pair between which the model saw less change says nothing about a gain. */
#define MOVED_MIN 0.1
#define GAIN_MAX 3.0
#define BETTER_BY 0.9

/** Two readings of different days that follow one another. */
typedef struct pair {
    const bs_official *before, *after;
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

/** Takes one more difference into the running means. */
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

static double predicted(const pair *readings, size_t pillar, int delay, double gain)
{
    double moved = gain * readings->moved[delay][pillar];
    return fmin(fmax(readings->before->pillars[pillar] + moved, 0), BS_PILLAR_MAX);
}

static double pair_error(const pair *readings, size_t pillar, int delay, double gain)
{
    return fabs(predicted(readings, pillar, delay, gain) - readings->after->pillars[pillar]);
}

static void compare_estimate(bs_backtest *backtest, bs_timeline *timeline,
                             const bs_official *official)
{
    bs_state state;
    bs_state_compute(&state, timeline, official->at);
    if (state.coverage_points < BS_COVERAGE_MIN) {
        return;
    }
    double sum = 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        double difference = state.pillars[p].estimate - official->pillars[p];
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
        double difference = predicted(readings, p, 0, 1) - official;
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

static bs_moment days_before(bs_moment moment, int days)
{
    moment.seconds -= (int64_t)days * BS_DAY_SECONDS;
    return moment;
}

/** What the model says moved between two readings, were LinkedIn's number so many days late. */
static void read_moves(pair *readings, bs_timeline *timeline)
{
    bs_moment before = readings->before->at;
    bs_moment read = bs_day_end(bs_moment_day(before), before.offset_minutes);
    for (int delay = 0; delay < DELAYS; delay++) {
        bs_signal_values values;
        double maxima[BS_MODEL_ROWS_MAX];
        bs_score_values(&values, timeline, days_before(readings->after->at, delay));
        bs_score_maxima(maxima, timeline->model, &values);
        const bs_reference *reference = bs_timeline_reference(timeline, days_before(read, delay));
        bs_score_change(readings->moved[delay], timeline->model, reference, &values, maxima);
    }
}

/** The last reading of each day, paired with the one before; returns how many pairs. */
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
            read_moves(readings, timeline);
            compare_pair(backtest, readings);
        }
        before = official;
    }
    return count;
}

/* ---- fits ------------------------------------------------------------------------------------ */

/** Errors at each pair without a fit and with one made on all other pairs. */
typedef struct trial {
    size_t count;
    double before, after;     /**< sums of errors */
    double better, better_sq; /**< sums of differences and of their squares */
} trial;

static void try_pair(trial *attempt, double before, double after)
{
    attempt->count++;
    attempt->before += before;
    attempt->after += after;
    attempt->better += before - after;
    attempt->better_sq += (before - after) * (before - after);
}

static bool is_supported(const trial *attempt)
{
    if (attempt->count < BS_PAIRS_MIN || attempt->after > BETTER_BY * attempt->before) {
        return false;
    }
    double count = (double)attempt->count;
    double mean = attempt->better / count;
    double variance = fmax(0, attempt->better_sq / count - mean * mean) * count / (count - 1);
    return mean > 0 && mean > 2 * sqrt(variance / count);
}

static double delay_error(const pair *readings, int delay)
{
    double sum = 0;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        sum += pair_error(readings, p, delay, 1);
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
    trial attempt = {0};
    for (size_t i = 0; i < count; i++) {
        double others[DELAYS];
        for (int delay = 0; delay < DELAYS; delay++) {
            others[delay] = sums[delay] - delay_error(&pairs[i], delay);
        }
        try_pair(&attempt, delay_error(&pairs[i], 0), delay_error(&pairs[i], least(others)));
    }
    for (int delay = 0; delay < DELAYS; delay++) {
        backtest->delay_errors[delay] = count == 0 ? NAN : sums[delay] / (double)count;
    }
    backtest->delay_supported = backtest->delay > 0 && is_supported(&attempt);
}

/** Least squares through the origin, within what can be meant by a gain. */
static double fitted_gain(double products, double squares)
{
    return fmin(fmax(products / squares, 0), GAIN_MAX);
}

static void fit_gain(bs_gain *gain, const pair *pairs, size_t count, size_t pillar, int delay)
{
    *gain = (bs_gain){.gain = NAN, .error = NAN, .before = NAN};
    double products = 0;
    double squares = 0;
    for (size_t i = 0; i < count; i++) {
        double moved = pairs[i].moved[delay][pillar];
        if (fabs(moved) >= MOVED_MIN) {
            products +=
                moved * (pairs[i].after->pillars[pillar] - pairs[i].before->pillars[pillar]);
            squares += moved * moved;
            gain->pairs++;
        }
    }
    if (gain->pairs == 0) {
        return;
    }
    gain->gain = fitted_gain(products, squares);
    trial attempt = {0};
    for (size_t i = 0; gain->pairs > 1 && i < count; i++) {
        double moved = pairs[i].moved[delay][pillar];
        if (fabs(moved) >= MOVED_MIN) {
            double change = pairs[i].after->pillars[pillar] - pairs[i].before->pillars[pillar];
            double others = fitted_gain(products - moved * change, squares - moved * moved);
            try_pair(&attempt, pair_error(&pairs[i], pillar, delay, 1),
                     pair_error(&pairs[i], pillar, delay, others));
        }
    }
    if (attempt.count > 0) {
        gain->before = attempt.before / (double)attempt.count;
        gain->error = attempt.after / (double)attempt.count;
    }
    gain->supported = is_supported(&attempt);
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
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        fit_gain(&backtest->gains[p], pairs, count, p,
                 backtest->delay_supported ? backtest->delay : 0);
    }
    free(pairs);
    return BS_OK;
}
