/**
 * @file stored_milestones.h Milestones in the database; the earliest day of each is kept. Internal
 * to native-host/store; within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_STORED_MILESTONES_H
#define BUSSOLA_STORE_STORED_MILESTONES_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/milestones.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

BS_MUST_CHECK bs_status bs_stored_milestones_read(bs_milestones *milestones, bs_store *store,
                                                  bs_profile_id profile, bs_error *error);

/** Writes the milestones of `now` that are missing in `before` or have a later day there. */
BS_MUST_CHECK bs_status bs_stored_milestones_write(bs_store *store, bs_profile_id profile,
                                                   const bs_milestones *before,
                                                   const bs_milestones *now, bs_error *error);

/** First day of the snapshots with a number; BS_DAY_NONE without one. */
BS_MUST_CHECK bs_status bs_stored_milestones_first_number(bs_day *day, bs_store *store,
                                                          bs_profile_id profile, int64_t model,
                                                          bs_error *error);

#endif
