/**
 * @file view.h
 * The state of one profile at a moment. Failures as in store.h.
 */
#ifndef BUSSOLA_INCLUDE_STORE_VIEW_H
#define BUSSOLA_INCLUDE_STORE_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/advice.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/leaving.h"
#include "bussola/core/milestones.h"
#include "bussola/core/observation.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/**
 * A member at a moment: what is known in the windows that the state looks at, and the state. Its
 * parts point at one another: it must not be copied or moved.
 */
typedef struct bs_view {
    bs_profile_id profile;    /**< BS_PROFILE_NONE: nobody is known yet */
    char key[BS_KEY_MAX + 1]; /**< "" while waiting for a key */
    char label[BS_LABEL_MAX + 1];
    bs_evidence evidence;  /**< owned; state.official points into it */
    bs_timeline *timeline; /**< owned, over the evidence and the store's model */
    bs_state state;
    bs_leaving
        leaving[BS_SIGNAL_COUNT]; /**< what soon leaves the window, the greatest loss first */
    size_t leaving_count;
    bs_milestones milestones; /**< earned up to now */
} bs_view;

/** The state at any moment; an empty learning state for BS_PROFILE_NONE. */
BS_MUST_CHECK bs_status bs_store_view(bs_view *view, bs_store *store, bs_profile_id profile,
                                      bs_moment at, bs_error *error);
/** As bs_advice_find; returns how many. */
size_t bs_view_advice(bs_advice advice[BS_ADVICE_MAX], const bs_view *view);
/** Whether LinkedIn's page says, at the moment of the view, that the user has no SSI. */
bool bs_view_has_no_access(const bs_view *view);
/** Safe on a zeroed view, and after a failure, which leaves a view empty. */
void bs_view_free(bs_view *view);

/**
 * Everything known about a profile from `from` on (BS_DAY_NONE: from the beginning). Of gauges, the
 * rows standing at `from` come too. Release with bs_store_evidence_free.
 */
BS_MUST_CHECK bs_status bs_store_evidence(bs_evidence *evidence, bs_store *store,
                                          bs_profile_id profile, bs_day from, bs_error *error);
void bs_store_evidence_free(bs_evidence *evidence);

#endif
