/**
 * @file load.h Loads rows into a bs_evidence. Internal to native-host/store; within the caller's
 * transaction.
 */
#ifndef BUSSOLA_STORE_LOAD_H
#define BUSSOLA_STORE_LOAD_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/signals.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/** All official readings of a profile by moment; the caller frees the array. */
BS_MUST_CHECK bs_status bs_load_officials(bs_official **officials, size_t *count, bs_store *store,
                                          bs_profile_id profile, bs_error *error);

/** The last official reading up to `until`; `*found` is false without one. */
BS_MUST_CHECK bs_status bs_load_last_official(bs_official *official, bool *found, bs_store *store,
                                              bs_profile_id profile, bs_moment until,
                                              bs_error *error);

/** Range of a profile's gauges to load. */
typedef struct bs_gauge_range {
    const bool *wanted; /**< by signal; NULL: all */
    bs_day from;        /**< also loads the last few before, so that the level on that day is known;
                           BS_DAY_NONE: from the beginning */
    int64_t until;      /**< UTC seconds of the last one; INT64_MAX: to the end */
} bs_gauge_range;

/** Gauges by signal and moment; the caller frees the array. */
BS_MUST_CHECK bs_status bs_load_gauges(bs_gauge **gauges, size_t *count, bs_store *store,
                                       bs_profile_id profile, const bs_gauge_range *range,
                                       bs_error *error);

/** All covers that end on `from` or later, in core's order; the caller frees the array. */
BS_MUST_CHECK bs_status bs_load_covers(bs_cover **covers, size_t *count, bs_store *store,
                                       bs_profile_id profile, bs_day from, bs_error *error);

/**
 * Counts of one source and signal (`of`) on the days `from` to `to`, without `seen`; the caller
 * frees the array.
 */
BS_MUST_CHECK bs_status bs_load_source_days(bs_tally **tallies, size_t *count, bs_store *store,
                                            bs_profile_id profile, const bs_listing *of,
                                            bs_day from, bs_day to, bs_error *error);

/** First and last day with a row of that source and signal; unchanged without one. */
BS_MUST_CHECK bs_status bs_load_source_ends(bs_day *first, bs_day *last, bs_store *store,
                                            bs_profile_id profile, const bs_listing *of,
                                            bs_error *error);

/** All listings of a profile by signal, source and first day; the caller frees the array. */
BS_MUST_CHECK bs_status bs_load_listings(bs_listing **listings, size_t *count, bs_store *store,
                                         bs_profile_id profile, bs_error *error);

/** Acts taken back, by signal and day; the caller frees the array. */
BS_MUST_CHECK bs_status bs_load_undone(bs_undone **undone, size_t *count, bs_store *store,
                                       bs_profile_id profile, bs_error *error);

/**
 * Reads a row of BS_SQL_GAUGE_EXPORT into a bs_gauge, or of BS_SQL_TALLY_EXPORT into a bs_tally;
 * returns false for a name of a newer Bussola.
 */
bool bs_load_gauge_row(void *gauge, sqlite3_stmt *row, bs_signal signal);
bool bs_load_tally_row(void *tally, sqlite3_stmt *row, bs_signal signal);

/** Loads first and last observation of the profile, its pages and its access. */
BS_MUST_CHECK bs_status bs_load_profile(bs_evidence *evidence, bs_store *store,
                                        bs_profile_id profile, bs_error *error);

/** As bs_store_evidence. */
BS_MUST_CHECK bs_status bs_load_evidence(bs_evidence *evidence, bs_store *store,
                                         bs_profile_id profile, bs_day from, bs_error *error);

/** First day that was read of each tally, and of covers; BS_DAY_NONE: all. */
typedef struct bs_reach {
    bs_day tallies[BS_SIGNAL_COUNT];
    bs_day covers;
} bs_reach;

/** As bs_load_window; also tells how far back it read. */
BS_MUST_CHECK bs_status bs_load_reaching(bs_evidence *evidence, bs_reach *reach, bs_store *store,
                                         bs_profile_id profile, bs_moment from, bs_error *error);

/**
 * Replaces the covers by those within `reach`, and the days before it of the `wanted` signals
 * (NULL: of all).
 */
BS_MUST_CHECK bs_status bs_load_covers_within(bs_evidence *evidence, bs_store *store,
                                              bs_profile_id profile, const bs_reach *reach,
                                              const bool *wanted, bs_error *error);

/** Sorts the few counts of each day by source: the rows are in the order of the sources' names. */
void bs_load_order_sources(bs_tally *tallies, size_t count);

/** The evidence that states from `from` on need. */
BS_MUST_CHECK bs_status bs_load_window(bs_evidence *evidence, bs_store *store,
                                       bs_profile_id profile, bs_moment from, bs_error *error);

#endif
