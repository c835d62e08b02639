#include "platform/fs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/dates.h"
#include "bussola/platform/storage.h"
#include "platform/path.h"

#define SAME_SECOND_MAX 99
#define PIECE ((size_t)64 * 1024)

bool bs_fs_lacks_files(int number)
{
    return number == EMFILE || number == ENFILE;
}

/** Fails for a reason that has no field. */
static bs_status fail_for(bs_error *error, const char *reason, const char *message)
{
    (void)bs_fail(error, BS_STORAGE, "", "%s", message);
    if (error != NULL) {
        error->reason = reason;
    }
    return BS_STORAGE;
}

bs_status bs_fs_fail_lacking(bs_error *error)
{
    return fail_for(error, BS_REASON_OPEN_FILES, "Too many files are open; raise ulimit -n.");
}

bs_status bs_fs_fail_long(bs_error *error)
{
    return fail_for(error, BS_REASON_LONG, "The path of the data directory is too long.");
}

bs_status bs_fs_fail(bs_error *error, const char *what, const char *path)
{
    const int number = errno;
    if (bs_fs_lacks_files(number)) {
        return bs_fs_fail_lacking(error);
    }
    const char *reason = number == ENOENT ? BS_STORAGE_MISSING : bs_fs_reason(number);
    return bs_fail_file(error, BS_STORAGE, reason, path, " %s: %s", what, strerror(number));
}

bs_status bs_fs_join(char path[BS_STORE_PATH_MAX], const char *directory, const char *name,
                     bs_error *error)
{
    const int length = snprintf(path, BS_STORE_PATH_MAX, "%s/%s", directory, name);
    if (length < 0 || length >= BS_STORE_PATH_MAX) {
        return bs_fs_fail_long(error);
    }
    return BS_OK;
}

bs_status bs_fs_fail_not_file(bs_error *error, const char *path)
{
    errno = EEXIST;
    (void)bs_fail_file(error, BS_STORAGE, BS_STORAGE_BLOCKED, path, " is not a file.");
    if (error != NULL) {
        error->reason = BS_REASON_NOT_FILE;
    }
    return BS_STORAGE;
}

bs_status bs_fs_check_database(const char *directory, bs_error *error)
{
    static const char *const names[] = {BS_DATABASE, BS_DATABASE_LOG, BS_DATABASE_INDEX,
                                        BS_DATABASE_JOURNAL};
    char path[BS_STORE_PATH_MAX];
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && status == BS_OK; i++) {
        status = bs_fs_join(path, directory, names[i], error);
        if (status == BS_OK) {
            status = bs_fs_check(path, error);
        }
    }
    return status;
}

bs_status bs_fs_is_hot(bool *hot, const char *journal, bs_error *error)
{
    static const char what[] = "cannot be read";
    char first = 0;
    int file = -1;
    *hot = false;
    const int64_t size = bs_fs_size(journal);
    if (size < 0 && errno != ENOENT) {
        return bs_fs_fail(error, what, journal);
    }
    bs_status status = size > 0 ? bs_fs_open(&file, journal, error) : BS_OK;
    if (file < 0) {
        return status;
    }
    if (bs_fs_read(file, &first, 1, 0) < 0) {
        status = bs_fs_fail(error, what, journal);
    }
    bs_fs_close(file);
    *hot = first != 0;
    return status;
}

bs_status bs_fs_write(const char *path, const void *data, size_t size, bs_error *error)
{
    int file = -1;
    bs_status status = bs_fs_create(&file, path, error);
    if (status == BS_OK && !bs_fs_write_all(file, data, size)) {
        status = bs_fs_fail(error, "cannot be written", path);
    }
    if (status == BS_OK) {
        status = bs_fs_sync_file(file, path, error);
    }
    bs_fs_close(file);
    if (status != BS_OK) {
        (void)bs_path_remove(path);
    }
    return status;
}

static bs_status copy_bytes(int from, int to, const char *source, const char *target,
                            bs_error *error)
{
    char *piece = malloc(PIECE);
    int64_t got = piece == NULL ? -1 : 1;
    bs_status status = piece == NULL ? bs_fail(error, BS_INTERNAL, "", "Out of memory.") : BS_OK;
    for (int64_t at = 0; status == BS_OK && got > 0; at += got) {
        got = bs_fs_read(from, piece, PIECE, at);
        if (got < 0) {
            status = bs_fs_fail(error, "cannot be read", source);
        } else if (!bs_fs_write_all(to, piece, (size_t)got)) {
            status = bs_fs_fail(error, "cannot be written", target);
        }
    }
    free(piece);
    return status;
}

bs_status bs_fs_copy(const char *source, const char *target, bs_error *error)
{
    int from = -1;
    int to = -1;
    bs_status status = bs_fs_open(&from, source, error);
    if (status == BS_OK) {
        status = bs_fs_create(&to, target, error);
    }
    if (status == BS_OK) {
        status = copy_bytes(from, to, source, target, error);
    }
    if (status == BS_OK) {
        status = bs_fs_sync_file(to, target, error);
    }
    bs_fs_close(to);
    bs_fs_close(from);
    return status;
}

bs_status bs_fs_dated(char path[BS_STORE_PATH_MAX], const char *directory, const char *kind,
                      int64_t now, bs_error *error)
{
    char name[128];
    char moment[BS_MOMENT_TEXT];
    bs_path_facts found;
    bs_moment_format(moment, (bs_moment){.seconds = now});
    for (int i = 1; i <= SAME_SECOND_MAX; i++) {
        char number[16] = "";
        if (i > 1) {
            (void)snprintf(number, sizeof number, "-%d", i);
        }
        (void)snprintf(name, sizeof name, BS_DATABASE ".%s-%.13s%.2s%.2sZ%s", kind, moment,
                       moment + 14, moment + 17, number);
        const bs_status status = bs_fs_join(path, directory, name, error);
        if (status != BS_OK) {
            return status;
        }
        if (!bs_path_look(&found, path, false) && errno == ENOENT) {
            return BS_OK;
        }
    }
    errno = EEXIST;
    return bs_fs_fail(error, "cannot be written", path);
}
