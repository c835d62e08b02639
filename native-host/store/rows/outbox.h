/**
 * @file outbox.h What a team's server should have of each day. Internal to native-host/store;
 * within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_OUTBOX_H
#define BUSSOLA_STORE_OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** What a profile shares with a team; nothing unless `open`. */
typedef struct bs_outbox {
    bool open;
    bs_day since;
    unsigned parts;   /**< as in the database */
    int64_t revision; /**< the least one of a new row */
} bs_outbox;

/** `now` is the clock in UTC seconds. With a model for one run the outbox stays closed. */
BS_MUST_CHECK bs_status bs_outbox_open(bs_outbox *outbox, bs_store *store, bs_profile_id profile,
                                       int64_t now, bs_error *error);

/**
 * Writes the shared parts of the state's day, as a later revision if a value differs. Does nothing
 * before `since` and if the outbox is closed.
 */
BS_MUST_CHECK bs_status bs_outbox_put(const bs_outbox *outbox, bs_store *store,
                                      bs_profile_id profile, const bs_state *state,
                                      const bs_timeline *timeline, bs_error *error);

/** Gives `profile` the target and the days of `from`, unless it has a target. */
BS_MUST_CHECK bs_status bs_outbox_move(bs_store *store, bs_profile_id profile, bs_profile_id from,
                                       bs_error *error);

#endif
