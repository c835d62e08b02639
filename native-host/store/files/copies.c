#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "platform/fs.h"

#define PREFIX BS_DATABASE "."

/** True if a file name is a copy's; `*backup` tells the kind. */
static bool is_copy(bool *backup, const char *name)
{
    static const char *const kinds[] = {BS_COPY_BACKUP, BS_COPY_DAMAGED, BS_COPY_REPLACED};
    if (strncmp(name, PREFIX, strlen(PREFIX)) != 0) {
        return false;
    }
    const char *kind = name + strlen(PREFIX);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const size_t length = strlen(kinds[i]);
        if (strncmp(kind, kinds[i], length) == 0 && kind[length] == '-') {
            *backup = i == 0;
            return true;
        }
    }
    return false;
}

static bs_status add(bs_copy **copies, size_t *count, const char *directory, const char *name,
                     bool backup, bs_error *error)
{
    bs_copy *grown = realloc(*copies, (*count + 1) * sizeof *grown);
    if (grown == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    *copies = grown;
    grown[*count].backup = backup;
    const bs_status status = bs_fs_join(grown[*count].path, directory, name, error);
    if (status == BS_OK) {
        grown[*count].bytes = bs_fs_size(grown[*count].path);
        (*count)++;
    }
    return status;
}

/**
 * The date within the name: the last "-20", because a migration's backup has the schema number
 * before it.
 */
static const char *second_of(const bs_copy *copy)
{
    const char *year = strstr(copy->path, "-20");
    for (const char *next = year; next != NULL; next = strstr(next + 1, "-20")) {
        year = next;
    }
    return year == NULL ? copy->path : year;
}

static int newest_first(const void *a, const void *b)
{
    const bs_copy *left = a;
    const bs_copy *right = b;
    return left->backup != right->backup ? right->backup - left->backup
                                         : strcmp(second_of(right), second_of(left));
}

/** A missing directory has no copies. */
static bs_status list_in(bs_copy **copies, size_t *count, const char *directory, bs_error *error)
{
    DIR *open = opendir(directory);
    bs_status status = BS_OK;
    if (open == NULL) {
        return errno == ENOENT ? BS_OK : bs_fs_fail(error, "cannot be read", directory);
    }
    while (status == BS_OK) {
        bool backup = false;
        errno = 0;
        const struct dirent *entry = readdir(open);
        if (entry == NULL) {
            status = errno == 0 ? BS_OK : bs_fs_fail(error, "cannot be read", directory);
            break;
        }
        if (is_copy(&backup, entry->d_name)) {
            status = add(copies, count, directory, entry->d_name, backup, error);
        }
    }
    (void)closedir(open);
    return status;
}

bs_status bs_copies_list(bs_copy **copies, size_t *count, const char *directory, bs_error *error)
{
    char own[BS_STORE_PATH_MAX];
    bs_copy *list = NULL;
    size_t length = 0;
    bs_status status = directory == NULL ? bs_store_directory(own, error) : BS_OK;
    if (status == BS_OK) {
        status = list_in(&list, &length, directory == NULL ? own : directory, error);
    }
    if (status != BS_OK) {
        free(list);
        return status;
    }
    if (length > 1) {
        qsort(list, length, sizeof *list, newest_first);
    }
    *copies = list;
    *count = length;
    return BS_OK;
}

/**
 * Overwrites a file with zeros, so that its blocks hold no data when they are reused. Skips a file
 * with another hard link, because an interrupted replacement may have linked the database itself.
 * Other kinds of files hold no data.
 */
static bool overwrite(const char *path)
{
    static const unsigned char zeros[4096];
    struct stat found = {.st_size = 0};
    if (lstat(path, &found) == 0 && !S_ISREG(found.st_mode)) {
        return true;
    }
    const int file = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    bool written = file >= 0 && fstat(file, &found) == 0;
    for (int64_t left = found.st_nlink == 1 ? found.st_size : 0; left > 0 && written;) {
        const size_t size = left < (int64_t)sizeof zeros ? (size_t)left : sizeof zeros;
        const ssize_t done = write(file, zeros, size);
        written = done > 0;
        left -= written ? done : 0;
    }
    written = written && fsync(file) == 0;
    if (file >= 0) {
        (void)close(file);
    }
    return written;
}

bs_status bs_copies_remove(size_t *removed, const char *directory, bs_error *error)
{
    char own[BS_STORE_PATH_MAX];
    bs_copy *copies = NULL;
    size_t count = 0;
    bs_status status = directory == NULL ? bs_store_directory(own, error) : BS_OK;
    const char *where = directory == NULL ? own : directory;
    if (status == BS_OK) {
        status = bs_copies_list(&copies, &count, where, error);
    }
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        if (!overwrite(copies[i].path) || unlink(copies[i].path) != 0) {
            status = bs_fs_fail(error, "cannot be removed", copies[i].path);
        }
    }
    if (status == BS_OK && count > 0) {
        status = bs_fs_sync(where, error);
    }
    free(copies);
    if (status == BS_OK) {
        *removed = count;
    }
    return status;
}
