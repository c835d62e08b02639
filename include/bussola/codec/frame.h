/**
 * @file frame.h
 * Native messaging's frames: a 4-byte length in the machine's byte order, then that many bytes.
 *
 * https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging. Descriptors and
 * buffers stay the caller's. Short reads and writes, and signals in between, are dealt with here.
 */
#ifndef BUSSOLA_FRAME_H
#define BUSSOLA_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/core/error.h"

#define BS_FRAME_MAX 1048576U        /**< bytes of a message, either way: 1 MiB */
#define BS_FRAME_DRAIN_MAX 67108864U /**< of one that is refused and read past: 64 MiB */
#define BS_FRAME_HEADER 4U

typedef struct bs_frame_reader {
    int fd;
    uint32_t drain; /**< bytes of a refused message still to be read past */
    bool ended;     /**< no further message can be read */
} bs_frame_reader;

/**
 * Reads the next message into `message` (whose limit is BS_FRAME_MAX). BS_OK with `reader->ended`
 * when the input is over, in the middle of a frame too. BS_BAD_FRAME for a length of 0 and
 * BS_TOO_LARGE beyond BS_FRAME_MAX are returned at once, and the next call goes on behind that
 * frame, unless it is longer than BS_FRAME_DRAIN_MAX: then the reader has ended. BS_INTERNAL, and
 * ended, when the descriptor cannot be read.
 */
BS_MUST_CHECK bs_status bs_frame_read(bs_buffer *message, bs_frame_reader *reader, bs_error *error);

/** Starts a frame: room for the header, the message is to be appended behind it. */
void bs_frame_begin(bs_buffer *frame);

/**
 * Fills in the header and writes the frame whole. BS_INTERNAL when the other side is gone or the
 * descriptor fails.
 */
BS_MUST_CHECK bs_status bs_frame_write(int fd, bs_buffer *frame, bs_error *error);

#endif
