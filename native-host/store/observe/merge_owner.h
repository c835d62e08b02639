/**
 * @file merge_owner.h Matches the profiles of an export with the known ones. Internal to
 * native-host/store.
 */
#ifndef BUSSOLA_STORE_MERGE_OWNER_H
#define BUSSOLA_STORE_MERGE_OWNER_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/merge.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** Result of comparing one exported profile with every known one. */
typedef struct bs_merge_match {
    bs_profile_id profile; /**< the same account; BS_PROFILE_NONE without one */
    bool named;            /**< matched by key or alias, not only by an import's owner */
    bs_profile_id import;  /**< the profile BS_IMPORT_KEY if the account owns it, or none */
    bool against;          /**< a profile of another account exists */
    bool clash;            /**< both are BS_IMPORT_KEY, of different accounts */
} bs_merge_match;

/** `wanted` must have a key. Works inside or outside a transaction. */
BS_MUST_CHECK bs_status bs_merge_find(bs_merge_match *match, bs_store *store,
                                      const bs_profile *wanted, bs_error *error);

/** The profile that --profile selects for an export. */
typedef struct bs_merge_target {
    char key[BS_KEY_MAX + 1]; /**< "": each profile keeps its own names */
    bool unidentified_only;   /**< profiles with a key keep their own names */
} bs_merge_target;

/**
 * Decides as documented at bs_store_merge and returns its refusals. Call it outside any
 * transaction.
 */
BS_MUST_CHECK bs_status bs_merge_aim(bs_merge_target *target, bs_store *store,
                                     const bs_profile_export *profile_exports, size_t count,
                                     const char *chosen, bs_error *error);

#endif
