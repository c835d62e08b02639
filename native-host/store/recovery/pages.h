/**
 * @file pages.h
 * The pages of a database and its log, as far as they can be read. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_PAGES_H
#define BUSSOLA_STORE_PAGES_H

#include "bussola/store.h"
#include "wal.h"

/** A database file and its log, either of which may be missing (−1). */
typedef struct bs_pages {
    int database, log;
    bs_wal wal;
    size_t size;     /**< bytes of a page */
    uint32_t count;  /**< pages that one of the files has */
    int64_t *in_log; /**< where a page's newest state stands in the log, −1: in the database */
    bool ours;       /**< the database's header is one, and says Bussola's */
    bool foreign;    /**< it is one, and another program's */
    uint32_t schema; /**< of a header that is ours */
} bs_pages;

/** Opens both files in a directory. Release with bs_pages_close, also after a failure. */
BS_MUST_CHECK bs_status bs_pages_open(bs_pages *pages, const char *directory, bs_error *error);
void bs_pages_close(bs_pages *pages);

/**
 * A page's newest state, or with `older` what the database has when that is another; `page` has
 * room for pages->size bytes. False when there is none, or the disk does not give it.
 */
bool bs_pages_read(unsigned char *page, const bs_pages *pages, uint32_t number, bool older);

#endif
