#include <math.h>

#include "../test.h"
#include "core/learn/shrink.h"
#include "random.h"

/** A step in which the model and LinkedIn's value changed only in Insights. */
static bs_shrink_step insights(double model, double linkedin)
{
    bs_shrink_step step = {.days = 7};
    step.model[BS_INSIGHTS] = model;
    step.linkedin[BS_INSIGHTS] = linkedin;
    return step;
}

static double factor_of(const bs_shrink_step *steps, size_t count)
{
    double factors[BS_PILLAR_COUNT];
    bs_shrink_factors(factors, steps, count);
    return factors[BS_INSIGHTS];
}

/** Changes of the model, up and down. */
static double move(size_t i)
{
    static const double moves[] = {0.6, -0.3, 0.9, 0.2, -0.5, 0.4, -0.8, 0.3};
    return moves[i % 8];
}

static void without_steps_the_model_counts_in_full(void **state)
{
    (void)state;
    double factors[BS_PILLAR_COUNT];
    bs_shrink_factors(factors, NULL, 0);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        assert_true(factors[p] == 1);
    }
}

static void a_model_that_stood_still_is_neither_confirmed_nor_refuted(void **state)
{
    (void)state;
    bs_shrink_step steps[BS_SHRINK_STEPS_MAX];
    for (size_t i = 0; i < BS_SHRINK_STEPS_MAX; i++) {
        steps[i] = insights(0, i % 2 == 0 ? 1 : -1);
    }
    assert_true(factor_of(steps, BS_SHRINK_STEPS_MAX) == 1);
}

static void a_model_that_is_right_counts_in_full(void **state)
{
    (void)state;
    bs_shrink_step steps[8];
    for (size_t i = 0; i < 8; i++) {
        steps[i] = insights(move(i), round(move(i) / 0.05) * 0.05);
        assert_true(factor_of(steps, i + 1) == 1);
    }
}

static void an_unchanged_value_is_kept(void **state)
{
    (void)state;
    bs_shrink_step steps[8];
    for (size_t i = 0; i < 8; i++) {
        steps[i] = insights(move(i), 0);
    }
    assert_true(factor_of(steps, 1) <= 0.1);
    assert_true(factor_of(steps, 2) == 0);
    assert_true(factor_of(steps, 8) == 0);
}

static void a_value_that_moves_against_the_model_is_kept(void **state)
{
    (void)state;
    bs_shrink_step steps[4];
    for (size_t i = 0; i < 4; i++) {
        steps[i] = insights(move(i), -move(i));
    }
    assert_true(factor_of(steps, 4) == 0);
}

static void half_of_the_change_is_found(void **state)
{
    (void)state;
    bs_shrink_step steps[12];
    for (size_t i = 0; i < 12; i++) {
        steps[i] = insights(move(i), 0.5 * move(i) + (i % 3 == 0 ? 0.03 : -0.02));
    }
    assert_true(fabs(factor_of(steps, 12) - 0.5) <= 0.1);
}

static void a_single_jump_changes_little(void **state)
{
    (void)state;
    for (size_t jump = 0; jump < 8; jump++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            bs_shrink_step steps[8];
            for (size_t i = 0; i < 8; i++) {
                steps[i] = insights(move(i), move(i));
            }
            steps[jump].linkedin[BS_INSIGHTS] += 7 * sign;
            assert_true(factor_of(steps, 8) >= 0.9);
        }
    }
}

static void the_order_of_steps_does_not_matter(void **state)
{
    (void)state;
    bs_shrink_step steps[7];
    bs_shrink_step reversed[7];
    uint32_t seed = 7;
    for (size_t i = 0; i < 7; i++) {
        steps[i] = insights(random_unit(&seed) - 0.5, random_unit(&seed) - 0.5);
        reversed[6 - i] = steps[i];
    }
    assert_true(fabs(factor_of(steps, 7) - factor_of(reversed, 7)) < 1e-9);
}

/** For any steps the factor is a number from 0 to 1. */
static void any_steps_give_a_factor(void **state)
{
    (void)state;
    uint32_t seed = 99;
    for (int round = 0; round < 2000; round++) {
        bs_shrink_step steps[BS_SHRINK_STEPS_MAX];
        size_t count = random_below(&seed, BS_SHRINK_STEPS_MAX + 1);
        for (size_t i = 0; i < count; i++) {
            steps[i].days = 1 + random_below(&seed, 400);
            for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
                steps[i].model[p] = 50 * random_unit(&seed) - 25;
                steps[i].linkedin[p] =
                    random_below(&seed, 2) == 0 ? 0 : 50 * random_unit(&seed) - 25;
            }
        }
        double factors[BS_PILLAR_COUNT];
        bs_shrink_factors(factors, steps, count);
        for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
            assert_true(factors[p] >= 0 && factors[p] <= 1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_steps_the_model_counts_in_full),
        cmocka_unit_test(a_model_that_stood_still_is_neither_confirmed_nor_refuted),
        cmocka_unit_test(a_model_that_is_right_counts_in_full),
        cmocka_unit_test(an_unchanged_value_is_kept),
        cmocka_unit_test(a_value_that_moves_against_the_model_is_kept),
        cmocka_unit_test(half_of_the_change_is_found),
        cmocka_unit_test(a_single_jump_changes_little),
        cmocka_unit_test(the_order_of_steps_does_not_matter),
        cmocka_unit_test(any_steps_give_a_factor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
