#include "member.h"

#include "bussola/core/learn.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static const bs_signal acts[] = {BS_COMMENTS, BS_REACTIONS, BS_POSTS, BS_REPOSTS};

/** All acts of Insights covered for long, none done; weekly readings follow. */
static void see_all(member *m)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        add_cover(m, acts[i], DAY - 200, DAY + 100);
    }
}

/** Seven weekly readings; each of `done` comments in between gave `points`. */
static void comment(member *m, const int64_t done[6], double points)
{
    double insights = 2;
    add_official(m, DAY, 12, 5, insights, 15);
    for (int week = 0; week < 6; week++) {
        insights += points * (double)done[week];
        add_tally(m, BS_COMMENTS, DAY + 7 * week + 3, done[week]);
        add_official(m, DAY + 7 * (week + 1), 12, 5, insights, 15);
    }
}

static size_t learn(bs_learned learned[BS_MODEL_ROWS_MAX], member *m)
{
    size_t count = 0;
    assert_int_equal(bs_learn_weights(learned, &count, member_timeline(m)), BS_OK);
    return count;
}

static const int64_t VARIED[6] = {1, 3, 2, 5, 1, 4};

static void five_times_in_agreement_show_a_weight(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    member *m = *state;
    see_all(m);
    comment(m, VARIED, 0.1);
    assert_int_equal(learn(learned, m), 1);
    assert_int_equal(learned[0].signal, BS_COMMENTS);
    assert_int_equal(learned[0].pillar, BS_INSIGHTS);
    assert_near(learned[0].points, 0.1);
    assert_int_equal(learned[0].times, 6);
}

static void another_act_in_the_interval_spoils_it(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    member *m = *state;
    see_all(m);
    comment(m, VARIED, 0.1);
    add_tally(m, BS_REACTIONS, DAY + 1, 1);
    assert_int_equal(learn(learned, m), 1);
    assert_int_equal(learned[0].times, 5);
    add_tally(m, BS_POSTS, DAY + 8, 1);
    assert_int_equal(learn(learned, m), 0);
}

static void an_act_that_leaves_the_window_spoils_it(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    member *m = *state;
    see_all(m);
    comment(m, VARIED, 0.1);
    add_tally(m, BS_COMMENTS, DAY - 88, 1);
    add_tally(m, BS_REACTIONS, DAY - 81, 1);
    assert_int_equal(learn(learned, m), 0);
}

static void a_step_off_the_grid_tells_nothing(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    member *m = *state;
    see_all(m);
    comment(m, VARIED, 0.113);
    assert_int_equal(learn(learned, m), 0);
}

static void days_not_seen_tell_nothing(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY + 100);
    add_cover(m, BS_REACTIONS, DAY - 200, DAY + 20);
    comment(m, VARIED, 0.1);
    assert_int_equal(learn(learned, m), 0);
}

static void weights_that_differ_are_not_shown(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    member *m = *state;
    see_all(m);
    double insights = 2;
    add_official(m, DAY, 12, 5, insights, 15);
    for (int week = 0; week < 12; week++) {
        insights += week % 2 == 0 ? 0.1 : 0.3;
        add_tally(m, BS_COMMENTS, DAY + 7 * week + 3, 1);
        add_official(m, DAY + 7 * (week + 1), 12, 5, insights, 15);
    }
    assert_int_equal(learn(learned, m), 0);
}

static void acts_that_give_nothing_have_no_weight(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    member *m = *state;
    see_all(m);
    comment(m, VARIED, 0);
    assert_int_equal(learn(learned, m), 0);
}

static void without_readings_nothing_is_learned(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    assert_int_equal(learn(learned, *state), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(five_times_in_agreement_show_a_weight),
        member_test(another_act_in_the_interval_spoils_it),
        member_test(an_act_that_leaves_the_window_spoils_it),
        member_test(a_step_off_the_grid_tells_nothing),
        member_test(days_not_seen_tell_nothing),
        member_test(weights_that_differ_are_not_shown),
        member_test(acts_that_give_nothing_have_no_weight),
        member_test(without_readings_nothing_is_learned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
