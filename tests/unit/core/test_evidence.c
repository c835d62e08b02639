#include "member.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static bs_gauge reading(int64_t value, bs_bound bound, bs_day day)
{
    return (bs_gauge){.signal = BS_CONNECTIONS,
                      .at = noon(day),
                      .seen = noon(day),
                      .value = value,
                      .bound = bound};
}

static void a_reading_is_judged_against_the_standing_one(void **state)
{
    (void)state;
    static const struct {
        int64_t standing;
        bs_bound standing_bound;
        int64_t value;
        bs_bound bound;
        bs_gauge_verdict verdict;
    } cases[] = {
        {268, BS_EXACT, 268, BS_EXACT, BS_GAUGE_REFRESH},
        {268, BS_EXACT, 269, BS_EXACT, BS_GAUGE_STORE},
        {268, BS_EXACT, 12, BS_EXACT, BS_GAUGE_STORE},
        {268, BS_EXACT, 268, BS_AT_LEAST, BS_GAUGE_REFRESH},
        {268, BS_EXACT, 100, BS_AT_LEAST, BS_GAUGE_REFRESH},
        {268, BS_EXACT, 500, BS_AT_LEAST, BS_GAUGE_STORE},
        {500, BS_AT_LEAST, 500, BS_AT_LEAST, BS_GAUGE_REFRESH},
        {500, BS_AT_LEAST, 20, BS_AT_LEAST, BS_GAUGE_REFRESH},
        {500, BS_AT_LEAST, 501, BS_AT_LEAST, BS_GAUGE_STORE},
        {500, BS_AT_LEAST, 500, BS_EXACT, BS_GAUGE_STORE},
        {500, BS_AT_LEAST, 480, BS_EXACT, BS_GAUGE_STORE},
        {500, BS_AT_LEAST, 1200, BS_APPROXIMATE, BS_GAUGE_STORE},
        {1200, BS_APPROXIMATE, 1200, BS_APPROXIMATE, BS_GAUGE_REFRESH},
        {1200, BS_APPROXIMATE, 1300, BS_APPROXIMATE, BS_GAUGE_STORE},
        {1200, BS_APPROXIMATE, 1234, BS_EXACT, BS_GAUGE_STORE},
        {1200, BS_APPROXIMATE, 1200, BS_EXACT, BS_GAUGE_STORE},
        {1200, BS_APPROXIMATE, 500, BS_AT_LEAST, BS_GAUGE_REFRESH},
        {1234, BS_EXACT, 1200, BS_APPROXIMATE, BS_GAUGE_IGNORE},
        {1234, BS_EXACT, 5000, BS_APPROXIMATE, BS_GAUGE_IGNORE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_gauge standing = reading(cases[i].standing, cases[i].standing_bound, DAY - 1);
        bs_gauge next = reading(cases[i].value, cases[i].bound, DAY);
        assert_int_equal(bs_gauge_judge(&standing, &next), cases[i].verdict);
    }
    bs_gauge first = reading(3, BS_APPROXIMATE, DAY);
    assert_int_equal(bs_gauge_judge(NULL, &first), BS_GAUGE_STORE);
}

static void an_exact_reading_yields_to_an_approximate_one_after_90_days(void **state)
{
    (void)state;
    bs_gauge standing = reading(1234, BS_EXACT, DAY - 200);
    bs_gauge next = reading(1300, BS_APPROXIMATE, DAY);
    standing.seen = noon(DAY - 90);
    assert_int_equal(bs_gauge_judge(&standing, &next), BS_GAUGE_IGNORE);
    standing.seen = noon(DAY - 91);
    assert_int_equal(bs_gauge_judge(&standing, &next), BS_GAUGE_STORE);
}

static void covers_that_overlap_or_touch_are_joined(void **state)
{
    (void)state;
    bs_cover covers[] = {
        {BS_POSTS, BS_FROM_PAGE, 120, 129, noon(130)},
        {BS_POSTS, BS_FROM_PAGE, 100, 110, noon(110)},
        {BS_POSTS, BS_FROM_PAGE, 111, 115, noon(140)}, /* adjacent to 110 */
        {BS_POSTS, BS_FROM_PAGE, 117, 118, noon(118)}, /* a day's gap to 115 */
        {BS_POSTS, BS_FROM_PAGE, 102, 104, noon(104)}, /* inside */
        {BS_POSTS, BS_FROM_ARCHIVE, 105, 112, noon(112)},
        {BS_COMMENTS, BS_FROM_PAGE, 105, 112, noon(112)},
    };
    size_t count = bs_covers_merge(covers, sizeof covers / sizeof *covers);
    static const struct {
        bs_signal signal;
        bs_source source;
        bs_day from, to, seen;
    } expected[] = {
        {BS_POSTS, BS_FROM_PAGE, 100, 115, 140},    {BS_POSTS, BS_FROM_PAGE, 117, 118, 118},
        {BS_POSTS, BS_FROM_PAGE, 120, 129, 130},    {BS_POSTS, BS_FROM_ARCHIVE, 105, 112, 112},
        {BS_COMMENTS, BS_FROM_PAGE, 105, 112, 112},
    };
    assert_int_equal(count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(covers[i].signal, expected[i].signal);
        assert_int_equal(covers[i].source, expected[i].source);
        assert_int_equal(covers[i].from, expected[i].from);
        assert_int_equal(covers[i].to, expected[i].to);
        assert_int_equal(bs_moment_day(covers[i].seen), expected[i].seen);
    }
    assert_int_equal(bs_covers_merge(NULL, 0), 0);
}

static void observations_are_sorted_as_an_evidence_asks(void **state)
{
    (void)state;
    bs_gauge gauges[] = {
        {.signal = BS_CONNECTIONS, .at = {.seconds = 20}},
        {.signal = BS_PHOTO, .at = {.seconds = 30}},
        {.signal = BS_CONNECTIONS, .at = {.seconds = 10}},
    };
    bs_gauges_sort(gauges, 3);
    assert_int_equal(gauges[0].signal, BS_PHOTO);
    assert_int_equal(gauges[1].at.seconds, 10);
    assert_int_equal(gauges[2].at.seconds, 20);

    bs_tally tallies[] = {
        {.signal = BS_COMMENTS, .day = 9, .source = BS_FROM_PAGE},
        {.signal = BS_POSTS, .day = 12, .source = BS_FROM_PAGE},
        {.signal = BS_POSTS, .day = 11, .source = BS_FROM_ARCHIVE},
        {.signal = BS_POSTS, .day = 11, .source = BS_FROM_PAGE},
    };
    bs_tallies_sort(tallies, 4);
    assert_int_equal(tallies[0].day, 11);
    assert_int_equal(tallies[0].source, BS_FROM_PAGE);
    assert_int_equal(tallies[1].source, BS_FROM_ARCHIVE);
    assert_int_equal(tallies[2].day, 12);
    assert_int_equal(tallies[3].signal, BS_COMMENTS);
}

static void words_are_those_of_the_protocol(void **state)
{
    (void)state;
    assert_string_equal(bs_bound_id(BS_EXACT), "exact");
    assert_string_equal(bs_bound_id(BS_AT_LEAST), "at_least");
    assert_string_equal(bs_bound_id(BS_APPROXIMATE), "approximate");
    static const char *const sources[] = {"page", "typed", "local", "archive", "api"};
    for (size_t i = 0; i < BS_SOURCE_COUNT; i++) {
        assert_string_equal(bs_source_id((bs_source)i), sources[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reading_is_judged_against_the_standing_one),
        cmocka_unit_test(an_exact_reading_yields_to_an_approximate_one_after_90_days),
        cmocka_unit_test(covers_that_overlap_or_touch_are_joined),
        cmocka_unit_test(observations_are_sorted_as_an_evidence_asks),
        cmocka_unit_test(words_are_those_of_the_protocol),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
