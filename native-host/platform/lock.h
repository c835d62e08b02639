/**
 * @file lock.h
 * bussola.lock: held shared by every process that uses the database, exclusively by one that
 * replaces it. Internal to native-host/platform.
 *
 * SQLite's own locks protect the contents of a database file; this one protects the file from
 * replacement.
 */
#ifndef BUSSOLA_PLATFORM_LOCK_H
#define BUSSOLA_PLATFORM_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/core/error.h"

typedef struct bs_lock {
    int file; /**< the lock file; −1: not open */
    int gate; /**< locked by a process that waits for the exclusive lock: the directory, or −1 where
                 the lock file has a part for it */
} bs_lock;

/** Not open. */
#define BS_LOCK_NONE ((bs_lock){.file = -1, .gate = -1})

/** Opens the lock of a directory without taking it; close it also after a failure. */
BS_MUST_CHECK bs_status bs_lock_open(bs_lock *lock, const char *directory, bs_error *error);
void bs_lock_close(bs_lock *lock);

/**
 * Takes the lock, replacing a held one, without waiting; on failure errno says why. A process that
 * waits for the exclusive lock has priority over new sharers.
 */
bool bs_lock_try(const bs_lock *lock, bool exclusive);

/** Deadline for waiting from now, in monotonic milliseconds. */
int64_t bs_lock_deadline(void);
/** Sleeps briefly; returns false after the deadline. */
bool bs_lock_pause(int64_t deadline);
/**
 * Sleeps briefly after a failed bs_lock_try. BS_BUSY after the deadline, BS_STORAGE if it failed
 * for another reason than another holder.
 */
BS_MUST_CHECK bs_status bs_lock_wait(int64_t deadline, bs_error *error);

/** Takes the lock, waiting up to BS_STORE_BUSY_MS. */
BS_MUST_CHECK bs_status bs_lock_take(const bs_lock *lock, bool exclusive, bs_error *error);

/** Releases the lock. */
void bs_lock_release(const bs_lock *lock);

typedef enum bs_lock_kind { BS_LOCK_FREE, BS_LOCK_SHARED, BS_LOCK_EXCLUSIVE } bs_lock_kind;

/**
 * The system's own lock of the gate or of the lock file: replaces what this process holds, without
 * waiting. False with errno, EWOULDBLOCK for another holder.
 */
bool bs_lock_gate(const bs_lock *lock, bs_lock_kind kind);
bool bs_lock_file(const bs_lock *lock, bs_lock_kind kind);

#endif
