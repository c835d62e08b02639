/** @file apply.h Stores observations. Failures as in store.h. */
#ifndef BUSSOLA_INCLUDE_STORE_APPLY_H
#define BUSSOLA_INCLUDE_STORE_APPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"

/** Page of an observation that drops the client's unclaimed readings. */
#define BS_PAGE_SIGNED_OUT "signed_out"

typedef struct bs_applied {
    bool retry;     /**< the request id was known, so nothing was stored */
    bool created;   /**< the profile is new */
    size_t changed; /**< rows of gauges, tallies, covers and official readings written or changed */
    bs_view view;   /**< the state afterwards, at `now`, or at the reading's own moment if that is
                       later */
} bs_applied;

/**
 * Applies observations of one profile in one transaction, and refreshes today's snapshot; with
 * `refill` also the snapshots of every day that they touch.
 *
 * Gauges follow bs_gauge_judge at the reading's own time. Of one source's counts for a day the
 * largest is kept. Events add, but never below 0. Covers merge. An observation with a known
 * `request` is not stored again; one with an empty `request` is always applied (imports are
 * idempotent by these rules). Without a profile, an observation stays unclaimed under `client`;
 * page "signed_out" drops the client's unclaimed ones.
 * BS_BAD_REQUEST if neither a profile nor a client's instance identifies the account. Release with
 * bs_view_free(&applied->view).
 */
BS_MUST_CHECK bs_status bs_store_apply(bs_applied *applied, bs_store *store,
                                       const bs_observation *observations, size_t count,
                                       const bs_client *client, bool refill, int64_t now,
                                       bs_error *error);

/** Drops the unclaimed readings of a client (its session ended and it has no permanent name). */
BS_MUST_CHECK bs_status bs_store_drop_unclaimed(bs_store *store, const bs_client *client,
                                                bs_error *error);

#endif
