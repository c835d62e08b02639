#include "bussola/core/range.h"

#include <math.h>
#include <string.h>

#include "bussola/core/model.h"

/** The 90 % quantile of the normal distribution. */
#define Q90 1.2815515655446004
#define SQRT_HALF 0.70710678118654752
/** Share of the sets between the ends of a range. */
#define RANGE_SHARE 0.8
/** Points to which an error is computed. */
#define ERROR_PRECISION 1e-6
#define PI 3.14159265358979324

/** Lowest and highest group averages that users published, 2026-04 to 2026-09. */
static const struct group {
    double low, high;
} groups[BS_PILLAR_COUNT] = {
    [BS_BRAND] = {11.3, 13.2},
    [BS_PEOPLE] = {4.4, 5.4},
    [BS_INSIGHTS] = {1.6, 2.5},
    [BS_RELATIONSHIPS] = {11.9, 16.3},
};

typedef struct spread {
    double mean, variance;
} spread;

/** Sums over the rows of one pillar. */
typedef struct sums {
    double count;
    double share, usual;                /**< sums at first, then means */
    double shares, usuals, both, doubt; /**< squares around the means, and variances */
} sums;

static void sum_up(sums all[BS_PILLAR_COUNT], const bs_range_input *inputs, size_t count)
{
    memset(all, 0, BS_PILLAR_COUNT * sizeof *all);
    for (size_t i = 0; i < count; i++) {
        sums *sum = &all[inputs[i].pillar];
        sum->count++;
        sum->share += inputs[i].share;
        sum->usual += inputs[i].usual;
        sum->doubt += inputs[i].unsure * inputs[i].unsure;
    }
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        all[p].share /= fmax(all[p].count, 1);
        all[p].usual /= fmax(all[p].count, 1);
    }
    for (size_t i = 0; i < count; i++) {
        sums *sum = &all[inputs[i].pillar];
        const double share = inputs[i].share - sum->share;
        const double usual = inputs[i].usual - sum->usual;
        sum->shares += share * share;
        sum->usuals += usual * usual;
        sum->both += share * usual;
    }
}

/**
 * A pillar's points if the weights are uniform on the simplex (Dirichlet with parameters 1;
 * variances and covariances in Kotz, Balakrishnan and Johnson, Continuous Multivariate
 * Distributions 1, chapter 49), given that an ordinary user's points are uniform within the
 * group's. Treats both as jointly normal.
 */
static spread pillar_spread(const sums *sum, bs_pillar pillar)
{
    if (sum->count <= 0) {
        return (spread){0};
    }
    double scale = BS_PILLAR_MAX * BS_PILLAR_MAX / (sum->count * (sum->count + 1));
    spread found = {.mean = BS_PILLAR_MAX * sum->share, .variance = scale * sum->shares};
    if (sum->usuals > 0) {
        const struct group *group = &groups[pillar];
        double slope = sum->both / sum->usuals;
        double width = slope * (group->high - group->low);
        found.mean += slope * BS_PILLAR_MAX * (bs_range_usual(pillar) - sum->usual);
        found.variance -= scale * sum->both * slope;
        found.variance += width * width / 12;
    }
    found.variance = fmax(0, found.variance) + 2 * scale * sum->doubt;
    return found;
}

static spread sum_spread(const bs_range_input *inputs, size_t count)
{
    sums all[BS_PILLAR_COUNT];
    spread sum = {0};
    sum_up(all, inputs, count);
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        spread pillar = pillar_spread(&all[p], (bs_pillar)p);
        sum.mean += fmin(fmax(pillar.mean, 0), BS_PILLAR_MAX);
        sum.variance += pillar.variance;
    }
    return sum;
}

double bs_range_usual(bs_pillar pillar)
{
    return (groups[pillar].low + groups[pillar].high) / 2 / BS_PILLAR_MAX;
}

bs_range bs_range_total(const bs_range_input *inputs, size_t count)
{
    const spread sum = sum_spread(inputs, count);
    const double half = Q90 * sqrt(sum.variance);
    return (bs_range){.mean = sum.mean,
                      .low = fmax(0, sum.mean - half),
                      .high = fmin(BS_PILLAR_MAX * BS_PILLAR_COUNT, sum.mean + half)};
}

/** Change due to the rows that rose (`sign` 1) or fell (−1). No weights reverse its sign. */
static bs_range one_way(const bs_range_input *inputs, size_t count, double sign)
{
    bs_range_input moved[BS_MODEL_ROWS_MAX];
    for (size_t i = 0; i < count; i++) {
        moved[i] = inputs[i];
        moved[i].share = fmax(0, sign * inputs[i].share);
        moved[i].unsure = 0;
    }
    const spread sum = sum_spread(moved, count);
    if (sum.mean <= 0) {
        return (bs_range){0};
    }
    /* Log-normal: positive, with this mean and variance. */
    const double skew = 1 + sum.variance / (sum.mean * sum.mean);
    const double middle = sum.mean / sqrt(skew);
    const double factor = exp(Q90 * sqrt(log(skew)));
    return (bs_range){.mean = sum.mean, .low = middle / factor, .high = middle * factor};
}

/** Half of the range of unseen changes. */
static double unseen_half(const bs_range_input *inputs, size_t count)
{
    bs_range_input unseen[BS_MODEL_ROWS_MAX];
    for (size_t i = 0; i < count; i++) {
        unseen[i] = inputs[i];
        unseen[i].share = 0;
    }
    return Q90 * sqrt(sum_spread(unseen, count).variance);
}

bs_range bs_range_change(const bs_range_input *inputs, size_t count)
{
    const bs_range up = one_way(inputs, count, 1);
    const bs_range down = one_way(inputs, count, -1);
    const double unseen = unseen_half(inputs, count);
    const double mean = up.mean - down.mean;
    return (bs_range){.mean = mean,
                      .low = mean - hypot(hypot(up.mean - up.low, down.high - down.mean), unseen),
                      .high = mean + hypot(hypot(up.high - up.mean, down.mean - down.low), unseen)};
}

/** Share of a standard normal distribution below `z`. */
static double below(double z)
{
    return (1 + erf(z * SQRT_HALF)) / 2;
}

double bs_range_error(const bs_range *range, double number)
{
    const double half = (range->high - range->low) / 2;
    const double off = fabs((range->high + range->low) / 2 - number);
    const double deviation = half / Q90;
    double least = fmax(half, off);
    double most = half + off;
    while (half > 0 && most - least > ERROR_PRECISION) {
        const double error = (least + most) / 2;
        const double share = below((error - off) / deviation) - below((-error - off) / deviation);
        if (share < RANGE_SHARE) {
            least = error;
        } else {
            most = error;
        }
    }
    return most;
}

double bs_range_error_within(const bs_range *range, double number, double most)
{
    /* No error is smaller than half of the range, or than the distance from its middle. */
    const double least =
        fmax((range->high - range->low) / 2, fabs((range->high + range->low) / 2 - number));
    return least >= most ? most : fmin(bs_range_error(range, number), most);
}

double bs_range_group_error(const bs_range *range)
{
    double middle = 0;
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        middle += BS_PILLAR_MAX * bs_range_usual((bs_pillar)p);
    }
    double off = range->mean - middle;
    double deviation = (range->high - range->low) / (2 * Q90);
    if (deviation <= 0) {
        return fabs(off);
    }
    /* Mean of a folded normal distribution. */
    double z = off / deviation;
    return deviation * sqrt(2 / PI) * exp(-z * z / 2) + off * erf(z * SQRT_HALF);
}
