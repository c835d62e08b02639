/**
 * @file guard.h
 * Limits a connection to a possibly malicious database, as SQLite recommends
 * (https://www.sqlite.org/security.html, "Untrusted SQLite Database Files"). Internal to
 * native-host/store.
 *
 * Triggers and views are disabled; functions and virtual tables in the schema are refused; the
 * schema is read-only; values and statements have a maximum length; a statement that takes too long
 * is interrupted.
 */
#ifndef BUSSOLA_STORE_GUARD_H
#define BUSSOLA_STORE_GUARD_H

#include <sqlite3.h>
#include <stdint.h>

/** Longest value, row and statement, in bytes; Bussola's own are below 10 KB. */
#define BS_GUARD_LENGTH 65536
/**
 * Time limit of a statement, in milliseconds. The slowest on a large history takes seconds; a busy
 * machine must not make it fail.
 */
#define BS_GUARD_STATEMENT_MS 60000
/** Time limit of checking a whole file, in milliseconds. */
#define BS_GUARD_FILE_MS 600000

/** Must outlive the connection. */
typedef struct bs_guard {
    int64_t deadline; /**< monotonic milliseconds; SQLITE_INTERRUPT after it */
} bs_guard;

/** Sets the deadline, in milliseconds from now. */
void bs_guard_start(bs_guard *guard, int64_t milliseconds);

/** Sets the limits of a connection; returns an SQLite result code. */
int bs_guard_set(sqlite3 *db, bs_guard *guard);

/**
 * Opens a file with these limits and BS_GUARD_FILE_MS; returns an SQLite result code. Close it also
 * after a failure.
 */
int bs_guard_open(sqlite3 **db, const char *path, int flags, bs_guard *guard);

/**
 * Raises the limit of bs_store_limit_memory for an in-memory copy of a database; returns the
 * previous limit, for sqlite3_hard_heap_limit64.
 */
int64_t bs_guard_allow(int64_t bytes);

#endif
