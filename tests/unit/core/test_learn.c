#include "member.h"

#include "bussola/core/calibrate.h"
#include "bussola/core/learn.h"
#include "bussola/core/why.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

/** All acts covered up to `until`, none done, and all levels and rates known. */
static void see_until(member *m, bs_day until)
{
    for (int s = 0; s < BS_SIGNAL_COUNT; s++) {
        const bs_signal_kind kind = bs_signal_info_of((bs_signal)s)->kind;
        if (kind == BS_KIND_TALLY) {
            add_cover(m, (bs_signal)s, DAY - 200, until);
        } else if (kind != BS_KIND_RATE) {
            add_gauge(m, (bs_signal)s, DAY - 1, 1);
        }
    }
    add_tally(m, BS_INVITATIONS_SENT, DAY - 1, 4);
    add_tally(m, BS_INVITATIONS_ACCEPTED, DAY - 1, 2);
    add_tally(m, BS_THREADS_STARTED, DAY - 1, 4);
    add_tally(m, BS_THREADS_ANSWERED, DAY - 1, 2);
}

/** Weekly readings follow. */
static void see_all(member *m)
{
    see_until(m, DAY + 100);
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
    assert_false(learned[0].used); /* no eight readings were predicted with it */
}

enum { WEEKS = 24 };

/** A reading a week; LinkedIn gives `points` for each comment of its 90 days, from `late` on none.
 */
static void comment_for_long(member *m, double points, int late)
{
    int64_t counts[WEEKS];
    see_until(m, DAY + 300);
    double insights = 2;
    add_official(m, DAY, 12, 5, insights, 15);
    for (int week = 0; week < WEEKS; week++) {
        counts[week] = VARIED[week % 6];
        add_tally(m, BS_COMMENTS, DAY + 7 * week + 3, counts[week]);
        insights += week < late ? points * (double)counts[week] : 0;
        /* The day before the reading of week 13 is the 91st since the first comment. */
        insights -= week >= 13 && week < late ? points * (double)counts[week - 13] : 0;
        add_official(m, DAY + 7 * (week + 1), 12, 5, insights, 15);
    }
}

static void a_weight_that_predicts_better_than_the_model_is_used(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    bs_backtest backtest;
    member *m = *state;
    comment_for_long(m, 0.3, WEEKS);
    assert_int_equal(learn(learned, m), 1);
    assert_true(learned[0].used);
    const bs_day last = DAY + 7 * WEEKS;
    add_tally(m, BS_COMMENTS, last + 1, 4);
    const bs_state before = state_on(m, last);
    const bs_state after = state_on(m, last + 1);
    assert_int_equal(after.kind, BS_ANCHORED);
    assert_near(row_of(&after, BS_INSIGHTS, BS_COMMENTS)->act, 0.3);
    assert_near(after.total - before.total, 4 * 0.3);
    /* The reasons add up to it. */
    bs_why why;
    bs_why_compute(&why, member_timeline(m), noon(last), noon(last + 1));
    assert_near(why.pillars[BS_INSIGHTS].rest, 0);
    /* The rolling backtest is of what would have been shown. */
    assert_int_equal(bs_calibrate_backtest(&backtest, member_timeline(m)), BS_OK);
    const bs_backtest_part *insights = &backtest.pillars[BS_INSIGHTS];
    assert_true(insights->anchored.mean < 0.8 * insights->unchanged.mean);
}

static void a_weight_that_predicts_no_better_is_not_used(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    member *m = *state;
    comment_for_long(m, 0.3, 8);
    for (size_t i = 0, count = learn(learned, m); i < count; i++) {
        assert_false(learned[i].used);
    }
    const bs_state after = state_on(m, DAY + 7 * WEEKS + 1);
    assert_near(row_of(&after, BS_INSIGHTS, BS_COMMENTS)->act, 0);
}

static void what_later_readings_show_changes_no_earlier_number(void **state)
{
    member *m = *state;
    comment_for_long(m, 0.3, WEEKS);
    for (bs_day day = DAY; day < DAY + 7 * 13; day++) {
        const bs_state then = state_on(m, day);
        assert_near(row_of(&then, BS_INSIGHTS, BS_COMMENTS)->act, 0);
    }
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

static void an_act_of_another_pillar_spoils_it(void **state)
{
    bs_learned learned[BS_MODEL_ROWS_MAX];
    member *m = *state;
    see_all(m);
    comment(m, VARIED, 0.1);
    /* A comment makes its day active. */
    add_tally(m, BS_DAYS_ACTIVE, DAY + 3, 1);
    assert_int_equal(learn(learned, m), 1);
    assert_int_equal(learned[0].times, 6);
    add_tally(m, BS_PEOPLE_SEARCHES, DAY + 1, 1);
    assert_int_equal(learn(learned, m), 1);
    assert_int_equal(learned[0].times, 5);
    add_gauge(m, BS_PUBLICATIONS, DAY + 8, 0);
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
    see_until(m, DAY + 20);
    add_cover(m, BS_COMMENTS, DAY - 200, DAY + 100);
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
        member_test(a_weight_that_predicts_better_than_the_model_is_used),
        member_test(a_weight_that_predicts_no_better_is_not_used),
        member_test(what_later_readings_show_changes_no_earlier_number),
        member_test(another_act_in_the_interval_spoils_it),
        member_test(an_act_of_another_pillar_spoils_it),
        member_test(an_act_that_leaves_the_window_spoils_it),
        member_test(a_step_off_the_grid_tells_nothing),
        member_test(days_not_seen_tell_nothing),
        member_test(weights_that_differ_are_not_shown),
        member_test(acts_that_give_nothing_have_no_weight),
        member_test(without_readings_nothing_is_learned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
