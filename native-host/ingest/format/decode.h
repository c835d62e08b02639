/**
 * @file decode.h
 * Converts UTF-8 and UTF-16 to UTF-8, piece by piece, by the byte-order mark.
 *
 * Plain values; nothing is owned and nothing can fail: invalid UTF-16 becomes U+FFFD, invalid UTF-8
 * stays unchanged, because its readers compare bytes only.
 */
#ifndef BUSSOLA_INGEST_DECODE_H
#define BUSSOLA_INGEST_DECODE_H

#include <stddef.h>
#include <stdint.h>

typedef enum bs_encoding { BS_ENCODING_UNKNOWN, BS_UTF8, BS_UTF16LE, BS_UTF16BE } bs_encoding;

typedef struct bs_decoder {
    bs_encoding encoding;
    uint8_t held[3]; /**< bytes of an incomplete character */
    size_t held_count;
    uint32_t high; /**< a high surrogate without its low one yet, else 0 */
} bs_decoder;

/** Largest output for `length` more bytes. */
#define BS_DECODE_ROOM(length) (2 * (length) + 8)

/** Decodes into `out` (BS_DECODE_ROOM(length) bytes); returns how many bytes were written. */
size_t bs_decode(bs_decoder *decoder, char *out, const uint8_t *bytes, size_t length);

/** Writes the rest at the end of the input; `out` needs BS_DECODE_ROOM(0) bytes. */
size_t bs_decode_end(bs_decoder *decoder, char *out);

#endif
