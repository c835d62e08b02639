#include "decode.h"

#include <string.h>

#define REPLACEMENT 0xFFFDU

static size_t encode(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | (c >> 6));
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | (c >> 12));
        out[1] = (char)(0x80 | ((c >> 6) & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | (c >> 18));
    out[1] = (char)(0x80 | ((c >> 12) & 0x3F));
    out[2] = (char)(0x80 | ((c >> 6) & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

static size_t unit(bs_decoder *decoder, char *out, uint32_t c)
{
    size_t written = 0;
    if (decoder->high != 0) {
        uint32_t high = decoder->high;
        decoder->high = 0;
        if (c >= 0xDC00 && c < 0xE000) {
            return encode(out, 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00));
        }
        written = encode(out, REPLACEMENT);
    }
    if (c >= 0xD800 && c < 0xDC00) {
        decoder->high = c;
        return written;
    }
    return written + encode(out + written, c >= 0xDC00 && c < 0xE000 ? REPLACEMENT : c);
}

static size_t utf16(bs_decoder *decoder, char *out, const uint8_t *bytes, size_t length)
{
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        if (decoder->held_count == 0) {
            decoder->held[0] = bytes[i];
            decoder->held_count = 1;
            continue;
        }
        uint32_t first = decoder->held[0];
        uint32_t second = bytes[i];
        decoder->held_count = 0;
        written +=
            unit(decoder, out + written,
                 decoder->encoding == BS_UTF16LE ? first | second << 8 : first << 8 | second);
    }
    return written;
}

static size_t body(bs_decoder *decoder, char *out, const uint8_t *bytes, size_t length)
{
    if (decoder->encoding == BS_UTF8) {
        if (length > 0) {
            memcpy(out, bytes, length);
        }
        return length;
    }
    return utf16(decoder, out, bytes, length);
}

/* Determines the encoding from the first three bytes and removes the byte-order mark. */
static size_t settle(bs_decoder *decoder, char *out)
{
    uint8_t first[3];
    size_t count = decoder->held_count;
    size_t mark = 0;
    memcpy(first, decoder->held, count);
    decoder->held_count = 0;
    decoder->encoding = BS_UTF8;
    if (count >= 2 && first[0] == 0xFF && first[1] == 0xFE) {
        decoder->encoding = BS_UTF16LE;
        mark = 2;
    } else if (count >= 2 && first[0] == 0xFE && first[1] == 0xFF) {
        decoder->encoding = BS_UTF16BE;
        mark = 2;
    } else if (count == 3 && first[0] == 0xEF && first[1] == 0xBB && first[2] == 0xBF) {
        mark = 3;
    }
    return body(decoder, out, first + mark, count - mark);
}

size_t bs_decode(bs_decoder *decoder, char *out, const uint8_t *bytes, size_t length)
{
    size_t written = 0;
    if (decoder->encoding == BS_ENCODING_UNKNOWN) {
        while (length > 0 && decoder->held_count < sizeof decoder->held) {
            decoder->held[decoder->held_count++] = *bytes++;
            length--;
        }
        if (decoder->held_count < sizeof decoder->held) {
            return 0;
        }
        written = settle(decoder, out);
    }
    return written + body(decoder, out + written, bytes, length);
}

size_t bs_decode_end(bs_decoder *decoder, char *out)
{
    size_t written = decoder->encoding == BS_ENCODING_UNKNOWN ? settle(decoder, out) : 0;
    if (decoder->encoding != BS_UTF8 && (decoder->held_count > 0 || decoder->high != 0)) {
        decoder->held_count = 0;
        decoder->high = 0;
        written += encode(out + written, REPLACEMENT);
    }
    return written;
}
