#include <string.h>

#include "../test.h"
#include "bussola/core/observation.h"

static const bs_moment NOON = {.seconds = 1795431600, .offset_minutes = 60};

static bs_day today(void)
{
    return bs_day_from_civil(2026, 11, 23);
}

static int open_observation(void **state)
{
    static bs_observation observation;
    bs_observation_init(&observation);
    observation.at = NOON;
    observation.source = BS_FROM_TYPED;
    *state = &observation;
    return 0;
}

static int close_observation(void **state)
{
    bs_observation_free(*state);
    return 0;
}

static void items_carry_the_moment_and_source(void **state)
{
    bs_observation *o = *state;
    assert_int_equal(bs_observation_add_gauge(o, BS_CONNECTIONS, 268, BS_AT_LEAST, NULL), BS_OK);
    assert_int_equal(bs_observation_add_tally(o, BS_POSTS, today(), 2, BS_APPROXIMATE, NULL),
                     BS_OK);
    assert_int_equal(bs_observation_add_cover(o, BS_POSTS, today() - 9, today(), NULL), BS_OK);
    assert_int_equal(bs_observation_add_event(o, BS_PEOPLE_SEARCHES, today(), -1, NULL), BS_OK);

    assert_int_equal(o->gauge_count, 1);
    assert_int_equal(o->gauges[0].signal, BS_CONNECTIONS);
    assert_int_equal(o->gauges[0].value, 268);
    assert_int_equal(o->gauges[0].bound, BS_AT_LEAST);
    assert_int_equal(o->gauges[0].source, BS_FROM_TYPED);
    assert_int_equal(o->gauges[0].at.seconds, NOON.seconds);
    assert_int_equal(o->gauges[0].seen.seconds, NOON.seconds);
    assert_int_equal(o->tallies[0].day, today());
    assert_int_equal(o->tallies[0].count, 2);
    assert_int_equal(o->tallies[0].bound, BS_APPROXIMATE);
    assert_int_equal(o->tallies[0].source, BS_FROM_TYPED);
    assert_int_equal(o->tallies[0].seen.seconds, NOON.seconds);
    assert_int_equal(o->covers[0].from, today() - 9);
    assert_int_equal(o->covers[0].to, today());
    assert_int_equal(o->covers[0].seen.seconds, NOON.seconds);
    assert_int_equal(o->events[0].count, -1);
}

static void many_items_are_kept_in_order(void **state)
{
    bs_observation *o = *state;
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(bs_observation_add_gauge(o, BS_FOLLOWERS, i, BS_EXACT, NULL), BS_OK);
        assert_int_equal(
            bs_observation_add_tally(o, BS_COMMENTS, today() - i, i + 1, BS_EXACT, NULL), BS_OK);
    }
    assert_int_equal(o->gauge_count, 1000);
    assert_int_equal(o->tally_count, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(o->gauges[i].value, i);
        assert_int_equal(o->tallies[i].count, i + 1);
    }
}

static void a_count_of_nothing_leaves_nothing(void **state)
{
    bs_observation *o = *state;
    assert_int_equal(bs_observation_add_tally(o, BS_POSTS, today(), 0, BS_EXACT, NULL), BS_OK);
    assert_int_equal(bs_observation_add_event(o, BS_POSTS, today(), 0, NULL), BS_OK);
    assert_int_equal(o->tally_count, 0);
    assert_int_equal(o->event_count, 0);
}

static void another_kind_of_signal_is_refused(void **state)
{
    bs_observation *o = *state;
    static const bs_signal not_levels[] = {BS_POSTS, BS_RESPONSE_RATE, BS_INMAILS_SENT};
    static const bs_signal not_tallies[] = {BS_CONNECTIONS, BS_PHOTO, BS_ACCEPTANCE_RATE};
    for (size_t i = 0; i < 3; i++) {
        bs_error error = {0};
        assert_int_equal(bs_observation_add_gauge(o, not_levels[i], 1, BS_EXACT, &error),
                         BS_BAD_REQUEST);
        assert_string_equal(error.field, bs_signal_info_of(not_levels[i])->id);
        assert_int_equal(bs_observation_add_tally(o, not_tallies[i], today(), 1, BS_EXACT, &error),
                         BS_BAD_REQUEST);
        assert_int_equal(bs_observation_add_cover(o, not_tallies[i], today(), today(), &error),
                         BS_BAD_REQUEST);
        assert_int_equal(bs_observation_add_event(o, not_tallies[i], today(), 1, &error),
                         BS_BAD_REQUEST);
        assert_string_equal(error.field, bs_signal_info_of(not_tallies[i])->id);
    }
    assert_int_equal(o->gauge_count + o->tally_count + o->cover_count + o->event_count, 0);
}

static void impossible_values_are_refused(void **state)
{
    bs_observation *o = *state;
    int64_t most = bs_signal_info_of(BS_CONNECTIONS)->max;
    assert_int_equal(bs_observation_add_gauge(o, BS_CONNECTIONS, most, BS_EXACT, NULL), BS_OK);
    assert_int_equal(bs_observation_add_gauge(o, BS_CONNECTIONS, most + 1, BS_EXACT, NULL),
                     BS_OUT_OF_RANGE);
    assert_int_equal(bs_observation_add_gauge(o, BS_CONNECTIONS, -1, BS_EXACT, NULL),
                     BS_OUT_OF_RANGE);
    assert_int_equal(bs_observation_add_gauge(o, BS_PHOTO, 2, BS_EXACT, NULL), BS_OUT_OF_RANGE);
    assert_int_equal(bs_observation_add_tally(o, BS_DAYS_ACTIVE, today(), 2, BS_EXACT, NULL),
                     BS_OUT_OF_RANGE);
    assert_int_equal(bs_observation_add_tally(o, BS_POSTS, today(), -1, BS_EXACT, NULL),
                     BS_OUT_OF_RANGE);
    most = bs_signal_info_of(BS_REACTIONS)->max;
    assert_int_equal(bs_observation_add_event(o, BS_REACTIONS, today(), most + 1, NULL),
                     BS_OUT_OF_RANGE);
    assert_int_equal(bs_observation_add_event(o, BS_REACTIONS, today(), -most - 1, NULL),
                     BS_OUT_OF_RANGE);
    assert_int_equal(bs_observation_add_event(o, BS_REACTIONS, today(), INT64_MIN, NULL),
                     BS_OUT_OF_RANGE);
}

static void impossible_days_are_refused(void **state)
{
    bs_observation *o = *state;
    bs_day opened = bs_day_from_civil(2003, 5, 5);
    static const struct {
        int days_from_today;
        bs_status status;
    } cases[] = {{0, BS_OK}, {1, BS_OK}, {2, BS_OUT_OF_RANGE}, {4000, BS_OUT_OF_RANGE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_day day = today() + cases[i].days_from_today;
        assert_int_equal(bs_observation_add_tally(o, BS_POSTS, day, 1, BS_EXACT, NULL),
                         cases[i].status);
        assert_int_equal(bs_observation_add_cover(o, BS_POSTS, today(), day, NULL),
                         cases[i].status);
        assert_int_equal(bs_observation_add_event(o, BS_POSTS, day, 1, NULL), cases[i].status);
    }
    assert_int_equal(bs_observation_add_tally(o, BS_POSTS, opened, 1, BS_EXACT, NULL), BS_OK);
    assert_int_equal(bs_observation_add_tally(o, BS_POSTS, opened - 1, 1, BS_EXACT, NULL),
                     BS_OUT_OF_RANGE);
    assert_int_equal(bs_observation_add_cover(o, BS_POSTS, opened - 1, today(), NULL),
                     BS_OUT_OF_RANGE);
    assert_int_equal(bs_observation_add_cover(o, BS_POSTS, today(), today() - 1, NULL),
                     BS_OUT_OF_RANGE);
}

static void the_local_day_decides_what_lies_ahead(void **state)
{
    bs_observation *o = *state;
    /* 23:30 UTC is already the next day in Rome. */
    o->at = (bs_moment){.seconds = bs_day_end(today(), 0).seconds - 1799, .offset_minutes = 60};
    assert_int_equal(bs_observation_add_tally(o, BS_POSTS, today() + 2, 1, BS_EXACT, NULL), BS_OK);
    o->at.offset_minutes = 0;
    assert_int_equal(bs_observation_add_tally(o, BS_POSTS, today() + 2, 1, BS_EXACT, NULL),
                     BS_OUT_OF_RANGE);
}

static void freeing_leaves_an_empty_observation(void **state)
{
    bs_observation *o = *state;
    assert_int_equal(bs_observation_add_gauge(o, BS_CONNECTIONS, 1, BS_EXACT, NULL), BS_OK);
    bs_observation_free(o);
    assert_int_equal(o->gauge_count, 0);
    assert_null(o->gauges);
    bs_observation_free(o);
}

#define observation_test(test)                                                                     \
    cmocka_unit_test_setup_teardown(test, open_observation, close_observation)

int main(void)
{
    const struct CMUnitTest tests[] = {
        observation_test(items_carry_the_moment_and_source),
        observation_test(many_items_are_kept_in_order),
        observation_test(a_count_of_nothing_leaves_nothing),
        observation_test(another_kind_of_signal_is_refused),
        observation_test(impossible_values_are_refused),
        observation_test(impossible_days_are_refused),
        observation_test(the_local_day_decides_what_lies_ahead),
        observation_test(freeing_leaves_an_empty_observation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
