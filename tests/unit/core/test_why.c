#include "member.h"
#include "random.h"

#include "bussola/core/why.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static bs_why why_between(member *m, bs_day from, bs_day to)
{
    bs_why why;
    bs_why_compute(&why, member_timeline(m), noon(from), noon(to));
    return why;
}

static const bs_why_row *row_for(const bs_why *why, bs_pillar pillar, bs_signal signal)
{
    for (size_t i = 0; i < why->row_count; i++) {
        if (why->rows[i].signal == signal && why->rows[i].pillar == pillar) {
            return &why->rows[i];
        }
    }
    fail();
    return NULL;
}

static void what_was_done_and_what_left_are_kept_apart(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY);
    add_official(m, DAY - 7, 12, 5, 10, 15);
    /* The window of DAY − 7 begins at DAY − 96, that of DAY at DAY − 89. */
    add_tally(m, BS_COMMENTS, DAY - 97, 100);
    add_tally(m, BS_COMMENTS, DAY - 96, 4);
    add_tally(m, BS_COMMENTS, DAY - 92, 5);
    add_tally(m, BS_COMMENTS, DAY - 90, 1);
    add_tally(m, BS_COMMENTS, DAY - 89, 20);
    add_tally(m, BS_COMMENTS, DAY - 7, 10);
    add_tally(m, BS_COMMENTS, DAY - 6, 2);
    add_tally(m, BS_COMMENTS, DAY, 4);
    bs_why why = why_between(m, DAY - 7, DAY);
    const bs_why_row *row = row_for(&why, BS_INSIGHTS, BS_COMMENTS);
    assert_int_equal(row->left, 10);
    assert_int_equal(row->left_first, DAY - 96);
    assert_int_equal(row->left_last, DAY - 90);
    assert_int_equal(row->done, 6);
    assert_near(row->from, 40);
    assert_near(row->to, 36);
    assert_near(row->points, -9.0 * 4 / 120);
    assert_near(row->left_points, -9.0 * 10 / 120);
    assert_int_equal(why.kind_from, BS_OFFICIAL);
    assert_int_equal(why.kind_to, BS_ANCHORED);
    assert_near(why.pillars[BS_INSIGHTS].change, -0.3);
    assert_near(why.pillars[BS_INSIGHTS].signals, -0.3);
    assert_near(why.pillars[BS_INSIGHTS].rest, 0);
    assert_near(why.change, -0.3);
    assert_false(why.reading_between);
}

static void windows_that_do_not_meet_share_nothing(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 400, DAY);
    add_tally(m, BS_COMMENTS, DAY - 300, 7);
    add_tally(m, BS_COMMENTS, DAY - 150, 50);
    add_tally(m, BS_COMMENTS, DAY - 89, 3);
    bs_why why = why_between(m, DAY - 250, DAY);
    const bs_why_row *row = row_for(&why, BS_INSIGHTS, BS_COMMENTS);
    assert_int_equal(row->left, 7);
    assert_int_equal(row->done, 3);
    assert_int_equal(row->left_first, DAY - 300);
    assert_int_equal(row->left_last, DAY - 300);
}

static void first_sight_is_no_act(void **state)
{
    member *m = *state;
    add_official(m, DAY - 7, 12, 5, 10, 15);
    add_gauge(m, BS_GROUPS, DAY - 4, 6);
    add_gauge(m, BS_CONNECTIONS, DAY - 3, 400);
    add_gauge(m, BS_CONNECTIONS, DAY - 1, 420);
    bs_why why = why_between(m, DAY - 7, DAY);
    const bs_why_row *groups = row_for(&why, BS_INSIGHTS, BS_GROUPS);
    assert_near(groups->points, 0);
    assert_near(groups->from, 6);
    assert_near(groups->to, 6);
    assert_near(why.pillars[BS_INSIGHTS].change, 0);

    const bs_why_row *connections = row_for(&why, BS_RELATIONSHIPS, BS_CONNECTIONS);
    const double risen = 12 * (log(421) - log(401)) / log(501);
    assert_near(connections->points, risen);
    assert_near(why.pillars[BS_RELATIONSHIPS].change, risen);
    assert_near(why.pillars[BS_RELATIONSHIPS].rest, 0);
}

static void a_reading_in_between_corrects_the_number(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY);
    add_tally(m, BS_COMMENTS, DAY - 5, 12);
    add_official(m, DAY - 7, 12, 5, 10, 15);
    add_official(m, DAY - 2, 12, 5.5, 10.5, 15);
    bs_why why = why_between(m, DAY - 7, DAY);
    assert_true(why.reading_between);
    assert_near(why.pillars[BS_INSIGHTS].change, 0.5);
    assert_near(why.pillars[BS_INSIGHTS].signals, 0.9);
    assert_near(why.pillars[BS_INSIGHTS].rest, -0.4);
    assert_near(why.pillars[BS_PEOPLE].rest, 0.5);
    assert_near(why.change, 1);
}

static void a_first_reading_corrects_the_days_before(void **state)
{
    member *m = *state;
    for (size_t i = 0; i < m->model.row_count; i++) {
        bs_signal signal = m->model.rows[i].signal;
        if (bs_signal_info_of(signal)->kind == BS_KIND_TALLY) {
            add_cover(m, signal, DAY - 200, DAY);
        }
    }
    static const bs_signal missing[] = {BS_PHOTO,        BS_ABOUT,        BS_POSITION,
                                        BS_EDUCATION,    BS_LOCATION,     BS_PUBLICATIONS,
                                        BS_VOLUNTEERING, BS_ENDORSEMENTS, BS_RECOMMENDATIONS,
                                        BS_SKILLS,       BS_FOLLOWERS};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        add_gauge(m, missing[i], DAY - 20, 0);
    }
    add_gauge(m, BS_CONNECTIONS, DAY - 20, 40);
    add_gauge(m, BS_GROUPS, DAY - 3, 5);
    add_official(m, DAY, 3, 1, 0, 9);
    bs_why why = why_between(m, DAY - 7, DAY);
    assert_int_equal(why.kind_from, BS_ESTIMATE);
    assert_int_equal(why.kind_to, BS_OFFICIAL);
    assert_true(why.reading_between);
    /* Earlier days are derived from that reading. */
    assert_near(why.change, 0);
    assert_near(why.pillars[BS_RELATIONSHIPS].rest, 0);
}

static void while_learning_there_is_no_change_to_explain(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY);
    add_tally(m, BS_COMMENTS, DAY - 5, 12);
    bs_why why = why_between(m, DAY - 7, DAY);
    assert_int_equal(why.kind_to, BS_LEARNING);
    assert_true(isnan(why.change));
    assert_true(isnan(why.pillars[BS_INSIGHTS].change));
    assert_near(row_for(&why, BS_INSIGHTS, BS_COMMENTS)->points, 0.9);
}

static void days_that_nobody_counted_are_no_reason(void **state)
{
    member *m = *state;
    add_official(m, DAY - 7, 12, 5, 10, 15);
    add_cover(m, BS_COMMENTS, DAY - 92, DAY - 60);
    add_cover(m, BS_COMMENTS, DAY - 20, DAY);
    add_tally(m, BS_COMMENTS, DAY - 92, 6);
    add_tally(m, BS_COMMENTS, DAY - 3, 90);
    bs_why why = why_between(m, DAY - 7, DAY);
    bs_why_shown shown;
    double sum = 0;
    bs_why_show(&shown, &why);
    assert_true(shown.count > 0);
    for (size_t i = 0; i < shown.count; i++) {
        assert_int_equal(shown.items[i].signal, BS_COMMENTS);
        assert_true(shown.items[i].cause == BS_WHY_DONE || shown.items[i].cause == BS_WHY_LEFT);
        sum += shown.items[i].delta;
    }
    assert_near(sum, shown.change);
    assert_true(fabs(shown.change - why.change) < 0.1);
}

static void items_tell_done_left_and_rest_apart(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY);
    add_official(m, DAY - 7, 12, 5, 10, 15);
    add_official(m, DAY - 2, 12, 5.5, 10, 15)->total = 42.5;
    add_tally(m, BS_COMMENTS, DAY - 96, 12);
    add_tally(m, BS_COMMENTS, DAY - 90, 12);
    add_tally(m, BS_COMMENTS, DAY, 4);
    bs_why why = why_between(m, DAY - 7, DAY);
    bs_why_shown shown;
    bs_why_show(&shown, &why);
    const bs_why_item *items = shown.items;
    static const bs_why_cause causes[] = {BS_WHY_LEFT, BS_WHY_DONE, BS_WHY_REST, BS_WHY_REST};
    assert_int_equal(shown.count, 4);
    double insights = 0;
    for (size_t i = 0; i < shown.count; i++) {
        assert_int_equal(items[i].cause, causes[i]);
        insights += items[i].pillar == BS_INSIGHTS ? items[i].delta : 0;
    }
    assert_near(items[0].delta, -1.8);
    assert_int_equal(items[0].count, 24);
    assert_int_equal(items[0].first, DAY - 96);
    assert_int_equal(items[0].last, DAY - 90);
    assert_near(items[1].delta, 0.3);
    assert_int_equal(items[1].count, 4);
    assert_int_equal(items[2].signal, BS_SIGNAL_COUNT);
    assert_near(items[2].delta, 1.5);
    assert_near(insights, shown.pillars[BS_INSIGHTS]);
    assert_string_equal(bs_why_cause_id(items[0].cause), "left");
}

static void the_largest_changes_come_first(void **state)
{
    member *m = *state;
    add_official(m, DAY - 7, 12, 5, 10, 15);
    add_cover(m, BS_COMMENTS, DAY - 200, DAY);
    add_cover(m, BS_REACTIONS, DAY - 200, DAY);
    add_cover(m, BS_POSTS, DAY - 200, DAY);
    add_tally(m, BS_COMMENTS, DAY, 10);  /* 0.75 */
    add_tally(m, BS_REACTIONS, DAY, 2);  /* 0.04: not shown */
    add_tally(m, BS_POSTS, DAY - 90, 9); /* −1.5 and −1 */
    add_gauge(m, BS_GROUPS, DAY, 10);    /* no change */
    bs_why why = why_between(m, DAY - 7, DAY);
    bs_why_shown shown;
    bs_why_show(&shown, &why);
    assert_int_equal(shown.count, 3);
    static const bs_signal signals[] = {BS_POSTS, BS_POSTS, BS_COMMENTS};
    static const bs_pillar pillars[] = {BS_INSIGHTS, BS_BRAND, BS_INSIGHTS};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(shown.items[i].signal, signals[i]);
        assert_int_equal(shown.items[i].pillar, pillars[i]);
    }
}

static void small_acts_are_shown_together(void **state)
{
    member *m = *state;
    add_official(m, DAY - 7, 12, 5, 10, 15);
    add_cover(m, BS_COMMENTS, DAY - 200, DAY);
    add_cover(m, BS_REACTIONS, DAY - 200, DAY);
    add_tally(m, BS_COMMENTS, DAY, 1);  /* 0.075 */
    add_tally(m, BS_REACTIONS, DAY, 4); /* 0.08 */
    bs_why why = why_between(m, DAY - 7, DAY);
    bs_why_shown shown;
    bs_why_show(&shown, &why);
    assert_int_equal(shown.count, 1);
    assert_int_equal(shown.items[0].cause, BS_WHY_SMALL);
    assert_int_equal(shown.items[0].signal, BS_SIGNAL_COUNT);
    assert_near(shown.items[0].delta, shown.change);
}

static void linkedin_s_rounding_belongs_to_no_pillar(void **state)
{
    member *m = *state;
    add_official(m, DAY - 7, 12.24, 5, 10, 15)->total = 42;
    add_official(m, DAY, 12.24, 5, 10.3, 15)->total = 43;
    bs_why why = why_between(m, DAY - 7, DAY);
    bs_why_shown shown;
    bs_why_show(&shown, &why);
    assert_near(shown.change, 1);
    assert_near(shown.pillars[BS_INSIGHTS], 0.3);
    assert_near(shown.rounding, 0.7);
    assert_int_equal(shown.count, 1);
    assert_int_equal(shown.items[0].cause, BS_WHY_REST);
    assert_near(shown.items[0].delta, 0.3);
}

static void every_change_is_accounted_for(void **state)
{
    (void)state;
    uint32_t seed = 5;
    size_t estimates = 0;
    size_t anchored = 0;
    for (int round = 0; round < 600; round++) {
        member m;
        member_init(&m);
        for (size_t i = 0; i < m.model.row_count; i++) {
            bs_signal signal = m.model.rows[i].signal;
            bs_signal_kind kind = bs_signal_info_of(signal)->kind;
            if (random_below(&seed, 12) == 0) {
                continue;
            }
            if (kind == BS_KIND_RATE) {
                const bs_signal_info *rate = bs_signal_info_of(signal);
                add_window(&m, rate->denominator, DAY - 60, 10);
                add_window(&m, rate->numerator, DAY - 60, random_below(&seed, 6));
                continue;
            }
            if (kind == BS_KIND_TALLY) {
                add_cover(&m, signal, DAY - 120, DAY);
                for (int n = 0; n < 8; n++) {
                    add_tally(&m, signal, DAY - (bs_day)random_below(&seed, 120), 1);
                }
            } else {
                bs_day read = DAY - (bs_day)random_below(&seed, 30);
                bs_bound bound = random_below(&seed, 3) == 0 ? BS_AT_LEAST : BS_EXACT;
                add_gauge_at(&m, signal, noon(read), noon(read),
                             random_below(&seed, kind == BS_KIND_FLAG ? 2 : 6), bound);
                add_gauge(&m, signal, DAY, random_below(&seed, kind == BS_KIND_FLAG ? 2 : 6));
            }
        }
        if (round % 2 == 0) {
            add_official(&m, DAY - 20, 12, 12, 12, 12);
        }
        bs_day from = DAY - (bs_day)random_below(&seed, 20);
        bs_why why = why_between(&m, from, DAY);
        bs_state earlier = state_on(&m, from);
        bs_state later = state_on(&m, DAY);
        for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
            const bs_why_pillar *pillar = &why.pillars[p];
            if (isnan(pillar->change)) {
                continue;
            }
            assert_near(pillar->change, later.pillars[p].score - earlier.pillars[p].score);
            assert_near(pillar->change, pillar->signals + pillar->rest);
            /* Without a reading in between, every change is explained. */
            assert_near(pillar->rest, 0);
            estimates += why.kind_to == BS_ESTIMATE ? 1 : 0;
            anchored += why.kind_to == BS_ANCHORED ? 1 : 0;
        }
        member_free(&m);
    }
    assert_true(estimates > 100);
    assert_true(anchored > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(what_was_done_and_what_left_are_kept_apart),
        member_test(windows_that_do_not_meet_share_nothing),
        member_test(first_sight_is_no_act),
        member_test(a_reading_in_between_corrects_the_number),
        member_test(a_first_reading_corrects_the_days_before),
        member_test(while_learning_there_is_no_change_to_explain),
        member_test(days_that_nobody_counted_are_no_reason),
        member_test(items_tell_done_left_and_rest_apart),
        member_test(the_largest_changes_come_first),
        member_test(small_acts_are_shown_together),
        member_test(linkedin_s_rounding_belongs_to_no_pillar),
        member_test(every_change_is_accounted_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
