/**
 * @file frame.h
 * Native messaging frames: a 4-byte length in the machine's byte order, then that many bytes.
 *
 * https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging. The caller owns
 * descriptors and buffers. Retries short reads and writes, and calls that a signal interrupts.
 */
#ifndef BUSSOLA_FRAME_H
#define BUSSOLA_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/contract/protocol.h"
#include "bussola/core/error.h"

#define BS_FRAME_HEADER 4U

typedef struct bs_frame_reader {
    int fd;
    uint32_t drain; /**< bytes of a refused message still to skip */
    bool ended;     /**< no further message can be read */
} bs_frame_reader;

/**
 * Reads the next message into `message` (its limit must be BS_FRAME_MAX). At the end of the input,
 * also within a frame, returns BS_OK and sets `reader->ended`. Returns BS_BAD_FRAME for length 0
 * and BS_TOO_LARGE above BS_FRAME_MAX; the next call skips that frame, but one longer than
 * BS_FRAME_DRAIN_MAX ends the reader. BS_INTERNAL, and ended, if the descriptor cannot be read.
 */
BS_MUST_CHECK bs_status bs_frame_read(bs_buffer *message, bs_frame_reader *reader, bs_error *error);

/** Starts a frame: reserves the header. Append the message after it. */
void bs_frame_begin(bs_buffer *frame);

/**
 * Fills in the header and writes the whole frame. BS_INTERNAL if the other side has closed or the
 * descriptor fails.
 */
BS_MUST_CHECK bs_status bs_frame_write(int fd, bs_buffer *frame, bs_error *error);

#endif
