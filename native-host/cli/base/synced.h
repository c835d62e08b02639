/** @file synced.h The folder of the last `bussola sync`, so that `bussola forget` reaches it. */
#ifndef BUSSOLA_CLI_SYNCED_H
#define BUSSOLA_CLI_SYNCED_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/platform/storage.h"
#include "bussola/store/store.h"
#include "cli.h"

/** The directory in the data directory in which only one sync runs at a time. */
BS_MUST_CHECK bs_status bs_synced_lock(char path[BS_STORE_PATH_MAX], bs_error *error);

/** Remembers the folder. What cannot be remembered goes to the log. */
void bs_synced_remember(const bs_cli *cli, const char *folder);

/** This device's file in the folder of the last sync. */
typedef struct bs_synced {
    char folder[BS_STORE_PATH_MAX]; /**< "": none */
    char file[BS_STORE_PATH_MAX];
    int64_t device;
} bs_synced;

/**
 * Finds the file, before `store` forgets the device's number. A folder that is not there now, as on
 * a stick, may have it.
 */
void bs_synced_find(bs_synced *synced, bs_store *store);

/**
 * Removes the account with that key from the file, or with NULL the file, and says so. A failure
 * names the file.
 */
bs_exit bs_synced_forget(const bs_cli *cli, const bs_synced *synced, const char *key);

#endif
