/** @file view.h The state of one profile at a moment. Failures as in store.h. */
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
#include "bussola/core/shown_week.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/**
 * A profile at a moment: the evidence that the state depends on, and the state. Its members point
 * to each other: never copy or move it.
 */
typedef struct bs_view {
    bs_profile_id profile;    /**< BS_PROFILE_NONE: no profile is known yet */
    char key[BS_KEY_MAX + 1]; /**< "" for an unidentified account */
    char label[BS_LABEL_MAX + 1];
    struct bs_loaded *loaded; /**< owner of evidence and timeline; the store may keep it too */
    bs_evidence evidence;     /**< state.official points into it */
    bs_timeline *timeline;    /**< over the evidence and the store's model */
    bs_state state;
    bs_leaving
        leaving[BS_SIGNAL_COUNT]; /**< what leaves the window soon, the greatest loss first */
    size_t leaving_count;
    bs_milestones milestones; /**< reached so far */
    /** For a moment on the last day of a closed week: the numbers in the week's report. */
    bs_shown_week shown_week;
} bs_view;

/** The state at any moment; for BS_PROFILE_NONE an empty learning state. */
BS_MUST_CHECK bs_status bs_store_view(bs_view *view, bs_store *store, bs_profile_id profile,
                                      bs_moment at, bs_error *error);
/** As bs_advice_find; returns how many. */
size_t bs_view_advice(bs_advice advice[BS_ADVICE_MAX], const bs_view *view);
/**
 * True if LinkedIn's page said by the moment of the view that the user has no SSI; for a view
 * without a number from LinkedIn also if it said so later, because the texts of such a view must
 * not send the user to that page.
 */
bool bs_view_has_no_access(const bs_view *view);
/**
 * For a view without a value of LinkedIn's, the day of the first one read since; BS_DAY_NONE
 * otherwise.
 */
bs_day bs_view_first_read(const bs_view *view);
/** Safe on a zeroed view, and after a failure, which leaves the view empty. */
void bs_view_free(bs_view *view);

/**
 * Everything known about a profile since `from` (BS_DAY_NONE: since the beginning), and the gauges
 * current at `from`. Release with bs_store_evidence_free.
 */
BS_MUST_CHECK bs_status bs_store_evidence(bs_evidence *evidence, bs_store *store,
                                          bs_profile_id profile, bs_day from, bs_error *error);
void bs_store_evidence_free(bs_evidence *evidence);

#endif
