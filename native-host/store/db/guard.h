/**
 * @file guard.h
 * Limits of a connection to a database that somebody else may have prepared, as SQLite advises
 * (https://www.sqlite.org/security.html, "Untrusted SQLite Database Files"). Internal to
 * native-host/store.
 *
 * Triggers and views do not work, functions and virtual tables that the schema names are refused,
 * the schema cannot be written, values and statements have a length limit, and a statement that
 * does not end is interrupted.
 */
#ifndef BUSSOLA_STORE_GUARD_H
#define BUSSOLA_STORE_GUARD_H

#include <sqlite3.h>
#include <stdint.h>

/** Longest value, row and statement, in bytes; Bussola's own are below 10 KB. */
#define BS_GUARD_LENGTH 65536
/**
 * How long a statement may take, in milliseconds. The slowest of a large history takes seconds; a
 * machine under load must not make it fail.
 */
#define BS_GUARD_STATEMENT_MS 60000
/** How long a check of a whole file may take. */
#define BS_GUARD_FILE_MS 600000

/** Must outlive the connection. */
typedef struct bs_guard {
    int64_t deadline; /**< monotonic milliseconds; SQLITE_INTERRUPT after it */
} bs_guard;

/** Sets the deadline, in milliseconds from now. */
void bs_guard_start(bs_guard *guard, int64_t milliseconds);

/** Sets the limits of a connection; an SQLite result code. */
int bs_guard_set(sqlite3 *db, bs_guard *guard);

/**
 * Opens a file with these limits and BS_GUARD_FILE_MS; an SQLite result code. To be closed also
 * after a failure.
 */
int bs_guard_open(sqlite3 **db, const char *path, int flags, bs_guard *guard);

/**
 * Raises the limit of bs_store_limit_memory for a copy of a database in memory; returns the limit
 * before, for sqlite3_hard_heap_limit64.
 */
int64_t bs_guard_allow(int64_t bytes);

#endif
