/**
 * @file profile.h Finds the profile of an observation. Internal to native-host/store; within the
 * caller's transaction.
 */
#ifndef BUSSOLA_STORE_PROFILE_H
#define BUSSOLA_STORE_PROFILE_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/** True for LinkedIn's member id, which never changes. */
bool bs_profile_is_member_id(const char *name);

/**
 * Finds or creates the profile of a reference and updates its names.
 *
 * A member id (bs_profile_is_member_id) decides; else the key, else the first known alias. If a
 * vanity name comes with another member id than its profile has, the name has changed hands and
 * moves to the other profile. Two profiles that both have a key are never merged.
 */
BS_MUST_CHECK bs_status bs_profile_resolve(bs_profile_id *profile, bool *created, bs_store *store,
                                           const bs_profile_ref *reference, bs_moment at,
                                           bs_error *error);

/** The profile with this key or alias; BS_PROFILE_NONE without one. */
BS_MUST_CHECK bs_status bs_profile_look_up(bs_profile_id *profile, bs_store *store,
                                           const char *name, bs_error *error);

/** As bs_store_profiles. */
BS_MUST_CHECK bs_status bs_profiles_within(bs_profile **profiles, size_t *count, bs_store *store,
                                           bs_error *error);

/** Notes that a profile was seen at a moment, and its label unless that is "". */
BS_MUST_CHECK bs_status bs_profile_touch(bs_store *store, bs_profile_id profile, bs_moment at,
                                         const char *label, bs_error *error);

/** Reads key, label and moments of a profile, without its aliases. */
BS_MUST_CHECK bs_status bs_profile_read(bs_profile *profile, bs_store *store, bs_profile_id id,
                                        bs_error *error);

/** Fills `aliases` of a profile read before; the caller frees them. */
BS_MUST_CHECK bs_status bs_profile_read_aliases(bs_profile *profile, bs_store *store,
                                                bs_error *error);

#endif
