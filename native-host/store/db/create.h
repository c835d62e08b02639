/**
 * @file create.h
 * New databases. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_CREATE_H
#define BUSSOLA_STORE_CREATE_H

#include <sqlite3.h>

#include "bussola/core/error.h"
#include "platform/place.h"

/** "Buss" in the file's header, for file(1) and against foreign databases. */
#define BS_APPLICATION_ID 0x42757373

/** An empty database of this build's schema, in memory; the caller closes it. */
BS_MUST_CHECK bs_status bs_create_in_memory(sqlite3 **db, bs_error *error);

/** Writes a database that is in memory to a file that is there whole or not at all. */
BS_MUST_CHECK bs_status bs_create_file(sqlite3 *db, const char *path, bs_error *error);

/**
 * Makes an empty database in its place, beside it first: a crash leaves all or nothing. Needs the
 * exclusive lock.
 */
BS_MUST_CHECK bs_status bs_create(const char *directory, bs_error *error);

#endif
