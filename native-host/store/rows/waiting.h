/**
 * @file waiting.h
 * Readings whose member is not known yet. Internal to native-host/store.
 *
 * They are kept durably as a profile without a key, under the name of the installation that sent
 * them. The first key that it reports takes them over if they were seen within a day; a sign-out
 * drops them: one account never adopts another's. Those of an imported export are kept apart until
 * the user removes them, because a sign-out may have come since the export was written.
 */
#ifndef BUSSOLA_STORE_WAITING_H
#define BUSSOLA_STORE_WAITING_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "rules.h"
#include "store/db/db.h"

/** Drops what was seen more than a day before `now`, in a transaction of its own when needed. */
BS_MUST_CHECK bs_status bs_waiting_purge(bs_store *store, int64_t now, bs_error *error);

/* The others work within the caller's transaction. */

BS_MUST_CHECK bs_status bs_waiting_purge_within(bs_store *store, int64_t now, bs_error *error);

/** The profile that waits for the client (NULL: nobody); BS_PROFILE_NONE when there is none. */
BS_MUST_CHECK bs_status bs_waiting_find(bs_profile_id *profile, bs_store *store,
                                        const bs_client *client, bs_error *error);

/** The profile that waits for the client, made when there is none. */
BS_MUST_CHECK bs_status bs_waiting_profile(bs_profile_id *profile, bool *created, bs_store *store,
                                           const bs_client *client, bs_moment at, bs_error *error);

/** Gives all that `from` has to `profile`, by the ordinary rules, and deletes `from`. */
BS_MUST_CHECK bs_status bs_waiting_give(bs_change *change, bs_store *store, bs_profile_id profile,
                                        bs_profile_id from, bs_error *error);

/** Gives what waits for the client to `profile`. */
BS_MUST_CHECK bs_status bs_waiting_adopt(bs_change *change, bs_store *store, bs_profile_id profile,
                                         const bs_client *client, bs_error *error);

/**
 * The profile that an export's unidentified account has here: the one that its client waits with,
 * if the export was taken from it, else the one of an earlier import; BS_PROFILE_NONE when neither.
 */
BS_MUST_CHECK bs_status bs_waiting_exported(bs_profile_id *profile, bs_store *store,
                                            const bs_profile *told, bs_error *error);

/** bs_waiting_exported, or a new profile that no client takes over. */
BS_MUST_CHECK bs_status bs_waiting_import(bs_profile_id *profile, bool *created, bs_store *store,
                                          const bs_profile *told, bs_error *error);

/** Fills `instance` and `imported` from a row's column. */
void bs_waiting_read(bs_profile *profile, sqlite3_stmt *row, int column);

BS_MUST_CHECK bs_status bs_waiting_drop(bs_store *store, const bs_client *client, bs_error *error);

#endif
