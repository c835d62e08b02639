/** @file forget.h Removes a profile, or the data of one source. Failures as in store.h. */
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
    int64_t rows;  /**< rows removed from all tables */
    size_t copies; /**< files beside the database that may still contain the data (recovery.h) */
} bs_forgotten;

/**
 * Removes a profile (BS_PROFILE_NONE: everything) from the database file and its WAL. A failed call
 * may have removed the rows but left them in the WAL: call it again, or bs_store_empty_log if the
 * profile is no longer found.
 */
BS_MUST_CHECK bs_status bs_store_forget(bs_forgotten *forgotten, bs_store *store,
                                        bs_profile_id profile, bs_error *error);

/**
 * Removes what one source gave to a profile, the owners known from its imports, and every derived
 * number and milestone; those are derived again. Also removes a profile that was created for an
 * import (store_import.h) and is then empty. Failures as in bs_store_forget.
 */
BS_MUST_CHECK bs_status bs_store_forget_source(bs_forgotten *forgotten, bs_store *store,
                                               bs_profile_id profile, bs_source source, int64_t now,
                                               bs_error *error);

/** Checkpoints and truncates the WAL, which may contain removed rows. */
BS_MUST_CHECK bs_status bs_store_empty_log(bs_store *store, bs_error *error);

#endif
