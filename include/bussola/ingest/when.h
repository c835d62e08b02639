/**
 * @file when.h
 * Date formats of LinkedIn's archive, and the user's local day.
 *
 * LinkedIn writes dates in nine formats and spreadsheets re-save them in more, some with a clock,
 * none with an offset. Clocks are UTC, except in Invitations.csv, which uses US Pacific time
 * (measured against the UTC times of the same notes in messages.csv). All are plain values; nothing
 * is owned, and only parsing can fail.
 */
#ifndef BUSSOLA_WHEN_H
#define BUSSOLA_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/offsets.h"

/** The user's time zone: a fixed offset, or the machine's time zone with its history. */
typedef struct bs_zone {
    bool fixed;
    int16_t offset_minutes; /**< east of UTC; used if `fixed` */
    /** Decided offsets, which take precedence; borrowed, may be NULL. */
    const bs_offsets *decided;
} bs_zone;

/** The moment, with the zone's offset at that time. */
bs_moment bs_zone_moment(const bs_zone *zone, int64_t seconds);

/**
 * Decides by the machine's time zone the undecided `offsets` up to `until` (UTC seconds).
 * BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_zone_decide(bs_offsets *offsets, int64_t until);

/** A date as written: a calendar day and, in some formats, a clock. */
typedef struct bs_when {
    bs_day day;
    bool has_clock;
    int32_t second; /**< of the day, 0–86399; 0 without a clock */
} bs_when;

/**
 * Parses a whole text as one of: `02 Jan 2024`, `12-Mar-24` (two-digit years are 20YY; months also
 * as spreadsheets write them in the languages listed in when.c), `12.10.2026`, `3/11/24, 11:30 PM`
 * and `01/24/2018, 03:00 PM` (month first, with AM or PM, as LinkedIn writes it), `2024-03-01[
 * 12:34[:56][ UTC]]` with `-` or `/`, `Tue Mar 05 09:59:00 UTC 2024`. Ignores blanks around it,
 * no-break blanks too. Returns false for anything else, for days that do not exist, and for years
 * outside 1970–2199.
 */
bool bs_when_parse(bs_when *when, const char *text, size_t length);

/** Possible orders of day and month in a numeric date. */
enum { BS_ORDER_NONE = 0, BS_ORDER_DAY_FIRST = 1, BS_ORDER_MONTH_FIRST = 2 };

/**
 * Parses `10/12/2026[ 20:30[:15]][ PM]` (also with `-`), which spreadsheets write in either order.
 * Returns the orders that give an existing day, BS_ORDER_NONE for another text. `when[0]` is the
 * date with the day first, `when[1]` with the month first; each is valid if its order is returned.
 */
unsigned bs_when_numeric(bs_when when[2], const char *text, size_t length);

/**
 * Parses the start of a period, `Mar 2014`, `2014` or a date as in bs_when_parse, as its first day.
 * Returns false for anything else and for years outside 1970–2199.
 */
bool bs_when_parse_start(bs_day *day, const char *text, size_t length);

/** UTC seconds of a clock in UTC. */
int64_t bs_when_utc(const bs_when *when);

/**
 * UTC seconds of a clock in US Pacific time: UTC−7 from the second Sunday of March, 03:00, to the
 * first Sunday of November, 02:00, else UTC−8 (Energy Policy Act of 2005, in force since 2007;
 * LinkedIn's invitations are never older). Of the repeated hour in November it takes the first; a
 * clock in the skipped hour of March, 02:30, is the moment as long after 02:00: 03:30.
 */
int64_t bs_when_pacific(const bs_when *when);

#endif
