/**
 * @file device_tally.h What each device has counted. Internal to native-host/store; within the
 * caller's transaction.
 */
#ifndef BUSSOLA_STORE_DEVICE_TALLY_H
#define BUSSOLA_STORE_DEVICE_TALLY_H

#include "bussola/core/devices.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** All parts of a profile by signal, day and device; the caller frees the array. */
BS_MUST_CHECK bs_status bs_device_tallies_load(bs_device_tally **parts, size_t *count,
                                               bs_store *store, bs_profile_id profile,
                                               bs_error *error);

/** Keeps the larger numbers; adds 1 to `*changed` (may be NULL) if that changed the row. */
BS_MUST_CHECK bs_status bs_device_tally_put(size_t *changed, bs_store *store, bs_profile_id profile,
                                            const bs_device_tally *part, bs_error *error);

#endif
