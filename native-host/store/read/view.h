/**
 * @file view.h Computes a profile's view within the caller's transaction. Internal to
 * native-host/store.
 */
#ifndef BUSSOLA_STORE_VIEW_H
#define BUSSOLA_STORE_VIEW_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "store/db/db.h"

/**
 * Begins a view with the evidence that states from `from` on need, and its timeline. On failure the
 * view is empty.
 */
BS_MUST_CHECK bs_status bs_view_load(bs_view *view, bs_store *store, bs_profile_id profile,
                                     bs_moment from, bs_error *error);

/** Fills a loaded view's state, and what depends on it. */
void bs_view_score(bs_view *view, bs_moment at);

/**
 * As bs_store_view. If counts or readings of the day `changed` or later were stored (BS_DAY_NONE:
 * none were), predicts the official readings from that day on, which needs a write transaction.
 */
BS_MUST_CHECK bs_status bs_view_compute(bs_view *view, bs_store *store, bs_profile_id profile,
                                        bs_moment at, bs_day changed, bs_error *error);

#endif
