#include <math.h>
#include <stdlib.h>

#include "../test.h"
#include "bussola/core/range.h"

#include "random.h"

enum { BRAND = 12, PEOPLE = 4, INSIGHTS = 9, RELATIONSHIPS = 6, INPUTS = 31, SETS = 4000 };

/** Published group averages of the pillars, as in range.c. */
static const double group_low[BS_PILLAR_COUNT] = {11.3, 4.4, 1.6, 11.9};
static const double group_high[BS_PILLAR_COUNT] = {13.2, 5.4, 2.5, 16.3};
static const size_t rows[BS_PILLAR_COUNT] = {BRAND, PEOPLE, INSIGHTS, RELATIONSHIPS};

static double within(double low, double high, double value)
{
    return fmin(fmax(value, low), high);
}

/**
 * Rows with usual shares that average to the middle of the group; the user has about `level` times
 * as much.
 */
static void invent(bs_range_input inputs[INPUTS], uint32_t *seed, double level)
{
    size_t first = 0;
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        double sum = 0;
        for (size_t i = first; i < first + rows[p]; i++) {
            inputs[i] = (bs_range_input){.pillar = (bs_pillar)p, .usual = random_unit(seed) + 0.1};
            sum += inputs[i].usual;
        }
        double middle = (group_low[p] + group_high[p]) / 2 / BS_PILLAR_MAX;
        for (size_t i = first; i < first + rows[p]; i++) {
            inputs[i].usual *= middle * (double)rows[p] / sum;
            inputs[i].share =
                within(0, 1, level * inputs[i].usual * (0.4 + 1.2 * random_unit(seed)));
        }
        first += rows[p];
    }
}

/** Draws weights of one pillar that satisfy the constraints; returns the user's points. */
static double draw_pillar(const bs_range_input *inputs, size_t count, int pillar, uint32_t *seed)
{
    for (;;) {
        double sum = 0;
        double points = 0;
        double group = 0;
        for (size_t i = 0; i < count; i++) {
            double weight = -log(1 - random_unit(seed));
            sum += weight;
            points += weight * inputs[i].share;
            group += weight * inputs[i].usual;
        }
        group *= BS_PILLAR_MAX / sum;
        if (group >= group_low[pillar] && group <= group_high[pillar]) {
            return points * BS_PILLAR_MAX / sum;
        }
    }
}

static int compare(const void *left, const void *right)
{
    const double *a = left;
    const double *b = right;
    return (*a > *b) - (*a < *b);
}

/** The 10 % and 90 % quantiles of totals under drawn weights. */
static void draw_totals(const bs_range_input inputs[INPUTS], uint32_t *seed, double *low,
                        double *high)
{
    static double totals[SETS];
    for (size_t set = 0; set < SETS; set++) {
        totals[set] = 0;
        size_t first = 0;
        for (int p = 0; p < BS_PILLAR_COUNT; p++) {
            totals[set] += draw_pillar(&inputs[first], rows[p], p, seed);
            first += rows[p];
        }
    }
    qsort(totals, SETS, sizeof *totals, compare);
    *low = totals[SETS / 10];
    *high = totals[SETS - SETS / 10];
}

static void meets_weights_drawn_one_by_one(void **state)
{
    (void)state;
    uint32_t seed = 20261128;
    const double levels[] = {0.2, 0.7, 1, 1.6, 2.5};
    for (size_t i = 0; i < 20; i++) {
        bs_range_input inputs[INPUTS];
        double low;
        double high;
        invent(inputs, &seed, levels[i % 5]);
        draw_totals(inputs, &seed, &low, &high);
        bs_range range = bs_range_total(inputs, INPUTS);
        assert_true(fabs(range.low - low) < 1.5);
        assert_true(fabs(range.high - high) < 1.5);
    }
}

static void an_ordinary_member_lies_where_the_group_does(void **state)
{
    (void)state;
    uint32_t seed = 7;
    bs_range_input inputs[INPUTS];
    invent(inputs, &seed, 1);
    for (size_t i = 0; i < INPUTS; i++) {
        inputs[i].share = inputs[i].usual;
    }
    bs_range range = bs_range_total(inputs, INPUTS);
    assert_true(fabs(range.mean - 33.3) < 1e-9);
    assert_true(range.low > 29.2 && range.high < 37.4);
    assert_true(bs_range_group_error(&range) < 2);
}

static void what_was_not_seen_widens(void **state)
{
    (void)state;
    uint32_t seed = 11;
    bs_range_input inputs[INPUTS];
    invent(inputs, &seed, 1.5);
    bs_range seen = bs_range_total(inputs, INPUTS);
    inputs[0].unsure = 0.4;
    inputs[BRAND].unsure = 0.4;
    bs_range partly = bs_range_total(inputs, INPUTS);
    assert_true(partly.high - partly.low > seen.high - seen.low + 0.1);
    assert_true(fabs(partly.mean - seen.mean) < 1e-9);
}

static void a_change_is_surer_than_a_level(void **state)
{
    (void)state;
    uint32_t seed = 5;
    bs_range_input inputs[INPUTS];
    invent(inputs, &seed, 1.5);
    bs_range level = bs_range_total(inputs, INPUTS);
    for (size_t i = 0; i < INPUTS; i++) {
        inputs[i].share = i == BRAND + PEOPLE ? 0.1 : 0;
    }
    bs_range change = bs_range_change(inputs, INPUTS);
    assert_true(change.mean > 0);
    assert_true(change.high - change.low < (level.high - level.low) / 4);
    inputs[BRAND + PEOPLE].share = 0;
    change = bs_range_change(inputs, INPUTS);
    assert_true(change.high - change.low < 1e-9);
    inputs[BRAND + PEOPLE].share = -0.1;
    change = bs_range_change(inputs, INPUTS);
    assert_true(change.mean < 0);
}

static void no_weights_turn_a_rise_into_a_fall(void **state)
{
    (void)state;
    uint32_t seed = 17;
    for (int round = 0; round < 20; round++) {
        bs_range_input inputs[INPUTS];
        invent(inputs, &seed, 1);
        for (size_t i = 0; i < INPUTS; i++) {
            inputs[i].share = random_below(&seed, 3) == 0 ? 0.2 * random_unit(&seed) : 0;
        }
        inputs[0].share = 0.1;
        const bs_range rise = bs_range_change(inputs, INPUTS);
        assert_true(rise.low > 0 && rise.low < rise.mean && rise.mean < rise.high);
        for (size_t i = 0; i < INPUTS; i++) {
            inputs[i].share = -inputs[i].share;
        }
        const bs_range fall = bs_range_change(inputs, INPUTS);
        assert_true(fabs(fall.low + rise.high) < 1e-9);
        assert_true(fabs(fall.high + rise.low) < 1e-9);
        /* An equal fall of another row in the pillar may outweigh the rise. */
        for (size_t i = 0; i < INPUTS; i++) {
            inputs[i].share = i == 0 ? 0.1 : i == 1 ? -0.1 : 0;
        }
        const bs_range both = bs_range_change(inputs, INPUTS);
        assert_true(both.low < 0 && both.high > 0);
        inputs[2].unsure = 0.3;
        const bs_range unseen = bs_range_change(inputs, INPUTS);
        assert_true(unseen.low < both.low && unseen.high > both.high);
    }
}

static void errors_of_the_number_and_of_the_group(void **state)
{
    (void)state;
    const bs_range range = {.mean = 50, .low = 44, .high = 56};
    assert_true(fabs(bs_range_error(&range, 50) - 6) < 1e-5);
    /* 80 % of a normal distribution around 50 with this range lie within 45.81 to 60.19. */
    assert_true(fabs(bs_range_error(&range, 53) - 7.192548) < 1e-5);
    assert_true(fabs(bs_range_error(&range, 47) - 7.192548) < 1e-5);
    assert_true(fabs(bs_range_group_error(&range) - 16.7) < 0.1);
    const bs_range point = {.mean = 30, .low = 30, .high = 30};
    assert_true(fabs(bs_range_group_error(&point) - 3.3) < 1e-9);
    assert_true(fabs(bs_range_error(&point, 34) - 4) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meets_weights_drawn_one_by_one),
        cmocka_unit_test(an_ordinary_member_lies_where_the_group_does),
        cmocka_unit_test(what_was_not_seen_widens),
        cmocka_unit_test(a_change_is_surer_than_a_level),
        cmocka_unit_test(no_weights_turn_a_rise_into_a_fall),
        cmocka_unit_test(errors_of_the_number_and_of_the_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
