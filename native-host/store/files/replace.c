#include "replace.h"

#include <errno.h>
#include <stdio.h>

#include "bussola/platform/storage.h"
#include "cleanup.h"
#include "platform/path.h"

/** Suffixes of the files of a database. */
static const char *const parts[] = {"", "-journal", "-wal", "-shm"};
enum { PARTS = 4, LOG = 2 };

/** Paths of the database, and of the new one before and after the decision. */
typedef struct paths {
    char database[BS_STORE_PATH_MAX];
    char fresh[BS_STORE_PATH_MAX];
    char next[BS_STORE_PATH_MAX];
} paths;

static bs_status find_paths(paths *found, const char *directory, bs_error *error)
{
    bs_status status = bs_fs_join(found->database, directory, BS_DATABASE, error);
    if (status == BS_OK) {
        status = bs_fs_join(found->fresh, directory, BS_DATABASE_NEW, error);
    }
    return status == BS_OK ? bs_fs_join(found->next, directory, BS_DATABASE_NEXT, error) : status;
}

static bs_status path_of(char path[BS_STORE_PATH_MAX], const char *base, const char *part,
                         bs_error *error)
{
    const int length = snprintf(path, BS_STORE_PATH_MAX, "%s%s", base, part);
    return length >= 0 && length < BS_STORE_PATH_MAX ? BS_OK : bs_fs_fail_long(error);
}

/** Copies a file, for a file system without hard links. A killed copy is removed by its name. */
static bs_status copy_aside(const char *from, const char *to, bs_error *error)
{
    char part[BS_STORE_PATH_MAX];
    bs_status status = path_of(part, to, BS_COPY_PART, error);
    if (status == BS_OK) {
        status = bs_fs_copy(from, part, error);
    }
    if (status == BS_OK && !bs_path_rename(part, to)) {
        status = bs_fs_fail(error, "cannot be set aside", from);
    }
    if (status != BS_OK) {
        (void)bs_path_remove(part);
    }
    return status;
}

/**
 * Gives every file of the database a second name; `*any` is set if one existed. Skips an empty WAL
 * and its index, which are created by opening a database.
 */
static bs_status set_aside(bool *any, const char *database, const char *aside, bs_error *error)
{
    char log[BS_STORE_PATH_MAX];
    const bs_status named = path_of(log, database, parts[LOG], error);
    const int64_t size = named == BS_OK ? bs_fs_size(log) : 0;
    const int count = size == 0 || (size < 0 && errno == ENOENT) ? LOG : PARTS;
    *any = false;
    if (named != BS_OK) {
        return named;
    }
    for (int i = 0; i < count; i++) {
        char from[BS_STORE_PATH_MAX];
        char to[BS_STORE_PATH_MAX];
        bs_status status = path_of(from, database, parts[i], error);
        if (status == BS_OK) {
            status = path_of(to, aside, parts[i], error);
        }
        if (status != BS_OK) {
            return status;
        }
        if (bs_fs_size(from) < 0 && errno == ENOENT) {
            continue;
        }
        *any = true;
        bool linked = false;
        status = bs_fs_link(&linked, from, to, error);
        if (!linked) {
            status = copy_aside(from, to, error);
        }
        if (status != BS_OK) {
            return status;
        }
    }
    return BS_OK;
}

bs_status bs_replace(char aside[BS_STORE_PATH_MAX], const char *directory, const char *kind,
                     int64_t now, bs_error *error)
{
    paths at = {.next = ""};
    bool any = false;
    bs_status status = find_paths(&at, directory, error);
    if (status == BS_OK) {
        status = bs_fs_dated(aside, directory, kind, now, error);
    }
    if (status == BS_OK) {
        status = set_aside(&any, at.database, aside, error);
    }
    if (status == BS_OK) {
        status = bs_fs_sync(directory, error);
    }
    if (status == BS_OK && !bs_path_rename(at.fresh, at.next)) {
        status = bs_fs_fail(error, "cannot be written", at.next);
    }
    if (status == BS_OK) {
        status = bs_fs_sync(directory, error);
    }
    if (status == BS_OK) {
        status = bs_replace_finish(directory, error);
    }
    if (!any) {
        aside[0] = '\0';
    }
    return status;
}

void bs_replace_drop(const char *directory)
{
    /* Removes the others even without the main file: SQLite would apply them to the next file of
     * that name. */
    char fresh[BS_STORE_PATH_MAX];
    char path[BS_STORE_PATH_MAX];
    for (int i = 0; i < PARTS; i++) {
        if (bs_fs_join(fresh, directory, BS_DATABASE_NEW, NULL) == BS_OK &&
            path_of(path, fresh, parts[i], NULL) == BS_OK) {
            (void)bs_path_remove(path);
        }
    }
}

bool bs_replace_pending(const char *directory)
{
    char next[BS_STORE_PATH_MAX];
    return bs_fs_join(next, directory, BS_DATABASE_NEXT, NULL) == BS_OK && bs_path_exists(next);
}

static bs_status remove_file(const char *path, bs_error *error)
{
    return bs_path_remove(path) || errno == ENOENT ? BS_OK
                                                   : bs_fs_fail(error, "cannot be removed", path);
}

bs_status bs_replace_finish(const char *directory, bs_error *error)
{
    paths at = {.next = ""};
    char part[BS_STORE_PATH_MAX];
    if (!bs_replace_pending(directory)) {
        return BS_OK;
    }
    bs_status status = find_paths(&at, directory, error);
    if (status == BS_OK) {
        status = bs_fs_check(at.next, error);
    }
    for (int i = 1; i < PARTS && status == BS_OK; i++) {
        status = path_of(part, at.database, parts[i], error);
        if (status == BS_OK) {
            status = remove_file(part, error);
        }
    }
    if (status == BS_OK) {
        status = bs_fs_sync(directory, error);
    }
    if (status == BS_OK && !bs_path_rename(at.next, at.database)) {
        status = bs_fs_fail(error, "cannot be written", at.database);
    }
    return status == BS_OK ? bs_fs_sync(directory, error) : status;
}
