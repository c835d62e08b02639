/**
 * @file json_write.h
 * JSON text into a buffer, value after value.
 *
 * The caller opens and closes objects and arrays in the right order; commas come by themselves.
 * Nothing is owned. Running out of room shows as the buffer's `failed`.
 */
#ifndef BUSSOLA_JSON_WRITE_H
#define BUSSOLA_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"

typedef struct bs_json {
    bs_buffer *out;
    bool comma; /**< the next value or name is not the first */
} bs_json;

/** A writer at the beginning of a value. */
bs_json bs_json_begin(bs_buffer *out);

void bs_json_open(bs_json *json, char bracket);  /**< '{' or '[' */
void bs_json_close(bs_json *json, char bracket); /**< '}' or ']' */
/** A plain word of the protocol, written as it is. */
void bs_json_name(bs_json *json, const char *name);

/** UTF-8 text, escaped as RFC 8259 asks. */
void bs_json_string(bs_json *json, const char *text);
/** The same of a text without a NUL at its end. */
void bs_json_text(bs_json *json, const char *text, size_t length);
void bs_json_integer(bs_json *json, int64_t value);
/** Up to `decimals` (0–6) digits after the point, no trailing zeros; null when not finite. */
void bs_json_number(bs_json *json, double value, int decimals);
void bs_json_bool(bs_json *json, bool value);
void bs_json_null(bs_json *json);

#endif
