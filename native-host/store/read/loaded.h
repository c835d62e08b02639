/**
 * @file loaded.h Keeps the evidence of the last window between requests. Internal to
 * native-host/store.
 *
 * Loading a window costs far more than computing a state with it, and most requests follow a save
 * that has just loaded it. The store keeps one window until any connection changes an observation.
 */
#ifndef BUSSOLA_STORE_LOADED_H
#define BUSSOLA_STORE_LOADED_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/timeline.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** A window's evidence with its timeline; the store and any number of views share it. */
typedef struct bs_loaded {
    int users;
    bs_profile_id profile;
    bs_day first;         /**< as of bs_state_needs_from */
    int64_t own, foreign; /**< versions of the observations, see db.h */
    bs_evidence evidence;
    bs_timeline *timeline;
} bs_loaded;

/**
 * The evidence that states from `from` on need (of BS_PROFILE_NONE: none), within the caller's
 * transaction. Release with bs_loaded_release.
 */
BS_MUST_CHECK bs_status bs_loaded_get(bs_loaded **loaded, bs_store *store, bs_profile_id profile,
                                      bs_moment from, bs_error *error);

/** Accepts NULL. */
void bs_loaded_release(bs_loaded *loaded);

/** Releases the window that the store keeps. */
void bs_loaded_drop(bs_store *store);

#endif
