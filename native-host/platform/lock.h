/**
 * @file lock.h
 * bussola.lock: shared by everybody who works on the database, exclusive to whoever replaces it.
 * Internal to native-host/platform.
 *
 * SQLite's own locks hold within a database file; this one holds the file itself in its place.
 */
#ifndef BUSSOLA_PLATFORM_LOCK_H
#define BUSSOLA_PLATFORM_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/core/error.h"

typedef struct bs_lock {
    int file; /**< the lock; −1: not open */
    int gate; /**< the directory: closed by whoever waits for the exclusive lock */
} bs_lock;

/** Nothing open. */
#define BS_LOCK_NONE ((bs_lock){.file = -1, .gate = -1})

/** Opens the lock of a directory, held by nobody yet; to be closed also after a failure. */
BS_MUST_CHECK bs_status bs_lock_open(bs_lock *lock, const char *directory, bs_error *error);
void bs_lock_close(bs_lock *lock);

/**
 * Takes the lock at once, whatever was held before, or not at all; errno says why. Whoever waits
 * for the exclusive one goes before those who come to share it.
 */
bool bs_lock_try(const bs_lock *lock, bool exclusive);

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
BS_MUST_CHECK bs_status bs_lock_take(const bs_lock *lock, bool exclusive, bs_error *error);

/** Lets go. */
void bs_lock_release(const bs_lock *lock);

#endif
