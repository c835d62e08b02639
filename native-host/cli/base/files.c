#include "files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output/xmalloc.h"
#include "platform/fs.h"
#include "platform/path.h"
#include "platform/scratch.h"

/* errno of the failed call; never 0, so that a failure is not mistaken for success. */
static int reason(void)
{
    int number = errno;
    return number != 0 ? number : EIO;
}

const char *bs_file_failure(const bs_messages *text, int failure)
{
    switch (failure) {
    case BS_FILE_NOT_PLAIN:
        return bs_text(text, "cli_reason_not_file");
    case ENOENT:
        return bs_text(text, "cli_reason_missing");
    case EACCES:
    case EPERM:
        return bs_text(text, "cli_reason_denied");
    case EROFS:
        return bs_text(text, "cli_reason_read_only");
    case ENOTDIR:
        return bs_text(text, "cli_reason_not_directory");
    case EISDIR:
        return bs_text(text, "cli_reason_directory");
    case EFBIG: /* too long to be read */
        return strerror(failure);
    default:
        return strcmp(bs_fs_reason(failure), BS_STORAGE_FULL) == 0
                   ? bs_text(text, "cli_reason_full")
                   : strerror(failure);
    }
}

int bs_file_open(int *file, const char *path)
{
    bs_error error;
    if (bs_fs_open(file, path, &error) == BS_OK) {
        return 0;
    }
    return strcmp(error.reason, BS_REASON_NOT_FILE) == 0 ? BS_FILE_NOT_PLAIN : reason();
}

int bs_file_read(char **text, size_t *length, const char *path)
{
    return bs_file_read_within(text, length, path, BS_FILE_MAX);
}

int bs_file_read_within(char **text, size_t *length, const char *path, size_t most)
{
    int file = -1;
    int failure = bs_file_open(&file, path);
    if (failure != 0) {
        return failure;
    }
    const int64_t present = bs_fs_length(file);
    const size_t room = present >= 0 && (uint64_t)present < most ? (size_t)present : most;
    /* One byte more than allowed shows whether the file is longer. */
    char *read = bs_xcalloc(room + 2, 1);
    const int64_t size = bs_fs_read(file, read, room + 1, 0);
    if (size < 0) {
        failure = EIO;
    } else if ((uint64_t)size > room) {
        failure = EFBIG;
    }
    bs_fs_close(file);
    if (failure != 0) {
        free(read);
        return failure;
    }
    *text = bs_xrealloc(read, (size_t)size + 1, 1);
    if (length != NULL) {
        *length = (size_t)size;
    }
    return 0;
}

static char *parent_of(const char *path)
{
    char *parent = bs_xstrdup(path);
    char *slash = strrchr(parent, '/');
    if (slash == NULL) {
        free(parent);
        return bs_xstrdup(".");
    }
    slash[slash == parent ? 1 : 0] = '\0';
    return parent;
}

int bs_atomic_file_open(bs_atomic_file *atomic_file, const char *path, unsigned mode)
{
    char *parent = parent_of(path);
    const char *slash = strrchr(path, '/');
    atomic_file->path = bs_xstrdup(path);
    atomic_file->temporary =
        bs_xasprintf("%s/.%s.XXXXXX", parent, slash != NULL ? slash + 1 : path);
    free(parent);
    atomic_file->stream = bs_scratch_open(atomic_file->temporary, mode);
    if (atomic_file->stream != NULL) {
        return 0;
    }
    int failure = reason();
    free(atomic_file->temporary);
    free(atomic_file->path);
    return failure;
}

static void atomic_file_free(bs_atomic_file *atomic_file)
{
    free(atomic_file->temporary);
    free(atomic_file->path);
    *atomic_file = (bs_atomic_file){0};
}

/*
 * A rename is durable once its directory is fsynced; file systems that cannot do that return
 * EINVAL.
 */
static int sync_parent(const char *path)
{
    char *parent = parent_of(path);
    const int failure = bs_fs_sync(parent, NULL) != BS_OK && errno != EINVAL ? reason() : 0;
    free(parent);
    return failure;
}

int bs_atomic_file_keep(bs_atomic_file *atomic_file)
{
    int failure = 0;
    errno = 0;
    if (ferror(atomic_file->stream) != 0 || !bs_scratch_flush(atomic_file->stream)) {
        failure = reason();
    }
    if (fclose(atomic_file->stream) != 0 && failure == 0) {
        failure = reason();
    }
    if (failure == 0 && !bs_path_rename(atomic_file->temporary, atomic_file->path)) {
        failure = reason();
    }
    if (failure == 0) {
        failure = sync_parent(atomic_file->path);
    } else {
        (void)bs_path_remove(atomic_file->temporary);
    }
    atomic_file_free(atomic_file);
    return failure;
}

void bs_atomic_file_drop(bs_atomic_file *atomic_file)
{
    (void)fclose(atomic_file->stream);
    (void)bs_path_remove(atomic_file->temporary);
    atomic_file_free(atomic_file);
}

int bs_file_write(const char *path, unsigned mode, const char *text)
{
    bs_atomic_file atomic_file;
    int failure = bs_atomic_file_open(&atomic_file, path, mode);
    if (failure != 0) {
        return failure;
    }
    (void)fputs(text, atomic_file.stream); /* bs_atomic_file_keep checks the stream's error flag */
    return bs_atomic_file_keep(&atomic_file);
}

int bs_file_link(const char *path, const char *target)
{
    return bs_path_point(path, target) ? sync_parent(path) : reason();
}

bool bs_file_same(const char *path, unsigned mode, const char *text)
{
    bs_path_facts about;
    char *present = NULL;
    if (!bs_path_look(&about, path, false) || !about.is_file ||
        (about.mode != BS_PATH_NO_MODE && about.mode != mode) ||
        bs_file_read(&present, NULL, path) != 0) {
        return false;
    }
    bool same = strcmp(present, text) == 0;
    free(present);
    return same;
}

int bs_directory_make(const char *path, unsigned mode, bool make, bs_directory_note note,
                      void *context)
{
    bs_path_facts about;
    if (bs_path_look(&about, path, true)) {
        return about.is_directory ? 0 : ENOTDIR;
    }
    if (errno != ENOENT) {
        return reason();
    }
    char *parent = parent_of(path);
    int failure = bs_directory_make(parent, mode, make, note, context);
    free(parent);
    if (failure != 0) {
        return failure;
    }
    note(context, path);
    return make && !bs_path_make_directory(path, mode) ? reason() : 0;
}
