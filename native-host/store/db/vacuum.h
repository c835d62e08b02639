/**
 * @file vacuum.h
 * Leaves nothing of removed rows in the files. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_VACUUM_H
#define BUSSOLA_STORE_VACUUM_H

#include "bussola/core/error.h"
#include "bussola/store/store.h"
#include "db.h"

/** Builds the file anew and empties the log, after rows were removed; outside any transaction. */
BS_MUST_CHECK bs_status bs_db_vacuum(bs_store *store, bs_error *error);

#endif
