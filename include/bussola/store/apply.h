/**
 * @file apply.h
 * Writes observations. Failures as in store.h.
 */
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

/** The page of an observation that drops what waits for a key. */
#define BS_PAGE_SIGNED_OUT "signed_out"

typedef struct bs_applied {
    bool retry;     /**< the request id was known: nothing was stored */
    bool created;   /**< the profile is new */
    size_t changed; /**< rows of gauges, tallies, covers and official readings written or changed */
    bs_view view; /**< the state after it, at `now` or the reading's own moment if that is later */
} bs_applied;

/**
 * Applies observations of one profile, all or none, in one transaction, and refreshes what depends
 * on them: today's snapshot, and with `refill` the snapshots of every day they touch.
 *
 * Each goes by the rules of DESIGN: gauges by bs_gauge_judge at the reading's own time; per day and
 * source the largest count stands; events add, never below 0; covers merge. Observations with an
 * empty `request` are applied whenever given (imports are idempotent by the rules alone). Those
 * without a profile wait for `client`; those with a page "signed_out" drop what waits for it.
 * BS_BAD_REQUEST when neither a profile nor a client's instance says whose they are.
 * Release with bs_view_free(&applied->view).
 */
BS_MUST_CHECK bs_status bs_store_apply(bs_applied *applied, bs_store *store,
                                       const bs_observation *observations, size_t count,
                                       const bs_client *client, bool refill, int64_t now,
                                       bs_error *error);

/** Drops what waits for a client (its session ended and it has no lasting name). */
BS_MUST_CHECK bs_status bs_store_drop_waiting(bs_store *store, const bs_client *client,
                                              bs_error *error);

#endif
