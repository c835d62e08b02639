/** @file contents.h Summarises a database in a few numbers. Internal to native-host/store. */
#ifndef BUSSOLA_STORE_CONTENTS_H
#define BUSSOLA_STORE_CONTENTS_H

#include <sqlite3.h>

#include "bussola/core/error.h"
#include "bussola/store/recovery.h"

BS_MUST_CHECK bs_status bs_contents_of(bs_contents *contents, sqlite3 *db, bs_error *error);

/** Summarises the database in a file, read-only. */
BS_MUST_CHECK bs_status bs_contents_look(bs_contents *contents, const char *path, bs_error *error);

#endif
