/*
 * Random bytes as a document to import: an error that says what is wrong, or a store that accepts
 * it completely or not at all. The store's export is a document again, which changes nothing in the
 * same store and gives the same observations in an empty one.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/export_reader.h"
#include "bussola/service/export.h"
#include "bussola/service/model_json.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "scratch_directory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PIECE = 65536, TEXT_MAX = 16 << 20 };
#define NOON INT64_C(1777636800) /* 1 May 2026 */

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bs_store *open_empty(const bs_model *model, const char *name)
{
    bs_store *store = NULL;
    bs_error error;
    char directory[64];
    (void)snprintf(directory, sizeof directory, "%s/%s", scratch_get(), name);
    scratch_clear(directory);
    require(bs_store_open(&store, directory, model, NOON, &error) == BS_OK);
    return store;
}

static void export_all(bs_buffer *text, bs_store *store)
{
    char cursor[BS_CURSOR_MAX] = "";
    bs_error error;
    bs_buffer_init(text, TEXT_MAX);
    do {
        require(bs_export_piece(text, cursor, store, BS_PROFILE_NONE, BS_FORMAT_JSON, PIECE,
                                &error) == BS_OK);
    } while (cursor[0] != '\0');
    require(!text->failed);
}

/** Imports a document, which must be valid; returns the number of changed rows. */
static size_t take(bs_store *store, const bs_buffer *text)
{
    bs_export_reader document;
    bs_merged merged;
    bs_error error;
    require(bs_export_reader_read(&document, text->data, text->size, NOON, &error) == BS_OK);
    require(bs_store_merge(&merged, store, document.profile_exports, document.count, BS_IMPORT_KEY,
                           NOON, &error) == BS_OK);
    bs_export_reader_free(&document);
    return merged.changed;
}

/**
 * Removes the lines of derived records from an export. A level's row only has when it was last
 * seen, so days in between cannot always be derived again.
 */
static void keep_observations(bs_buffer *text)
{
    static const char derived[] = "{\"record\":\"snapshot\"";
    size_t kept = 0;
    for (size_t at = 0; at < text->size;) {
        const char *end = memchr(text->data + at, '\n', text->size - at);
        const size_t next = end == NULL ? text->size : (size_t)(end - text->data) + 1;
        if (next - at < sizeof derived - 1 ||
            memcmp(text->data + at, derived, sizeof derived - 1) != 0) {
            memmove(text->data + kept, text->data + at, next - at);
            kept += next - at;
        }
        at = next;
    }
    text->size = kept;
}

static void go_round(const bs_model *model, bs_store *store)
{
    bs_buffer first;
    bs_buffer second;
    bs_store *other = open_empty(model, "other");
    export_all(&first, store);
    require(take(store, &first) == 0);
    (void)take(other, &first);
    export_all(&second, other);
    keep_observations(&first);
    keep_observations(&second);
    require(first.size == second.size && memcmp(first.data, second.data, first.size) == 0);
    bs_buffer_free(&first);
    bs_buffer_free(&second);
    bs_store_close(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bs_model model;
    bs_export_reader document;
    bs_merged merged;
    bs_error error = {.status = BS_OK};
    if (model.row_count == 0) {
        require(bs_model_builtin(&model, &error) == BS_OK);
    }
    char *text = malloc(size > 0 ? size : 1);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    if (bs_export_reader_read(&document, text, size, NOON, &error) == BS_OK) {
        bs_store *store = open_empty(&model, "data");
        if (bs_store_merge(&merged, store, document.profile_exports, document.count, BS_IMPORT_KEY,
                           NOON, &error) == BS_OK) {
            go_round(&model, store);
        } else {
            require(error.message[0] != '\0');
        }
        bs_store_close(store);
    } else {
        require(error.message[0] != '\0');
    }
    bs_export_reader_free(&document);
    free(text);
    return 0;
}
