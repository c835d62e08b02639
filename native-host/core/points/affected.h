/**
 * @file affected.h
 * The first day that a change of the observations can affect. Internal to native-host/core/points.
 *
 * Each function compares a track with what it was before. All days before the returned one keep
 * their value; 0 means that any day may have changed, BS_DAY_LAST that none has.
 */
#ifndef BUSSOLA_CORE_AFFECTED_H
#define BUSSOLA_CORE_AFFECTED_H

#include "timeline_parts.h"

bs_day bs_affected_gauge(const bs_gauge_track *before, const bs_gauge_track *after);

/** Estimates for uncounted days also depend on later days. */
bs_day bs_affected_tally(const bs_tally_track *before, const bs_tally_track *after,
                         int window_days);

bs_day bs_affected_rate(const bs_rate_track *before, const bs_rate_track *after);

/**
 * The first day with a number that may change, if values may from `values` on, and official
 * readings from `readings` on: the line between two readings depends on both.
 */
bs_day bs_affected_number(const bs_evidence *evidence, bs_day values, bs_day readings);

#endif
