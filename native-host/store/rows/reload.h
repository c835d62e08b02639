/**
 * @file reload.h Loads changed rows again into a bs_evidence. Internal to native-host/store; within
 * the caller's transaction.
 */
#ifndef BUSSOLA_STORE_RELOAD_H
#define BUSSOLA_STORE_RELOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "load.h"

/** Rows that were added, changed or, of gauges, removed after they were loaded. */
typedef struct bs_changed {
    bool any;
    bool profile;                     /**< what bs_load_profile loads */
    bool officials;                   /**< the official readings */
    int64_t gauges[BS_SIGNAL_COUNT];  /**< UTC seconds of the first; BS_UNCHANGED without one */
    int64_t tallies[BS_SIGNAL_COUNT]; /**< first day; BS_UNCHANGED without one */
    bool covers[BS_SIGNAL_COUNT];
} bs_changed;

/** Nothing was changed. */
void bs_changed_clear(bs_changed *changed);

/** Loads the changed rows; `*change` tells bs_timeline_update. */
BS_MUST_CHECK bs_status bs_reload(bs_evidence *evidence, bs_evidence_change *change,
                                  bs_store *store, bs_profile_id profile, const bs_reach *reach,
                                  const bs_changed *changed, bs_error *error);

#endif
