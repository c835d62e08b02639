/**
 * @file offsets.h
 * The user's UTC offset over time. It decides the day of acts with a time.
 *
 * LinkedIn's archive and portability API give moments; the day of an act is the calendar day where
 * the user was. Once decided for a moment, an offset never changes, so that reading the same
 * archive elsewhere puts every act on the same day. A bs_offsets owns its array (bs_offsets_free);
 * fails only out of memory.
 */
#ifndef BUSSOLA_OFFSETS_H
#define BUSSOLA_OFFSETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"

typedef struct bs_offset {
    int64_t since;   /**< UTC seconds; the first span also applies to all moments before it */
    int16_t minutes; /**< east of UTC, at most BS_OFFSET_MAX either way */
} bs_offset;

typedef struct bs_offsets {
    bs_offset *spans; /**< by since */
    size_t count;
    int64_t until; /**< last decided moment, UTC seconds; meaningless if count is 0 */
} bs_offsets;

/** The offset of a time zone at a moment, in minutes east of UTC. */
typedef int16_t (*bs_offset_rule)(const void *zone, int64_t seconds);

void bs_offsets_free(bs_offsets *offsets);

/** True if the offset at a moment is decided. */
bool bs_offsets_reach(const bs_offsets *offsets, int64_t seconds);

/** The offset at a moment; after `until`, that of the last span. `offsets->count` must be > 0. */
int16_t bs_offsets_at(const bs_offsets *offsets, int64_t seconds);

/** Appends a span; BS_INTERNAL out of memory. */
BS_MUST_CHECK bs_status bs_offsets_add(bs_offsets *offsets, int64_t since, int16_t minutes);

/**
 * Decides by `rule` every undecided offset from the opening of LinkedIn to `until`. Misses changes
 * that last less than a day. BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_offsets_extend(bs_offsets *offsets, int64_t until, bs_offset_rule rule,
                                          const void *zone);

/** True if `longer` agrees with `known` wherever `known` is decided. */
bool bs_offsets_continue(const bs_offsets *longer, const bs_offsets *known);

#endif
