#include "bussola/core/dates.h"

#include <string.h>

/*
 * Conversions between days and civil dates follow Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms": years begin in March, so that the leap day is the last of its year, and come in eras
 * of 400 years of 146,097 days.
 */
enum { DAYS_PER_ERA = 146097, DAYS_BEFORE_EPOCH = 719468 };

bs_day bs_day_from_civil(int year, int month, int day_of_month)
{
    int march_year = month <= 2 ? year - 1 : year;
    int era = (march_year >= 0 ? march_year : march_year - 399) / 400;
    int year_of_era = march_year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day_of_month - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_BEFORE_EPOCH;
}

void bs_day_to_civil(bs_day day, int *year, int *month, int *day_of_month)
{
    int shifted = day + DAYS_BEFORE_EPOCH;
    int era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int day_of_era = shifted - era * DAYS_PER_ERA;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int march_month = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * march_month + 2) / 5 + 1;
    *month = march_month < 10 ? march_month + 3 : march_month - 9;
    *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

int bs_day_weekday(bs_day day)
{
    /* 1970-01-01 was a Thursday. */
    int weekday = (int)(((int64_t)day + 3) % 7);
    return weekday < 0 ? weekday + 7 : weekday;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/** Reads exactly `count` ASCII digits and advances; false if there are fewer. */
static bool read_digits(int *number, const char **text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        char c = (*text)[i];
        if (c < '0' || c > '9') {
            return false;
        }
        value = value * 10 + (c - '0');
    }
    *text += count;
    *number = value;
    return true;
}

static bool read_char(const char **text, char upper, char lower)
{
    if (**text != upper && **text != lower) {
        return false;
    }
    (*text)++;
    return true;
}

typedef struct civil_date {
    int year, month, day;
} civil_date;

static bool read_date(civil_date *date, const char **text)
{
    return read_digits(&date->year, text, 4) && read_char(text, '-', '-') &&
           read_digits(&date->month, text, 2) && read_char(text, '-', '-') &&
           read_digits(&date->day, text, 2);
}

static bool date_exists(const civil_date *date)
{
    return date->year >= 1970 && date->year <= 2199 && date->month >= 1 && date->month <= 12 &&
           date->day >= 1 && date->day <= days_in_month(date->year, date->month);
}

bs_status bs_day_parse(bs_day *day, const char *text)
{
    civil_date date;
    if (!read_date(&date, &text) || *text != '\0') {
        return BS_BAD_REQUEST;
    }
    if (!date_exists(&date)) {
        return BS_OUT_OF_RANGE;
    }
    *day = bs_day_from_civil(date.year, date.month, date.day);
    return BS_OK;
}

static char *write_digits(char *text, int number, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        text[i] = (char)('0' + number % 10);
        number /= 10;
    }
    return text + count;
}

static char *write_date(char *text, bs_day day)
{
    int year;
    int month;
    int day_of_month;
    bs_day_to_civil(day, &year, &month, &day_of_month);
    text = write_digits(text, year, 4);
    *text++ = '-';
    text = write_digits(text, month, 2);
    *text++ = '-';
    return write_digits(text, day_of_month, 2);
}

void bs_day_format(char text[BS_DAY_TEXT], bs_day day)
{
    *write_date(text, day) = '\0';
}

/** Reads "Z" or "+HH:MM" as minutes east of UTC; BS_OUT_OF_RANGE for hours above 23. */
static bs_status read_offset(int *minutes, const char **text)
{
    if (read_char(text, 'Z', 'z')) {
        *minutes = 0;
        return BS_OK;
    }
    int sign = **text == '-' ? -1 : 1;
    int hour;
    int minute;
    if (!read_char(text, '+', '-') || !read_digits(&hour, text, 2) || !read_char(text, ':', ':') ||
        !read_digits(&minute, text, 2)) {
        return BS_BAD_REQUEST;
    }
    if (hour > 23 || minute > 59) {
        return BS_OUT_OF_RANGE;
    }
    *minutes = sign * (hour * 60 + minute);
    return BS_OK;
}

static bool skip_fraction(const char **text)
{
    if (**text != '.') {
        return true;
    }
    (*text)++;
    int digit;
    if (!read_digits(&digit, text, 1)) {
        return false;
    }
    while (read_digits(&digit, text, 1)) {
    }
    return true;
}

bs_status bs_moment_parse(bs_moment *moment, const char *text)
{
    civil_date date;
    int hour;
    int minute;
    int second;
    int offset = 0;
    if (!read_date(&date, &text) || !read_char(&text, 'T', 't') || !read_digits(&hour, &text, 2) ||
        !read_char(&text, ':', ':') || !read_digits(&minute, &text, 2) ||
        !read_char(&text, ':', ':') || !read_digits(&second, &text, 2) || !skip_fraction(&text)) {
        return BS_BAD_REQUEST;
    }
    bs_status status = read_offset(&offset, &text);
    if (status != BS_OK) {
        return status;
    }
    if (*text != '\0') {
        return BS_BAD_REQUEST;
    }
    /* RFC 3339 allows a leap second; it becomes the first second of the next minute. */
    if (!date_exists(&date) || hour > 23 || minute > 59 || second > 60) {
        return BS_OUT_OF_RANGE;
    }
    int64_t local = (int64_t)bs_day_from_civil(date.year, date.month, date.day) * BS_DAY_SECONDS +
                    (int64_t)hour * 3600 + (int64_t)minute * 60 + second;
    moment->seconds = local - (int64_t)offset * 60;
    moment->offset_minutes = (int16_t)offset;
    return BS_OK;
}

static int64_t local_seconds(bs_moment moment)
{
    return moment.seconds + (int64_t)moment.offset_minutes * 60;
}

void bs_moment_format(char text[BS_MOMENT_TEXT], bs_moment moment)
{
    bs_day day = bs_moment_day(moment);
    int second_of_day = (int)(local_seconds(moment) - (int64_t)day * BS_DAY_SECONDS);
    int offset = moment.offset_minutes;
    text = write_date(text, day);
    *text++ = 'T';
    text = write_digits(text, second_of_day / 3600, 2);
    *text++ = ':';
    text = write_digits(text, second_of_day / 60 % 60, 2);
    *text++ = ':';
    text = write_digits(text, second_of_day % 60, 2);
    *text++ = offset < 0 ? '-' : '+';
    offset = offset < 0 ? -offset : offset;
    text = write_digits(text, offset / 60, 2);
    *text++ = ':';
    text = write_digits(text, offset % 60, 2);
    *text = '\0';
}

bs_moment bs_day_start(bs_day day, int16_t offset_minutes)
{
    return (bs_moment){.seconds = (int64_t)day * BS_DAY_SECONDS - (int64_t)offset_minutes * 60,
                       .offset_minutes = offset_minutes};
}

bs_moment bs_day_end(bs_day day, int16_t offset_minutes)
{
    bs_moment end = bs_day_start(day, offset_minutes);
    end.seconds += BS_DAY_SECONDS - 1;
    return end;
}

int bs_moment_compare(bs_moment a, bs_moment b)
{
    return (a.seconds > b.seconds) - (a.seconds < b.seconds);
}
