/**
 * @file decode.h
 * UTF-8 and UTF-16 to UTF-8, a piece at a time, by the byte-order mark.
 *
 * Plain values; nothing is owned and nothing fails: what is not text comes out as U+FFFD (UTF-16)
 * or unchanged (UTF-8, whose readers compare bytes only).
 */
#ifndef BUSSOLA_INGEST_DECODE_H
#define BUSSOLA_INGEST_DECODE_H

#include <stddef.h>
#include <stdint.h>

typedef enum bs_encoding { BS_ENCODING_UNKNOWN, BS_UTF8, BS_UTF16LE, BS_UTF16BE } bs_encoding;

typedef struct bs_decoder {
    bs_encoding encoding;
    uint8_t held[3]; /**< bytes that wait for their fellows */
    size_t held_count;
    uint32_t high; /**< a high surrogate that waits for its low one, else 0 */
} bs_decoder;

/** Most bytes that `length` more bytes can become. */
#define BS_DECODE_ROOM(length) (2 * (length) + 8)

/** Decodes into `out` (BS_DECODE_ROOM(length) bytes); returns how many bytes were written. */
size_t bs_decode(bs_decoder *decoder, char *out, const uint8_t *bytes, size_t length);

/** What was held back when the input ends; `out` has room for BS_DECODE_ROOM(0). */
size_t bs_decode_end(bs_decoder *decoder, char *out);

#endif
