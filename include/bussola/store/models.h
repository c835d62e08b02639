/** @file models.h The scoring model that a database uses. Failures as in store.h. */
#ifndef BUSSOLA_INCLUDE_STORE_MODELS_H
#define BUSSOLA_INCLUDE_STORE_MODELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** Id of the model chosen with bs_store_model_choose; "" without a choice. */
BS_MUST_CHECK bs_status bs_store_model_chosen(char id[BS_MODEL_ID_MAX + 1], bs_store *store,
                                              bs_error *error);

/**
 * Scores with `model` from now on; it must outlive the store. `one_run`: only for looking at the
 * days under another model; milestones and predictions of the model in use are unchanged.
 */
void bs_store_use(bs_store *store, const bs_model *model, bool one_run);

/**
 * As bs_store_use, and stores the choice; `chosen` false removes it. Weeks that ended by `now` (UTC
 * seconds) keep the numbers of the model so far.
 */
BS_MUST_CHECK bs_status bs_store_model_choose(bs_store *store, const bs_model *model, bool chosen,
                                              int64_t now, bs_error *error);

#endif
