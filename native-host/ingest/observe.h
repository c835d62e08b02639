/**
 * @file observe.h
 * Builds one observation, and the totals for the user, from the collected data.
 *
 * Covers: a covered day without a row counts as 0. Files with the whole history cover from the
 * oldest date in the archive (the user was a member by then), so that a first comment last week is
 * not taken for a weekly habit. Invitations cover the last 183 days, SearchQueries and Logins the
 * last 730; any file covers from its own first row if that is older. Covers end on the day the
 * archive was made. A file that is absent, refused or has unknown columns covers nothing; one
 * without rows covers its span with 0.
 *
 * Gauges have the archive's day. Connections, endorsements and recommendations, which have dated
 * rows, are also added as running totals of what still exists: "at least", on each day on which the
 * total had grown by a fiftieth.
 */
#ifndef BUSSOLA_INGEST_OBSERVE_H
#define BUSSOLA_INGEST_OBSERVE_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "ingest/files/accumulator.h"

/** Fills both; BS_INTERNAL out of memory. Does not change `result->files`. */
BS_MUST_CHECK bs_status bs_observe(bs_observation *observation, bs_ingest_result *result,
                                   const bs_accumulator *accumulator,
                                   const bs_ingest_options *options);

#endif
