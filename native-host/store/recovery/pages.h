/**
 * @file pages.h
 * The pages of a database and its log, as far as they can be read. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_PAGES_H
#define BUSSOLA_STORE_PAGES_H

#include "bussola/core/error.h"
#include "wal.h"

/** A database file and its log, either of which may be missing (−1). */
typedef struct bs_pages {
    int database, log;
    bs_wal wal;
    size_t size;     /**< bytes of a page */
    size_t bytes;    /**< of the database; 0 if it is missing */
    uint32_t count;  /**< pages that one of the files has, the last one perhaps in part */
    uint32_t stated; /**< pages that the header says there are; 0 if it does not say */
    int64_t *in_log; /**< where a page's newest state stands in the log, −1: in the database */
    bool ours;       /**< the database's header is one, and says Bussola's */
    bool foreign;    /**< it is one, and another program's */
    uint32_t schema; /**< of a header that is ours */
    bool cut;        /**< ours, and bytes at its end are in neither file */
} bs_pages;

/**
 * Opens a database and the log beside it; `indexed` says whether the log's index beside them is of
 * this log. Release with bs_pages_close, also after a failure.
 */
BS_MUST_CHECK bs_status bs_pages_open(bs_pages *pages, const char *database, bool indexed,
                                      bs_error *error);
void bs_pages_close(bs_pages *pages);

/**
 * Reads a page's newest state, or with `older` what the database has when that is another; `page`
 * has room for pages->size bytes. Returns how many there are: fewer where the file ends within the
 * page, 0 when there is none or the disk does not give it.
 */
size_t bs_pages_read(unsigned char *page, const bs_pages *pages, uint32_t number, bool older);

#endif
