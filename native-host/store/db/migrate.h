/** @file migrate.h Migrates a schema, completely or not at all. Internal to native-host/store. */
#ifndef BUSSOLA_STORE_MIGRATE_H
#define BUSSOLA_STORE_MIGRATE_H

#include <sqlite3.h>

#include "bussola/core/error.h"
#include "bussola/store/store.h"

/**
 * SQL of each migration, indexed by the schema that it starts from (migrations.c). A new schema
 * also needs its predecessor in schemas/: see schema.h.
 */
extern const char *const bs_migrations[BS_STORE_SCHEMA];

/**
 * Runs `steps[from]` … `steps[to - 1]` in one transaction, which also sets user_version to `to`.
 */
BS_MUST_CHECK bs_status bs_migrate(sqlite3 *db, const char *const *steps, int from, int to,
                                   bs_error *error);

/** SQLITE_OK if integrity_check reports nothing. */
BS_MUST_CHECK int bs_migrate_verify(sqlite3 *db);

/**
 * Backs the database up to `path` (mode 0600, replaced if it exists) while others may use it. The
 * backup is a single file without a WAL. It is checked and fsynced before it is renamed to `path`.
 */
BS_MUST_CHECK bs_status bs_migrate_backup(sqlite3 *db, const char *path, bs_error *error);

#endif
