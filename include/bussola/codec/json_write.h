/**
 * @file json_write.h
 * Writes JSON into a buffer, value by value.
 *
 * The caller opens and closes objects and arrays in the right order; commas are inserted. Nothing
 * is owned. If the buffer is full, its `failed` is set.
 */
#ifndef BUSSOLA_JSON_WRITE_H
#define BUSSOLA_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"

typedef struct bs_json {
    bs_buffer *out;
    bool comma; /**< a comma is needed before the next value or name */
    bool lines; /**< for readers too; false at first */
} bs_json;

/** Starts a writer before its first value. */
bs_json bs_json_begin(bs_buffer *out);

/** Begins a new line before the next value or name, if the writer has `lines`. */
void bs_json_line(bs_json *json);
void bs_json_open(bs_json *json, char bracket);  /**< '{' or '[' */
void bs_json_close(bs_json *json, char bracket); /**< '}' or ']' */
/** Writes a protocol name without escaping. */
void bs_json_name(bs_json *json, const char *name);

/** Writes UTF-8 text, escaped by RFC 8259. */
void bs_json_string(bs_json *json, const char *text);
/** As bs_json_string, for text that is not NUL-terminated. */
void bs_json_text(bs_json *json, const char *text, size_t length);
void bs_json_integer(bs_json *json, int64_t value);
/** Up to `decimals` (0–6) digits after the point, no trailing zeros; null if not finite. */
void bs_json_number(bs_json *json, double value, int decimals);
void bs_json_bool(bs_json *json, bool value);
void bs_json_null(bs_json *json);

#endif
