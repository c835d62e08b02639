/**
 * @file store.h
 * The user's observations in SQLite: one directory, one database, many processes at once.
 *
 * The caller that opens a bs_store closes it; it is for one thread. The model given to
 * bs_store_open must outlive it. Results with a `_free` own memory; all others are plain values.
 * Data applied without an error is on disk when the call returns.
 *
 * Every function may fail with BS_STORAGE (the file cannot be read or written, is damaged or not
 * Bussola's; it is not changed; the error's field is one of BS_STORAGE_… or ""), BS_BUSY (another
 * process held its lock for longer than BS_STORE_BUSY_MS), BS_NEWER_SCHEMA (a newer Bussola
 * migrated it; not changed) and BS_INTERNAL (out of memory). A failed call changes nothing unless
 * documented otherwise.
 *
 * native-host/store/db/schema.sql documents the tables.
 */
#ifndef BUSSOLA_STORE_H
#define BUSSOLA_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/platform/storage.h"

#define BS_STORE_SCHEMA 9 /**< user_version written by this build */

typedef struct bs_store bs_store;

/* ---- opening ---- */

/**
 * Opens the database; creates or migrates it if needed (holding the exclusive lock, and after a
 * backup beside the database), and removes unclaimed readings that are too old. `directory` NULL
 * means bs_store_directory. `now` is the clock in UTC seconds.
 */
BS_MUST_CHECK bs_status bs_store_open(bs_store **store, const char *directory,
                                      const bs_model *model, int64_t now, bs_error *error);
/** Safe on NULL. */
void bs_store_close(bs_store *store);

/**
 * Limits SQLite's memory in this process; beyond it calls fail with BS_INTERNAL. Call once, before
 * a store is opened.
 */
void bs_store_limit_memory(int64_t bytes);

/**
 * Releases the database between requests, so that another process can replace it (recovery.h); a
 * store that does not rest prevents that. Afterwards only bs_store_resume and bs_store_close are
 * allowed. Safe on NULL.
 */
void bs_store_rest(bs_store *store);

/**
 * Copies a WAL of 64 pages or more to the database, as far as no other program reads it; truncates
 * one that grew beyond 1 MiB meanwhile. Call it at rest, when nobody waits. Safe on NULL.
 */
void bs_store_checkpoint(bs_store *store);

/**
 * Uses the database again. `*current` false: another file has replaced it, so close this store and
 * open a new one.
 */
BS_MUST_CHECK bs_status bs_store_resume(bool *current, bs_store *store, bs_error *error);

#endif
