/**
 * @file listing.h Stores the days that an archive or a full pull lists. Internal to
 * native-host/store; within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_LISTING_H
#define BUSSOLA_STORE_LISTING_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "rules.h"

/** A source's list for one signal. */
typedef struct bs_listed {
    bs_listing listing;
    const bs_tally *tallies; /**< those of other signals and sources are skipped */
    size_t count;
    const bs_undone *undone; /**< of the profile; the counts exclude acts taken back later */
    size_t undone_count;
} bs_listed;

/**
 * Replaces the counts of the listing's days, except days of listings made later. If the source also
 * listed older days, or acts before the first one, the first day keeps at least its known count,
 * because LinkedIn may cut a file within a day.
 */
BS_MUST_CHECK bs_status bs_listing_apply(bs_change *change, bs_store *store, bs_profile_id profile,
                                         const bs_listed *listed, bs_error *error);

/** True if a source listed a day of a signal. */
bool bs_listing_has(const bs_listing *listings, size_t count, bs_signal signal, bs_source source,
                    bs_day day);

#endif
