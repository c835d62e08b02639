/*
 * The factor is the median of a posterior over 0, 0.1 … 1. A step's residual has a Laplace
 * distribution, so that a jump counts linearly and not squared; its scale grows with the root of
 * the days and is integrated out. The other pillars' likelihoods have weight 0.2, because
 * unpredictable pillars tend to occur together.
 */
#include "shrink.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { FACTORS = 11 };
/** Prior weights of factors 0 and 1; the rest is spread evenly. */
#define UNCHANGED_WEIGHT 0.35
#define MODEL_WEIGHT 0.25
#define OTHER_PILLARS 0.2
/** Steps with a smaller change of the model are ignored, in points. */
#define MOVED_MIN 0.02
/** Points per root of a day: minimum scale, so that residuals of 0 are not infinitely likely. */
#define ROUNDING 0.01
/**
 * With at least CAP_STEPS steps, a residual is capped at CAP_TIMES the median one, but at no less
 * than CAP_LEAST points.
 */
#define CAP_STEPS 3U
#define CAP_TIMES 10.0
#define CAP_LEAST 0.2

static double factor_of(int candidate)
{
    return candidate / (double)(FACTORS - 1);
}

static double prior_of(int candidate)
{
    if (candidate == 0) {
        return UNCHANGED_WEIGHT;
    }
    return candidate == FACTORS - 1 ? MODEL_WEIGHT
                                    : (1 - UNCHANGED_WEIGHT - MODEL_WEIGHT) / (FACTORS - 2);
}

static bool is_known(const bs_shrink_step *step, size_t pillar)
{
    return fabs(step->model[pillar]) >= MOVED_MIN;
}

static bool any_known(const bs_shrink_step *steps, size_t count, size_t pillar)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        any = any || is_known(&steps[i], pillar);
    }
    return any;
}

static double residual(const bs_shrink_step *step, size_t pillar, double factor)
{
    return fabs(step->linkedin[pillar] - factor * step->model[pillar]) / sqrt(step->days);
}

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/** The cap of a residual: a change of LinkedIn's formula is one jump, not many errors. */
static double residual_cap(const bs_shrink_step *steps, size_t count, size_t pillar)
{
    double least[BS_SHRINK_STEPS_MAX];
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_known(&steps[i], pillar)) {
            least[known++] = fmin(residual(&steps[i], pillar, 0), residual(&steps[i], pillar, 1));
        }
    }
    if (known < CAP_STEPS) {
        return INFINITY;
    }
    qsort(least, known, sizeof *least, compare_doubles);
    return fmax(CAP_TIMES * least[known / 2], CAP_LEAST);
}

static double log_likelihood(const bs_shrink_step *steps, size_t count, size_t pillar,
                             double factor, double cap)
{
    double sum = ROUNDING;
    int known = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_known(&steps[i], pillar)) {
            sum += fmin(residual(&steps[i], pillar, factor), cap);
            known++;
        }
    }
    return known == 0 ? 0 : -(known + 1) * log(sum);
}

/** Log-likelihoods relative to the most likely factor. */
static void fill_likelihoods(double likelihoods[FACTORS], const bs_shrink_step *steps, size_t count,
                             size_t pillar)
{
    double cap = residual_cap(steps, count, pillar);
    double most = -INFINITY;
    for (int c = 0; c < FACTORS; c++) {
        likelihoods[c] = log_likelihood(steps, count, pillar, factor_of(c), cap);
        most = fmax(most, likelihoods[c]);
    }
    for (int c = 0; c < FACTORS; c++) {
        likelihoods[c] -= most;
    }
}

static double median_factor(double likelihoods[BS_PILLAR_COUNT][FACTORS], size_t pillar)
{
    double weights[FACTORS];
    double sum = 0;
    for (int c = 0; c < FACTORS; c++) {
        double likelihood = 0;
        for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
            likelihood += (p == pillar ? 1 : OTHER_PILLARS) * likelihoods[p][c];
        }
        weights[c] = prior_of(c) * exp(likelihood);
        sum += weights[c];
    }
    int median = 0;
    for (double below = weights[0]; below < sum / 2 && median < FACTORS - 1;) {
        below += weights[++median];
    }
    return factor_of(median);
}

void bs_shrink_factors(double factors[BS_PILLAR_COUNT], const bs_shrink_step *steps, size_t count)
{
    double likelihoods[BS_PILLAR_COUNT][FACTORS];
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        fill_likelihoods(likelihoods[p], steps, count, p);
    }
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        factors[p] = any_known(steps, count, p) ? median_factor(likelihoods, p) : 1;
    }
}
