/**
 * @file load.h
 * From rows to a bs_evidence. Internal to native-host/store; within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_LOAD_H
#define BUSSOLA_STORE_LOAD_H

#include "db.h"

/** All official readings of a profile by moment; the caller frees the array. */
BS_MUST_CHECK bs_status bs_load_officials(bs_official **officials, size_t *count, bs_store *store,
                                          bs_profile_id profile, bs_error *error);

/**
 * Gauges by signal and moment: of the `wanted` signals (NULL: of all), from `from` on (BS_DAY_NONE:
 * from the beginning) and the last few before, so that what stood then is known. The caller frees
 * the array.
 */
BS_MUST_CHECK bs_status bs_load_gauges(bs_gauge **gauges, size_t *count, bs_store *store,
                                       bs_profile_id profile, const bool *wanted, bs_day from,
                                       bs_error *error);

/** All covers that end on `from` or later, in core's order; the caller frees the array. */
BS_MUST_CHECK bs_status bs_load_covers(bs_cover **covers, size_t *count, bs_store *store,
                                       bs_profile_id profile, bs_day from, bs_error *error);

/** As bs_store_evidence. */
BS_MUST_CHECK bs_status bs_load_evidence(bs_evidence *evidence, bs_store *store,
                                         bs_profile_id profile, bs_day from, bs_error *error);

/** The evidence that states from `from` on look at. */
BS_MUST_CHECK bs_status bs_load_window(bs_evidence *evidence, bs_store *store,
                                       bs_profile_id profile, bs_moment from, bs_error *error);

#endif
