/**
 * @file retention.h
 * How long the store keeps data: forever, unless the user limits it.
 *
 * With a retention of N days the history begins N days ago. Removes older snapshots, and
 * observations that no remaining day depends on (one window further back). Keeps current levels,
 * the last official reading and milestones, whatever their age. Applied when it is set, with every
 * import, and with the first observation of a day.
 */
#ifndef BUSSOLA_RETENTION_H
#define BUSSOLA_RETENTION_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/store.h"

#define BS_RETENTION_FOREVER 0
#define BS_RETENTION_MIN 90 /**< days; fewer would change the score, which counts that far back */
#define BS_RETENTION_MAX 36500

typedef struct bs_retention {
    int64_t days;    /**< BS_RETENTION_FOREVER, or BS_RETENTION_MIN … BS_RETENTION_MAX */
    bs_day first;    /**< first day of the history; BS_DAY_NONE if everything is kept */
    int64_t removed; /**< rows removed by the call that set it */
} bs_retention;

BS_MUST_CHECK bs_status bs_store_retention(bs_retention *retention, bs_store *store,
                                           bs_error *error);

/**
 * Sets the retention and removes older rows from the database file and its WAL. BS_OUT_OF_RANGE for
 * an invalid number of days. `now` is the clock in UTC seconds; it is trusted here, because the
 * user sees the day.
 */
BS_MUST_CHECK bs_status bs_store_retention_set(bs_retention *retention, bs_store *store,
                                               int64_t days, int64_t now, bs_error *error);

#endif
