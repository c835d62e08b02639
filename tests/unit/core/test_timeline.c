#include "member.h"
#include "random.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static void assert_unknown(member *m, bs_signal signal, bs_day day)
{
    assert_false(value_on(m, signal, day).known);
}

static void assert_value(member *m, bs_signal signal, bs_day day, double value, bs_bound bound)
{
    bs_value got = value_on(m, signal, day);
    assert_true(got.known);
    assert_false(got.learning);
    assert_near(got.value, value);
    assert_int_equal(got.bound, bound);
}

/* ---- gauges ---------------------------------------------------------------------------------- */

static void a_gauge_seen_first_is_not_new(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY, 268);
    add_gauge(m, BS_CONNECTIONS, DAY + 3, 271);
    bs_moment before = noon(DAY);
    before.seconds--;
    assert_null(bs_timeline_gauge(member_timeline(m), BS_CONNECTIONS, before));
    assert_value(m, BS_CONNECTIONS, DAY - 4000, 268, BS_APPROXIMATE);
    assert_value(m, BS_CONNECTIONS, DAY, 268, BS_EXACT);
    assert_value(m, BS_CONNECTIONS, DAY + 2, 268, BS_EXACT);
    assert_value(m, BS_CONNECTIONS, DAY + 3, 271, BS_EXACT);
    assert_value(m, BS_CONNECTIONS, DAY + 4000, 271, BS_EXACT);
}

static void growth_that_an_archive_dates_keeps_its_days(void **state)
{
    member *m = *state;
    for (int64_t i = 1; i <= 3; i++) {
        const bs_moment at = noon(DAY - 10 + (bs_day)i);
        add_gauge_at(m, BS_CONNECTIONS, at, at, i, BS_AT_LEAST);
        m->gauges[m->evidence.gauge_count - 1].source = BS_FROM_ARCHIVE;
    }
    assert_value(m, BS_CONNECTIONS, DAY - 20, 0, BS_AT_LEAST);
    assert_value(m, BS_CONNECTIONS, DAY - 8, 2, BS_AT_LEAST);
    /* The page shows how many the archive lacks; each day is raised by as many. */
    add_gauge(m, BS_CONNECTIONS, DAY + 5, 268);
    assert_value(m, BS_CONNECTIONS, DAY - 20, 265, BS_AT_LEAST);
    assert_value(m, BS_CONNECTIONS, DAY - 8, 267, BS_AT_LEAST);
    assert_value(m, BS_CONNECTIONS, DAY + 4, 268, BS_AT_LEAST);
}

static void add_imported(member *m, bs_signal signal, bs_day day, int64_t value, bs_bound bound)
{
    add_gauge_at(m, signal, noon(day), noon(day), value, bound);
    m->gauges[m->evidence.gauge_count - 1].source = BS_FROM_ARCHIVE;
}

static void a_rise_that_nobody_dated_does_not_land_on_the_first_look(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY, 268);
    add_gauge(m, BS_SKILLS, DAY, 4);
    add_gauge(m, BS_ABOUT, DAY, 1);
    add_gauge(m, BS_CONNECTIONS, DAY + 9, 271);
    assert_value(m, BS_CONNECTIONS, DAY - 200, 268, BS_APPROXIMATE);
    /* An archive made two months earlier, imported afterwards. */
    add_imported(m, BS_CONNECTIONS, DAY - 90, 140, BS_AT_LEAST);
    add_imported(m, BS_CONNECTIONS, DAY - 80, 147, BS_AT_LEAST);
    add_imported(m, BS_CONNECTIONS, DAY - 60, 150, BS_EXACT);
    add_imported(m, BS_SKILLS, DAY - 60, 12, BS_EXACT);
    add_imported(m, BS_ABOUT, DAY - 60, 0, BS_EXACT);
    assert_value(m, BS_CONNECTIONS, DAY, 268, BS_EXACT);
    assert_value(m, BS_CONNECTIONS, DAY - 1, 268, BS_APPROXIMATE);
    assert_value(m, BS_CONNECTIONS, DAY - 60, 268, BS_APPROXIMATE);
    assert_value(m, BS_SKILLS, DAY - 1, 4, BS_APPROXIMATE);
    assert_value(m, BS_ABOUT, DAY - 1, 1, BS_EXACT);
    /* Dated growth keeps its days, and so does what was seen later. */
    assert_value(m, BS_CONNECTIONS, DAY - 80, 268, BS_AT_LEAST);
    assert_value(m, BS_CONNECTIONS, DAY - 90, 261, BS_AT_LEAST);
    assert_value(m, BS_CONNECTIONS, DAY + 9, 271, BS_EXACT);
}

static void a_lower_bound_was_the_higher_level_read_next(void **state)
{
    member *m = *state;
    add_gauge_at(m, BS_CONNECTIONS, noon(DAY), noon(DAY), 500, BS_AT_LEAST);
    assert_value(m, BS_CONNECTIONS, DAY - 9, 500, BS_AT_LEAST);
    add_gauge(m, BS_CONNECTIONS, DAY + 5, 612);
    assert_value(m, BS_CONNECTIONS, DAY - 9, 612, BS_AT_LEAST);
    assert_value(m, BS_CONNECTIONS, DAY, 612, BS_AT_LEAST);
    add_gauge_at(m, BS_SKILLS, noon(DAY), noon(DAY), 9, BS_AT_LEAST);
    add_gauge(m, BS_SKILLS, DAY + 5, 7);
    assert_value(m, BS_SKILLS, DAY, 9, BS_AT_LEAST);
}

static void a_flag_seen_first_is_not_new(void **state)
{
    member *m = *state;
    add_gauge(m, BS_ABOUT, DAY, 1);
    add_gauge(m, BS_PHOTO, DAY, 0);
    add_gauge(m, BS_PHOTO, DAY + 9, 1);
    add_gauge(m, BS_PROFILE_VIEWS, DAY, 5);
    assert_value(m, BS_ABOUT, DAY - 100, 1, BS_EXACT);
    assert_value(m, BS_PHOTO, DAY - 100, 0, BS_EXACT);
    assert_unknown(m, BS_PROFILE_VIEWS, DAY - 1);
}

static void a_gauge_seen_later_was_seen_at_its_reading_before(void **state)
{
    member *m = *state;
    add_gauge_at(m, BS_CONNECTIONS, noon(DAY), noon(DAY + 10), 268, BS_EXACT);
    assert_int_equal(value_on(m, BS_CONNECTIONS, DAY + 9).seen.seconds, noon(DAY).seconds);
    assert_int_equal(value_on(m, BS_CONNECTIONS, DAY + 10).seen.seconds, noon(DAY + 10).seconds);
}

static void an_at_least_below_refreshes_and_above_raises(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY, 268);
    add_gauge_at(m, BS_CONNECTIONS, noon(DAY + 1), noon(DAY + 1), 100, BS_AT_LEAST);
    add_gauge_at(m, BS_CONNECTIONS, noon(DAY + 2), noon(DAY + 2), 500, BS_AT_LEAST);
    assert_value(m, BS_CONNECTIONS, DAY + 1, 268, BS_EXACT);
    assert_int_equal(value_on(m, BS_CONNECTIONS, DAY + 1).seen.seconds, noon(DAY + 1).seconds);
    assert_value(m, BS_CONNECTIONS, DAY + 2, 500, BS_AT_LEAST);
}

static void an_approximate_reading_waits_until_the_exact_one_is_old(void **state)
{
    member *m = *state;
    add_gauge(m, BS_FOLLOWERS, DAY, 1234);
    add_gauge_at(m, BS_FOLLOWERS, noon(DAY + 90), noon(DAY + 90), 1300, BS_APPROXIMATE);
    assert_value(m, BS_FOLLOWERS, DAY + 90, 1234, BS_EXACT);
    add_gauge_at(m, BS_FOLLOWERS, noon(DAY + 91), noon(DAY + 91), 1300, BS_APPROXIMATE);
    assert_value(m, BS_FOLLOWERS, DAY + 91, 1300, BS_APPROXIMATE);
}

static void a_reading_that_arrives_late_takes_its_place_in_time(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY + 5, 280);
    assert_value(m, BS_CONNECTIONS, DAY + 4, 280, BS_APPROXIMATE);
    add_gauge(m, BS_CONNECTIONS, DAY, 268);
    assert_value(m, BS_CONNECTIONS, DAY + 4, 268, BS_EXACT);
    assert_value(m, BS_CONNECTIONS, DAY + 5, 280, BS_EXACT);
}

static void a_level_confirmed_after_a_late_one_stands_again(void **state)
{
    member *m = *state;
    add_gauge_at(m, BS_CONNECTIONS, noon(DAY), noon(DAY + 5), 268, BS_EXACT);
    add_gauge(m, BS_CONNECTIONS, DAY + 3, 270);
    assert_value(m, BS_CONNECTIONS, DAY + 2, 268, BS_EXACT);
    assert_value(m, BS_CONNECTIONS, DAY + 3, 270, BS_EXACT);
    assert_value(m, BS_CONNECTIONS, DAY + 4, 270, BS_EXACT);
    assert_value(m, BS_CONNECTIONS, DAY + 5, 268, BS_EXACT);
    assert_int_equal(bs_timeline_gauge(member_timeline(m), BS_CONNECTIONS, noon(DAY + 4))->value,
                     270);
}

static void a_flag_missing_is_not_a_flag_unseen(void **state)
{
    member *m = *state;
    add_gauge(m, BS_ABOUT, DAY, 0);
    assert_unknown(m, BS_PHOTO, DAY);
    assert_value(m, BS_ABOUT, DAY, 0, BS_EXACT);
    assert_null(bs_timeline_gauge(member_timeline(m), BS_PHOTO, noon(DAY)));
}

/* ---- tallies --------------------------------------------------------------------------------- */

static void a_tally_is_summed_over_90_days(void **state)
{
    member *m = *state;
    add_cover(m, BS_POSTS, DAY - 200, DAY + 200);
    add_tally(m, BS_POSTS, DAY - 90, 100);
    add_tally(m, BS_POSTS, DAY - 89, 10);
    add_tally(m, BS_POSTS, DAY - 3, 5);
    add_tally(m, BS_POSTS, DAY, 1);
    add_tally(m, BS_POSTS, DAY + 1, 1000);
    assert_value(m, BS_POSTS, DAY, 16, BS_EXACT);
    assert_value(m, BS_POSTS, DAY - 1, 115, BS_EXACT);
    assert_value(m, BS_POSTS, DAY + 91, 0, BS_EXACT);
    assert_int_equal(bs_timeline_sum(member_timeline(m), BS_POSTS, DAY - 90, DAY - 89), 110);
    assert_int_equal(bs_timeline_sum(member_timeline(m), BS_POSTS, DAY + 2, DAY + 9), 0);
}

static void the_largest_source_of_a_day_stands(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 89, DAY);
    add_tally_from(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 1, 3, BS_EXACT, noon(DAY));
    add_tally_from(m, BS_COMMENTS, BS_FROM_LOCAL, DAY - 1, 2, BS_EXACT, noon(DAY + 1));
    add_tally_from(m, BS_COMMENTS, BS_FROM_ARCHIVE, DAY - 1, 5, BS_EXACT, noon(DAY - 1));
    add_tally_from(m, BS_COMMENTS, BS_FROM_LOCAL, DAY - 2, 4, BS_EXACT, noon(DAY - 2));
    assert_value(m, BS_COMMENTS, DAY, 9, BS_EXACT);
    assert_int_equal(value_on(m, BS_COMMENTS, DAY).source, BS_FROM_ARCHIVE);
    assert_int_equal(value_on(m, BS_COMMENTS, DAY).seen.seconds, noon(DAY - 1).seconds);
}

static void a_standing_lower_bound_marks_the_sum(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 89, DAY);
    add_tally_from(m, BS_COMMENTS, BS_FROM_PAGE, DAY, 5, BS_AT_LEAST, noon(DAY));
    assert_value(m, BS_COMMENTS, DAY, 5, BS_AT_LEAST);
    /* An equal exact count settles the day. */
    add_tally_from(m, BS_COMMENTS, BS_FROM_ARCHIVE, DAY, 5, BS_EXACT, noon(DAY - 9));
    assert_value(m, BS_COMMENTS, DAY, 5, BS_EXACT);
    add_tally_from(m, BS_COMMENTS, BS_FROM_ARCHIVE, DAY - 3, 5, BS_APPROXIMATE, noon(DAY - 9));
    assert_value(m, BS_COMMENTS, DAY, 10, BS_APPROXIMATE);
}

static void a_window_that_nobody_counted_is_as_usual(void **state)
{
    member *m = *state;
    add_cover_from(m, BS_POSTS, BS_FROM_ARCHIVE, DAY - 300, DAY - 91, noon(DAY - 91));
    add_tally_from(m, BS_POSTS, BS_FROM_ARCHIVE, DAY - 100, 4, BS_EXACT, noon(DAY - 91));
    /* The four posts left on DAY − 10: 81 days of that window were uncounted, 99 before were
     * counted. */
    assert_value(m, BS_POSTS, DAY, 81 * 4.0 / 99, BS_APPROXIMATE);
    assert_value(m, BS_POSTS, DAY + 900, value_on(m, BS_POSTS, DAY).value, BS_APPROXIMATE);
    assert_int_equal(value_on(m, BS_POSTS, DAY).source, BS_FROM_ARCHIVE);
    assert_unknown(m, BS_COMMENTS, DAY);
}

static void days_without_an_act_change_nothing_whoever_counts_them(void **state)
{
    member *m = *state;
    add_cover(m, BS_POSTS, DAY - 60, DAY - 20);
    add_tally(m, BS_POSTS, DAY - 50, 2);
    add_tally(m, BS_POSTS, DAY - 30, 1);
    const double then = value_on(m, BS_POSTS, DAY - 25).value;
    assert_near(value_on(m, BS_POSTS, DAY).value, then);
    add_cover(m, BS_POSTS, DAY - 3, DAY);
    assert_near(value_on(m, BS_POSTS, DAY - 25).value, value_on(m, BS_POSTS, DAY).value);
    assert_true(value_on(m, BS_POSTS, DAY).value < then);
    assert_near(value_on(m, BS_POSTS, DAY - 300).value, value_on(m, BS_POSTS, DAY - 51).value);
}

static void a_new_act_does_not_lower_its_day(void **state)
{
    member *m = *state;
    add_cover(m, BS_POSTS, DAY - 60, DAY - 20);
    add_tally(m, BS_POSTS, DAY - 50, 6);
    add_cover(m, BS_POSTS, DAY - 3, DAY + 39);
    add_tally(m, BS_POSTS, DAY, 1);
    /* 16 days of the last window before the six posts leave were uncounted, 84 days counted. */
    const double on_the_day = 7 + 16 * 7.0 / 84;
    assert_near(value_on(m, BS_POSTS, DAY).value, on_the_day);
    assert_near(value_on(m, BS_POSTS, DAY + 39).value, on_the_day);
    assert_near(value_on(m, BS_POSTS, DAY - 1).value, on_the_day);
    assert_true(value_on(m, BS_POSTS, DAY + 40).value < on_the_day);
}

/** Adds acts and covers at random; sets which days have acts. */
static void act_at_random(member *m, bool acted[300], uint32_t *seed)
{
    memset(acted, 0, 300 * sizeof *acted);
    for (uint32_t i = 1 + random_below(seed, 6); i > 0; i--) {
        const uint32_t from = random_below(seed, 280);
        const uint32_t to = from + random_below(seed, 300 - from);
        add_cover(m, BS_POSTS, DAY + (bs_day)from, DAY + (bs_day)to);
    }
    for (uint32_t i = 1 + random_below(seed, 25); i > 0; i--) {
        const uint32_t day = random_below(seed, 300);
        if (!acted[day]) {
            add_tally(m, BS_POSTS, DAY + (bs_day)day, 1 + (int64_t)random_below(seed, 4));
            acted[day] = true;
        }
    }
}

static void only_acts_move_a_count_and_new_ones_never_down(void **state)
{
    (void)state;
    uint32_t seed = 20261129;
    for (int round = 0; round < 300; round++) {
        member m;
        bool acted[300];
        member_init(&m);
        act_at_random(&m, acted, &seed);
        bs_value before = value_on(&m, BS_POSTS, DAY);
        for (bs_day day = 1; day < 300 && !before.learning; day++) {
            const bs_value now = value_on(&m, BS_POSTS, DAY + day);
            const bool enters = acted[day];
            const bool leaves = day >= 90 && acted[day - 90];
            const bs_day gone = DAY + day - 90;
            const int64_t sum = bs_timeline_sum(member_timeline(&m), BS_POSTS, gone + 1, DAY + day);
            const int64_t left = bs_timeline_sum(member_timeline(&m), BS_POSTS, gone, gone);
            assert_true(enters || leaves || fabs(now.value - before.value) < 1e-9);
            assert_true(!enters || now.value > before.value - (double)left - 1e-9);
            assert_true(now.value > (double)sum - 1e-9);
            before = now;
        }
        member_free(&m);
    }
}

static void a_covered_window_of_nothing_is_a_seen_zero(void **state)
{
    member *m = *state;
    add_cover_from(m, BS_POSTS, BS_FROM_ARCHIVE, DAY - 89, DAY - 10, noon(DAY - 10));
    add_cover_from(m, BS_POSTS, BS_FROM_PAGE, DAY - 20, DAY, noon(DAY));
    assert_value(m, BS_POSTS, DAY, 0, BS_EXACT);
    assert_int_equal(value_on(m, BS_POSTS, DAY).source, BS_FROM_PAGE);
    assert_int_equal(value_on(m, BS_POSTS, DAY).seen.seconds, noon(DAY).seconds);
}

static void a_count_taken_back_is_a_seen_zero(void **state)
{
    member *m = *state;
    add_tally_from(m, BS_REACTIONS, BS_FROM_LOCAL, DAY, 0, BS_EXACT, noon(DAY));
    bs_value value = value_on(m, BS_REACTIONS, DAY);
    assert_true(value.known);
    assert_true(value.learning);
    assert_near(value.value, 0);
    assert_int_equal(value.source, BS_FROM_LOCAL);
    assert_int_equal(value.seen.seconds, noon(DAY).seconds);
}

static void young_tallies_are_projected_from_7_to_89_days(void **state)
{
    (void)state;
    static const struct {
        int covered;
        bool learning;
        double value;
        int projected_from;
        bs_bound bound;
    } cases[] = {
        {1, true, 3, 0, BS_AT_LEAST},
        {6, true, 3, 0, BS_AT_LEAST},
        {7, false, 3 * 90.0 / 7, 7, BS_APPROXIMATE},
        {45, false, 6, 45, BS_APPROXIMATE},
        {89, false, 3 * 90.0 / 89, 89, BS_APPROXIMATE},
        {90, false, 3, 0, BS_EXACT},
        {400, false, 3, 0, BS_EXACT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        member m;
        member_init(&m);
        add_cover(&m, BS_COMMENTS, DAY - cases[i].covered + 1, DAY);
        add_tally(&m, BS_COMMENTS, DAY, 3);
        bs_value value = value_on(&m, BS_COMMENTS, DAY);
        assert_true(value.known);
        assert_int_equal(value.learning, cases[i].learning);
        assert_near(value.value, cases[i].value);
        assert_int_equal(value.projected_from_days, cases[i].projected_from);
        assert_int_equal(value.bound, cases[i].bound);
        member_free(&m);
    }
}

static void cover_is_the_union_of_spans_and_counted_days(void **state)
{
    member *m = *state;
    add_cover_from(m, BS_POSTS, BS_FROM_PAGE, DAY - 5, DAY, noon(DAY));
    add_cover_from(m, BS_POSTS, BS_FROM_LOCAL, DAY - 3, DAY, noon(DAY));
    add_tally(m, BS_POSTS, DAY - 4, 1);
    assert_true(value_on(m, BS_POSTS, DAY).learning);
    add_tally(m, BS_POSTS, DAY - 50, 1);
    assert_value(m, BS_POSTS, DAY, 2 * 90.0 / 7, BS_APPROXIMATE);
}

static void days_active_are_never_more_than_the_window(void **state)
{
    member *m = *state;
    for (bs_day day = DAY - 9; day <= DAY; day++) {
        add_tally(m, BS_DAYS_ACTIVE, day, 1);
    }
    assert_value(m, BS_DAYS_ACTIVE, DAY, 90, BS_APPROXIMATE);
}

static void the_window_follows_the_local_day(void **state)
{
    member *m = *state;
    add_cover(m, BS_POSTS, DAY - 400, DAY + 1);
    add_tally(m, BS_POSTS, DAY + 1, 1);
    bs_moment evening = bs_day_end(DAY, 0);
    assert_near(bs_timeline_value(member_timeline(m), BS_POSTS, evening).value, 0);
    evening.offset_minutes = 60;
    assert_near(bs_timeline_value(member_timeline(m), BS_POSTS, evening).value, 1);
}

static void any_tallies_sum_as_counted_day_by_day(void **state)
{
    (void)state;
    uint32_t seed = 2026;
    for (int round = 0; round < 200; round++) {
        member m;
        member_init(&m);
        int64_t counts[BS_SOURCE_COUNT][200] = {0};
        bool covered[200] = {false};
        bs_day first = DAY - 199;
        for (uint32_t i = next_random(&seed) % 40; i > 0; i--) {
            uint32_t source = next_random(&seed) % BS_SOURCE_COUNT;
            uint32_t at = next_random(&seed) % 200;
            if (counts[source][at] == 0) {
                counts[source][at] = 1 + (int64_t)(next_random(&seed) % 9);
                covered[at] = true;
                add_tally_from(&m, BS_PROFILES_VIEWED, (bs_source)source, first + (bs_day)at,
                               counts[source][at], BS_EXACT, noon(DAY));
            }
        }
        for (uint32_t i = next_random(&seed) % 6; i > 0; i--) {
            uint32_t from = next_random(&seed) % 200;
            uint32_t to = from + next_random(&seed) % (200 - from);
            for (uint32_t at = from; at <= to; at++) {
                covered[at] = true;
            }
            add_cover_from(&m, BS_PROFILES_VIEWED,
                           (bs_source)(next_random(&seed) % BS_SOURCE_COUNT), first + (bs_day)from,
                           first + (bs_day)to, noon(DAY));
        }
        int known = 0;
        for (int day = 0; day < 200; day++) {
            known += covered[day] ? 1 : 0;
        }
        for (int day = 0; day < 200; day++) {
            int64_t sum = 0;
            int days = 0;
            for (int at = day < 89 ? 0 : day - 89; at <= day; at++) {
                int64_t largest = 0;
                for (size_t s = 0; s < BS_SOURCE_COUNT; s++) {
                    largest = counts[s][at] > largest ? counts[s][at] : largest;
                }
                sum += largest;
                days += covered[at] ? 1 : 0;
            }
            bs_value value = value_on(&m, BS_PROFILES_VIEWED, first + day);
            assert_int_equal(value.known, known >= 7 || days > 0);
            if (value.known) {
                assert_int_equal(value.learning, known < 7);
                assert_true(value.learning ? value.value == (double)sum
                                           : value.value >= (double)sum);
                assert_true(value.bound != BS_EXACT || value.value == (double)sum);
            }
        }
        member_free(&m);
    }
}

/* ---- rates ----------------------------------------------------------------------------------- */

static void a_rate_is_one_tally_over_another(void **state)
{
    member *m = *state;
    add_window(m, BS_INVITATIONS_SENT, DAY, 10);
    add_window(m, BS_INVITATIONS_ACCEPTED, DAY, 4);
    assert_value(m, BS_ACCEPTANCE_RATE, DAY, 0.4, BS_EXACT);
    add_tally(m, BS_INVITATIONS_ACCEPTED, DAY - 5, 40);
    assert_value(m, BS_ACCEPTANCE_RATE, DAY, 1, BS_EXACT);
}

static void a_rate_needs_three_below_the_line(void **state)
{
    member *m = *state;
    add_window(m, BS_INVITATIONS_SENT, DAY, 2);
    add_window(m, BS_INVITATIONS_ACCEPTED, DAY, 2);
    assert_unknown(m, BS_ACCEPTANCE_RATE, DAY);
    add_tally(m, BS_INVITATIONS_SENT, DAY - 1, 1);
    assert_value(m, BS_ACCEPTANCE_RATE, DAY, 2.0 / 3, BS_EXACT);
}

static void a_rate_uses_only_days_that_both_tallies_cover(void **state)
{
    member *m = *state;
    add_cover(m, BS_INVITATIONS_SENT, DAY - 89, DAY);
    add_cover(m, BS_INVITATIONS_ACCEPTED, DAY - 9, DAY);
    add_tally(m, BS_INVITATIONS_SENT, DAY - 60, 100);
    add_tally(m, BS_INVITATIONS_SENT, DAY - 2, 8);
    add_tally(m, BS_INVITATIONS_ACCEPTED, DAY - 1, 6);
    assert_value(m, BS_ACCEPTANCE_RATE, DAY, 0.75, BS_APPROXIMATE);
}

static void a_rate_without_shared_days_is_not_known(void **state)
{
    member *m = *state;
    add_cover(m, BS_INVITATIONS_SENT, DAY - 60, DAY - 30);
    add_tally(m, BS_INVITATIONS_SENT, DAY - 40, 10);
    add_cover(m, BS_INVITATIONS_ACCEPTED, DAY - 29, DAY);
    add_tally(m, BS_INVITATIONS_ACCEPTED, DAY - 20, 10);
    assert_unknown(m, BS_ACCEPTANCE_RATE, DAY);
}

static void a_rate_of_less_than_a_week_is_learning(void **state)
{
    member *m = *state;
    add_cover(m, BS_INVITATIONS_SENT, DAY - 89, DAY);
    add_cover(m, BS_INVITATIONS_ACCEPTED, DAY - 5, DAY);
    add_tally(m, BS_INVITATIONS_SENT, DAY - 2, 8);
    assert_true(value_on(m, BS_ACCEPTANCE_RATE, DAY).learning);
    assert_true(value_on(m, BS_ACCEPTANCE_RATE, DAY + 1).learning);
    add_cover(m, BS_INVITATIONS_ACCEPTED, DAY - 6, DAY - 6);
    assert_value(m, BS_ACCEPTANCE_RATE, DAY, 0, BS_APPROXIMATE);
}

static void a_rate_with_young_threads_is_a_lower_bound(void **state)
{
    member *m = *state;
    add_cover(m, BS_THREADS_STARTED, DAY - 200, DAY + 100);
    add_cover(m, BS_THREADS_ANSWERED, DAY - 200, DAY + 100);
    add_tally(m, BS_THREADS_STARTED, DAY, 4);
    add_tally(m, BS_THREADS_ANSWERED, DAY, 1);
    assert_value(m, BS_RESPONSE_RATE, DAY, 0.25, BS_AT_LEAST);
    assert_value(m, BS_RESPONSE_RATE, DAY + 13, 0.25, BS_AT_LEAST);
    assert_value(m, BS_RESPONSE_RATE, DAY + 14, 0.25, BS_EXACT);
    /* If no window has enough acts, the last known rate. */
    assert_value(m, BS_RESPONSE_RATE, DAY + 90, 0.25, BS_APPROXIMATE);
    assert_value(m, BS_RESPONSE_RATE, DAY - 1, 0.25, BS_AT_LEAST);
}

static void inmail_replies_are_measured_against_inmails_sent(void **state)
{
    member *m = *state;
    add_window(m, BS_INMAILS_SENT, DAY, 20);
    add_window(m, BS_INMAIL_REPLIES, DAY, 5);
    assert_value(m, BS_INMAIL_REPLY_RATE, DAY, 0.25, BS_AT_LEAST);
}

static void a_rate_was_seen_when_either_tally_was(void **state)
{
    member *m = *state;
    add_window(m, BS_INVITATIONS_SENT, DAY, 0);
    add_window(m, BS_INVITATIONS_ACCEPTED, DAY, 0);
    add_tally_from(m, BS_INVITATIONS_SENT, BS_FROM_ARCHIVE, DAY - 9, 9, BS_EXACT, noon(DAY - 2));
    add_tally_from(m, BS_INVITATIONS_ACCEPTED, BS_FROM_API, DAY - 8, 3, BS_EXACT, noon(DAY - 1));
    bs_value value = value_on(m, BS_ACCEPTANCE_RATE, DAY);
    assert_int_equal(value.source, BS_FROM_API);
    assert_int_equal(value.seen.seconds, noon(DAY - 1).seconds);
}

/* ---- new connections ------------------------------------------------------------------------- */

static void new_connections_are_counted_where_they_can_be(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY - 89, 200);
    add_gauge(m, BS_CONNECTIONS, DAY, 300);
    add_window(m, BS_NEW_CONNECTIONS, DAY, 12);
    assert_value(m, BS_NEW_CONNECTIONS, DAY, 12, BS_EXACT);
}

static void else_they_are_the_rise_of_connections(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY - 120, 190);
    add_gauge(m, BS_CONNECTIONS, DAY - 95, 200);
    add_gauge(m, BS_CONNECTIONS, DAY - 20, 215);
    add_gauge(m, BS_CONNECTIONS, DAY, 230);
    assert_value(m, BS_NEW_CONNECTIONS, DAY, 30, BS_AT_LEAST);
    bs_value value = value_on(m, BS_NEW_CONNECTIONS, DAY);
    assert_int_equal(value.projected_from_days, 0);
    assert_int_equal(value.seen.seconds, noon(DAY).seconds);
}

static void a_rise_over_part_of_the_window_is_projected(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY - 30, 200);
    assert_unknown(m, BS_NEW_CONNECTIONS, DAY);
    add_gauge(m, BS_CONNECTIONS, DAY - 24, 202);
    bs_value value = value_on(m, BS_NEW_CONNECTIONS, DAY);
    assert_true(value.learning);
    assert_near(value.value, 2);
    add_gauge(m, BS_CONNECTIONS, DAY - 23, 207);
    assert_value(m, BS_NEW_CONNECTIONS, DAY, 7 * 90.0 / 7, BS_APPROXIMATE);
    assert_int_equal(value_on(m, BS_NEW_CONNECTIONS, DAY).projected_from_days, 7);
    assert_value(m, BS_NEW_CONNECTIONS, DAY - 23, 90, BS_APPROXIMATE);
}

static void removals_do_not_make_new_connections_negative(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY - 100, 300);
    add_gauge(m, BS_CONNECTIONS, DAY, 280);
    assert_value(m, BS_NEW_CONNECTIONS, DAY, 0, BS_AT_LEAST);
}

static void capped_readings_do_not_measure_a_rise(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY - 60, 480);
    add_gauge(m, BS_CONNECTIONS, DAY - 30, 490);
    add_gauge_at(m, BS_CONNECTIONS, noon(DAY), noon(DAY), 500, BS_AT_LEAST);
    assert_value(m, BS_NEW_CONNECTIONS, DAY, 30, BS_APPROXIMATE);
    assert_int_equal(value_on(m, BS_NEW_CONNECTIONS, DAY).projected_from_days, 30);
}

static void a_level_confirmed_inside_the_window_stood_at_its_start(void **state)
{
    member *m = *state;
    add_gauge_at(m, BS_CONNECTIONS, noon(DAY - 150), noon(DAY - 40), 300, BS_EXACT);
    assert_value(m, BS_NEW_CONNECTIONS, DAY, 0, BS_AT_LEAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(a_gauge_seen_first_is_not_new),
        member_test(growth_that_an_archive_dates_keeps_its_days),
        member_test(a_rise_that_nobody_dated_does_not_land_on_the_first_look),
        member_test(a_lower_bound_was_the_higher_level_read_next),
        member_test(a_flag_seen_first_is_not_new),
        member_test(a_gauge_seen_later_was_seen_at_its_reading_before),
        member_test(an_at_least_below_refreshes_and_above_raises),
        member_test(an_approximate_reading_waits_until_the_exact_one_is_old),
        member_test(a_reading_that_arrives_late_takes_its_place_in_time),
        member_test(a_level_confirmed_after_a_late_one_stands_again),
        member_test(a_flag_missing_is_not_a_flag_unseen),
        member_test(a_tally_is_summed_over_90_days),
        member_test(the_largest_source_of_a_day_stands),
        member_test(a_standing_lower_bound_marks_the_sum),
        member_test(a_window_that_nobody_counted_is_as_usual),
        member_test(days_without_an_act_change_nothing_whoever_counts_them),
        member_test(a_new_act_does_not_lower_its_day),
        member_test(only_acts_move_a_count_and_new_ones_never_down),
        member_test(a_covered_window_of_nothing_is_a_seen_zero),
        member_test(a_count_taken_back_is_a_seen_zero),
        member_test(young_tallies_are_projected_from_7_to_89_days),
        member_test(cover_is_the_union_of_spans_and_counted_days),
        member_test(days_active_are_never_more_than_the_window),
        member_test(the_window_follows_the_local_day),
        member_test(any_tallies_sum_as_counted_day_by_day),
        member_test(a_rate_is_one_tally_over_another),
        member_test(a_rate_needs_three_below_the_line),
        member_test(a_rate_uses_only_days_that_both_tallies_cover),
        member_test(a_rate_without_shared_days_is_not_known),
        member_test(a_rate_of_less_than_a_week_is_learning),
        member_test(a_rate_with_young_threads_is_a_lower_bound),
        member_test(inmail_replies_are_measured_against_inmails_sent),
        member_test(a_rate_was_seen_when_either_tally_was),
        member_test(new_connections_are_counted_where_they_can_be),
        member_test(else_they_are_the_rise_of_connections),
        member_test(a_rise_over_part_of_the_window_is_projected),
        member_test(removals_do_not_make_new_connections_negative),
        member_test(capped_readings_do_not_measure_a_rise),
        member_test(a_level_confirmed_inside_the_window_stood_at_its_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
