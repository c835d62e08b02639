/**
 * @file rescore.h
 * Brings a profile's snapshots up to date after rows were removed or profiles merged. Internal to
 * native-host/store.
 */
#ifndef BUSSOLA_STORE_RESCORE_H
#define BUSSOLA_STORE_RESCORE_H

#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/**
 * Writes today's snapshot, removes what is older than the retention, and scores every day again.
 * Predicts the readings from the day `changed` on; BS_DAY_NONE keeps every prediction. `now` is in
 * UTC seconds. Works within the caller's transaction.
 */
BS_MUST_CHECK bs_status bs_rescore(bs_store *store, bs_profile_id profile, bs_day changed,
                                   int64_t now, bs_error *error);

#endif
