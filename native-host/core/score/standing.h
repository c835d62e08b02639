/**
 * @file standing.h
 * Which source's count stands on a day. Internal to native-host/core.
 *
 * | rank | source      | knows                                    | dates an act by         |
 * |------|-------------|------------------------------------------|-------------------------|
 * | 1    | archive     | every act up to the day it was made      | the act                 |
 * | 2    | API         | the same, up to the day of the pull      | the act                 |
 * | 3    | page        | what has loaded: a lower bound           | the act; reactions and  |
 * |      |             |                                          | reposts by their post   |
 * | 3    | typed       | what the user says: a lower bound        | the act                 |
 * | 3    | events      | acts in this browser: a lower bound      | the act                 |
 *
 * The table in standing.c says it for each signal. A complete source replaces all others on the
 * days it covers but its last, which went on after it was made, and but for the days that it knows
 * only as a lower bound, because some of its acts have no date. Elsewhere every source is a lower
 * bound. Those that date by the act count acts of the same day, so that the largest stands on
 * each day. None of them is the best one: a list that was read in the morning covers the day, and
 * ranking it over the events would show 0 of five comments that the extension saw afterwards, until
 * the list is opened again; ranking events over the list would hide what the user does elsewhere.
 *
 * A page that dates by the post puts an act on an earlier day, and adding both would count it
 * twice: within a span of the page either the page stands or the others do, whichever saw more. An
 * act on the page was done within that span, because it is no older than its post and no younger
 * than the visit, so that nothing outside of the span is counted twice either. The same holds for a
 * page that was read in another time zone than the counts beside it, a day around its span
 * included: an act near midnight is on two days. Beside days that a complete source in another
 * time zone has, a lower bound does not count.
 */
#ifndef BUSSOLA_CORE_STANDING_H
#define BUSSOLA_CORE_STANDING_H

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "timeline_parts.h"

/** Whether a source knows of every act on the days that it covers, its last day aside. */
bool bs_standing_complete(bs_signal signal, bs_source source);

/**
 * Builds a signal's track from its tallies (by day) and covers (merged), which it goes on pointing
 * to; there is at least one of either. BS_INTERNAL out of memory; `track->sums` is the caller's.
 */
BS_MUST_CHECK bs_status bs_standing_build(bs_tally_track *track, bs_signal signal,
                                          const bs_tally *tallies, size_t tally_count,
                                          const bs_cover *covers, size_t cover_count);

#endif
