/**
 * @file retention.h Removes rows that are too old. Internal to native-host/store; within the
 * caller's transaction.
 */
#ifndef BUSSOLA_STORE_RETENTION_H
#define BUSSOLA_STORE_RETENTION_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/retention.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/** Limits how far the clock moves the retention per day, in days. */
#define BS_RETENTION_LEAP 31

/** The first day of the history to keep; BS_DAY_NONE: all. */
BS_MUST_CHECK bs_status bs_retention_first(bs_day *first, bs_store *store, bs_error *error);

/**
 * Removes rows that are too old. A clock that is years ahead for a while must not delete years of
 * history, so the reference day follows the clock by at most BS_RETENTION_LEAP days per day.
 */
BS_MUST_CHECK bs_status bs_retention_prune(bs_store *store, int64_t now, bs_error *error);

#endif
