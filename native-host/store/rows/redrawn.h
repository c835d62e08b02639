/**
 * @file redrawn.h The stored days on which earlier ones were redrawn. Internal to
 * native-host/store; within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_REDRAWN_H
#define BUSSOLA_STORE_REDRAWN_H

#include <stddef.h>

#include "bussola/core/corrections.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/** Stores what became known; a day that is stored keeps its `before`. */
BS_MUST_CHECK bs_status bs_redrawn_note(bs_store *store, bs_profile_id profile,
                                        const bs_redrawn *redrawn, bs_error *error);

/** Stores a day unless it is stored already. */
BS_MUST_CHECK bs_status bs_redrawn_keep(bs_store *store, bs_profile_id profile,
                                        const bs_redrawn *redrawn, bs_error *error);

/** The days `from` to `to` of a profile in order; the caller frees the array. */
BS_MUST_CHECK bs_status bs_redrawn_load(bs_redrawn **days, size_t *count, bs_store *store,
                                        bs_profile_id profile, bs_day from, bs_day to,
                                        bs_error *error);

#endif
