/**
 * @file offsets.h
 * The user's offset from UTC over time: decides the day of acts that a source dates by the second.
 *
 * LinkedIn's archive and the portability API give moments, and an act's day is the calendar day
 * where the user was. Once decided for a moment, the offset never changes, so that reading the same
 * archive again elsewhere puts every act on the day it had. A bs_offsets owns its array
 * (bs_offsets_free); only memory can fail.
 */
#ifndef BUSSOLA_OFFSETS_H
#define BUSSOLA_OFFSETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"

typedef struct bs_offset {
    int64_t since;   /**< UTC seconds; the first one holds before it too */
    int16_t minutes; /**< east of UTC, −1439 … 1439 */
} bs_offset;

typedef struct bs_offsets {
    bs_offset *spans; /**< by since */
    size_t count;
    int64_t until; /**< UTC seconds up to which offsets are decided; meaningless when count is 0 */
} bs_offsets;

/** The offset of a time zone at a moment, in minutes east of UTC. */
typedef int16_t (*bs_offset_rule)(const void *zone, int64_t seconds);

void bs_offsets_free(bs_offsets *offsets);

/** True when the offset at a moment is decided. */
bool bs_offsets_reach(const bs_offsets *offsets, int64_t seconds);

/** The offset at a moment, of the last span after `until`; `offsets->count` > 0. */
int16_t bs_offsets_at(const bs_offsets *offsets, int64_t seconds);

/** Appends a span; BS_INTERNAL out of memory. */
BS_MUST_CHECK bs_status bs_offsets_add(bs_offsets *offsets, int64_t since, int16_t minutes);

/**
 * Decides by `rule` what is not decided yet, from the opening of LinkedIn up to `until`. Changes
 * that last less than a day are not found. BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_offsets_extend(bs_offsets *offsets, int64_t until, bs_offset_rule rule,
                                          const void *zone);

/** True when `longer` says the same as `known` wherever `known` is decided. */
bool bs_offsets_continue(const bs_offsets *longer, const bs_offsets *known);

#endif
