/**
 * @file window.h Loads the window that states need, or shares the one that the store keeps.
 * Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_WINDOW_H
#define BUSSOLA_STORE_WINDOW_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/rows/loaded.h"

/**
 * The evidence that states from `from` on need (of BS_PROFILE_NONE: none), within the caller's
 * transaction. Release with bs_loaded_release.
 */
BS_MUST_CHECK bs_status bs_window_get(bs_loaded **loaded, bs_store *store, bs_profile_id profile,
                                      bs_moment from, bs_error *error);

#endif
