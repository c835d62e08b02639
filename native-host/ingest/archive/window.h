/**
 * @file window.h
 * A libzip source over bs_bytes that reads ahead, so that small reads do not each ask the source.
 *
 * A bs_window borrows its bytes and must outlive the zip that is opened over it.
 */
#ifndef BUSSOLA_INGEST_WINDOW_H
#define BUSSOLA_INGEST_WINDOW_H

#include <zip.h>

#include "bussola/ingest/archive.h"

#define BS_WINDOW_SIZE ((size_t)64 << 10)

typedef struct bs_window {
    const bs_bytes *bytes;
    uint64_t position; /**< of the next read */
    uint64_t start;    /**< of what is held */
    size_t held;
    bool failed; /**< the bytes could not be read */
    zip_error_t error;
    uint8_t data[BS_WINDOW_SIZE];
} bs_window;

/** Reads up to `length` bytes at `offset`; how many, or −1. */
zip_int64_t bs_window_read(bs_window *window, void *out, uint64_t offset, size_t length);

/**
 * Opens the zip with consistency checks; NULL with `*code` (ZIP_ER_*) when it cannot be. Names that
 * occur twice are no failure.
 */
zip_t *bs_window_open(bs_window *window, int *code);

#endif
