/**
 * @file profiles.h
 * The LinkedIn accounts in the database. Failures as in store.h.
 */
#ifndef BUSSOLA_INCLUDE_STORE_PROFILES_H
#define BUSSOLA_INCLUDE_STORE_PROFILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/core/offsets.h"
#include "bussola/store/store.h"

/** A profile's row id; constant for the life of the database, never shown to the user. */
typedef int64_t bs_profile_id;
#define BS_PROFILE_NONE 0

/** A client: one installation of the extension, or the command line. */
typedef struct bs_client {
    /** Unclaimed readings (without a profile) are stored under this name; "" (command line):
     * refused. */
    char instance[BS_INSTANCE_MAX + 1];
    /** First day of local counting (the day of consent); BS_DAY_NONE if not known. */
    bs_day since;
} bs_client;

typedef struct bs_profile {
    bs_profile_id id;
    char key[BS_KEY_MAX + 1];     /**< the first key; "" for an unidentified account */
    char label[BS_LABEL_MAX + 1]; /**< "" if never given */
    /** Of an unidentified account: the client that sent its counts. "" for a profile with a key. */
    char instance[BS_INSTANCE_MAX + 1];
    bool imported; /**< unidentified, from an export: no client's key claims its counts */
    bs_moment first_seen, last_seen;
    size_t alias_count;
    char (*aliases)[BS_KEY_MAX + 1]; /**< without the key itself */
} bs_profile;

/** All profiles with a key, the most recently seen first. */
BS_MUST_CHECK bs_status bs_store_profiles(bs_profile **profiles, size_t *count, bs_store *store,
                                          bs_error *error);
/** All unidentified accounts, the most recently seen first; release with bs_profiles_free. */
BS_MUST_CHECK bs_status bs_store_unidentified(bs_profile **profiles, size_t *count, bs_store *store,
                                              bs_error *error);
void bs_profiles_free(bs_profile *profiles, size_t count);

/** The name that selects a profile: its key, or "unidentified:N" for an unidentified account. */
void bs_profile_name(char name[BS_KEY_MAX + 1], const bs_profile *profile);

/**
 * Finds the profile with `key` as key, alias or bs_profile_name; BS_UNKNOWN_PROFILE if there is
 * none. Without a key: the most recently seen profile with a key, else the unidentified account of
 * this client (`client` NULL: the most recently seen one), else BS_PROFILE_NONE with BS_OK.
 */
BS_MUST_CHECK bs_status bs_store_find(bs_profile_id *profile, bs_store *store, const char *key,
                                      const bs_client *client, bs_error *error);

/**
 * The current moment for a profile: `now` with the offset of the machine's time zone if the last
 * observation was made in it, else with that observation's offset. Not before the profile's last
 * reading, unless that is more than BS_STORE_AHEAD_MAX ahead (a wrong clock). UTC for
 * BS_PROFILE_NONE.
 */
BS_MUST_CHECK bs_status bs_store_now(bs_moment *moment, bs_store *store, bs_profile_id profile,
                                     int64_t now, bs_error *error);

/**
 * The user's decided UTC offsets, for reading an archive; empty before the first import. Release
 * with bs_offsets_free.
 */
BS_MUST_CHECK bs_status bs_store_offsets(bs_offsets *offsets, bs_store *store, bs_error *error);

/**
 * The last second of a past day. Its offset is the one decided by an import, else that of the
 * machine's time zone if `now` is in it, else that of `now`. The current day ends at `now`.
 */
BS_MUST_CHECK bs_status bs_store_day_end(bs_moment *end, bs_store *store, bs_day day, bs_moment now,
                                         bs_error *error);

#endif
