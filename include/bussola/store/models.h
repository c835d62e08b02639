/**
 * @file models.h
 * The model that the numbers of this database follow. Failures as in store.h.
 */
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

/**
 * The id of the model that the user chose with bs_store_model_choose; "" when they left it to the
 * program.
 */
BS_MUST_CHECK bs_status bs_store_model_chosen(char id[BS_MODEL_ID_MAX + 1], bs_store *store,
                                              bs_error *error);

/**
 * Scores with `model` from here on; it must outlive the store. `one_run`: to look at the days under
 * another model; what the one in use has earned and predicted stays as it is.
 */
void bs_store_use(bs_store *store, const bs_model *model, bool one_run);

/** As bs_store_use, and remembers the choice; `chosen` false forgets it. */
BS_MUST_CHECK bs_status bs_store_model_choose(bs_store *store, const bs_model *model, bool chosen,
                                              bs_error *error);

#endif
