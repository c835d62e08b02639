/**
 * @file migrate.h
 * From one schema to the next, all or nothing. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_MIGRATE_H
#define BUSSOLA_STORE_MIGRATE_H

#include <sqlite3.h>

#include "bussola/core/error.h"
#include "bussola/store/store.h"

/**
 * The SQL from schema 1 on, each at the number that it starts from (migrations.c). A new schema
 * also needs the one before it in schemas/: see schema.h.
 */
extern const char *const bs_migrations[BS_STORE_SCHEMA];

/**
 * Runs `steps[from]` … `steps[to - 1]`, each the SQL from one schema to the next, in one
 * transaction that ends with user_version `to`.
 */
BS_MUST_CHECK bs_status bs_migrate(sqlite3 *db, const char *const *steps, int from, int to,
                                   bs_error *error);

/** SQLITE_OK when integrity_check finds nothing. */
BS_MUST_CHECK int bs_migrate_verify(sqlite3 *db);

/**
 * Copies the database while others may use it, as `path` (mode 0600, replaced when there): a single
 * file without a log, which has its name once it is whole, checked and on the disk.
 */
BS_MUST_CHECK bs_status bs_migrate_backup(sqlite3 *db, const char *path, bs_error *error);

#endif
