/**
 * @file retention.h
 * What is too old goes. Internal to native-host/store; within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_RETENTION_H
#define BUSSOLA_STORE_RETENTION_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/retention.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/** How far the day that retention counts back from follows the clock in one day. */
#define BS_RETENTION_LEAP 31

/** The first day of the history that is kept; BS_DAY_NONE when all are. */
BS_MUST_CHECK bs_status bs_retention_first(bs_day *first, bs_store *store, bs_error *error);

/**
 * Removes what is too old. The clock is not simply believed: one that is years ahead for a while
 * must not cost years of history, so that the day counted from follows it by BS_RETENTION_LEAP days
 * a day at most.
 */
BS_MUST_CHECK bs_status bs_retention_prune(bs_store *store, int64_t now, bs_error *error);

#endif
