/**
 * @file model_use.h Stores which model days are scored with, and since when. Internal to
 * native-host/store.
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
 * Stores that days are scored with the store's model from `day` on, if another model was in use,
 * and marks its series stale. Does nothing for a model that is used for one run. Needs a write
 * transaction.
 */
BS_MUST_CHECK bs_status bs_model_use_note(bs_store *store, bs_day day, bs_error *error);
/** Sets `*noted` if bs_model_use_note has nothing to store. */
BS_MUST_CHECK bs_status bs_model_use_noted(bool *noted, bs_store *store, bs_error *error);
/** Sets `*stored` if the stored predictions of readings are by the store's model. */
BS_MUST_CHECK bs_status bs_model_use_predicts(bool *stored, bs_store *store, bs_error *error);

/** The last change of model in a profile's history; its day is BS_DAY_NONE without one. */
BS_MUST_CHECK bs_status bs_model_use_change(bs_model_change *change, bs_store *store,
                                            bs_profile_id profile, bs_error *error);

/**
 * The last number of a profile under the model before, on the day of the change or the day before
 * it. `point->day` is BS_DAY_NONE without one.
 */
BS_MUST_CHECK bs_status bs_model_use_last(bs_point *point, bs_store *store, bs_profile_id profile,
                                          bs_day since, bs_error *error);

#endif
