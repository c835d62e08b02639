/**
 * @file merge_profile.h Finds or creates the profile for one of another database. Internal to
 * native-host/store; within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_MERGE_PROFILE_H
#define BUSSOLA_STORE_MERGE_PROFILE_H

#include <stdbool.h>

#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "merge_owner.h"
#include "store/rows/rules.h"

/** The profile for one profile of an export. */
typedef struct bs_merge_settled {
    bs_profile_id profile;
    bool created;
} bs_merge_settled;

/**
 * The account with the names of `exported`, which has a key; creates it if it is not known. Adds
 * the names and moments, and the rows of an import of the account.
 */
BS_MUST_CHECK bs_status bs_merge_settle_keyed(bs_merge_settled *settled, bs_change *change,
                                              bs_store *store, const bs_profile *exported,
                                              bs_error *error);

/** As bs_merge_settle_keyed, for the profile that `target` selects. */
BS_MUST_CHECK bs_status bs_merge_settle(bs_merge_settled *settled, bs_change *change,
                                        bs_store *store, const bs_profile *exported,
                                        const bs_merge_target *target, bs_error *error);

#endif
