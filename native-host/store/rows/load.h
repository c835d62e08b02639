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

/** The last official reading up to `until`; `*found` is false when there is none. */
BS_MUST_CHECK bs_status bs_load_last_official(bs_official *official, bool *found, bs_store *store,
                                              bs_profile_id profile, bs_moment until,
                                              bs_error *error);

/** Which of a profile's gauges to load. */
typedef struct bs_gauge_range {
    const bool *wanted; /**< by signal; NULL: all */
    bs_day from;        /**< and the last few before, so that what stood then is known; BS_DAY_NONE:
                             from the beginning */
    int64_t until;      /**< UTC seconds of the last; INT64_MAX: to the end */
} bs_gauge_range;

/** Gauges by signal and moment; the caller frees the array. */
BS_MUST_CHECK bs_status bs_load_gauges(bs_gauge **gauges, size_t *count, bs_store *store,
                                       bs_profile_id profile, const bs_gauge_range *range,
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
