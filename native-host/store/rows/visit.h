/**
 * @file visit.h
 * A list of acts on a page, read again in another time zone. Internal to native-host/store; within
 * the caller's transaction.
 */
#ifndef BUSSOLA_STORE_VISIT_H
#define BUSSOLA_STORE_VISIT_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "rules.h"

/** The days whose counts of a visit are to be passed over; `from` > `to`: none. */
typedef struct bs_visit_known {
    bs_day from, to;
} bs_visit_known;

/**
 * Prepares for the counts of one signal that a page gave, before they are stored. Where the same
 * list was read far from here, its acts may stand on the days beside: if this visit saw as many,
 * what is known of its days goes; else its counts of those days are to be passed over.
 */
BS_MUST_CHECK bs_status bs_visit_prepare(bs_visit_known *known, bs_change *change, bs_store *store,
                                         bs_profile_id profile, const bs_observation *observation,
                                         bs_signal signal, bs_error *error);

#endif
