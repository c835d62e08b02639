#include "../test.h"
#include "bussola/core/dates.h"

static void days_are_counted_from_1970(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bs_day day;
        int weekday;
    } cases[] = {
        {"1970-01-01", 0, 3},     {"1970-03-01", 59, 6},    {"2000-02-29", 11016, 1},
        {"2003-05-05", 12177, 0}, {"2024-02-29", 19782, 3}, {"2026-11-23", 20780, 0},
        {"2100-02-28", 47540, 6}, {"2100-03-01", 47541, 0}, {"2199-12-31", BS_DAY_LAST, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_day day = BS_DAY_NONE;
        char text[BS_DAY_TEXT];
        assert_int_equal(bs_day_parse(&day, cases[i].text), BS_OK);
        assert_int_equal(day, cases[i].day);
        bs_day_format(text, day);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(bs_day_weekday(day), cases[i].weekday);
    }
}

static void every_day_comes_back(void **state)
{
    (void)state;
    int year = 1969;
    int month = 12;
    int day_of_month = 31;
    for (bs_day day = 0; day <= BS_DAY_LAST; day++) {
        int next_year;
        int next_month;
        int next_day;
        bs_day_to_civil(day, &next_year, &next_month, &next_day);
        bool same_month = next_month == month && next_day == day_of_month + 1;
        bool same_year = next_year == year && next_month == month + 1 && next_day == 1;
        bool new_year = next_year == year + 1 && month == 12 && next_month == 1 && next_day == 1;
        assert_true(same_month || same_year || new_year);
        assert_int_equal(bs_day_from_civil(next_year, next_month, next_day), day);
        year = next_year;
        month = next_month;
        day_of_month = next_day;
    }
    assert_int_equal(year, 2199);
}

static void other_shapes_of_days_are_refused(void **state)
{
    (void)state;
    static const char *const shapes[] = {
        "",           "2026",        "2026-11",     "2026-1-01",   "2026-11-1",
        "20261123",   "2026/11/23",  "2026-11-23 ", " 2026-11-23", "2026-11-2x",
        "-026-11-23", "2026-11-23T", "+026-11-23",  "2026-11-230", "２026-11-23",
    };
    static const char *const calendar[] = {
        "2026-02-30", "2026-02-29", "2100-02-29", "2026-04-31", "2026-00-10",
        "2026-13-01", "2026-01-00", "2026-01-32", "1969-12-31", "2200-01-01",
    };
    bs_day day = 7;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        assert_int_equal(bs_day_parse(&day, shapes[i]), BS_BAD_REQUEST);
    }
    for (size_t i = 0; i < sizeof calendar / sizeof *calendar; i++) {
        assert_int_equal(bs_day_parse(&day, calendar[i]), BS_OUT_OF_RANGE);
    }
    assert_int_equal(day, 7);
}

static void moments_keep_their_offset(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds;
        int offset;
        const char *day;
        const char *again;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0, 0, "1970-01-01", "1970-01-01T00:00:00+00:00"},
        {"1970-01-01t01:00:00+01:00", 0, 60, "1970-01-01", "1970-01-01T01:00:00+01:00"},
        {"2026-11-23T23:30:00-05:00", 1795494600, -300, "2026-11-23", "2026-11-23T23:30:00-05:00"},
        {"2026-11-24T05:30:00.999+01:00", 1795494600, 60, "2026-11-24",
         "2026-11-24T05:30:00+01:00"},
        {"2026-11-24T10:00:00+05:30", 1795494600, 330, "2026-11-24", "2026-11-24T10:00:00+05:30"},
        {"2016-12-31T23:59:60Z", 1483228800, 0, "2017-01-01", "2017-01-01T00:00:00+00:00"},
        {"2026-11-23T00:00:00-00:00", 1795392000, 0, "2026-11-23", "2026-11-23T00:00:00+00:00"},
        {"1970-01-01T00:00:00+23:59", -86340, 1439, "1970-01-01", "1970-01-01T00:00:00+23:59"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_moment moment = {0};
        char text[BS_MOMENT_TEXT];
        assert_int_equal(bs_moment_parse(&moment, cases[i].text), BS_OK);
        assert_int_equal(moment.seconds, cases[i].seconds);
        assert_int_equal(moment.offset_minutes, cases[i].offset);
        char day[BS_DAY_TEXT];
        bs_day_format(day, bs_moment_day(moment));
        assert_string_equal(day, cases[i].day);
        bs_moment_format(text, moment);
        assert_string_equal(text, cases[i].again);
    }
}

static void other_shapes_of_moments_are_refused(void **state)
{
    (void)state;
    static const char *const shapes[] = {
        "2026-11-23",
        "2026-11-23T10:00",
        "2026-11-23T10:00:00",
        "2026-11-23T10:00:00.Z",
        "2026-11-23T10:00:00+1:00",
        "2026-11-23T10:00:00+0100",
        "2026-11-23 10:00:00Z",
        "2026-11-23T10:00:00ZZ",
        "2026-11-23T10:00:00+01:00 ",
    };
    static const char *const calendar[] = {
        "2026-02-29T10:00:00Z",      "2026-11-23T24:00:00Z",      "2026-11-23T10:60:00Z",
        "2026-11-23T10:00:61Z",      "2026-11-23T10:00:00+24:00", "2026-11-23T10:00:00+01:60",
        "1969-12-31T23:59:59+00:00",
    };
    bs_moment moment = {.seconds = 7};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        assert_int_equal(bs_moment_parse(&moment, shapes[i]), BS_BAD_REQUEST);
    }
    for (size_t i = 0; i < sizeof calendar / sizeof *calendar; i++) {
        assert_int_equal(bs_moment_parse(&moment, calendar[i]), BS_OUT_OF_RANGE);
    }
    assert_int_equal(moment.seconds, 7);
}

static void a_day_has_its_own_first_and_last_second(void **state)
{
    (void)state;
    bs_day day = bs_day_from_civil(2026, 11, 23);
    static const int16_t offsets[] = {-720, -1, 0, 60, 345, 840};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        bs_moment first = bs_day_start(day, offsets[i]);
        bs_moment last = bs_day_end(day, offsets[i]);
        assert_int_equal(bs_moment_day(first), day);
        assert_int_equal(bs_moment_day(last), day);
        first.seconds--;
        last.seconds++;
        assert_int_equal(bs_moment_day(first), day - 1);
        assert_int_equal(bs_moment_day(last), day + 1);
    }
}

static void moments_compare_by_time_alone(void **state)
{
    (void)state;
    bs_moment rome = {.seconds = 100, .offset_minutes = 60};
    bs_moment quito = {.seconds = 100, .offset_minutes = -300};
    bs_moment later = {.seconds = 101, .offset_minutes = -300};
    assert_int_equal(bs_moment_compare(rome, quito), 0);
    assert_true(bs_moment_compare(rome, later) < 0);
    assert_true(bs_moment_compare(later, rome) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_counted_from_1970),
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(other_shapes_of_days_are_refused),
        cmocka_unit_test(moments_keep_their_offset),
        cmocka_unit_test(other_shapes_of_moments_are_refused),
        cmocka_unit_test(a_day_has_its_own_first_and_last_second),
        cmocka_unit_test(moments_compare_by_time_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
