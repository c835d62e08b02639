/**
 * @file model_use.h
 * Which model the days are scored with, and since when. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_MODEL_USE_H
#define BUSSOLA_STORE_MODEL_USE_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/**
 * Within a write transaction: notes that days are scored with the store's model from `day` on, when
 * another model was in use until then, and marks its series stale. Does nothing for a model that is
 * used for one run.
 */
BS_MUST_CHECK bs_status bs_model_use_note(bs_store *store, bs_day day, bs_error *error);
/** Whether bs_model_use_note has nothing to note. */
BS_MUST_CHECK bs_status bs_model_use_noted(bool *noted, bs_store *store, bs_error *error);

/** The last change of the model that a profile's line went through; its day BS_DAY_NONE: none. */
BS_MUST_CHECK bs_status bs_model_use_change(bs_model_change *change, bs_store *store,
                                            bs_profile_id profile, bs_error *error);

#endif
