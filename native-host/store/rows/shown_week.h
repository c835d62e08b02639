/**
 * @file shown_week.h The stored numbers of closed weeks. Internal to native-host/store; within the
 * caller's transaction.
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
 * Stores the numbers, as known now, of the weeks that ended since the profile was last seen. Call
 * it before anything newer is stored, with `now` as the observation's own moment, so that delayed
 * observations close their weeks in turn.
 */
BS_MUST_CHECK bs_status bs_shown_week_close(bs_store *store, bs_profile_id profile, bs_moment now,
                                            bs_error *error);

/** The same for every profile, before something else changes its numbers; `now` in UTC seconds. */
BS_MUST_CHECK bs_status bs_shown_week_close_all(bs_store *store, int64_t now, bs_error *error);

/** The week that begins on `monday`; not present if it is not stored. */
BS_MUST_CHECK bs_status bs_shown_week_read(bs_shown_week *week, bs_store *store,
                                           bs_profile_id profile, bs_day monday, bs_error *error);

/** All weeks of a profile in order; the caller frees the array. */
BS_MUST_CHECK bs_status bs_shown_week_load(bs_shown_week **weeks, size_t *count, bs_store *store,
                                           bs_profile_id profile, bs_error *error);

/** Stores a week unless it is stored already. */
BS_MUST_CHECK bs_status bs_shown_week_keep(bs_store *store, bs_profile_id profile,
                                           const bs_shown_week *week, bs_error *error);

#endif
