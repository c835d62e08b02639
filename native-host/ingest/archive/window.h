/**
 * @file window.h
 * A libzip source over bs_bytes that reads ahead, so that small reads do not each go to the source.
 *
 * A bs_window borrows its bytes and must outlive the zip opened over it.
 */
#ifndef BUSSOLA_INGEST_WINDOW_H
#define BUSSOLA_INGEST_WINDOW_H

#include <zip.h>

#include "bussola/ingest/archive.h"

#define BS_WINDOW_SIZE ((size_t)64 << 10)

typedef struct bs_window {
    const bs_bytes *bytes;
    uint64_t position; /**< of the next read */
    uint64_t start;    /**< offset of `data` */
    size_t held;
    bool failed; /**< the bytes could not be read */
    zip_error_t error;
    uint8_t data[BS_WINDOW_SIZE];
} bs_window;

/** Reads up to `length` bytes at `offset`; returns how many, −1 on failure. */
zip_int64_t bs_window_read(bs_window *window, void *out, uint64_t offset, size_t length);

/**
 * Opens the zip with consistency checks, but allows duplicate names. On failure returns NULL and
 * sets `*code` (ZIP_ER_*).
 */
zip_t *bs_window_open(bs_window *window, int *code);

#endif
