/**
 * @file migrate.h
 * From one schema to the next, all or nothing. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_MIGRATE_H
#define BUSSOLA_STORE_MIGRATE_H

#include <sqlite3.h>

#include "bussola/error.h"

/**
 * Runs `steps[from]` … `steps[to - 1]`, each the SQL from one schema to the next, in one
 * transaction that ends with user_version `to`. Step 0 makes an empty database Bussola's.
 */
BS_MUST_CHECK bs_status bs_migrate(sqlite3 *db, const char *const *steps, int from, int to,
                                   bs_error *error);

/**
 * Copies the database while others may read it, as `path` (mode 0600; replaced when there), checks
 * the copy and brings it to the disk.
 */
BS_MUST_CHECK bs_status bs_migrate_backup(sqlite3 *db, const char *path, bs_error *error);

#endif
