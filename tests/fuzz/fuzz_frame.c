/*
 * Random bytes as the host's input. The first byte is how often the rest is repeated, so that a
 * small input reaches the limits of a frame; the second is the size of the pieces. Signals and an
 * empty pipe occur in between. What is read must match the lengths, and what is written must arrive
 * unchanged.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/frame.h"

enum { INPUT = 0x7ffffff0, OUTPUT, HEAD = 2, STREAM_MAX = 3 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The linker redirects read and write here. NOLINTBEGIN(cert-dcl51-cpp) */
ssize_t __real_read(int fd, void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size);
ssize_t __real_write(int fd, const void *buffer, size_t size);
ssize_t __wrap_write(int fd, const void *buffer, size_t size);
/* NOLINTEND(cert-dcl51-cpp) */

/** Global, because the wrapped calls have no context. */
static struct stream {
    const uint8_t *data; /**< repeated */
    size_t size;
    size_t at, length;
    size_t piece;
    unsigned calls;
    bs_buffer written;
} stream;

/** EINTR at every fifth call, EAGAIN at every seventh. */
static bool interrupted(void)
{
    stream.calls++;
    if (stream.calls % 5 == 0 || stream.calls % 7 == 0) {
        errno = stream.calls % 5 == 0 ? EINTR : EAGAIN;
        return true;
    }
    return false;
}

static void copy_out(uint8_t *buffer, size_t from, size_t size)
{
    for (size_t done = 0; done < size;) {
        const size_t at = (from + done) % stream.size;
        const size_t left = stream.size - at;
        const size_t part = left < size - done ? left : size - done;
        memcpy(buffer + done, stream.data + at, part);
        done += part;
    }
}

ssize_t __wrap_read(int fd, void *buffer, size_t size)
{
    if (fd != INPUT) {
        return __real_read(fd, buffer, size);
    }
    if (interrupted()) {
        return -1;
    }
    size_t part = stream.length - stream.at;
    part = part < size ? part : size;
    part = part < stream.piece ? part : stream.piece;
    copy_out(buffer, stream.at, part);
    stream.at += part;
    return (ssize_t)part;
}

ssize_t __wrap_write(int fd, const void *buffer, size_t size)
{
    if (fd != OUTPUT) {
        return __real_write(fd, buffer, size);
    }
    if (interrupted()) {
        return -1;
    }
    const size_t part = size < stream.piece ? size : stream.piece;
    bs_buffer_append(&stream.written, buffer, part);
    return (ssize_t)part;
}

/** The length stored at an offset of the stream. */
static uint32_t length_at(size_t at)
{
    uint8_t bytes[BS_FRAME_HEADER];
    uint32_t length = 0;
    copy_out(bytes, at, sizeof bytes);
    memcpy(&length, bytes, sizeof length);
    return length;
}

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_message(const bs_buffer *message, size_t at, uint32_t length)
{
    require(message->size == length);
    uint8_t *expected = malloc(length);
    require(expected != NULL);
    copy_out(expected, at, length);
    require(memcmp(message->data, expected, length) == 0);
    free(expected);
}

static void answer(const bs_buffer *message)
{
    bs_buffer reply;
    uint32_t length = 0;
    bs_buffer_init(&reply, BS_FRAME_HEADER + BS_FRAME_MAX);
    bs_buffer_clear(&stream.written);
    bs_frame_begin(&reply);
    bs_buffer_append(&reply, message->data, message->size);
    require(bs_frame_write(OUTPUT, &reply, NULL) == BS_OK);
    require(stream.written.size == BS_FRAME_HEADER + message->size);
    memcpy(&length, stream.written.data, sizeof length);
    require(length == message->size);
    require(memcmp(stream.written.data + BS_FRAME_HEADER, message->data, message->size) == 0);
    bs_buffer_free(&reply);
}

/** Reads to the end, and compares with the lengths in the stream. */
static void read_all(void)
{
    bs_buffer message;
    bs_frame_reader reader = {.fd = INPUT};
    size_t at = 0; /* start of the next frame */
    bs_buffer_init(&message, BS_FRAME_MAX);
    for (;;) {
        const bs_status status = bs_frame_read(&message, &reader, NULL);
        if (at + BS_FRAME_HEADER > stream.length) {
            require(status == BS_OK && reader.ended);
            break;
        }
        const uint32_t length = length_at(at);
        at += BS_FRAME_HEADER;
        if (length == 0) {
            require(status == BS_BAD_FRAME && !reader.ended);
        } else if (length > BS_FRAME_MAX) {
            require(status == BS_TOO_LARGE);
            require(reader.ended == (length > BS_FRAME_DRAIN_MAX));
            if (reader.ended) {
                break;
            }
        } else if (length > stream.length - at) {
            require(status == BS_OK && reader.ended);
            break;
        } else {
            require(status == BS_OK && !reader.ended);
            check_message(&message, at, length);
            answer(&message);
        }
        at += length;
    }
    require(message.room <= BS_FRAME_MAX);
    bs_buffer_free(&message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size <= HEAD) {
        return 0;
    }
    const size_t times = (size_t)1 << (data[0] % 16);
    const size_t whole = (size - HEAD) * times;
    stream = (struct stream){.data = data + HEAD,
                             .size = size - HEAD,
                             .length = whole < STREAM_MAX ? whole : STREAM_MAX,
                             .piece = data[1] < 16 ? (size_t)data[1] + 1 : (size_t)data[1] * 4096};
    /* Millions of single bytes would only take long. */
    stream.piece = stream.length > 65536 && stream.piece < 512 ? 512 : stream.piece;
    bs_buffer_init(&stream.written, BS_FRAME_HEADER + BS_FRAME_MAX);
    read_all();
    bs_buffer_free(&stream.written);
    return 0;
}
