/**
 * @file buffer.h
 * A growing byte buffer with a fixed limit.
 *
 * The caller that initialises a buffer frees it (bs_buffer_free). Appending beyond the limit or out
 * of memory sets `failed` and leaves the contents unchanged; later appends do nothing, so that a
 * writer checks once, at the end.
 */
#ifndef BUSSOLA_BUFFER_H
#define BUSSOLA_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"

typedef struct bs_buffer {
    char *data; /**< not NUL-terminated; NULL until something was appended */
    size_t size, room, limit;
    bool failed;
} bs_buffer;

/** Initialises an empty buffer that never grows beyond `limit` bytes. */
void bs_buffer_init(bs_buffer *buffer, size_t limit);
void bs_buffer_free(bs_buffer *buffer);
/** Empties a buffer and clears `failed`; keeps the memory. */
void bs_buffer_clear(bs_buffer *buffer);
/** Truncates to the first `size` bytes and clears `failed`. */
void bs_buffer_cut(bs_buffer *buffer, size_t size);

void bs_buffer_append(bs_buffer *buffer, const char *data, size_t size);
void bs_buffer_text(bs_buffer *buffer, const char *text);
/**
 * Makes room for exactly `size` bytes from the start, for a reader to fill. BS_INTERNAL out of
 * memory or beyond the limit.
 */
BS_MUST_CHECK bs_status bs_buffer_reserve(bs_buffer *buffer, size_t size);

#endif
