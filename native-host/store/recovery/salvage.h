/**
 * @file salvage.h
 * Rows of a damaged database, each put where it belongs by its shape. Internal to
 * native-host/store.
 */
#ifndef BUSSOLA_STORE_SALVAGE_H
#define BUSSOLA_STORE_SALVAGE_H

#include <sqlite3.h>

#include "bussola/core/error.h"
#include "pages.h"

/**
 * Fills `db`, an empty database of this schema, with every row that the pages hold. Neither the
 * schema nor the trees above the rows are needed: a page that is lost takes its own rows alone.
 */
BS_MUST_CHECK bs_status bs_salvage(sqlite3 *db, const bs_pages *pages, bs_error *error);

#endif
