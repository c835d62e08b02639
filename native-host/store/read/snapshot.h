/**
 * @file snapshot.h Daily snapshots: the history, and a cache of scores. Internal to
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

/**
 * The row of the store's model in table model. If it is missing, creates it (`make`) or returns 0.
 */
BS_MUST_CHECK bs_status bs_snapshot_model(int64_t *row, bs_store *store, bool make,
                                          bs_error *error);

/**
 * The last day up to which the snapshots are current; without snapshots the day before the first
 * observation, without observations BS_DAY_NONE.
 */
BS_MUST_CHECK bs_status bs_snapshot_clean_until(bs_day *day, bs_store *store, bs_profile_id profile,
                                                bs_error *error);

/**
 * Marks the snapshots of the view's profile from `affected` on stale (BS_DAY_LAST: observations
 * changed nothing), and writes that of the view's day.
 */
BS_MUST_CHECK bs_status bs_snapshot_write(bs_store *store, const bs_view *view, bs_day affected,
                                          bs_error *error);

/**
 * Adds the milestones that the view's evidence and state prove, to the view and the database; with
 * `look_back` also those that need the history.
 */
BS_MUST_CHECK bs_status bs_snapshot_earn(bs_store *store, bs_view *view, bool look_back,
                                         bs_error *error);

/** Recomputes every stale or missing snapshot up to the day of `now`. */
BS_MUST_CHECK bs_status bs_snapshot_refill(bs_store *store, bs_profile_id profile, bs_moment now,
                                           bs_error *error);

#endif
