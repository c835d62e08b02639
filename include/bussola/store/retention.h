/**
 * @file retention.h
 * For how long the store keeps what it knows. Forever unless the member says otherwise.
 *
 * With a retention of N days the history begins N days ago: older snapshots go, and observations
 * that no day of it looks at, which is a window further back. What still stands stays however old
 * it is (a level, the last reading of LinkedIn's), and so do badges. It is applied when it is set,
 * with every import and with the first observation of a day.
 */
#ifndef BUSSOLA_RETENTION_H
#define BUSSOLA_RETENTION_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/store.h"

#define BS_RETENTION_FOREVER 0
#define BS_RETENTION_MIN 90 /**< days: less than what the score counts would change the score */
#define BS_RETENTION_MAX 36500

typedef struct bs_retention {
    int64_t days;    /**< BS_RETENTION_FOREVER, or BS_RETENTION_MIN … BS_RETENTION_MAX */
    bs_day first;    /**< of the history; BS_DAY_NONE when everything is kept */
    int64_t removed; /**< rows, by the call that has set it */
} bs_retention;

BS_MUST_CHECK bs_status bs_store_retention(bs_retention *retention, bs_store *store,
                                           bs_error *error);

/**
 * Sets it and removes what is too old for it, from the file and its log. BS_OUT_OF_RANGE for other
 * numbers of days. `now` is the clock in UTC seconds, and believed here: the member sees the day.
 */
BS_MUST_CHECK bs_status bs_store_retention_set(bs_retention *retention, bs_store *store,
                                               int64_t days, int64_t now, bs_error *error);

#endif
