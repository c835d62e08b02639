/**
 * @file vacuum.h Erases the remains of removed rows from the files. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_VACUUM_H
#define BUSSOLA_STORE_VACUUM_H

#include "bussola/core/error.h"
#include "bussola/store/store.h"
#include "db.h"

/**
 * Rebuilds the file and truncates the WAL after rows were removed. Call it outside any transaction.
 */
BS_MUST_CHECK bs_status bs_db_vacuum(bs_store *store, bs_error *error);

#endif
