/**
 * @file standing.h
 * Chooses which source's count is used for a day. Internal to native-host/core.
 *
 * | rank | source      | knows                                    | dates an act by         |
 * |------|-------------|------------------------------------------|-------------------------|
 * | 1    | archive     | every act up to the day it was made      | the act                 |
 * | 2    | API         | every act up to the day of the pull      | the act                 |
 * | 3    | page        | what has loaded: a lower bound           | the act; reactions and  |
 * |      |             |                                          | reposts by their post   |
 * | 3    | typed       | what the user enters: a lower bound      | the act                 |
 * | 3    | events      | acts in this browser: a lower bound      | the act                 |
 *
 * standing.c has the table for each signal. A complete source replaces all others on the days that
 * it covers, except on its last day, which continued after it was made, and on days for which
 * undated acts leave only a lower bound.
 *
 * On other days every source is a lower bound, and the largest count is used. No source is
 * preferred: a list read in the morning covers the day, but shows 0 of the comments that the
 * extension sees afterwards; events miss what the user does in other browsers.
 *
 * A page that dates by the post puts an act on an earlier day, so that adding both would count it
 * twice. Within a span of the page, either the page's counts or the others' are used, whichever sum
 * is larger. An act on the page was done within that span (not before its post, not after the
 * visit), so nothing outside the span is counted twice. The same applies to a page read in another
 * time zone than nearby counts; its span is extended by a day on both sides, because an act near
 * midnight may be dated a day off. Next to days of a complete source in another time zone, lower
 * bounds are ignored.
 */
#ifndef BUSSOLA_CORE_STANDING_H
#define BUSSOLA_CORE_STANDING_H

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "timeline_parts.h"

/** True if a source knows every act on the days that it covers, except its last day. */
bool bs_standing_complete(bs_signal signal, bs_source source);

/**
 * Builds a signal's track from its tallies (by day) and covers (merged); at least one of either.
 * BS_INTERNAL out of memory; the caller frees `track->sums`.
 */
BS_MUST_CHECK bs_status bs_standing_build(bs_tally_track *track, bs_signal signal);

#endif
