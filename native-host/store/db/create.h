/** @file create.h Creates databases. Internal to native-host/store. */
#ifndef BUSSOLA_STORE_CREATE_H
#define BUSSOLA_STORE_CREATE_H

#include <sqlite3.h>

#include "bussola/core/error.h"
#include "platform/fs.h"

/** "Buss" in the file's header: identifies the file for file(1) and rejects foreign databases. */
#define BS_APPLICATION_ID 0x42757373

/** Creates an empty database of this build's schema in memory; the caller closes it. */
BS_MUST_CHECK bs_status bs_create_in_memory(sqlite3 **db, bs_error *error);

/** Writes an in-memory database to a file, complete or not at all. */
BS_MUST_CHECK bs_status bs_create_file(sqlite3 *db, const char *path, bs_error *error);

/**
 * Creates an empty database under another name, then renames it, so that a crash leaves all or
 * nothing. Needs the exclusive lock.
 */
BS_MUST_CHECK bs_status bs_create(const char *directory, bs_error *error);

#endif
