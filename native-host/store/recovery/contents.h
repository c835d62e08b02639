/**
 * @file contents.h
 * What a database holds, in a few numbers. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_CONTENTS_H
#define BUSSOLA_STORE_CONTENTS_H

#include <sqlite3.h>

#include "bussola/core/error.h"
#include "bussola/store/recovery.h"

BS_MUST_CHECK bs_status bs_contents_of(bs_contents *contents, sqlite3 *db, bs_error *error);

/** Of the database in a file, which is only read. */
BS_MUST_CHECK bs_status bs_contents_look(bs_contents *contents, const char *path, bs_error *error);

#endif
