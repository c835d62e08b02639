/**
 * @file unclaimed.h
 * Readings of accounts that are not known yet. Internal to native-host/store.
 *
 * They are stored as a profile without a key, under the name of the installation that sent them.
 * The first key that it reports claims them if they were seen within a day; a sign-out deletes
 * them. So one account never claims another's. Those of an imported export stay separate until the
 * user removes them, because a sign-out may have happened since.
 */
#ifndef BUSSOLA_STORE_UNCLAIMED_H
#define BUSSOLA_STORE_UNCLAIMED_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "rules.h"
#include "store/db/db.h"

/** Deletes what was seen more than a day before `now`, in its own transaction if needed. */
BS_MUST_CHECK bs_status bs_unclaimed_purge(bs_store *store, int64_t now, bs_error *error);

/* The following need the caller's transaction. */

BS_MUST_CHECK bs_status bs_unclaimed_purge_within(bs_store *store, int64_t now, bs_error *error);

/** The unclaimed profile of the client (NULL: none); BS_PROFILE_NONE without one. */
BS_MUST_CHECK bs_status bs_unclaimed_find(bs_profile_id *profile, bs_store *store,
                                          const bs_client *client, bs_error *error);

/** The unclaimed profile of the client; creates it if needed. */
BS_MUST_CHECK bs_status bs_unclaimed_profile(bs_profile_id *profile, bool *created, bs_store *store,
                                             const bs_client *client, bs_moment at,
                                             bs_error *error);

/** Merges all rows of `from` into `profile` by the ordinary rules, and deletes `from`. */
BS_MUST_CHECK bs_status bs_unclaimed_give(bs_change *change, bs_store *store, bs_profile_id profile,
                                          bs_profile_id from, bs_error *error);

/** Merges the unclaimed rows of the client into `profile`. */
BS_MUST_CHECK bs_status bs_unclaimed_adopt(bs_change *change, bs_store *store,
                                           bs_profile_id profile, const bs_client *client,
                                           bs_error *error);

/**
 * The profile for an export's unidentified account: that of its client, if the export was taken
 * from it, else that of an earlier import; BS_PROFILE_NONE without one.
 */
BS_MUST_CHECK bs_status bs_unclaimed_exported(bs_profile_id *profile, bs_store *store,
                                              const bs_profile *exported, bs_error *error);

/** bs_unclaimed_exported, or a new profile that no client claims. */
BS_MUST_CHECK bs_status bs_unclaimed_import(bs_profile_id *profile, bool *created, bs_store *store,
                                            const bs_profile *exported, bs_error *error);

/** Fills `instance` and `imported` from a row's column. */
void bs_unclaimed_read(bs_profile *profile, sqlite3_stmt *row, int column);

BS_MUST_CHECK bs_status bs_unclaimed_drop(bs_store *store, const bs_client *client,
                                          bs_error *error);

#endif
