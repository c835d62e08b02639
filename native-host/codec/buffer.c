#include "bussola/codec/buffer.h"

#include <stdlib.h>
#include <string.h>

void bs_buffer_init(bs_buffer *buffer, size_t limit)
{
    *buffer = (bs_buffer){.limit = limit};
}

void bs_buffer_free(bs_buffer *buffer)
{
    free(buffer->data);
    bs_buffer_init(buffer, buffer->limit);
}

void bs_buffer_clear(bs_buffer *buffer)
{
    bs_buffer_cut(buffer, 0);
}

void bs_buffer_cut(bs_buffer *buffer, size_t size)
{
    buffer->size = size;
    buffer->failed = false;
}

/** Makes room for `size` bytes in total, which must be within the limit. */
static bool grow(bs_buffer *buffer, size_t size)
{
    if (size <= buffer->room) {
        return true;
    }
    size_t room = buffer->room == 0 ? 4096 : buffer->room;
    while (room < size) {
        room *= 2;
    }
    room = room < buffer->limit ? room : buffer->limit;
    char *grown = realloc(buffer->data, room);
    if (grown == NULL) {
        return false;
    }
    buffer->data = grown;
    buffer->room = room;
    return true;
}

void bs_buffer_append(bs_buffer *buffer, const char *data, size_t size)
{
    if (buffer->failed || size == 0) {
        return;
    }
    if (size > buffer->limit - buffer->size || !grow(buffer, buffer->size + size)) {
        buffer->failed = true;
        return;
    }
    memcpy(buffer->data + buffer->size, data, size);
    buffer->size += size;
}

void bs_buffer_text(bs_buffer *buffer, const char *text)
{
    bs_buffer_append(buffer, text, strlen(text));
}

bs_status bs_buffer_reserve(bs_buffer *buffer, size_t size)
{
    return size <= buffer->limit && grow(buffer, size) ? BS_OK : BS_INTERNAL;
}
