#include "member.h"

#include "bussola/core/goal.h"

static const bs_day MONDAY = 20780; /* 2026-11-23 */

static int64_t done(member *m, bs_signal signal, bs_day day)
{
    return bs_goal_done(member_timeline(m), signal, noon(day));
}

static void a_week_is_monday_to_sunday(void **state)
{
    (void)state;
    assert_int_equal(bs_goal_week(MONDAY), MONDAY);
    assert_int_equal(bs_goal_week(MONDAY + 6), MONDAY);
    assert_int_equal(bs_goal_week(MONDAY + 7), MONDAY + 7);
}

static void counts_of_the_week_so_far(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, MONDAY - 30, MONDAY + 6);
    add_tally(m, BS_COMMENTS, MONDAY - 1, 50);
    add_tally(m, BS_COMMENTS, MONDAY, 2);
    add_tally(m, BS_COMMENTS, MONDAY + 6, 3);
    assert_int_equal(done(m, BS_COMMENTS, MONDAY - 1), 50);
    assert_int_equal(done(m, BS_COMMENTS, MONDAY), 2);
    assert_int_equal(done(m, BS_COMMENTS, MONDAY + 6), 5);
    assert_int_equal(done(m, BS_COMMENTS, MONDAY + 7), 0);
    assert_int_equal(done(m, BS_POSTS, MONDAY), 0);
}

static void a_level_counts_by_its_rise(void **state)
{
    member *m = *state;
    add_gauge(m, BS_ENDORSEMENTS, MONDAY - 20, 40);
    add_gauge(m, BS_ENDORSEMENTS, MONDAY + 1, 42);
    add_gauge(m, BS_ENDORSEMENTS, MONDAY + 3, 39);
    assert_int_equal(done(m, BS_ENDORSEMENTS, MONDAY), 0);
    assert_int_equal(done(m, BS_ENDORSEMENTS, MONDAY + 1), 2);
    assert_int_equal(done(m, BS_ENDORSEMENTS, MONDAY + 3), 0);
    /* First seen this week: only the later rise counts. */
    add_gauge(m, BS_GROUPS, MONDAY + 1, 6);
    add_gauge(m, BS_GROUPS, MONDAY + 2, 7);
    assert_int_equal(done(m, BS_GROUPS, MONDAY), 0);
    assert_int_equal(done(m, BS_GROUPS, MONDAY + 1), 0);
    assert_int_equal(done(m, BS_GROUPS, MONDAY + 2), 1);
    /* At least 2 skills, then 5: seen, not added. */
    add_gauge_at(m, BS_SKILLS, noon(MONDAY - 9), noon(MONDAY - 9), 2, BS_AT_LEAST);
    add_gauge(m, BS_SKILLS, MONDAY + 1, 5);
    add_gauge(m, BS_SKILLS, MONDAY + 2, 6);
    assert_int_equal(done(m, BS_SKILLS, MONDAY + 1), 0);
    assert_int_equal(done(m, BS_SKILLS, MONDAY + 2), 1);
}

static void new_connections_are_counted_or_risen(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, MONDAY - 2, 300);
    add_gauge(m, BS_CONNECTIONS, MONDAY + 2, 304);
    assert_int_equal(done(m, BS_NEW_CONNECTIONS, MONDAY + 2), 4);
    add_cover(m, BS_NEW_CONNECTIONS, MONDAY, MONDAY + 2);
    add_tally(m, BS_NEW_CONNECTIONS, MONDAY + 1, 6);
    assert_int_equal(done(m, BS_NEW_CONNECTIONS, MONDAY + 2), 6);
}

static void what_can_be_a_goal(void **state)
{
    (void)state;
    assert_true(bs_goal_allows(BS_COMMENTS));
    assert_true(bs_goal_allows(BS_ENDORSEMENTS));
    assert_false(bs_goal_allows(BS_PHOTO));
    assert_false(bs_goal_allows(BS_RESPONSE_RATE));
    assert_false(bs_goal_allows(BS_PROFILE_VIEWS));
}

static void the_best_advice_to_act_is_proposed(void **state)
{
    (void)state;
    const bs_advice advice[] = {
        {.id = "keep_reactions", .signal = BS_REACTIONS, .step = 9, .keeps = 1},
        {.id = "photo", .signal = BS_PHOTO, .step = 1, .gain = 2},
        {.id = "skills", .signal = BS_SKILLS, .step = 2, .gain = 1},
        {.id = "inmail_replies", .signal = BS_INMAIL_REPLIES, .step = 5, .gain = 0.8},
        {.id = "keep_comments", .signal = BS_COMMENTS, .step = 12, .gain = 0.4, .keeps = 0.4},
        {.id = "posts", .signal = BS_POSTS, .step = 1, .gain = 0.3},
    };
    assert_ptr_equal(bs_goal_propose(advice, 6), &advice[4]);
    assert_null(bs_goal_propose(advice, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(a_week_is_monday_to_sunday), member_test(counts_of_the_week_so_far),
        member_test(a_level_counts_by_its_rise), member_test(new_connections_are_counted_or_risen),
        member_test(what_can_be_a_goal),         member_test(the_best_advice_to_act_is_proposed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
