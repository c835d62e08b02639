#include "member.h"

#include "bussola/core/leaving.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static int open_member(void **state)
{
    (void)member_open(state);
    add_official(*state, DAY - 1, 12, 5, 10, 15);
    return 0;
}

typedef struct leaving {
    bs_leaving found[BS_SIGNAL_COUNT];
    size_t count;
} leaving;

static leaving find(member *m)
{
    leaving l;
    bs_state state = state_on(m, DAY);
    l.count = bs_leaving_find(l.found, &state, member_timeline(m), BS_LEAVING_DAYS);
    return l;
}

static void says_what_leaves_when_and_what_it_costs(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 120, DAY + 10);
    add_tally(m, BS_COMMENTS, DAY - 88, 10);
    add_tally(m, BS_COMMENTS, DAY - 80, 14);
    add_tally(m, BS_COMMENTS, DAY - 70, 5);
    leaving l = find(m);
    assert_int_equal(l.count, 1);
    assert_int_equal(l.found[0].signal, BS_COMMENTS);
    assert_int_equal(l.found[0].pillar, BS_INSIGHTS);
    assert_int_equal(l.found[0].count, 24);
    assert_int_equal(l.found[0].first, DAY + 2);
    assert_int_equal(l.found[0].last, DAY + 10);
    assert_int_equal(l.found[0].needed, 24);
    double before = state_on(m, DAY + 1).total;
    assert_near(before - state_on(m, DAY + 10).total, l.found[0].points);
    /* As many new ones avoid the loss. */
    add_tally(m, BS_COMMENTS, DAY + 10, l.found[0].needed);
    assert_near(state_on(m, DAY + 10).total, before);
}

static void fewer_are_needed_where_there_are_more_than_count(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 120, DAY);
    add_tally(m, BS_COMMENTS, DAY - 89, 30);
    add_tally(m, BS_COMMENTS, DAY, 110);
    leaving l = find(m);
    assert_int_equal(l.count, 1);
    assert_int_equal(l.found[0].count, 30);
    /* The maximum counts 120: of 140, 20 may leave. */
    assert_int_equal(l.found[0].needed, 10);
    assert_int_equal(l.found[0].first, DAY + 1);
    assert_int_equal(l.found[0].last, DAY + 1);
}

static void what_costs_nothing_is_not_known(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 120, DAY);
    add_tally(m, BS_COMMENTS, DAY - 89, 50);
    add_tally(m, BS_COMMENTS, DAY, 120);
    assert_int_equal(find(m).count, 0);
    /* One reaction of 300 is worth 0.02. */
    add_cover(m, BS_REACTIONS, DAY - 120, DAY);
    add_tally(m, BS_REACTIONS, DAY - 89, 1);
    assert_int_equal(find(m).count, 0);
    /* Levels do not leave a window. */
    add_gauge(m, BS_CONNECTIONS, DAY - 89, 300);
    assert_int_equal(find(m).count, 0);
}

static void the_greatest_loss_comes_first(void **state)
{
    member *m = *state;
    add_cover(m, BS_REACTIONS, DAY - 120, DAY);
    add_tally(m, BS_REACTIONS, DAY - 85, 20);
    add_cover(m, BS_COMMENTS, DAY - 120, DAY);
    add_tally(m, BS_COMMENTS, DAY - 85, 20);
    leaving l = find(m);
    assert_int_equal(l.count, 2);
    assert_int_equal(l.found[0].signal, BS_COMMENTS);
    assert_int_equal(l.found[1].signal, BS_REACTIONS);
}

#define leaving_test(name) cmocka_unit_test_setup_teardown(name, open_member, member_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        leaving_test(says_what_leaves_when_and_what_it_costs),
        leaving_test(fewer_are_needed_where_there_are_more_than_count),
        leaving_test(what_costs_nothing_is_not_known),
        leaving_test(the_greatest_loss_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
