/**
 * @file buffer.h
 * Bytes that grow up to a limit set at birth.
 *
 * A buffer belongs to whoever initialised it (bs_buffer_free). Appending beyond the limit or out of
 * memory marks the buffer as failed and leaves its text alone; everything appended afterwards is
 * dropped, so that a writer looks once, at the end.
 */
#ifndef BUSSOLA_BUFFER_H
#define BUSSOLA_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"

typedef struct bs_buffer {
    char *data; /**< not NUL-terminated; NULL while nothing was appended */
    size_t size, room, limit;
    bool failed;
} bs_buffer;

/** An empty buffer that never grows beyond `limit` bytes. */
void bs_buffer_init(bs_buffer *buffer, size_t limit);
void bs_buffer_free(bs_buffer *buffer);
/** Empties a buffer, failure included, and keeps its memory. */
void bs_buffer_clear(bs_buffer *buffer);
/** Takes back everything after the first `size` bytes, a failure included. */
void bs_buffer_cut(bs_buffer *buffer, size_t size);

void bs_buffer_append(bs_buffer *buffer, const char *data, size_t size);
void bs_buffer_text(bs_buffer *buffer, const char *text);
/** Room for exactly `size` bytes from the beginning, for a reader to fill; BS_INTERNAL without. */
BS_MUST_CHECK bs_status bs_buffer_reserve(bs_buffer *buffer, size_t size);

#endif
