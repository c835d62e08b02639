/**
 * @file keep.h
 * Stores what an archive or the portability API gave, under the profile that it belongs to.
 *
 * The archive's owner is compared with the names of every known profile before anything is stored.
 * Nothing is owned but `applied`; failures are the store's.
 */
#ifndef BUSSOLA_KEEP_H
#define BUSSOLA_KEEP_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/core/owner.h"
#include "bussola/store/apply.h"
#include "bussola/store/store.h"

/**
 * Key of the profile that holds an import made before any page of the member's was read. The first
 * account with the import's owner takes it over; if the import does not tell its owner, the first
 * account does, unless another account's readings are there already.
 */
#define BS_KEEP_KEY "me"

/* Why no profile is meant: fields of BS_BAD_REQUEST. */
#define BS_KEEP_OTHER "other_account"  /**< the owner is none of the known profiles */
#define BS_KEEP_UNTOLD "which_account" /**< the files do not say which of several it is */

/** How the profile was found. */
typedef enum bs_kept_by {
    BS_KEPT_CHOSEN, /**< the caller named it */
    BS_KEPT_MATCH,  /**< the owner is that profile */
    BS_KEPT_FIRST,  /**< there was none: BS_KEEP_KEY */
    BS_KEPT_ONLY,   /**< the only profile there is; the files do not say whose they are */
} bs_kept_by;

/**
 * The profile that an owner's counts go to: fills `key` and `*by`. `chosen` (NULL: decide by the
 * owner) must be the key, an alias or the bs_profile_name of a known profile, BS_KEEP_KEY, or,
 * while no profile is known, any key; BS_UNKNOWN_PROFILE otherwise. BS_BAD_REQUEST with a field of
 * above when the owner decides against every profile.
 */
BS_MUST_CHECK bs_status bs_store_keep_find(char key[BS_KEY_MAX + 1], bs_kept_by *by,
                                           bs_store *store, const bs_owner *owner,
                                           const char *chosen, bs_error *error);

/**
 * Finds the profile by bs_store_keep_find and applies the observation in one transaction, with
 * every past day scored; the profile then has the owner's mark as an alias. `by` may be NULL.
 * Release with bs_view_free(&applied->view).
 */
BS_MUST_CHECK bs_status bs_store_keep(bs_applied *applied, bs_kept_by *by, bs_store *store,
                                      bs_observation *observation, const bs_owner *owner,
                                      const char *chosen, int64_t now, bs_error *error);

#endif
