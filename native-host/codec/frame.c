#include "bussola/codec/frame.h"

#include <errno.h>
#include <string.h>

#include "platform/stream.h"

#define DRAIN_STEP 16384

/**
 * True if all was read. Otherwise ends the reader and sets `*status`: BS_OK at the end of the
 * input.
 */
static bool fill(bs_frame_reader *reader, char *data, size_t size, bs_status *status,
                 bs_error *error)
{
    const int64_t got = bs_stream_read(reader->fd, data, size);
    if (got == (int64_t)size) {
        return true;
    }
    reader->ended = true;
    *status =
        got < 0 ? bs_fail(error, BS_INTERNAL, "", "Cannot read: %s.", strerror(errno)) : BS_OK;
    return false;
}

static bool drain(bs_frame_reader *reader, bs_status *status, bs_error *error)
{
    char rest[DRAIN_STEP];
    while (reader->drain > 0) {
        const uint32_t step = reader->drain < sizeof rest ? reader->drain : (uint32_t)sizeof rest;
        if (!fill(reader, rest, step, status, error)) {
            return false;
        }
        reader->drain -= step;
    }
    return true;
}

bs_status bs_frame_read(bs_buffer *message, bs_frame_reader *reader, bs_error *error)
{
    bs_status status = BS_OK;
    char header[BS_FRAME_HEADER];
    uint32_t length = 0;
    bs_buffer_clear(message);
    if (reader->ended || !drain(reader, &status, error) ||
        !fill(reader, header, sizeof header, &status, error)) {
        return status;
    }
    memcpy(&length, header, sizeof length);
    if (length == 0) {
        return bs_fail(error, BS_BAD_FRAME, "", "A frame of 0 bytes.");
    }
    if (length > BS_FRAME_MAX) {
        reader->drain = length;
        reader->ended = length > BS_FRAME_DRAIN_MAX;
        return bs_fail(error, BS_TOO_LARGE, "", "A message of %u bytes; at most %u are read.",
                       length, BS_FRAME_MAX);
    }
    status = bs_buffer_reserve(message, length);
    if (status != BS_OK) {
        reader->drain = length;
        return bs_fail(error, status, "", "Out of memory.");
    }
    if (fill(reader, message->data, length, &status, error)) {
        message->size = length;
    }
    return status;
}

void bs_frame_begin(bs_buffer *frame)
{
    static const char header[BS_FRAME_HEADER] = {0};
    bs_buffer_clear(frame);
    bs_buffer_append(frame, header, sizeof header);
}

bs_status bs_frame_write(int fd, bs_buffer *frame, bs_error *error)
{
    const uint32_t length = (uint32_t)(frame->size - BS_FRAME_HEADER);
    memcpy(frame->data, &length, sizeof length);
    return bs_stream_write(fd, frame->data, frame->size)
               ? BS_OK
               : bs_fail(error, BS_INTERNAL, "", "Cannot answer: %s.", strerror(errno));
}
