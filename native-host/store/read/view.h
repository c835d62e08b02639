/**
 * @file view.h
 * A member at a moment, computed within the caller's transaction. Internal to native-host/store.
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
 * As bs_store_view. Official readings on or after the day of `fresh` (NULL: none) that have no
 * prediction yet get one, kept in the database, which must be open for writing then.
 */
BS_MUST_CHECK bs_status bs_view_compute(bs_view *view, bs_store *store, bs_profile_id profile,
                                        bs_moment at, const bs_moment *fresh, bs_error *error);

#endif
