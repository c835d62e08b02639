/**
 * @file snapshot.h
 * Daily snapshots: the member's history and a cache of what the observations say. Internal to
 * native-host/store; within the caller's write transaction.
 */
#ifndef BUSSOLA_STORE_SNAPSHOT_H
#define BUSSOLA_STORE_SNAPSHOT_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/state.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "store/db/db.h"

/** The row of the store's model in table model; made when `make`, else 0 when there is none. */
BS_MUST_CHECK bs_status bs_snapshot_model(int64_t *row, bs_store *store, bool make,
                                          bs_error *error);

/**
 * Up to which day the snapshots say what the observations say; the day before the first observation
 * when there are none, BS_DAY_NONE when there are no observations either.
 */
BS_MUST_CHECK bs_status bs_snapshot_clean_until(bs_day *day, bs_store *store, bs_profile_id profile,
                                                bs_error *error);

/** Notes that all snapshots are stale where observations have `changed`, and writes today's. */
BS_MUST_CHECK bs_status bs_snapshot_write(bs_store *store, bs_profile_id profile, bool changed,
                                          const bs_state *today, bs_error *error);

/**
 * Notes in the view, and in the database, which milestones its evidence and its state prove; those
 * that take a look at the history too when `look_back`.
 */
BS_MUST_CHECK bs_status bs_snapshot_earn(bs_store *store, bs_view *view, bool look_back,
                                         bs_error *error);

/** Recomputes every stale or missing snapshot up to the day of `now`, and the predictions. */
BS_MUST_CHECK bs_status bs_snapshot_refill(bs_store *store, bs_profile_id profile, bs_moment now,
                                           bs_error *error);

#endif
