/**
 * @file recovery.h
 * Backs up, restores and recovers the database.
 *
 * A replaced database is never deleted: it stays in the data directory, renamed with its kind and
 * the UTC second, mode 0600. Replacing needs the database exclusively for a moment: BS_BUSY if
 * other processes do not release it within BS_STORE_BUSY_MS. Resting stores notice at their next
 * request (bs_store_resume). `directory` NULL means bs_store_directory; `now` is the clock in UTC
 * seconds. Failures as in store.h; a failed call has replaced nothing.
 */
#ifndef BUSSOLA_RECOVERY_H
#define BUSSOLA_RECOVERY_H

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "bussola/store/store.h"

/* Kinds of copies, as part of their file names. */
#define BS_COPY_BACKUP "backup"     /**< made on request, or before a migration */
#define BS_COPY_DAMAGED "damaged"   /**< set aside by bs_store_recover, with its WAL */
#define BS_COPY_REPLACED "replaced" /**< set aside by bs_store_restore, with its WAL */

/** Summary of a database, to tell two of them apart. */
typedef struct bs_db_summary {
    int64_t profiles;     /**< with a key */
    int64_t unidentified; /**< accounts without one */
    int64_t readings;     /**< gauges, tallies and official readings */
    int64_t newest;       /**< when the last of them was seen, UTC seconds; 0 without any */
} bs_db_summary;

/**
 * Copies the database into one file without a WAL, checks it with integrity_check and fsyncs it
 * before renaming it. `path` "" becomes a dated name in the data directory; a relative path is
 * relative to the working directory. Replaces an existing file.
 */
BS_MUST_CHECK bs_status bs_store_backup(char path[BS_STORE_PATH_MAX], bs_store *store, int64_t now,
                                        bs_error *error);

typedef struct bs_restored {
    char aside[BS_STORE_PATH_MAX]; /**< path of the replaced database; "" without one */
    bs_db_summary summary;
} bs_restored;

/**
 * Replaces the database by a copy of `file` (and its WAL), after checking that it is Bussola's,
 * undamaged, and has a schema that this build reads. Migrates an older schema. BS_BAD_REQUEST if a
 * check fails (field BS_STORAGE_ALTERED: its schema is not Bussola's), BS_NEWER_SCHEMA if a newer
 * Bussola made it.
 */
BS_MUST_CHECK bs_status bs_store_restore(bs_restored *restored, const char *directory,
                                         const char *file, int64_t now, bs_error *error);

typedef struct bs_recovered {
    bool found;                    /**< there was a database, or a part of one */
    bool whole;                    /**< it was not damaged, and nothing was done */
    bool altered;                  /**< its schema was not Bussola's */
    char aside[BS_STORE_PATH_MAX]; /**< path of the damaged one */
    bs_db_summary summary;         /**< of the new database */
} bs_recovered;

/**
 * If the database or its WAL is damaged, or its schema is not Bussola's, sets both aside and
 * creates a new database with every row that is still readable, page by page. Does not touch a
 * newer schema (BS_NEWER_SCHEMA).
 */
BS_MUST_CHECK bs_status bs_store_recover(bs_recovered *recovered, const char *directory,
                                         int64_t now, bs_error *error);

/** A file beside the database that holds earlier data. */
typedef struct bs_copy {
    char path[BS_STORE_PATH_MAX];
    bool backup; /**< kind BS_COPY_BACKUP: undamaged when it was made */
    int64_t bytes;
} bs_copy;

/** Lists all copies with their WALs, the newest first of each kind; release with free(*copies). */
BS_MUST_CHECK bs_status bs_copies_list(bs_copy **copies, size_t *count, const char *directory,
                                       bs_error *error);

/** Summarises a backup; BS_BAD_REQUEST if it cannot be restored. */
BS_MUST_CHECK bs_status bs_copy_look(bs_db_summary *summary, const char *path, bs_error *error);

/** Overwrites and removes all copies. One with another hard link is only removed. */
BS_MUST_CHECK bs_status bs_copies_remove(size_t *removed, const char *directory, bs_error *error);

#endif
