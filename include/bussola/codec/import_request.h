/**
 * @file import_request.h
 * Messages of the options page to bussola-import.
 *
 * Frames and JSON as in protocol 1. Every message of an import, in both directions, has its `id`.
 *
 * - page: `import {file:{name, size}, profile?:{key}}`, `name` and `size` (bytes) as the browser
 *   reports them; the name is only used for the archive's day
 * - host: `{need:{offset, length}}`, up to BS_IMPORT_PIECE_MAX bytes
 * - page: `bytes {bytes}`, exactly those in base64 (RFC 4648, 4, with padding)
 * - host: `{progress:{done, total}}`, bytes inflated, from time to time
 * - host: `{summary}` at the end, or an error as for any request
 * - while no import is running, `hello`: `{host:{version, locks:[id]}}`, for `bussola doctor`
 *
 * The caller owns a bs_import_request, which owns its bytes (bs_import_request_free).
 */
#ifndef BUSSOLA_IMPORT_REQUEST_H
#define BUSSOLA_IMPORT_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/contract/protocol.h"
#include "bussola/core/error.h"
#include "bussola/core/observation.h"

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

/**
 * Parses a message, replacing the previous one. Keeps the id even if the rest fails. Errors as in
 * protocol 1.
 */
BS_MUST_CHECK bs_status bs_import_request_parse(bs_import_request *request, const char *text,
                                                size_t length, bs_error *error);

#endif
