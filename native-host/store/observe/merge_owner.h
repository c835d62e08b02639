/**
 * @file merge_owner.h
 * The members of an export beside the known profiles. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_MERGE_OWNER_H
#define BUSSOLA_STORE_MERGE_OWNER_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/merge.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** What comparing one member of an export with every known profile has shown. */
typedef struct bs_merge_match {
    bs_profile_id profile; /**< the member's; BS_PROFILE_NONE when there is none */
    bool named;            /**< by key or alias, not by the owner of an import alone */
    bs_profile_id import;  /**< BS_KEEP_KEY's profile when the member owns it, or none */
    bool against;          /**< there is a profile of another member */
    bool clash;            /**< both are BS_KEEP_KEY, of two members */
} bs_merge_match;

/** `wanted` has a key. Within the caller's transaction, if there is one. */
BS_MUST_CHECK bs_status bs_merge_find(bs_merge_match *match, bs_store *store,
                                      const bs_profile *wanted, bs_error *error);

/** Where --profile sends the members of an export. */
typedef struct bs_merge_target {
    char key[BS_KEY_MAX + 1]; /**< "": each stays under its own names */
    bool unidentified_only;   /**< those with a key stay under their own names all the same */
} bs_merge_target;

/** Decides as bs_store_merge says, and refuses what it refuses; outside any transaction. */
BS_MUST_CHECK bs_status bs_merge_aim(bs_merge_target *target, bs_store *store,
                                     const bs_dossier *dossiers, size_t count, const char *chosen,
                                     bs_error *error);

#endif
