/**
 * @file merge_counts.h Merges the counts by day of another database. Internal to native-host/store;
 * within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_MERGE_COUNTS_H
#define BUSSOLA_STORE_MERGE_COUNTS_H

#include "bussola/core/error.h"
#include "bussola/store/merge.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/rows/rules.h"

/**
 * Merges tallies, listings and acts that were taken back. Acts that one side has taken back and the
 * other still counts are removed from the other's counts.
 */
BS_MUST_CHECK bs_status bs_merge_counts(bs_change *change, bs_store *store, bs_profile_id profile,
                                        const bs_profile_export *profile_export, bs_error *error);

#endif
