/**
 * @file import_owner.h Compares the owners of imports with profiles. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_IMPORT_OWNER_H
#define BUSSOLA_STORE_IMPORT_OWNER_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/core/owner.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "profile.h"
#include "rules.h"

/**
 * bs_owner_decide by the profile's key, label and aliases; with `marks` also by the owners of
 * earlier imports. BS_IMPORT_KEY is not compared.
 */
bs_ownership bs_owner_of_profile(const bs_owner *owner, const bs_profile *profile, bool marks);

/** Adds the owner's mark to a reference's names, unless another profile is the owner. */
BS_MUST_CHECK bs_status bs_owner_name(bs_profile_ref *reference, bs_store *store,
                                      const bs_owner *owner, bs_error *error);

/**
 * Whether the account with these names (a page's key and aliases) may take over an import's
 * profile; BS_OWNER_UNKNOWN if the import's owner is not known. Within the caller's transaction.
 */
BS_MUST_CHECK bs_status bs_owner_of_import(bs_ownership *ownership, bs_store *store,
                                           bs_profile_id kept, const bs_profile_ref *reference,
                                           bs_error *error);

/**
 * Merges an import's profile into `profile` if the reference names the import's owner. Within the
 * caller's transaction.
 */
BS_MUST_CHECK bs_status bs_owner_adopt(bs_change *change, bs_store *store, bs_profile_id profile,
                                       const bs_profile_ref *reference, bs_error *error);

#endif
