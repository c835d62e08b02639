/**
 * @file observe.h
 * From what was gathered to one observation and the totals for people.
 *
 * Covered spans: a day within one and without a row is a seen 0. Files that hold the whole history
 * cover from the oldest date anywhere in the archive (the member was there by then), so that a
 * first comment of last week is not taken for a week's worth of a habit. Invitations cover the last
 * 183 days, SearchQueries and Logins the last 730, and all of them from their own first row where
 * that is older. A span ends on the day the archive was made. A file that is absent, refused or of
 * unknown columns covers nothing; one that is there without rows covers all of its span with 0.
 *
 * Gauges stand at the archive's day; connections, endorsements and recommendations, whose rows are
 * dated, also as running totals of what is still there: "at least" at each day on which the total
 * had grown by a fiftieth since the one before.
 */
#ifndef BUSSOLA_INGEST_OBSERVE_H
#define BUSSOLA_INGEST_OBSERVE_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "ingest/files/gather.h"

/** Fills both; BS_INTERNAL out of memory. `result->files` is left as it is. */
BS_MUST_CHECK bs_status bs_observe(bs_observation *observation, bs_ingest_result *result,
                                   const bs_gather *gather, const bs_ingest_options *options);

#endif
