/**
 * @file waiting.h
 * Readings whose member is not known yet. Internal to native-host/store.
 *
 * They are kept durably as a profile without a key, under the name of the installation that sent
 * them. The first key that it reports takes them over if they were seen within a day; a sign-out
 * drops them: one account never adopts another's.
 */
#ifndef BUSSOLA_STORE_WAITING_H
#define BUSSOLA_STORE_WAITING_H

#include "db.h"
#include "rules.h"

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

/** Gives what waits for the client to `profile`, by the ordinary rules. */
BS_MUST_CHECK bs_status bs_waiting_adopt(bs_change *change, bs_store *store, bs_profile_id profile,
                                         const bs_client *client, bs_error *error);

BS_MUST_CHECK bs_status bs_waiting_drop(bs_store *store, const bs_client *client, bs_error *error);

#endif
