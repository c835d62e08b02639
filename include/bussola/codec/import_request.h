/**
 * @file import_request.h
 * What the options page sends to bussola-import.
 *
 * Frames and JSON are protocol 1's; `id` is the import's, on every message either way.
 * - page: `import {file:{name, size}, profile?:{key}}`, `name` and `size` (bytes) as the browser
 *   tells them; the name is only looked at for the archive's day
 * - host: `{need:{offset, length}}`, up to BS_IMPORT_PIECE_MAX bytes
 * - page: `bytes {bytes}`, exactly those in base64 (RFC 4648, 4, with padding)
 * - host: `{progress:{done, total}}` in bytes inflated, now and then
 * - host: `{summary}` at the end, or an error as every request may get it
 * - while no import is under way, `hello`: `{host:{version, locks:[id]}}`, for the doctor
 *
 * A bs_import_request belongs to its caller and owns its bytes (bs_import_request_free).
 */
#ifndef BUSSOLA_IMPORT_REQUEST_H
#define BUSSOLA_IMPORT_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/core/error.h"
#include "bussola/core/observation.h"

#define BS_IMPORT_PIECE_MAX ((size_t)512 * 1024) /**< in base64 it fits a message of 1 MiB */
#define BS_IMPORT_NAME_MAX 255                   /**< bytes of a file's name */

typedef enum bs_import_type { BS_IMPORT_BEGIN, BS_IMPORT_BYTES, BS_IMPORT_HELLO } bs_import_type;

typedef struct bs_import_request {
    bool has_id;
    int64_t id;
    bs_import_type type;
    char name[BS_IMPORT_NAME_MAX + 1]; /**< import */
    uint64_t size;                     /**< import */
    bool has_key;
    char key[BS_KEY_MAX + 1]; /**< import */
    bs_buffer bytes;          /**< bytes */
} bs_import_request;

void bs_import_request_init(bs_import_request *request);
void bs_import_request_free(bs_import_request *request);

/** Reads a message over the one before. The id is kept when the rest fails; errors as protocol 1's.
 */
BS_MUST_CHECK bs_status bs_import_request_parse(bs_import_request *request, const char *text,
                                                size_t length, bs_error *error);

#endif
