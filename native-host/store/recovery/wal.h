/**
 * @file wal.h
 * Reads SQLite's write-ahead log without SQLite
 * (https://www.sqlite.org/fileformat2.html#walformat). Internal to native-host/store.
 *
 * SQLite treats a WAL with a damaged header as empty, and stops at a damaged frame. The rest may
 * have been acknowledged, so it is checked before SQLite opens it.
 */
#ifndef BUSSOLA_STORE_WAL_H
#define BUSSOLA_STORE_WAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"

/** Bytes of a page that SQLite allows. */
#define BS_DB_PAGE_MIN 512U
#define BS_DB_PAGE_MAX 65536U
#define BS_WAL_HEADER 32
#define BS_WAL_FRAME_HEADER 24

/** Contents of a WAL; all 0: empty. */
typedef struct bs_wal {
    uint32_t page_size; /**< 0 if empty */
    /** Page number of each frame up to the last commit, in order; 0 for an invalid frame; owned. If
     * damaged, the frames that look valid. */
    uint32_t *pages;
    size_t count;
    /** Part of it was overwritten: an invalid header, fewer transactions than the index lists as
     * committed, several commits after an unreadable frame, or a one-bit error. A truncated end is
     * a crash, not damage. */
    bool damaged;
} bs_wal;

/**
 * Reads a WAL from an open file, and its index (−1: none), which may be garbage. BS_STORAGE if it
 * cannot be read. Release with bs_wal_free, also after a failure.
 */
BS_MUST_CHECK bs_status bs_wal_read(bs_wal *wal, int file, int index, bs_error *error);
void bs_wal_free(bs_wal *wal);

/**
 * True if a WAL belongs to another database: its pages do not have `page_size` bytes (0: not
 * known). SQLite would write them into the database.
 */
bool bs_wal_is_foreign(const bs_wal *wal, size_t page_size);

/** File offset of a frame's page. */
int64_t bs_wal_offset(const bs_wal *wal, size_t frame);

#endif
