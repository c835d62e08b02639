/** @file hold.h Exclusive use of the data directory. Internal to native-host/store. */
#ifndef BUSSOLA_STORE_HOLD_H
#define BUSSOLA_STORE_HOLD_H

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "platform/fs.h"
#include "platform/lock.h"

typedef struct bs_hold {
    bs_lock lock;
    char directory[BS_STORE_PATH_MAX];
} bs_hold;

/** Copies `given`, or bs_store_directory if it is NULL. Fails for BS_REASON_LONG. */
BS_MUST_CHECK bs_status bs_hold_directory(char directory[BS_STORE_PATH_MAX], const char *given,
                                          bs_error *error);

/**
 * Takes the exclusive lock of a directory (NULL: bs_store_directory; created if missing), completes
 * a pending replacement and removes files that a killed process left. Call bs_hold_end afterwards,
 * also after a failure.
 */
BS_MUST_CHECK bs_status bs_hold_begin(bs_hold *hold, const char *directory, bs_error *error);
void bs_hold_end(bs_hold *hold);

#endif
