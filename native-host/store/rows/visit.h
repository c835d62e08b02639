/**
 * @file visit.h Handles a page's list that is read again in another time zone. Internal to
 * native-host/store; within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_VISIT_H
#define BUSSOLA_STORE_VISIT_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "rules.h"

/** Days on which the visit's counts are skipped; `from` > `to`: none. */
typedef struct bs_visit_known {
    bs_day from, to;
} bs_visit_known;

/**
 * Prepares for storing a page's counts of one signal. If the same list was read in another time
 * zone, its acts may be stored on adjacent days. If this visit saw at least as many, deletes the
 * stored counts of its days; otherwise the caller must skip the visit's counts on `known`.
 */
BS_MUST_CHECK bs_status bs_visit_prepare(bs_visit_known *known, bs_change *change, bs_store *store,
                                         bs_profile_id profile, const bs_observation *observation,
                                         bs_signal signal, bs_error *error);

#endif
