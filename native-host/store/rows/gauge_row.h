/**
 * @file gauge_row.h Writes single rows of levels, and notes them for the kept window. Internal to
 * native-host/store; within the caller's transaction. `*changed` is the number of changed rows.
 */
#ifndef BUSSOLA_STORE_GAUGE_ROW_H
#define BUSSOLA_STORE_GAUGE_ROW_H

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** Stores the reading as a row, or instead of the row of the same moment. */
BS_MUST_CHECK bs_status bs_gauge_row_put(int *changed, bs_store *store, bs_profile_id profile,
                                         const bs_gauge *gauge, bs_error *error);

/** Confirms the row at the moment at which `gauge` was seen last, if that is later. */
BS_MUST_CHECK bs_status bs_gauge_row_refresh(int *changed, bs_store *store, bs_profile_id profile,
                                             const bs_gauge *row, const bs_gauge *gauge,
                                             bs_error *error);

BS_MUST_CHECK bs_status bs_gauge_row_drop(int *changed, bs_store *store, bs_profile_id profile,
                                          const bs_gauge *row, bs_error *error);

#endif
