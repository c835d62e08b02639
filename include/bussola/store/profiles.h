/**
 * @file profiles.h
 * The LinkedIn accounts in the database. Failures as in store.h.
 */
#ifndef BUSSOLA_INCLUDE_STORE_PROFILES_H
#define BUSSOLA_INCLUDE_STORE_PROFILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/core/offsets.h"
#include "bussola/store/store.h"

/** A profile's row; stable for the life of the database, never shown to people. */
typedef int64_t bs_profile_id;
#define BS_PROFILE_NONE 0
#define BS_INSTANCE_MAX 64 /**< bytes of a client's instance */
/** Seconds that a reading may be ahead of the clock, for clocks that differ. */
#define BS_STORE_AHEAD_MAX INT64_C(86400)

/** Who reports: one installation of the extension, or the command line. */
typedef struct bs_client {
    /** Readings without a profile wait under this name; "" (command line): they cannot wait. */
    char instance[BS_INSTANCE_MAX + 1];
    /** First day of local counting (the day of agreement); BS_DAY_NONE when not told. */
    bs_day since;
} bs_client;

typedef struct bs_profile {
    bs_profile_id id;
    char key[BS_KEY_MAX + 1];     /**< the first key, canonical; "" for an unidentified account */
    char label[BS_LABEL_MAX + 1]; /**< "" when never told */
    /** Unidentified: the client whose pages gave the counts. "" for a keyed profile. */
    char instance[BS_INSTANCE_MAX + 1];
    bool imported; /**< unidentified, from an export: no client's key takes the counts over */
    bs_moment first_seen, last_seen;
    size_t alias_count;
    char (*aliases)[BS_KEY_MAX + 1]; /**< without the key itself */
} bs_profile;

/** All keyed profiles, the one last seen first. */
BS_MUST_CHECK bs_status bs_store_profiles(bs_profile **profiles, size_t *count, bs_store *store,
                                          bs_error *error);
/** All unidentified accounts, the one last seen first; release with bs_profiles_free. */
BS_MUST_CHECK bs_status bs_store_unidentified(bs_profile **profiles, size_t *count, bs_store *store,
                                              bs_error *error);
void bs_profiles_free(bs_profile *profiles, size_t count);

/** The name that selects a profile: its key, or "unidentified:N" for an unidentified account. */
void bs_profile_name(char name[BS_KEY_MAX + 1], const bs_profile *profile);

/**
 * The profile that has `key` as key, alias or bs_profile_name; BS_UNKNOWN_PROFILE when none has.
 * Without a key: the keyed profile last seen, else the one that waits for this client (for
 * `client` NULL the unidentified account last seen), else BS_PROFILE_NONE with BS_OK.
 */
BS_MUST_CHECK bs_status bs_store_find(bs_profile_id *profile, bs_store *store, const char *key,
                                      const bs_client *client, bs_error *error);

/**
 * The present moment for a profile: `now` where its member was last (in the machine's time zone
 * when the last observation was, else at that observation's offset), not before its last reading
 * unless that one is more than BS_STORE_AHEAD_MAX ahead, as a clock set wrong leaves it. UTC for
 * BS_PROFILE_NONE.
 */
BS_MUST_CHECK bs_status bs_store_now(bs_moment *moment, bs_store *store, bs_profile_id profile,
                                     int64_t now, bs_error *error);

/**
 * What is decided of where the user was, for reading an archive; empty before the first import.
 * Release with bs_offsets_free.
 */
BS_MUST_CHECK bs_status bs_store_offsets(bs_offsets *offsets, bs_store *store, bs_error *error);

/**
 * The last second of a past day at the offset of that day: the one decided when an archive was
 * imported, else the one of the machine's time zone when `now` is in it, else the one of `now`.
 * The present day ends at `now`.
 */
BS_MUST_CHECK bs_status bs_store_day_end(bs_moment *end, bs_store *store, bs_day day, bs_moment now,
                                         bs_error *error);

#endif
