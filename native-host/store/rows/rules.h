/**
 * @file rules.h How each incoming row is stored. Internal to native-host/store; within the caller's
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

/** The changes of a write. */
typedef struct bs_change {
    size_t rows;
    bs_day first; /**< the first changed day; meaningless without changed rows */
} bs_change;

/** Counts one changed row, which tells of `day` and perhaps of later days. */
void bs_rules_touch(bs_change *change, bs_day day);

/**
 * Applies bs_gauge_judge to each, against the level at its own time; then again to later rows that
 * depend on it.
 */
BS_MUST_CHECK bs_status bs_rules_gauges(bs_change *change, bs_store *store, bs_profile_id profile,
                                        const bs_gauge *gauges, size_t count, bs_error *error);

/**
 * Applies the rules to every row of the profile again, because a row that arrived before others may
 * now confirm or replace them.
 */
BS_MUST_CHECK bs_status bs_rules_settle_gauges(bs_change *change, bs_store *store,
                                               bs_profile_id profile, bs_error *error);

/** Stores the row unchanged, replacing one of the same moment. */
BS_MUST_CHECK bs_status bs_rules_put_gauge(bs_change *change, bs_store *store,
                                           bs_profile_id profile, const bs_gauge *gauge,
                                           bs_error *error);

/** Keeps the larger count. */
BS_MUST_CHECK bs_status bs_rules_tally(bs_change *change, bs_store *store, bs_profile_id profile,
                                       const bs_tally *tally, bs_error *error);

/**
 * Adds `tally->count`, which may be negative, to the day's count, which never falls below 0. See
 * also undone.h.
 */
BS_MUST_CHECK bs_status bs_rules_add(bs_change *change, bs_store *store, bs_profile_id profile,
                                     const bs_tally *tally, bs_error *error);

/** Merges each span with overlapping and adjacent ones of its signal and source. */
BS_MUST_CHECK bs_status bs_rules_covers(bs_change *change, bs_store *store, bs_profile_id profile,
                                        const bs_cover *covers, size_t count, bs_error *error);

/** Stores the reading, unless there is one of the same moment. Ends an earlier "no access". */
BS_MUST_CHECK bs_status bs_rules_put_official(bs_change *change, bs_store *store,
                                              bs_profile_id profile, const bs_official *official,
                                              bs_error *error);

/** As bs_rules_put_official, but skips a reading that equals the last one of its day. */
BS_MUST_CHECK bs_status bs_rules_official(bs_change *change, bs_store *store, bs_profile_id profile,
                                          const bs_official *official, bs_error *error);

/** Stores when LinkedIn showed no SSI; ignores one of all 0. */
BS_MUST_CHECK bs_status bs_rules_no_access(bs_store *store, bs_profile_id profile,
                                           bs_no_access no_access, bs_error *error);

/** Keeps the earliest moment at which a page was read; ignores one of all 0. */
BS_MUST_CHECK bs_status bs_rules_page_read(bs_store *store, bs_profile_id profile,
                                           bs_page_kind kind, bs_moment read, bs_error *error);

/**
 * Extends the cover of local signals to the observation's day. It begins at `since` for signals
 * that are counted from the start or ever had an event; without `since` it begins at the first
 * event.
 */
BS_MUST_CHECK bs_status bs_rules_local_covers(bs_change *change, bs_store *store,
                                              bs_profile_id profile,
                                              const bs_observation *observation, bs_day since,
                                              bs_error *error);

#endif
