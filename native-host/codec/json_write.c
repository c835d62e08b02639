#include "bussola/codec/json_write.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

bs_json bs_json_begin(bs_buffer *out)
{
    return (bs_json){.out = out};
}

static void separate(bs_json *json)
{
    if (json->comma) {
        bs_buffer_append(json->out, ",", 1);
    }
    json->comma = true;
}

void bs_json_line(bs_json *json)
{
    if (json->lines) {
        bs_buffer_text(json->out, json->comma ? ",\n" : "\n");
        json->comma = false;
    }
}

void bs_json_open(bs_json *json, char bracket)
{
    separate(json);
    bs_buffer_append(json->out, &bracket, 1);
    json->comma = false;
}

void bs_json_close(bs_json *json, char bracket)
{
    bs_buffer_append(json->out, &bracket, 1);
    json->comma = true;
}

void bs_json_name(bs_json *json, const char *name)
{
    bs_buffer_append(json->out, json->comma ? ",\"" : "\"", json->comma ? 2 : 1);
    bs_buffer_text(json->out, name);
    bs_buffer_append(json->out, "\":", 2);
    json->comma = false;
}

/** Escapes one character; returns the number of bytes. */
static size_t escaped(char text[8], unsigned char byte)
{
    static const char letters[] = "\"\\nrt";
    static const char meanings[] = "\"\\\n\r\t";
    const char *meaning = byte == '\0' ? NULL : strchr(meanings, byte);
    const int size = meaning != NULL ? snprintf(text, 8, "\\%c", letters[meaning - meanings])
                                     : snprintf(text, 8, "\\u%04x", byte);
    return (size_t)size;
}

static void escape(bs_buffer *out, const char *text, size_t length)
{
    size_t plain = 0;
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)text[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            continue;
        }
        char escape[8];
        bs_buffer_append(out, text + plain, i - plain);
        bs_buffer_append(out, escape, escaped(escape, byte));
        plain = i + 1;
    }
    bs_buffer_append(out, text + plain, length - plain);
}

void bs_json_text(bs_json *json, const char *text, size_t length)
{
    separate(json);
    bs_buffer_append(json->out, "\"", 1);
    escape(json->out, text, length);
    bs_buffer_append(json->out, "\"", 1);
}

void bs_json_string(bs_json *json, const char *text)
{
    bs_json_text(json, text, strlen(text));
}

void bs_json_integer(bs_json *json, int64_t value)
{
    char text[24];
    separate(json);
    const int size = snprintf(text, sizeof text, "%" PRId64, value);
    bs_buffer_append(json->out, text, (size_t)size);
}

void bs_json_number(bs_json *json, double value, int decimals)
{
    static const int64_t scales[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    assert(decimals >= 0 && decimals < (int)(sizeof scales / sizeof scales[0]));
    const int64_t scale = scales[decimals];
    if (!isfinite(value) || fabs(value) >= 9e15 / (double)scale) {
        bs_json_null(json);
        return;
    }
    /* Not printf: it is slow here and uses the locale's decimal point. */
    const int64_t scaled = llround(value * (double)scale);
    const int64_t magnitude = scaled < 0 ? -scaled : scaled;
    char text[32];
    size_t end = sizeof text;
    int64_t fraction = magnitude % scale;
    int64_t whole = magnitude / scale;
    int digits = decimals;
    for (; digits > 0 && fraction % 10 == 0; digits--) {
        fraction /= 10;
    }
    if (digits > 0) {
        for (; digits > 0; digits--, fraction /= 10) {
            text[--end] = (char)('0' + fraction % 10);
        }
        text[--end] = '.';
    }
    do {
        text[--end] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole > 0);
    if (scaled < 0) {
        text[--end] = '-';
    }
    separate(json);
    bs_buffer_append(json->out, text + end, sizeof text - end);
}

void bs_json_bool(bs_json *json, bool value)
{
    separate(json);
    bs_buffer_text(json->out, value ? "true" : "false");
}

void bs_json_null(bs_json *json)
{
    separate(json);
    bs_buffer_text(json->out, "null");
}
