/**
 * @file wal.h
 * SQLite's write-ahead log, read without SQLite
 * (https://www.sqlite.org/fileformat2.html#walformat). Internal to native-host/store.
 *
 * SQLite takes a log with a broken header for an empty one, and one with a broken frame for one
 * that ends there. What such a log held had been acknowledged, so it is looked at before SQLite
 * may.
 */
#ifndef BUSSOLA_STORE_WAL_H
#define BUSSOLA_STORE_WAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"

#define BS_WAL_HEADER 32
#define BS_WAL_FRAME_HEADER 24

/** What a log holds; zeroed it holds nothing. */
typedef struct bs_wal {
    uint32_t page_size; /**< 0 while empty */
    /**
     * Numbers of the pages of all frames up to the last commit, in order; 0 where a frame is not
     * one; owned. Of a damaged log they are those that look right.
     */
    uint32_t *pages;
    size_t count;
    /**
     * Something was overwritten: the header is none, fewer transactions can be read than the index
     * says were finished, several finished ones follow what cannot be read, or a single bit is
     * wrong. One at the end that was cut short is a crash, not damage.
     */
    bool damaged;
} bs_wal;

/**
 * Reads a log from an open file, and its index (−1: there is none), which may be garbage.
 * BS_STORAGE when the log cannot be read. Release with bs_wal_free, also after a failure.
 */
BS_MUST_CHECK bs_status bs_wal_read(bs_wal *wal, int file, int index, bs_error *error);
void bs_wal_free(bs_wal *wal);

/**
 * Whether a log has frames of another database: its pages are not of `page_size` bytes, of the
 * database beside it (0: not known). SQLite would write them into that database.
 */
bool bs_wal_is_foreign(const bs_wal *wal, size_t page_size);

/** Where the page of a frame begins in the file. */
int64_t bs_wal_offset(const bs_wal *wal, size_t frame);

#endif
