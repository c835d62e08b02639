/**
 * @file store.h
 * The member's observations in SQLite: one directory, one database, many processes at once.
 *
 * A bs_store belongs to whoever opened it and to one thread; the model given to bs_store_open must
 * outlive it. Results with a `_free` own memory that the caller releases; all others are plain
 * values. What was applied without an error is on disk when the call returns.
 *
 * Every function may fail with BS_STORAGE (the file cannot be read or written, is damaged or not
 * Bussola's; it is left as it is; the error's field is the reason, one of BS_STORAGE_… or ""),
 * BS_BUSY (another process held it for longer than
 * BS_STORE_BUSY_MS), BS_NEWER_SCHEMA (a newer Bussola has migrated it; left untouched) and
 * BS_INTERNAL (out of memory). A failed call has changed nothing unless said otherwise.
 *
 * Tables are documented in native-host/store/db/schema.sql.
 */
#ifndef BUSSOLA_STORE_H
#define BUSSOLA_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/platform/storage.h"

#define BS_STORE_SCHEMA 5 /**< user_version written by this build */

typedef struct bs_store bs_store;

/* ---- opening ---- */

/**
 * Opens, creating or migrating when needed (under the exclusive lock; a migration first makes a
 * backup beside the database), and purges what has waited too long for a key. `directory` NULL
 * means bs_store_directory. `now` is the clock in UTC seconds.
 */
BS_MUST_CHECK bs_status bs_store_open(bs_store **store, const char *directory,
                                      const bs_model *model, int64_t now, bs_error *error);
/** Safe on NULL. */
void bs_store_close(bs_store *store);

/**
 * Limits the memory that SQLite takes in this process, so that no database makes it grow; more
 * fails with BS_INTERNAL. Called once, before a store is opened.
 */
void bs_store_limit_memory(int64_t bytes);

/**
 * Lets go of the database between requests, so that it can be replaced meanwhile (recovery.h); an
 * open store that is not at rest keeps others from it. Nothing but bs_store_resume and
 * bs_store_close may follow. Safe on NULL.
 */
void bs_store_rest(bs_store *store);
/**
 * Holds the database again. `*current` false: another file is in its place now, and this store is
 * to be closed and opened anew.
 */
BS_MUST_CHECK bs_status bs_store_resume(bool *current, bs_store *store, bs_error *error);

#endif
