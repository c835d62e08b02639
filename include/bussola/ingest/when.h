/**
 * @file when.h
 * The date forms of LinkedIn's archive, and the member's local day.
 *
 * LinkedIn writes dates in nine forms and spreadsheets re-save them in more, some with a clock,
 * none with an offset. Clocks are UTC but for Invitations.csv, whose clocks are US Pacific
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

/** Where the member lives: a fixed offset, or the machine's time zone with its history. */
typedef struct bs_zone {
    bool fixed;
    int16_t offset_minutes; /**< east of UTC, −1439 … 1439; read when `fixed` */
    /** Where it reaches it decides before all else; borrowed, NULL: nothing is decided. */
    const bs_offsets *decided;
} bs_zone;

/** The moment at the zone's own offset for it. */
bs_moment bs_zone_moment(const bs_zone *zone, int64_t seconds);

/**
 * Decides, by the machine's time zone, what `offsets` leaves open up to `until` (UTC seconds).
 * BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_zone_decide(bs_offsets *offsets, int64_t until);

/** A date as written: a calendar day and, where the form has one, a clock. */
typedef struct bs_when {
    bs_day day;
    bool has_clock;
    int32_t second; /**< of the day, 0–86399; 0 without a clock */
} bs_when;

/**
 * Reads a whole text as one of: `02 Jan 2024`, `12-Mar-24` (two-digit years are 20YY; months also
 * as spreadsheets write them in the languages listed in when.c), `12.10.2026`, `3/11/24, 11:30 PM`
 * and `01/24/2018, 03:00 PM` (month first; the clock says AM or PM, as LinkedIn writes it),
 * `2024-03-01[ 12:34[:56][ UTC]]` with `-` or `/`, `Tue Mar 05 09:59:00 UTC 2024`. Blanks around it
 * are ignored, no-break blanks are blanks. False for anything else, for days that no calendar has,
 * and for years outside 1970–2199.
 */
bool bs_when_parse(bs_when *when, const char *text, size_t length);

/** Orders in which a numeric date can be read. */
enum { BS_ORDER_NONE = 0, BS_ORDER_DAY_FIRST = 1, BS_ORDER_MONTH_FIRST = 2 };

/**
 * Reads `10/12/2026[ 20:30[:15]][ PM]` (also with `-`), which spreadsheets write in either order.
 * Returns the orders that give a calendar day, BS_ORDER_NONE for another text; `when[0]` is the
 * date with the day first, `when[1]` with the month first, each valid where its order is returned.
 */
unsigned bs_when_numeric(bs_when when[2], const char *text, size_t length);

/**
 * The first day of what began then: `Mar 2014`, `2014`, or a date as bs_when_parse reads it. False
 * for anything else and for years outside 1970–2199.
 */
bool bs_when_parse_start(bs_day *day, const char *text, size_t length);

/** UTC seconds of a clock that was written in UTC. */
int64_t bs_when_utc(const bs_when *when);

/**
 * UTC seconds of a clock that was written in US Pacific time: UTC−7 from the second Sunday of
 * March, 02:00, to the first Sunday of November, 02:00, else UTC−8 (Energy Policy Act of 2005, in
 * force since 2007; LinkedIn's invitations are never older). The hour that occurs twice in November
 * is taken as the first, the one that March skips as if the clock had not moved yet.
 */
int64_t bs_when_pacific(const bs_when *when);

#endif
