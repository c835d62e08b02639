/**
 * @file page_recovery.h Recovers the rows of a damaged database, assigning each to a table by its
 * shape. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_PAGE_RECOVERY_H
#define BUSSOLA_STORE_PAGE_RECOVERY_H

#include <sqlite3.h>

#include "bussola/core/error.h"
#include "db_pages.h"

/**
 * Fills `db`, an empty database of this schema, with every row that the pages hold. Needs neither
 * the schema nor the B-trees above the rows, so that a lost page loses only its own rows.
 */
BS_MUST_CHECK bs_status bs_page_recovery(sqlite3 *db, const bs_db_pages *pages, bs_error *error);

#endif
