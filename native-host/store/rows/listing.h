/**
 * @file listing.h
 * What becomes of the days that an archive or a full pull lists. Internal to native-host/store;
 * within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_LISTING_H
#define BUSSOLA_STORE_LISTING_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "rules.h"

/** What a source lists of one signal. */
typedef struct bs_listed {
    bs_listing listing;
    const bs_tally *tallies; /**< those of other signals and sources are passed over */
    size_t count;
    const bs_undone *undone; /**< of the profile; the counts are without what is later than them */
    size_t undone_count;
} bs_listed;

/**
 * Replaces the days of the listing that no listing made later holds. The first day counts at least
 * what was known when the source also listed older days, or acts before the first one: a file that
 * LinkedIn cuts begins within a day.
 */
BS_MUST_CHECK bs_status bs_listing_apply(bs_change *change, bs_store *store, bs_profile_id profile,
                                         const bs_listed *listed, bs_error *error);

/** True when a source has listed a day of a signal. */
bool bs_listing_has(const bs_listing *listings, size_t count, bs_signal signal, bs_source source,
                    bs_day day);

#endif
