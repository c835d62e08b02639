/**
 * @file devices.h
 * The observations of one user's devices in one database. Failures as in store.h.
 *
 * Each device knows what every device has reported so far, as profile exports. bs_store_combine
 * replaces an account's observations with those of all of them. The result depends on the exports
 * alone, not on their order or on what the database held, so that devices with the same exports
 * have the same numbers.
 */
#ifndef BUSSOLA_STORE_DEVICES_H
#define BUSSOLA_STORE_DEVICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/devices.h"
#include "bussola/core/error.h"
#include "bussola/core/offsets.h"
#include "bussola/store/merge.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** Clears `*keep` to take every change back. */
typedef bs_status (*bs_store_work)(void *context, bool *keep, bs_error *error);

/** Runs `work` within one write transaction, of which all calls of the store in it are a part. */
BS_MUST_CHECK bs_status bs_store_together(bs_store *store, bs_store_work work, void *context,
                                          bs_error *error);

/** This device's number; 0 before bs_store_device_new. */
BS_MUST_CHECK bs_status bs_store_device(int64_t *device, bs_store *store, bs_error *error);
/** Gives this device a new random number. */
BS_MUST_CHECK bs_status bs_store_device_new(int64_t *device, bs_store *store, bs_error *error);

/** The account with the key or the names of `exported`; creates it if it is not known. */
BS_MUST_CHECK bs_status bs_store_account(bs_profile_id *profile, bool *created, bs_store *store,
                                         const bs_profile *exported, bs_error *error);

/** Keeps the larger numbers of a device's part; adds 1 to `*changed` if that changed them. */
BS_MUST_CHECK bs_status bs_store_device_part(size_t *changed, bs_store *store,
                                             bs_profile_id profile, const bs_device_tally *part,
                                             bs_error *error);

/**
 * Replaces the observations of an account with those of the exports, which are sorted by device.
 * Local tallies come from the parts of all devices, those in the database included. Does not score
 * (bs_store_rescore).
 */
BS_MUST_CHECK bs_status bs_store_combine(bs_store *store, bs_profile_id profile,
                                         const bs_profile_export *exports, size_t count,
                                         int64_t now, bs_error *error);

/** Keeps what the reports of closed weeks have shown so far. Call it before the first change. */
BS_MUST_CHECK bs_status bs_store_close_weeks(bs_store *store, int64_t now, bs_error *error);

/** Scores every day of an account again. */
BS_MUST_CHECK bs_status bs_store_rescore(bs_store *store, bs_profile_id profile, int64_t now,
                                         bs_error *error);

/** Replaces the decided UTC offsets. */
BS_MUST_CHECK bs_status bs_store_offsets_set(bs_store *store, const bs_offsets *offsets,
                                             bs_error *error);
/** Decides the offsets up to `until` by this machine's time zone. */
BS_MUST_CHECK bs_status bs_store_offsets_extend(bs_offsets *offsets, int64_t until);

#endif
