/**
 * @file shown_week.h
 * Closed weeks as their reports showed them. Internal to native-host/store; within the caller's
 * transaction.
 */
#ifndef BUSSOLA_STORE_SHOWN_WEEK_H
#define BUSSOLA_STORE_SHOWN_WEEK_H

#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/shown_week.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/**
 * Keeps the numbers of the weeks that have ended since the profile was last seen, as they are known
 * now. To be called before anything newer is stored: `now` is the moment of that, the observation's
 * own, so that those which had to wait close their weeks in turn.
 */
BS_MUST_CHECK bs_status bs_shown_week_close(bs_store *store, bs_profile_id profile, bs_moment now,
                                            bs_error *error);

/** The week of a Monday; not present where nothing was kept. */
BS_MUST_CHECK bs_status bs_shown_week_read(bs_shown_week *week, bs_store *store,
                                           bs_profile_id profile, bs_day monday, bs_error *error);

/** All weeks of a profile in order; the caller frees the array. */
BS_MUST_CHECK bs_status bs_shown_week_load(bs_shown_week **weeks, size_t *count, bs_store *store,
                                           bs_profile_id profile, bs_error *error);

/** Keeps a week unless it was kept before. */
BS_MUST_CHECK bs_status bs_shown_week_keep(bs_store *store, bs_profile_id profile,
                                           const bs_shown_week *week, bs_error *error);

#endif
