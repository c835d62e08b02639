/**
 * @file db_pages.h Reads the pages of a damaged database and its WAL. Internal to
 * native-host/store.
 */
#ifndef BUSSOLA_STORE_DB_PAGES_H
#define BUSSOLA_STORE_DB_PAGES_H

#include "bussola/core/error.h"
#include "wal.h"

/** A database file and its WAL, either of which may be missing (−1). */
typedef struct bs_db_pages {
    int database, log;
    bs_wal wal;
    size_t size;     /**< bytes of a page */
    size_t bytes;    /**< of the database; 0 if it is missing */
    uint32_t count;  /**< pages in either file; the last one may be incomplete */
    uint32_t stated; /**< pages according to the header; 0 if not given */
    int64_t *in_log; /**< offset of a page's newest version in the WAL; −1: in the database */
    bool ours;       /**< the database has Bussola's header */
    bool foreign;    /**< the database has another program's header */
    uint32_t schema; /**< if `ours` */
    bool cut;        /**< `ours`, and bytes at its end are missing in both files */
} bs_db_pages;

/**
 * Opens a database and its WAL. `indexed`: the WAL's index beside them belongs to this WAL. Release
 * with bs_pages_close, also after a failure.
 */
BS_MUST_CHECK bs_status bs_pages_open(bs_db_pages *pages, const char *database, bool indexed,
                                      bs_error *error);
void bs_pages_close(bs_db_pages *pages);

/**
 * Reads a page's newest version, or with `older` the database's if that differs; `page` has room
 * for pages->size bytes. Returns how many bytes were read: fewer if the file ends within the page,
 * 0 without one or on a read error.
 */
size_t bs_pages_read(unsigned char *page, const bs_db_pages *pages, uint32_t number, bool older);

#endif
