/**
 * @file predictions.h What Bussola would have shown on the day of each official reading, which
 * determines the error of later days. Stored by whatever changes the counts of days before, never
 * by a view. Internal to native-host/store; within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_PREDICTIONS_H
#define BUSSOLA_STORE_PREDICTIONS_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/timeline.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/rows/load.h"

/** A moment from which evidence must be loaded to predict the readings on or after a day. */
bs_moment bs_predictions_need(bs_day from);

/**
 * Loads the evidence that states from `from` on need, and makes its timeline. If the stored
 * predictions are by another model than the store's, predicts every reading again, in the evidence
 * only; then `reach`, which may be NULL, stays as it is. The caller frees both, also after a
 * failure.
 */
BS_MUST_CHECK bs_status bs_predictions_load(bs_evidence *evidence, bs_timeline **timeline,
                                            bs_reach *reach, bs_store *store, bs_profile_id profile,
                                            bs_moment from, bs_error *error);

/**
 * Predicts the readings on or after the day `from`, in the evidence and in the database. Needs a
 * write transaction.
 */
BS_MUST_CHECK bs_status bs_predictions_update(bs_store *store, bs_profile_id profile,
                                              bs_timeline *timeline, const bs_evidence *evidence,
                                              bs_day from, bs_error *error);

/** Predicts every reading of every profile again, by the store's model. Needs a write transaction.
 */
BS_MUST_CHECK bs_status bs_predictions_renew(bs_store *store, bs_error *error);

#endif
