/**
 * @file rules.h
 * What becomes of each row that comes in. Internal to native-host/store; within the caller's
 * transaction.
 */
#ifndef BUSSOLA_STORE_RULES_H
#define BUSSOLA_STORE_RULES_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/observation.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/** What a write has changed. */
typedef struct bs_change {
    size_t rows;
} bs_change;

/** Notes one changed row. */
void bs_rules_touch(bs_change *change);

/** Each by bs_gauge_judge against what stood at its own time; then those after it that it stands
 * for. */
BS_MUST_CHECK bs_status bs_rules_gauges(bs_change *change, bs_store *store, bs_profile_id profile,
                                        const bs_gauge *gauges, size_t count, bs_error *error);

/**
 * Each row of the profile's once more by the rules: one that came in before others may stand for
 * them too, and was last seen when they were.
 */
BS_MUST_CHECK bs_status bs_rules_settle_gauges(bs_change *change, bs_store *store,
                                               bs_profile_id profile, bs_error *error);

/** Without asking what stood: the row as it is, in place of one of its moment. */
BS_MUST_CHECK bs_status bs_rules_put_gauge(bs_change *change, bs_store *store,
                                           bs_profile_id profile, const bs_gauge *gauge,
                                           bs_error *error);

/** The larger count stands. */
BS_MUST_CHECK bs_status bs_rules_tally(bs_change *change, bs_store *store, bs_profile_id profile,
                                       const bs_tally *tally, bs_error *error);

/**
 * Adds `tally->count`, which may be negative, to the day's; never below 0. See also undone.h.
 */
BS_MUST_CHECK bs_status bs_rules_add(bs_change *change, bs_store *store, bs_profile_id profile,
                                     const bs_tally *tally, bs_error *error);

/** Joins each span with those of its signal and source that it overlaps or touches. */
BS_MUST_CHECK bs_status bs_rules_covers(bs_change *change, bs_store *store, bs_profile_id profile,
                                        const bs_cover *covers, size_t count, bs_error *error);

/**
 * Without asking what else was read: the reading as it is, unless there is one of its moment. Ends
 * what LinkedIn said before of having no SSI.
 */
BS_MUST_CHECK bs_status bs_rules_put_official(bs_change *change, bs_store *store,
                                              bs_profile_id profile, const bs_official *official,
                                              bs_error *error);

/** The same, but keeps the reading only if the last one of that day says something else. */
BS_MUST_CHECK bs_status bs_rules_official(bs_change *change, bs_store *store, bs_profile_id profile,
                                          const bs_official *official, bs_error *error);

/** Notes since when, and when last, LinkedIn showed no SSI; one of all 0 is ignored. */
BS_MUST_CHECK bs_status bs_rules_no_access(bs_store *store, bs_profile_id profile,
                                           bs_no_access no_access, bs_error *error);

/** Keeps the earliest moment at which a page was read; one of all 0 is ignored. */
BS_MUST_CHECK bs_status bs_rules_page_read(bs_store *store, bs_profile_id profile,
                                           bs_page_kind kind, bs_moment read, bs_error *error);

/**
 * What the extension counts as it happens is covered up to the observation's day: from `since`, for
 * the signals counted from the first day on and those that an event has ever come for; without
 * `since`, from the first event.
 */
BS_MUST_CHECK bs_status bs_rules_local_covers(bs_change *change, bs_store *store,
                                              bs_profile_id profile,
                                              const bs_observation *observation, bs_day since,
                                              bs_error *error);

#endif
