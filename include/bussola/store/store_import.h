/**
 * @file store_import.h
 * Stores an import (archive or portability API) under the right profile.
 *
 * Compares the owner with the names of every known profile before it stores anything. `applied` is
 * the only result that owns memory; failures as in store.h.
 */
#ifndef BUSSOLA_STORE_IMPORT_H
#define BUSSOLA_STORE_IMPORT_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/core/owner.h"
#include "bussola/store/apply.h"
#include "bussola/store/store.h"

/**
 * Key of the profile for an import made before any page of the user was read. The first account
 * that matches the import's owner takes it over. If the owner is not known, the first account takes
 * it over, unless readings of another account exist.
 */
#define BS_IMPORT_KEY "me"

/* Reasons why no profile was chosen: fields of BS_BAD_REQUEST. */
#define BS_IMPORT_OTHER "other_account"         /**< the owner matches no known profile */
#define BS_IMPORT_OWNER_UNKNOWN "which_account" /**< not known which of several profiles */

/** How the profile was chosen. */
typedef enum bs_import_match {
    BS_IMPORT_MATCH_CHOSEN, /**< by the caller */
    BS_IMPORT_MATCH_MATCH,  /**< the owner matches it */
    BS_IMPORT_MATCH_FIRST,  /**< there was no profile; created as BS_IMPORT_KEY */
    BS_IMPORT_MATCH_ONLY,   /**< the only profile; the owner is not known */
} bs_import_match;

/**
 * Finds the profile for an owner's counts; fills `key` and `*by`. `chosen` (NULL: decide by the
 * owner) must be the key, an alias or the bs_profile_name of a known profile, BS_IMPORT_KEY, or any
 * key while no profile is known; otherwise BS_UNKNOWN_PROFILE. BS_BAD_REQUEST with one of the
 * fields above if no profile fits the owner.
 */
BS_MUST_CHECK bs_status bs_store_import_find(char key[BS_KEY_MAX + 1], bs_import_match *by,
                                             bs_store *store, const bs_owner *owner,
                                             const char *chosen, bs_error *error);

/**
 * Finds the profile by bs_store_import_find and applies the observation in one transaction, scores
 * every past day, and adds the owner's mark to the profile's aliases. `by` may be NULL. Release
 * with bs_view_free(&applied->view).
 */
BS_MUST_CHECK bs_status bs_store_import(bs_applied *applied, bs_import_match *by, bs_store *store,
                                        bs_observation *observation, const bs_owner *owner,
                                        const char *chosen, int64_t now, bs_error *error);

#endif
