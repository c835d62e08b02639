/** @file activity.h Acts and levels over the days of a history. Failures as in store.h. */
#ifndef BUSSOLA_INCLUDE_STORE_ACTIVITY_H
#define BUSSOLA_INCLUDE_STORE_ACTIVITY_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"

/**
 * A span in steps. The view is of its last moment, and its timeline begins before its first day;
 * counts.h reads a step from it. Never copy or move it.
 */
typedef struct bs_activity {
    bs_view view;
    bs_step step; /**< never BS_STEP_AUTO */
    bs_day from;  /**< first day of the first step */
    bs_day *last; /**< owned: the last day of each step */
    size_t count; /**< 0 if nothing is known; `from` is meaningless then */
} bs_activity;

/** The days and steps are those of bs_store_history with the same arguments. */
BS_MUST_CHECK bs_status bs_store_activity(bs_activity *activity, bs_store *store,
                                          bs_profile_id profile, bs_day from, bs_day to,
                                          bs_step step, int64_t now, bs_error *error);
/** Safe on a zeroed activity, and after a failure, which leaves it empty. */
void bs_activity_free(bs_activity *activity);

#endif
