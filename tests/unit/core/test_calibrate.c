#include "member.h"
#include "random.h"

#include "bussola/core/calibrate.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static bs_backtest backtest(member *m)
{
    bs_backtest b;
    assert_int_equal(bs_calibrate_backtest(&b, member_timeline(m)), BS_OK);
    return b;
}

/** A year of comments and profiles, in bursts. */
static void add_year(member *m, uint32_t seed)
{
    add_cover(m, BS_COMMENTS, DAY - 500, DAY);
    add_cover(m, BS_PROFILES_VIEWED, DAY - 500, DAY);
    uint32_t busy = 2;
    for (bs_day day = DAY - 500; day <= DAY; day++) {
        if (day % 9 == 0) {
            busy = 1 + random_below(&seed, 5);
        }
        int64_t comments = random_below(&seed, busy);
        int64_t profiles = random_below(&seed, 3 * busy);
        if (comments > 0) {
            add_tally(m, BS_COMMENTS, day, comments);
        }
        if (profiles > 0) {
            add_tally(m, BS_PROFILES_VIEWED, day, profiles);
        }
    }
}

/** A reading that equals the model `delay` days earlier, with a gain on Insights. */
static void read_late(member *m, bs_day day, int delay, double gain, double noise)
{
    double comments = value_on(m, BS_COMMENTS, day - delay).value;
    double profiles = value_on(m, BS_PROFILES_VIEWED, day - delay).value;
    add_official(m, day, 12, 4 + 9 * fmin(1, profiles / 400),
                 5 + noise + gain * 9 * fmin(1, comments / 120), 15);
}

static void without_readings_nothing_is_said(void **state)
{
    bs_backtest b = backtest(*state);
    assert_int_equal(b.readings, 0);
    assert_int_equal(b.total.anchored.count, 0);
    assert_true(isnan(b.total.anchored.mean));
    assert_true(isnan(b.total.estimate.mean));
    assert_true(isnan(b.delay_errors[0]));
    assert_int_equal(b.delay, 0);
    assert_false(b.delay_supported);
    assert_true(b.factors[BS_INSIGHTS] == 1);
}

static void errors_are_those_of_each_pair(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 200, DAY);
    add_tally(m, BS_COMMENTS, DAY - 12, 12);
    add_official(m, DAY - 20, 12, 5, 10, 15);
    add_official_at(m, bs_day_start(DAY - 10, OFFSET), 1, 1, 1, 1);
    add_official(m, DAY - 10, 12, 6, 11.9, 15);
    add_official(m, DAY, 12, 4, 11.9, 15);
    bs_backtest b = backtest(m);
    assert_int_equal(b.readings, 3);
    const bs_backtest_part *insights = &b.pillars[BS_INSIGHTS];
    assert_int_equal(insights->anchored.count, 2);
    assert_near(insights->anchored.mean, 0.5);
    assert_near(insights->anchored.bias, -0.5);
    assert_near(insights->anchored.worst, 1);
    assert_near(insights->unchanged.mean, 0.95);
    assert_near(b.pillars[BS_PEOPLE].anchored.bias, 0.5);
    assert_near(b.total.anchored.mean, 2);
    assert_near(b.total.anchored.bias, 0);
    assert_near(b.total.unchanged.worst, 2.9);
    /* Only nine points were seen: no estimate would have been shown. */
    assert_int_equal(insights->estimate.count, 0);
}

static void estimates_are_compared_where_they_would_be_shown(void **state)
{
    member *m = *state;
    static const bs_signal seen[] = {
        BS_PEOPLE_SEARCHES, BS_PROFILES_VIEWED, BS_DAYS_ACTIVE, BS_COMMENTS,
        BS_REACTIONS,       BS_POSTS,           BS_REPOSTS,
    };
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
        add_window(m, seen[i], DAY, 0);
    }
    static const bs_signal profile[] = {BS_PHOTO,        BS_ABOUT,        BS_POSITION,
                                        BS_EDUCATION,    BS_LOCATION,     BS_PUBLICATIONS,
                                        BS_VOLUNTEERING, BS_ENDORSEMENTS, BS_RECOMMENDATIONS,
                                        BS_SKILLS,       BS_FOLLOWERS};
    for (size_t i = 0; i < sizeof profile / sizeof *profile; i++) {
        add_gauge(m, profile[i], DAY, 0);
    }
    add_gauge(m, BS_CONNECTIONS, DAY, 40);
    add_official(m, DAY, 1, 2, 0.5, 9);
    bs_backtest b = backtest(m);
    assert_int_equal(b.total.estimate.count, 1);
    assert_near(b.pillars[BS_PEOPLE].estimate.mean, 2);
    /* Groups were not seen: two points at the usual share, 2.05 of 25. */
    assert_near(b.pillars[BS_INSIGHTS].estimate.bias, 2 * 2.05 / 25 - 0.5);
    assert_near(b.total.estimate.bias, b.pillars[BS_BRAND].estimate.bias +
                                           b.pillars[BS_PEOPLE].estimate.bias +
                                           b.pillars[BS_INSIGHTS].estimate.bias +
                                           b.pillars[BS_RELATIONSHIPS].estimate.bias);
}

static void a_model_that_is_right_needs_no_fit(void **state)
{
    member *m = *state;
    add_year(m, 11);
    for (bs_day day = DAY - 350; day <= DAY; day += 7) {
        read_late(m, day, 0, 1, 0);
    }
    bs_backtest b = backtest(m);
    assert_int_equal(b.readings, 51);
    assert_true(b.total.anchored.mean < 1e-9);
    assert_true(b.total.unchanged.mean > 0.1);
    assert_int_equal(b.delay, 0);
    assert_false(b.delay_supported);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        assert_true(b.factors[p] == 1);
    }
}

static void a_gain_is_learned(void **state)
{
    member *m = *state;
    add_year(m, 11);
    for (bs_day day = DAY - 350; day <= DAY; day += 7) {
        read_late(m, day, 0, 0.5, 0);
    }
    bs_backtest b = backtest(m);
    assert_near(b.factors[BS_INSIGHTS], 0.5);
    assert_true(b.factors[BS_PEOPLE] == 1);
    /* Before the second reading the factor was not known. */
    assert_true(b.pillars[BS_INSIGHTS].anchored.mean > 0);
    assert_true(b.pillars[BS_INSIGHTS].anchored.mean < 0.3 * b.pillars[BS_INSIGHTS].unchanged.mean);
}

static void a_delay_is_found(void **state)
{
    (void)state;
    for (int delay = 1; delay <= BS_DELAY_MAX; delay++) {
        member m;
        member_init(&m);
        add_year(&m, 23);
        for (bs_day day = DAY - 350; day <= DAY; day += 7) {
            read_late(&m, day, delay, 0.5, 0);
        }
        bs_backtest b = backtest(&m);
        assert_int_equal(b.delay, delay);
        assert_true(b.delay_supported);
        assert_true(b.delay_errors[delay] < b.delay_errors[0]);
        member_free(&m);
    }
}

static void few_readings_support_nothing(void **state)
{
    member *m = *state;
    add_year(m, 37);
    for (bs_day day = DAY - 49; day <= DAY; day += 7) {
        read_late(m, day, 3, 0.5, 0);
    }
    bs_backtest b = backtest(m);
    assert_int_equal(b.readings, 8);
    assert_false(b.delay_supported);
}

static void noise_supports_nothing(void **state)
{
    (void)state;
    size_t claims = 0;
    for (uint32_t seed = 1; seed <= 20; seed++) {
        member m;
        member_init(&m);
        add_year(&m, seed);
        uint32_t noise = seed * 7919;
        for (bs_day day = DAY - 140; day <= DAY; day += 7) {
            read_late(&m, day, 0, 1, 2 * random_unit(&noise));
        }
        bs_backtest b = backtest(&m);
        claims += b.delay_supported ? 1 : 0;
        member_free(&m);
    }
    /* By chance one in forty exceeds twice the standard error. */
    assert_true(claims <= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(without_readings_nothing_is_said),
        member_test(errors_are_those_of_each_pair),
        member_test(estimates_are_compared_where_they_would_be_shown),
        member_test(a_model_that_is_right_needs_no_fit),
        member_test(a_gain_is_learned),
        member_test(a_delay_is_found),
        member_test(few_readings_support_nothing),
        member_test(noise_supports_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
