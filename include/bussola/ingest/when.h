/**
 * @file when.h
 * The date forms of LinkedIn's archive, and the member's local day.
 *
 * Archives write dates in nine forms, some with a clock, none with an offset. Clocks are UTC but
 * for Invitations.csv, whose clocks are US Pacific (measured against the UTC times of the same
 * notes in messages.csv). All are plain values; nothing is owned, and only parsing can fail.
 */
#ifndef BUSSOLA_WHEN_H
#define BUSSOLA_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/dates.h"

/** Where the member lives: a fixed offset, or the machine's time zone with its history. */
typedef struct bs_zone {
    bool fixed;
    int16_t offset_minutes; /**< east of UTC, −1439 … 1439; read when `fixed` */
} bs_zone;

/** The moment at the zone's own offset for it. */
bs_moment bs_zone_moment(const bs_zone *zone, int64_t seconds);

/** A date as written: a calendar day and, where the form has one, a clock. */
typedef struct bs_when {
    bs_day day;
    bool has_clock;
    int32_t second; /**< of the day, 0–86399; 0 without a clock */
} bs_when;

/**
 * Reads a whole text as one of: `02 Jan 2024`, `12-Mar-24` (also as Excel re-saves it, two-digit
 * years are 20YY), `3/11/24, 11:30 PM` and `01/24/2018, 03:00 PM` (month first; the clock must say
 * AM or PM, for without it the order of day and month is unknown), `2024-03-01[ 12:34[:56][ UTC]]`
 * with `-` or `/`, `Tue Mar 05 09:59:00 UTC 2024`. Blanks around it are ignored, no-break blanks
 * are blanks. False for anything else, for days that no calendar has, and for years outside
 * 1970–2199.
 */
bool bs_when_parse(bs_when *when, const char *text, size_t length);

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
