/** @file db_summary.h Summarises a database in a few numbers. Internal to native-host/store. */
#ifndef BUSSOLA_STORE_DB_SUMMARY_H
#define BUSSOLA_STORE_DB_SUMMARY_H

#include <sqlite3.h>

#include "bussola/core/error.h"
#include "bussola/store/recovery.h"

BS_MUST_CHECK bs_status bs_db_summary_read(bs_db_summary *summary, sqlite3 *db, bs_error *error);

/** Summarises the database in a file, read-only. */
BS_MUST_CHECK bs_status bs_db_summary_read_file(bs_db_summary *summary, const char *path,
                                                bs_error *error);

#endif
