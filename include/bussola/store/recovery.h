/**
 * @file recovery.h
 * Copies of the database: made, put back, and won from a damaged one.
 *
 * What is replaced is never deleted: it stays in the data directory under a name of its own, with
 * its kind and the UTC second, mode 0600. Replacing needs the database for itself for a moment:
 * BS_BUSY when others do not let go of it within BS_STORE_BUSY_MS. Those at rest notice at their
 * next request (bs_store_resume). `directory` NULL means bs_store_directory; `now` is the clock in
 * UTC seconds. Failures are store.h's; one that fails has replaced nothing.
 */
#ifndef BUSSOLA_RECOVERY_H
#define BUSSOLA_RECOVERY_H

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "bussola/store/store.h"

/* Kinds of copies, as they stand in the files' names. */
#define BS_COPY_BACKUP "backup"     /**< made on request, or before a migration */
#define BS_COPY_DAMAGED "damaged"   /**< set aside by bs_store_recover, with its log */
#define BS_COPY_REPLACED "replaced" /**< set aside by bs_store_restore, with its log */

/** What a database holds, in numbers that tell two of them apart. */
typedef struct bs_contents {
    int64_t profiles;     /**< with a key */
    int64_t unidentified; /**< accounts without one */
    int64_t readings;     /**< levels, counts by day and LinkedIn's own readings */
    int64_t newest;       /**< when the last of them was seen, UTC seconds; 0: there are none */
} bs_contents;

/**
 * Copies the database into one file that needs no log, checked with integrity_check and on the disk
 * before it has its name. `path` "" becomes a dated name in the data directory; a relative one is
 * left to the working directory. An existing file is replaced.
 */
BS_MUST_CHECK bs_status bs_store_backup(char path[BS_STORE_PATH_MAX], bs_store *store, int64_t now,
                                        bs_error *error);

typedef struct bs_restored {
    char aside[BS_STORE_PATH_MAX]; /**< where the replaced database is; "" when there was none */
    bs_contents contents;
} bs_restored;

/**
 * Puts a copy of `file` (and of its log when it has one) in the database's place, once it is known
 * to be Bussola's, of a schema that this build reads, and whole. An older schema is migrated.
 * BS_BAD_REQUEST when the file is none of these (field BS_STORAGE_ALTERED: its schema is not one
 * that Bussola makes), BS_NEWER_SCHEMA when a newer Bussola made it.
 */
BS_MUST_CHECK bs_status bs_store_restore(bs_restored *restored, const char *directory,
                                         const char *file, int64_t now, bs_error *error);

typedef struct bs_recovered {
    bool found;                    /**< there was a database, or a part of one */
    bool whole;                    /**< nothing was wrong with it, and nothing was done */
    bool altered;                  /**< its schema was not Bussola's */
    char aside[BS_STORE_PATH_MAX]; /**< where the damaged one is */
    bs_contents contents;          /**< of the database in its place now */
} bs_recovered;

/**
 * When the database or its log is damaged, or its schema is not Bussola's, sets both aside and puts
 * a new one in their place with every row that can still be read, page by page. A newer schema is
 * left alone (BS_NEWER_SCHEMA).
 */
BS_MUST_CHECK bs_status bs_store_recover(bs_recovered *recovered, const char *directory,
                                         int64_t now, bs_error *error);

/** A file beside the database that holds what was stored once. */
typedef struct bs_copy {
    char path[BS_STORE_PATH_MAX];
    bool backup; /**< of kind BS_COPY_BACKUP: whole when it was made */
    int64_t bytes;
} bs_copy;

/** All of them, the newest first of each kind, logs included; free(*copies) afterwards. */
BS_MUST_CHECK bs_status bs_copies_list(bs_copy **copies, size_t *count, const char *directory,
                                       bs_error *error);

/** What a backup holds; BS_BAD_REQUEST when it cannot be restored. */
BS_MUST_CHECK bs_status bs_copy_look(bs_contents *contents, const char *path, bs_error *error);

/** Overwrites and removes all of them; one that has a second name elsewhere is only removed. */
BS_MUST_CHECK bs_status bs_copies_remove(size_t *removed, const char *directory, bs_error *error);

#endif
