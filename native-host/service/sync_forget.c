#include "bussola/service/sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/buffer.h"
#include "platform/fs.h"
#include "platform/lock.h"
#include "platform/path.h"
#include "sync_document.h"
#include "sync_folder.h"

/** Hidden, so that no device reads it before it is complete. */
#define DRAFT ".bussola-draft"

/** True for a line about the account with this key. */
static bool is_of(const bs_sync_documents *documents, const bs_sync_line *line, const char *key)
{
    for (size_t i = 0; i < documents->count; i++) {
        const bs_sync_document *document = &documents->items[i];
        if (document->device == line->device && document->account == line->account) {
            return document->read.count == 1 &&
                   strcmp(document->read.profile_exports[0].profile.key, key) == 0;
        }
    }
    return false;
}

/** Writes the lines of the other accounts. */
static bs_status keep_others(bs_buffer *out, const bs_sync_lines *lines, const char *key,
                             int64_t now, bs_error *error)
{
    bs_sync_documents documents = {.items = NULL};
    const bs_status status = bs_sync_documents_read(&documents, lines, now, error);
    for (size_t i = 0; i < lines->count && status == BS_OK; i++) {
        if (!is_of(&documents, &lines->items[i], key)) {
            bs_sync_lines_write(out, &lines->items[i]);
        }
    }
    bs_sync_documents_free(&documents);
    return status == BS_OK && out->failed ? bs_fail(error, BS_INTERNAL, "", "Out of memory.")
                                          : status;
}

static bs_status replace(const char *folder, const char *path, const bs_buffer *lines,
                         bs_error *error)
{
    char draft[BS_STORE_PATH_MAX];
    BS_TRY(bs_fs_join(draft, folder, DRAFT, error));
    BS_TRY(bs_fs_write(draft, lines->data, lines->size, error));
    if (!bs_path_rename(draft, path)) {
        const bs_status status = bs_fs_fail(error, "cannot be written", path);
        (void)bs_path_remove(draft);
        return status;
    }
    return bs_fs_sync(folder, error);
}

static bs_status remove_all(const char *folder, const char *path, bs_error *error)
{
    return bs_path_remove(path) ? bs_fs_sync(folder, error)
                                : bs_fs_fail(error, "cannot be removed", path);
}

static bs_status remove_account(const char *folder, const char *path, const char *key, int64_t now,
                                bs_error *error)
{
    bs_sync_lines lines = {.items = NULL};
    bs_buffer others;
    char *text = NULL;
    size_t length = 0;
    bs_buffer_init(&others, BS_SYNC_FILE_MAX);
    bs_status status = bs_sync_folder_file(&text, &length, path, error);
    if (status == BS_OK) {
        status = bs_sync_lines_read(&lines, text, length, error);
    }
    if (status == BS_OK) {
        bs_sync_lines_sort(&lines);
        status = keep_others(&others, &lines, key, now, error);
    }
    if (status == BS_OK) {
        status = others.size > 0 ? replace(folder, path, &others, error)
                                 : remove_all(folder, path, error);
    }
    bs_buffer_free(&others);
    bs_sync_lines_free(&lines);
    free(text);
    return status;
}

bs_status bs_sync_forget(const char *folder, const char *lock, int64_t device, const char *key,
                         int64_t now, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    bs_lock held = BS_LOCK_NONE;
    BS_TRY(bs_sync_file(path, folder, device, error));
    BS_TRY(bs_fs_make(lock, error));
    bs_status status = bs_lock_open(&held, lock, error);
    if (status == BS_OK) {
        status = bs_lock_take(&held, true, error);
    }
    if (status == BS_OK) {
        status = key == NULL ? remove_all(folder, path, error)
                             : remove_account(folder, path, key, now, error);
    }
    bs_lock_close(&held);
    return status;
}
