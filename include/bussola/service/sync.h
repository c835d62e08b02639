/**
 * @file sync.h
 * Shares the observations of one user's devices by a folder.
 *
 * Each device appends to a file of its own and reads those of the others. Whatever carries the
 * folder may reorder, repeat, delay and cut what it carries: when every file has arrived, all
 * devices have equal numbers for every day. native-host/store/README.md describes the files.
 */
#ifndef BUSSOLA_SYNC_H
#define BUSSOLA_SYNC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "bussola/store/store.h"

/** The field of BS_STORAGE if the path is not that of a folder. */
#define BS_SYNC_NOT_FOLDER "not_folder"

/** What failed: the database, reading the folder, or writing this device's file in it. */
typedef enum bs_sync_step { BS_SYNC_DATABASE, BS_SYNC_READ, BS_SYNC_WRITE } bs_sync_step;

typedef struct bs_sync_report {
    int64_t device;    /**< this device's number */
    size_t devices;    /**< with a file in the folder, this one included */
    size_t accounts;   /**< accounts of all files and of this database */
    size_t written;    /**< lines appended */
    size_t skipped;    /**< lines that could not be read */
    size_t refused;    /**< files that could not be read */
    bool changed;      /**< the database has something new */
    bs_sync_step step; /**< of a failure */
} bs_sync_report;

/** Called for each file that cannot be read: BS_NEWER_SCHEMA, or BS_STORAGE. */
typedef void (*bs_sync_refusal)(void *context, const char *name, const bs_error *error);

/**
 * Reads the files in `folder` and appends to this device's file what they lack. `lock` is a
 * directory in which only one sync runs at a time; creates it. Failures as in store.h;
 * `report->step` tells what failed. After BS_SYNC_WRITE the database has what the others wrote, and
 * the next sync writes what this one could not. BS_BUSY while another sync runs.
 */
BS_MUST_CHECK bs_status bs_sync(bs_sync_report *report, bs_store *store, const char *folder,
                                const char *lock, bs_sync_refusal refused, void *context,
                                int64_t now, bs_error *error);

/** The path of a device's file in a folder. BS_STORAGE if it is too long. */
BS_MUST_CHECK bs_status bs_sync_file(char path[BS_STORE_PATH_MAX], const char *folder,
                                     int64_t device, bs_error *error);

/**
 * Removes the lines about the account with that key from the device's file in the folder; with NULL
 * the file. Other accounts' lines stay, except those that cannot be read: the next sync writes them
 * again. `lock` as in bs_sync. BS_STORAGE if there is no such file (field BS_STORAGE_MISSING), or
 * it cannot be replaced; then it is as before.
 */
BS_MUST_CHECK bs_status bs_sync_forget(const char *folder, const char *lock, int64_t device,
                                       const char *key, int64_t now, bs_error *error);

#endif
