#include "../test.h"
#include "bussola/core/offsets.h"

#define HOUR INT64_C(3600)
#define SPRING INT64_C(1774746000) /* 2026-03-29T01:00:00Z */
#define AUTUMN INT64_C(1792890000) /* 2026-10-25T01:00:00Z */

static int16_t rome_of_2026(const void *zone, int64_t seconds)
{
    (void)zone;
    return seconds >= SPRING && seconds < AUTUMN ? 120 : 60;
}

static int16_t tokyo(const void *zone, int64_t seconds)
{
    (void)zone;
    (void)seconds;
    return 540;
}

static void changes_are_found_to_the_second(void **state)
{
    (void)state;
    bs_offsets offsets = {0};
    assert_false(bs_offsets_reach(&offsets, 0));
    assert_int_equal(bs_offsets_extend(&offsets, AUTUMN + 9 * HOUR, rome_of_2026, NULL), BS_OK);
    assert_int_equal(offsets.count, 3);
    assert_int_equal(bs_offsets_at(&offsets, 0), 60);
    assert_int_equal(bs_offsets_at(&offsets, SPRING - 1), 60);
    assert_int_equal(bs_offsets_at(&offsets, SPRING), 120);
    assert_int_equal(bs_offsets_at(&offsets, AUTUMN - 1), 120);
    assert_int_equal(bs_offsets_at(&offsets, AUTUMN), 60);
    assert_true(bs_offsets_reach(&offsets, AUTUMN + 9 * HOUR));
    assert_false(bs_offsets_reach(&offsets, AUTUMN + 9 * HOUR + 1));
    bs_offsets_free(&offsets);
}

static void what_is_decided_stays(void **state)
{
    (void)state;
    bs_offsets known = {0};
    bs_offsets longer = {0};
    assert_int_equal(bs_offsets_extend(&known, AUTUMN - HOUR, rome_of_2026, NULL), BS_OK);
    assert_int_equal(bs_offsets_extend(&longer, AUTUMN - HOUR, rome_of_2026, NULL), BS_OK);
    assert_true(bs_offsets_continue(&longer, &known));
    assert_int_equal(bs_offsets_extend(&longer, AUTUMN - 2 * HOUR, tokyo, NULL), BS_OK);
    assert_int_equal(longer.until, AUTUMN - HOUR);
    assert_int_equal(bs_offsets_extend(&longer, AUTUMN + HOUR, tokyo, NULL), BS_OK);
    assert_int_equal(bs_offsets_at(&longer, AUTUMN - HOUR), 120);
    assert_int_equal(bs_offsets_at(&longer, AUTUMN - HOUR + 1), 540);
    assert_true(bs_offsets_continue(&longer, &known));
    assert_false(bs_offsets_continue(&known, &longer));
    bs_offsets other = {0};
    assert_int_equal(bs_offsets_extend(&other, AUTUMN + HOUR, tokyo, NULL), BS_OK);
    assert_false(bs_offsets_continue(&other, &known));
    assert_true(bs_offsets_continue(&other, &(bs_offsets){0}));
    bs_offsets_free(&other);
    bs_offsets_free(&longer);
    bs_offsets_free(&known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_found_to_the_second),
        cmocka_unit_test(what_is_decided_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
