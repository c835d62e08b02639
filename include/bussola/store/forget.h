/**
 * @file forget.h
 * Removes a profile, or what one source gave. Failures as in store.h.
 */
#ifndef BUSSOLA_INCLUDE_STORE_FORGET_H
#define BUSSOLA_INCLUDE_STORE_FORGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

typedef struct bs_forgotten {
    int64_t profiles;
    int64_t rows;  /**< of all tables */
    size_t copies; /**< files beside the database that may hold it still (recovery.h) */
} bs_forgotten;

/**
 * Removes a profile, or everything for BS_PROFILE_NONE, from the database file and its log. A call
 * that fails may have removed the rows and left them in the log: call it again, or
 * bs_store_empty_log when the profile is not found any more.
 */
BS_MUST_CHECK bs_status bs_store_forget(bs_forgotten *forgotten, bs_store *store,
                                        bs_profile_id profile, bs_error *error);

/**
 * Removes what one source gave to a profile, the owners that imports told of it, and every number
 * and milestone that was derived; those are derived anew. The profile goes too if it was made for
 * an import (keep.h) and holds nothing else. As bs_store_forget after a failure.
 */
BS_MUST_CHECK bs_status bs_store_forget_source(bs_forgotten *forgotten, bs_store *store,
                                               bs_profile_id profile, bs_source source, int64_t now,
                                               bs_error *error);

/** Writes the log back into the database and leaves it empty: it may hold what was removed. */
BS_MUST_CHECK bs_status bs_store_empty_log(bs_store *store, bs_error *error);

#endif
