#include "sync_folder.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/fs.h"
#include "platform/path.h"

#define SUFFIX ".bussola"
#define NAME_MAX_BYTES 64

void bs_sync_folder_free(bs_sync_folder *read)
{
    for (size_t i = 0; i < read->count; i++) {
        free(read->texts[i]);
    }
    free(read->texts);
    bs_sync_lines_free(&read->lines);
    *read = (bs_sync_folder){0};
}

/* ---- reading ---- */

bs_status bs_sync_folder_file(char **text, size_t *length, const char *path, bs_error *error)
{
    int file = -1;
    *length = 0;
    BS_TRY(bs_fs_open(&file, path, error));
    const int64_t size = bs_fs_length(file);
    int64_t got = size;
    bs_status status = BS_OK;
    if (size > (int64_t)BS_SYNC_FILE_MAX) {
        errno = EFBIG;
        got = -1;
    } else if (size > 0) {
        *text = malloc((size_t)size);
        status = *text == NULL ? bs_fail(error, BS_INTERNAL, "", "Out of memory.") : BS_OK;
    }
    while (status == BS_OK && got > 0 && (int64_t)*length < size) {
        got = bs_fs_read(file, *text + *length, (size_t)size - *length, (int64_t)*length);
        *length += got > 0 ? (size_t)got : 0;
    }
    if (status == BS_OK && got < 0) {
        status = bs_fs_fail(error, "cannot be read", path);
    }
    bs_fs_close(file);
    return status;
}

/** State of reading one folder. */
typedef struct reading {
    bs_sync_folder *read;
    const char *folder;
    bs_sync_refusal refused;
    void *context;
} reading;

static bool is_sync_file(const char *name)
{
    const size_t length = strlen(name);
    const size_t suffix = strlen(SUFFIX);
    return name[0] != '.' && length > suffix && strcmp(name + length - suffix, SUFFIX) == 0;
}

/** Adds an empty text. */
static bs_status add_text(bs_sync_folder *read, bs_error *error)
{
    char **grown = realloc(read->texts, (read->count + 1) * sizeof *grown);
    if (grown == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    read->texts = grown;
    read->texts[read->count++] = NULL;
    return BS_OK;
}

static bs_status visit(void *context, const char *name, bs_error *error)
{
    reading *to = context;
    char path[BS_STORE_PATH_MAX];
    size_t length = 0;
    if (!is_sync_file(name)) {
        return BS_OK;
    }
    BS_TRY(add_text(to->read, error));
    bs_error why = {.status = BS_OK};
    char **text = &to->read->texts[to->read->count - 1];
    bs_status status = bs_fs_join(path, to->folder, name, &why);
    if (status == BS_OK) {
        status = bs_sync_folder_file(text, &length, path, &why);
    }
    if (status == BS_OK) {
        status = bs_sync_lines_read(&to->read->lines, *text, length, &why);
    }
    if (status == BS_INTERNAL) {
        *error = why;
        return status;
    }
    if (status != BS_OK) {
        to->read->refused++;
        to->refused(to->context, name, &why);
    }
    return BS_OK;
}

bs_status bs_sync_folder_read(bs_sync_folder *read, const char *folder, bs_sync_refusal refused,
                              void *context, bs_error *error)
{
    bs_path_facts about;
    reading to = {.read = read, .folder = folder, .refused = refused, .context = context};
    if (!bs_path_look(&about, folder, true)) {
        return bs_fs_fail(error, "cannot be read", folder);
    }
    if (!about.is_directory) {
        return bs_fail_file(error, BS_STORAGE, BS_SYNC_NOT_FOLDER, folder, " is not a folder.");
    }
    BS_TRY(bs_fs_list(folder, visit, &to, error));
    bs_sync_lines_sort(&read->lines);
    return BS_OK;
}

/* ---- writing ---- */

/** True if the file ends within a line. */
static bs_status is_cut(bool *cut, const char *path, bs_error *error)
{
    int file = -1;
    char last = '\n';
    *cut = false;
    if (bs_fs_size(path) <= 0) {
        return BS_OK;
    }
    BS_TRY(bs_fs_open(&file, path, error));
    const int64_t size = bs_fs_length(file);
    const bool failed = size < 0 || bs_fs_read(file, &last, 1, size - 1) < 0;
    *cut = last != '\n';
    bs_fs_close(file);
    return failed ? bs_fs_fail(error, "cannot be read", path) : BS_OK;
}

static bs_status append(const char *path, bool cut, const bs_buffer *lines, bs_error *error)
{
    int file = -1;
    BS_TRY(bs_fs_open_end(&file, path, error));
    const bool written =
        (!cut || bs_fs_write_all(file, "\n", 1)) && bs_fs_write_all(file, lines->data, lines->size);
    const bs_status status =
        written ? bs_fs_sync_file(file, path, error) : bs_fs_fail(error, "cannot be written", path);
    bs_fs_close(file);
    return status;
}

bs_status bs_sync_file(char path[BS_STORE_PATH_MAX], const char *folder, int64_t device,
                       bs_error *error)
{
    char name[NAME_MAX_BYTES];
    (void)snprintf(name, sizeof name, "device-%" PRId64 SUFFIX, device);
    return bs_fs_join(path, folder, name, error);
}

bs_status bs_sync_folder_append(const char *folder, int64_t device, const bs_buffer *lines,
                                bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    bool cut = false;
    BS_TRY(bs_sync_file(path, folder, device, error));
    BS_TRY(bs_fs_check(path, error));
    BS_TRY(is_cut(&cut, path, error));
    return append(path, cut, lines, error);
}
