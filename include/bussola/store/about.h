/** @file about.h Size and contents of the database. */
#ifndef BUSSOLA_INCLUDE_STORE_ABOUT_H
#define BUSSOLA_INCLUDE_STORE_ABOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "bussola/store/store.h"

typedef struct bs_store_info {
    char directory[BS_STORE_PATH_MAX];
    char database[BS_STORE_PATH_MAX];
    int schema;
    int64_t bytes; /**< of database and WAL */
    int64_t profiles, unclaimed, gauges, tallies, officials, snapshots;
} bs_store_info;

BS_MUST_CHECK bs_status bs_store_about(bs_store_info *info, bs_store *store, bs_error *error);

/**
 * Runs SQLite's quick_check (`thorough`: integrity_check), then checks the range of every value.
 * BS_STORAGE with the first problem.
 */
BS_MUST_CHECK bs_status bs_store_check(bs_store *store, bool thorough, bs_error *error);

#endif
