/**
 * @file dates.h
 * Calendar days and moments, without the system's time zone.
 *
 * A day is the user's own calendar day, counted from 1970-01-01 in the proleptic Gregorian
 * calendar. A moment is UTC seconds and the writer's offset. Only that offset decides the local
 * day: the sandboxed host cannot read the time zone file. Nothing here allocates.
 */
#ifndef BUSSOLA_DATES_H
#define BUSSOLA_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/limits.h"
#include "bussola/core/error.h"

/** Days since 1970-01-01; valid within 1970-01-01 … 2199-12-31. */
typedef int32_t bs_day;

#define BS_DAY_NONE INT32_MIN
#define BS_DAY_SECONDS 86400
#define BS_DAY_TEXT 11    /**< "YYYY-MM-DD" and its NUL */
#define BS_MOMENT_TEXT 26 /**< "YYYY-MM-DDTHH:MM:SS+HH:MM" and its NUL */

typedef struct bs_moment {
    int64_t seconds;        /**< UTC, since 1970-01-01T00:00:00Z */
    int16_t offset_minutes; /**< east of UTC, at most BS_OFFSET_MAX either way */
} bs_moment;

/**
 * Reads exactly "YYYY-MM-DD". BS_BAD_REQUEST if the form is wrong, BS_OUT_OF_RANGE if the calendar
 * has no such day (2026-02-30).
 */
BS_MUST_CHECK bs_status bs_day_parse(bs_day *day, const char *text);
void bs_day_format(char text[BS_DAY_TEXT], bs_day day);
bs_day bs_day_from_civil(int year, int month, int day_of_month);
void bs_day_to_civil(bs_day day, int *year, int *month, int *day_of_month);
#define BS_SUNDAY 6
/** 0 = Monday … BS_SUNDAY (ISO 8601). */
int bs_day_weekday(bs_day day);

/** Reads RFC 3339 (fractions of a second are dropped, "Z" is +00:00). Errors as bs_day_parse. */
BS_MUST_CHECK bs_status bs_moment_parse(bs_moment *moment, const char *text);
void bs_moment_format(char text[BS_MOMENT_TEXT], bs_moment moment);
/** The calendar day at the moment's own offset. Inline, because loops over all readings call it. */
static inline bs_day bs_moment_day(bs_moment moment)
{
    const int64_t local = moment.seconds + (int64_t)moment.offset_minutes * 60;
    const int64_t day = local / BS_DAY_SECONDS;
    return (bs_day)(local % BS_DAY_SECONDS < 0 ? day - 1 : day);
}
/** The first and the last second of a day at an offset. */
bs_moment bs_day_start(bs_day day, int16_t offset_minutes);
bs_moment bs_day_end(bs_day day, int16_t offset_minutes);
/**
 * True if an observation made at `made` counts at `at`: made until then, or at a day's last second
 * made on that day or before, in whatever zone the user was.
 */
static inline bool bs_moment_reaches(bs_moment at, bs_moment made)
{
    const bs_day day = bs_moment_day(at);
    const int64_t next = ((int64_t)day + 1) * BS_DAY_SECONDS - (int64_t)at.offset_minutes * 60;
    return at.seconds + 1 == next ? bs_moment_day(made) <= day : made.seconds <= at.seconds;
}
/** Less than 0, 0 or more than 0, as `a` is before, at or after `b`. Ignores offsets. */
int bs_moment_compare(bs_moment a, bs_moment b);

#endif
