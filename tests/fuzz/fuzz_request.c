/*
 * Random bytes as messages to the host, separated by NUL. Each message gets exactly one reply; it
 * is JSON for another parser (SQLite's), UTF-8 for the C library, and no longer than a frame. The
 * same two must accept whatever the strict check accepts. Each message is also parsed as one to
 * bussola-import.
 */
#include <iconv.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/frame.h"
#include "bussola/codec/import_request.h"
#include "bussola/codec/json_check.h"
#include "bussola/service/model_json.h"
#include "bussola/service/session.h"
#include "scratch_directory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Noon of 1 May 2026, so that a replayed input finds the same day. */
static int64_t noon(void)
{
    return INT64_C(1777636800);
}

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/** Kept between inputs; no input may change the result of the next one. */
typedef struct workbench {
    bs_model model;
    sqlite3 *parser;
    sqlite3_stmt *valid, *judge;
    iconv_t decoder;
    bs_session *session; /**< NULL if the next input needs a new one */
} workbench;

static const char judgement[] =
    "SELECT json_type(?1) = 'object' AND json_type(?1, '$.id') IN ('integer', 'null')"
    " AND CASE json_type(?1, '$.ok')"
    "     WHEN 'true' THEN json_type(?1, '$.type') = 'text'"
    "     WHEN 'false' THEN length(json_extract(?1, '$.error.code')) > 0"
    "      AND length(json_extract(?1, '$.error.message')) > 0"
    "     ELSE 0 END,"
    " json_extract(?1, '$.ok')";

static void set_up(workbench *bench)
{
    bs_error error;
    require(bs_model_builtin(&bench->model, &error) == BS_OK);
    require(sqlite3_open(":memory:", &bench->parser) == SQLITE_OK);
    require(sqlite3_prepare_v2(bench->parser, "SELECT json_valid(?1)", -1, &bench->valid, NULL) ==
            SQLITE_OK);
    require(sqlite3_prepare_v2(bench->parser, judgement, -1, &bench->judge, NULL) == SQLITE_OK);
    bench->decoder = iconv_open("UTF-32", "UTF-8");
    require((intptr_t)bench->decoder != -1);
}

static bool is_utf8(iconv_t decoder, const char *text, size_t length)
{
    /* iconv does not write to it, but the type is not const. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-qual"
    char *in = (char *)text;
#pragma GCC diagnostic pop
    bool fits = true;
    (void)iconv(decoder, NULL, NULL, NULL, NULL);
    while (length > 0 && fits) {
        char out[4096];
        char *to = out;
        size_t room = sizeof out;
        const size_t before = length;
        (void)iconv(decoder, &in, &length, &to, &room);
        fits = length < before;
    }
    return length == 0;
}

/** Runs a statement on a text; returns its first column, and the second in `second`. */
static bool ask(sqlite3_stmt *statement, const char *text, size_t length, bool *second)
{
    require(sqlite3_bind_text(statement, 1, text, (int)length, SQLITE_STATIC) == SQLITE_OK);
    require(sqlite3_step(statement) == SQLITE_ROW);
    const bool first = sqlite3_column_int(statement, 0) == 1;
    *second = sqlite3_column_int(statement, 1) == 1;
    require(sqlite3_reset(statement) == SQLITE_OK);
    return first;
}

static bool is_json(const workbench *bench, const char *text, size_t length)
{
    bool none = false;
    return is_utf8(bench->decoder, text, length) && ask(bench->valid, text, length, &none);
}

/** Checks a reply; returns its "ok". */
static bool check_reply(const workbench *bench, const bs_buffer *reply)
{
    bool served = false;
    require(!reply->failed && reply->size > 0 && reply->size <= BS_FRAME_MAX);
    require(is_json(bench, reply->data, reply->size));
    require(ask(bench->judge, reply->data, reply->size, &served));
    return served;
}

static void read_as_import(const char *message, size_t length)
{
    bs_import_request request;
    bs_error error;
    bs_import_request_init(&request);
    if (bs_import_request_parse(&request, message, length, &error) == BS_OK) {
        require(request.has_id && request.bytes.size <= BS_IMPORT_PIECE_MAX);
    } else {
        require(error.message[0] != '\0');
    }
    bs_import_request_free(&request);
}

/** Sends a message; returns true if it succeeded, so that the session may have changed. */
static bool give(const workbench *bench, const char *message, size_t length)
{
    bs_buffer reply;
    bs_buffer_init(&reply, BS_FRAME_MAX);
    bs_session_answer(&reply, bench->session, message, length);
    const bool served = check_reply(bench, &reply);
    bs_buffer_free(&reply);
    require(bs_json_check(message, length, NULL) != BS_OK || is_json(bench, message, length));
    read_as_import(message, length);
    return served;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static workbench bench;
    if (bench.parser == NULL) {
        set_up(&bench);
    }
    if (bench.session == NULL) {
        bs_error error;
        char directory[64];
        (void)snprintf(directory, sizeof directory, "%s/data", scratch_get());
        scratch_clear(directory);
        require(bs_session_open(&bench.session, directory, &bench.model, noon, &error) == BS_OK);
    }
    bool served = false;
    for (size_t at = 0; at <= size;) {
        const uint8_t *end = at < size ? memchr(data + at, '\0', size - at) : NULL;
        const size_t length = end != NULL ? (size_t)(end - data) - at : size - at;
        /* A buffer of exactly its size, so that reading beyond it is detected. */
        char *message = malloc(length > 0 ? length : 1);
        require(message != NULL);
        if (length > 0) {
            memcpy(message, data + at, length);
        }
        served = give(&bench, message, length) || served;
        free(message);
        at += length + 1;
    }
    if (served) {
        bs_session_close(bench.session);
        bench.session = NULL;
    }
    return 0;
}
