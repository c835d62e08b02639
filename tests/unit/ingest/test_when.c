/* Date formats of the archive, and US Pacific time. */

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../test.h"
#include "bussola/ingest/when.h"

static void forms(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *day;
        int32_t second; /* −1: no clock */
    } cases[] = {
        {"02 Jan 2024", "2024-01-02", -1},
        {"2-Jan-24", "2024-01-02", -1},
        {"12-Mar-24", "2024-03-12", -1},
        {"12-Mar-2024", "2024-03-12", -1},
        {"3/11/24, 11:30 PM", "2024-03-11", 84600},
        {"1/24/18, 12:00 AM", "2018-01-24", 0},
        {"1/24/18, 12:05 PM", "2018-01-24", 43500},
        {"01/24/18, 03:00 PM", "2018-01-24", 54000},
        {"01/24/2018, 03:00 PM", "2018-01-24", 54000},
        {"3/11/24, 11:30\xE2\x80\xAFPM", "2024-03-11", 84600},
        {"2024-03-01 12:34:56 UTC", "2024-03-01", 45296},
        {"2024-03-01 12:34:56", "2024-03-01", 45296},
        {"2024-03-01 12:34", "2024-03-01", 45240},
        {"2024-03-01T12:34:56Z", "2024-03-01", 45296},
        {"2024-03-01", "2024-03-01", -1},
        {"2024/03/05 10:00:00 UTC", "2024-03-05", 36000},
        {"Tue Mar 05 09:59:00 UTC 2024", "2024-03-05", 35940},
        {"  29 Feb 2024 ", "2024-02-29", -1},
        {"\t02 Jan 2024\t", "2024-01-02", -1},
        {"\xC2\xA0"
         "02 Jan 2024",
         "2024-01-02", -1},
        {"2000-02-29", "2000-02-29", -1},
        {"3/11/24 11:30 pm", "2024-03-11", 84600},
        {"2024-12-31 23:59:60", "2024-12-31", 86399},
        {"12.10.2026", "2026-10-12", -1},
        {"1.2.26 9:05", "2026-02-01", 32700},
        {"12. Okt 26", "2026-10-12", -1},
        {"12-oct.-26", "2026-10-12", -1},
        {"12-ott-26", "2026-10-12", -1},
        {"3 août 2026", "2026-08-03", -1},
        {"3 juin 2026", "2026-06-03", -1},
        {"3 juil. 2026", "2026-07-03", -1},
        {"12 de out. de 2026", "2026-10-12", -1},
        {"5. März 2026", "2026-03-05", -1},
        {"12 March 2024", "2024-03-12", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bs_when when = {0};
        char day[BS_DAY_TEXT];
        assert_true(bs_when_parse(&when, cases[i].text, strlen(cases[i].text)));
        bs_day_format(day, when.day);
        assert_string_equal(day, cases[i].day);
        assert_int_equal(when.has_clock, cases[i].second >= 0);
        assert_int_equal(when.second, cases[i].second >= 0 ? cases[i].second : 0);
    }
}

static void not_dates(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "yesterday",
        "30 Feb 2024",
        "2023-02-29",
        "3/11/24",
        "3/11/24, 11:30",
        "13/11/24, 11:30 PM",
        "3/11/24, 13:30 PM",
        "2024-13-01",
        "2024-03-01 25:00",
        "2024-03-01 12:60:00",
        "02 Gan 2024",
        "2024-03/01",
        "2 Jan 2024 later",
        "02 Jan 224",
        "2024-03-01 12:34:56 CET",
        "2024",
        "2024-",
        "2024-03",
        "2024.03.01",
        "2024-03-",
        "1969-12-31",
        "2200-01-01",
        "2024-00-01",
        "2024-03-00",
        "2100-02-29",
        "2024-03-01 12:34:61",
        "2024-03-01 12",
        "2024-03-01 12:3",
        "2024-03-01 12:34:5",
        "2024-03-01\xC2",
        "2024-03-01\xE2\x80",
        "2-Jan",
        "2 Jan_24",
        "2-Ja",
        "3/",
        "3/11",
        "3/x/24",
        "3/11/224",
        "3/11/24 0:30 AM",
        "3/11/24, 11:30 XM",
        "3/11/24, 11:30 P",
        "3/11/24, 11:30 PX",
        "3/11/24, 11:30 PM.",
        "3/11/24,",
        "3/11/24, x",
        "13/11/24 1:00 AM",
        "Tue",
        "TueMar",
        "Tue Xxx 05",
        "Tue Mar05x",
        "Tue Mar x",
        "Tue Mar 05",
        "Tue Mar 05 x",
        "Tue Mar 05 09:59:00",
        "Tue Mar 05 09:59:00 CET",
        "Tue Mar 05 09:59:00 UTC2024",
        "Tue Mar 05 09:59:00 UTC 24",
        "Tue Mar 05 09:59:00 UTC 2024 x",
        "Tue Feb 30 09:59:00 UTC 2024",
        "Xxx Mar 05",
        "Tue Mar 05_09:59:00 UTC 2024",
        "Tue Mar_05",
        "Tue Mar 05 09:59:00_UTC 2024",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bs_when when = {0};
        assert_false(bs_when_parse(&when, texts[i], strlen(texts[i])));
    }
}

/* Compares every hour of 18 years with the C library's rules. */
static void pacific_agrees_with_the_zone_database(void **state)
{
    (void)state;
    assert_int_equal(setenv("TZ", "PST8PDT,M3.2.0,M11.1.0", 1), 0);
    tzset();
    for (bs_day day = bs_day_from_civil(2007, 1, 1); day < bs_day_from_civil(2025, 1, 1); day++) {
        for (int32_t hour = 0; hour < 24; hour++) {
            bs_when when = {.day = day, .has_clock = true, .second = hour * 3600 + 1800};
            time_t at = (time_t)bs_when_pacific(&when);
            struct tm local;
            assert_non_null(localtime_r(&at, &local));
            /* The hour skipped in March is the one after it. */
            bool skipped = local.tm_mon == 2 && hour == 2 && local.tm_hour == 3;
            assert_true(local.tm_hour == hour || skipped);
        }
    }
    assert_int_equal(unsetenv("TZ"), 0);
}

static void pacific_by_hand(void **state)
{
    (void)state;
    bs_when when = {0};
    assert_true(bs_when_parse(&when, "3/11/24, 11:30 PM", 17));
    assert_int_equal(bs_when_pacific(&when), 1710225000); /* 2024-03-12T06:30:00Z */
    assert_true(bs_when_parse(&when, "12/1/23, 5:00 PM", 16));
    assert_int_equal(bs_when_pacific(&when), 1701478800); /* 2023-12-02T01:00:00Z */
}

static void zones(void **state)
{
    (void)state;
    bs_zone rome = {.fixed = true, .offset_minutes = 60};
    assert_int_equal(bs_moment_day(bs_zone_moment(&rome, 1709249400)), /* 2024-02-29T23:30:00Z */
                     bs_day_from_civil(2024, 3, 1));
    assert_int_equal(setenv("TZ", "<+0530>-5:30", 1), 0);
    tzset();
    bs_zone system = {.fixed = false};
    assert_int_equal(bs_zone_moment(&system, 0).offset_minutes, 330);
    assert_int_equal(unsetenv("TZ"), 0);
}

static void numeric_dates_in_either_order(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned orders;
        const char *day_first;
        const char *month_first;
        int32_t second; /* −1: no clock */
    } cases[] = {
        {"10/12/2026", 3, "2026-12-10", "2026-10-12", -1},
        {"25/09/2026", 1, "2026-09-25", NULL, -1},
        {"9/25/2026", 2, NULL, "2026-09-25", -1},
        {"10-12-26", 3, "2026-12-10", "2026-10-12", -1},
        {"10/5/2026 10:00", 3, "2026-05-10", "2026-10-05", 36000},
        {"10/5/2026 1:30:15 PM", 3, "2026-05-10", "2026-10-05", 48615},
        {"31/31/2026", 0, NULL, NULL, -1},
        {"10/5", 0, NULL, NULL, -1},
        {"10/5-2026", 0, NULL, NULL, -1},
        {"10/5/2026 soon", 0, NULL, NULL, -1},
        {"2026-10-05", 0, NULL, NULL, -1},
        {"", 0, NULL, NULL, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bs_when when[2];
        char day[BS_DAY_TEXT];
        const char *const days[] = {cases[i].day_first, cases[i].month_first};
        assert_int_equal(bs_when_numeric(when, cases[i].text, strlen(cases[i].text)),
                         cases[i].orders);
        for (size_t j = 0; j < 2; j++) {
            if (days[j] != NULL) {
                bs_day_format(day, when[j].day);
                assert_string_equal(day, days[j]);
                assert_int_equal(when[j].has_clock, cases[i].second >= 0);
                assert_int_equal(when[j].second, cases[i].second >= 0 ? cases[i].second : 0);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms),
        cmocka_unit_test(not_dates),
        cmocka_unit_test(numeric_dates_in_either_order),
        cmocka_unit_test(pacific_agrees_with_the_zone_database),
        cmocka_unit_test(pacific_by_hand),
        cmocka_unit_test(zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
