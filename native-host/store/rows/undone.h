/**
 * @file undone.h Acts that were taken back, for lists made earlier. Internal to native-host/store;
 * within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_UNDONE_H
#define BUSSOLA_STORE_UNDONE_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "rules.h"

/**
 * Stores acts taken back and subtracts them from counts that were read before (an event has lowered
 * the local count itself). Ignores acts that the change log or an event reported before.
 */
BS_MUST_CHECK bs_status bs_undone_note(bs_change *change, bs_store *store, bs_profile_id profile,
                                       const bs_undone *undone, bs_error *error);

/** As bs_undone_note for each, from another database: skips what this one has stored. */
BS_MUST_CHECK bs_status bs_undone_merge(bs_change *change, bs_store *store, bs_profile_id profile,
                                        const bs_undone *undone, size_t count, bs_error *error);

/**
 * Copies incoming counts without the acts taken back after their source was read; the caller frees
 * `*lowered`. An archive only gives its day and is assumed to know what was taken back on it.
 */
BS_MUST_CHECK bs_status bs_undone_lower(bs_tally **lowered, const bs_tally *tallies, size_t count,
                                        const bs_undone *undone, size_t undone_count,
                                        bs_error *error);

/** Number of acts of a day that were taken back on the local day `on`. */
int64_t bs_undone_on(const bs_undone *undone, size_t count, bs_signal signal, bs_day day, bs_day on,
                     int16_t offset_minutes);

#endif
