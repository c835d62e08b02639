/**
 * @file lock.h
 * bussola.lock: shared by everybody who works on the database, exclusive to whoever replaces it.
 * Internal to native-host/store.
 *
 * SQLite's own locks hold within a database file; this one holds the file itself in its place.
 */
#ifndef BUSSOLA_STORE_LOCK_H
#define BUSSOLA_STORE_LOCK_H

#include <stdbool.h>

#include "bussola/store.h"

/** Opens the lock of a directory, held by nobody yet; the caller closes `*lock`. */
BS_MUST_CHECK bs_status bs_lock_open(int *lock, const char *directory, bs_error *error);

/** Takes the lock at once, whatever was held before, or not at all; errno says why. */
bool bs_lock_try(int lock, bool exclusive);

/** When patience ends that begins now, in milliseconds of a clock that never goes back. */
int64_t bs_lock_deadline(void);
/** Waits a little; false once the deadline has passed. */
bool bs_lock_pause(int64_t deadline);
/**
 * Waits a little after a bs_lock_try that failed; BS_BUSY when the deadline has passed, BS_STORAGE
 * when it failed for another reason than another holder.
 */
BS_MUST_CHECK bs_status bs_lock_wait(int64_t deadline, bs_error *error);

/** Takes the lock, waiting up to BS_STORE_BUSY_MS. */
BS_MUST_CHECK bs_status bs_lock_take(int lock, bool exclusive, bs_error *error);

/** Lets go. */
void bs_lock_release(int lock);

#endif
