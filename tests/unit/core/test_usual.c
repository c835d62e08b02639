#include "member.h"

#include "bussola/core/usual.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static bool ask(member *m, bs_pillar pillar, bs_usual *usual)
{
    return bs_usual_of(usual, member_timeline(m), pillar, noon(DAY));
}

/** Searches of earlier weeks: 1 in the week before this one, 2 in the one before that … */
static void add_weeks(member *m, int weeks)
{
    add_cover(m, BS_PEOPLE_SEARCHES, DAY - 7 * weeks - 6, DAY);
    for (int i = 1; i <= weeks; i++) {
        add_tally(m, BS_PEOPLE_SEARCHES, DAY - 7 * i, i);
    }
}

static void this_week_beside_the_thirteen_before(void **state)
{
    member *m = *state;
    add_weeks(m, 20);
    add_tally(m, BS_PEOPLE_SEARCHES, DAY, 3);
    add_tally(m, BS_PEOPLE_SEARCHES, DAY - 6, 8);
    bs_usual usual;
    assert_true(ask(m, BS_PEOPLE, &usual));
    assert_near(usual.week, 11);
    assert_int_equal(usual.weeks, 13);
    assert_near(usual.usual, 7);
    assert_near(usual.low, 4);
    assert_near(usual.high, 10);
    assert_int_equal(bs_usual_verdict(&usual), BS_VERDICT_MORE);
    assert_false(ask(m, BS_INSIGHTS, &usual));
}

static void nothing_is_usual_after_three_weeks(void **state)
{
    member *m = *state;
    bs_usual usual;
    assert_false(ask(m, BS_PEOPLE, &usual));
    add_weeks(m, 3);
    assert_false(ask(m, BS_PEOPLE, &usual));
    add_weeks(m, 4);
    assert_true(ask(m, BS_PEOPLE, &usual));
    assert_int_equal(usual.weeks, 4);
    assert_int_equal(bs_usual_verdict(&usual), BS_VERDICT_LESS);
}

static void a_week_that_was_hardly_seen_says_nothing(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 90, DAY);
    add_cover(m, BS_REACTIONS, DAY - 90, DAY - 3);
    bs_usual usual;
    assert_false(ask(m, BS_INSIGHTS, &usual));
    add_cover(m, BS_REACTIONS, DAY - 2, DAY - 2);
    add_tally(m, BS_REACTIONS, DAY - 4, 5);
    assert_true(ask(m, BS_INSIGHTS, &usual));
    /* Five of the seven days were covered. */
    assert_near(usual.week, 7);
}

static void a_day_is_no_act(void **state)
{
    member *m = *state;
    add_weeks(m, 20);
    add_cover(m, BS_DAYS_ACTIVE, DAY - 150, DAY);
    add_tally(m, BS_DAYS_ACTIVE, DAY, 1);
    add_tally(m, BS_PEOPLE_SEARCHES, DAY, 3);
    bs_usual usual;
    assert_true(ask(m, BS_PEOPLE, &usual));
    assert_near(usual.week, 3);
}

static void the_verdict_agrees_with_the_numbers_shown(void **state)
{
    (void)state;
    bs_usual usual = {.week = 0.6, .usual = 1, .low = 0.9, .high = 1.2, .weeks = 13};
    assert_int_equal(bs_usual_verdict(&usual), BS_VERDICT_SAME);
    usual.week = 1.4;
    assert_int_equal(bs_usual_verdict(&usual), BS_VERDICT_SAME);
    usual.week = 0.4;
    assert_int_equal(bs_usual_verdict(&usual), BS_VERDICT_LESS);
    usual.week = 1.5;
    assert_int_equal(bs_usual_verdict(&usual), BS_VERDICT_MORE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(this_week_beside_the_thirteen_before),
        member_test(nothing_is_usual_after_three_weeks),
        member_test(a_week_that_was_hardly_seen_says_nothing),
        member_test(a_day_is_no_act),
        member_test(the_verdict_agrees_with_the_numbers_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
