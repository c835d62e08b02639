#include "platform/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bussola/platform/storage.h"
#include "open.h"

/** SQLite opens no path beyond 512 bytes; names in the directory take up to 64. */
#define DIRECTORY_MAX 448

const char *bs_fs_reason(int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
        return BS_STORAGE_DENIED;
    case EROFS:
        return BS_STORAGE_READ_ONLY;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return BS_STORAGE_FULL;
    case ENOTDIR:
    case EEXIST:
    case EISDIR:
    case ELOOP:
        return BS_STORAGE_BLOCKED;
    default:
        return "";
    }
}

/** Joins the data directory to a base; fails if either belongs to another user. */
static bs_status choose(char path[BS_STORE_PATH_MAX], const char *base, const char *name,
                        bs_error *error)
{
    const bs_status status = bs_fs_join(path, base, name, error);
    if (status == BS_OK && (bs_store_not_yours(base) || bs_store_not_yours(path))) {
        return bs_fail_file(error, BS_STORAGE, BS_STORAGE_NOT_YOURS,
                            bs_store_not_yours(base) ? base : path,
                            " belongs to another user: run this as that user, not as root.");
    }
    return status;
}

bs_status bs_store_directory(char path[BS_STORE_PATH_MAX], bs_error *error)
{
    /* The XDG base directory specification requires to ignore a relative path. */
    const char *data = getenv("XDG_DATA_HOME");
    if (data != NULL && data[0] == '/') {
        return choose(path, data, "bussola", error);
    }
    const char *home = getenv("HOME");
    if (home != NULL && home[0] == '/') {
        return choose(path, home, ".local/share/bussola", error);
    }
    return bs_fail(error, BS_STORAGE, BS_STORAGE_NO_HOME,
                   "No data directory: neither XDG_DATA_HOME nor HOME holds an absolute path.");
}

/** Creates the missing directories of a path. */
static bs_status make_path(const char *directory, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    const size_t length = strlen(directory);
    memcpy(path, directory, length + 1);
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
            return bs_fs_fail(error, "cannot be made", path);
        }
        *slash = '/';
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST ? BS_OK
                                                     : bs_fs_fail(error, "cannot be made", path);
}

/** An owner who may not set the mode has a file system without modes, such as VFAT. */
static bs_status fail_private(bs_error *error, const char *path, const struct stat *about)
{
    const bool modeless = (errno == EPERM || errno == EOPNOTSUPP) && about->st_uid == geteuid();
    const bs_status status = bs_fs_fail(error, "cannot be made private", path);
    if (modeless && error != NULL) {
        error->reason = BS_REASON_NO_MODES;
    }
    return status;
}

bs_status bs_fs_make(const char *directory, bs_error *error)
{
    struct stat found;
    if (strlen(directory) > DIRECTORY_MAX) {
        return bs_fs_fail_long(error);
    }
    if (stat(directory, &found) != 0) {
        const bs_status status = make_path(directory, error);
        if (status != BS_OK) {
            return status;
        }
        if (stat(directory, &found) != 0) {
            return bs_fs_fail(error, "cannot be read", directory);
        }
    }
    if (!S_ISDIR(found.st_mode)) {
        return bs_fail_file(error, BS_STORAGE, BS_STORAGE_BLOCKED, directory,
                            " is not a directory.");
    }
    if ((found.st_mode & 077) != 0 && chmod(directory, 0700) != 0) {
        return fail_private(error, directory, &found);
    }
    return BS_OK;
}

int64_t bs_fs_size(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 ? (int64_t)found.st_size : -1;
}

bs_status bs_fs_check(const char *path, bs_error *error)
{
    struct stat found;
    return stat(path, &found) == 0 && !S_ISREG(found.st_mode) ? bs_fs_fail_not_file(error, path)
                                                              : BS_OK;
}

void bs_fs_directory_of(char directory[BS_STORE_PATH_MAX], const char *path)
{
    (void)snprintf(directory, BS_STORE_PATH_MAX, "%s", path);
    char *slash = strrchr(directory, '/');
    if (slash == NULL) {
        (void)snprintf(directory, BS_STORE_PATH_MAX, ".");
    } else {
        slash[slash == directory ? 1 : 0] = '\0';
    }
}

static bs_status fail_open(bs_error *error, const char *what, const char *path, int flags)
{
    char directory[BS_STORE_PATH_MAX];
    if (errno != ENOENT || (flags & O_CREAT) == 0) {
        return bs_fs_fail(error, what, path);
    }
    bs_fs_directory_of(directory, path);
    return bs_fs_fail(error, what, directory);
}

bs_status bs_fs_open_as(int *file, const char *path, int flags, const char *what, bs_error *error)
{
    struct stat found;
    *file = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
    if (*file < 0) {
        /* ENXIO: a socket, or a pipe without a reader. */
        return errno == ENXIO ? bs_fs_fail_not_file(error, path)
                              : fail_open(error, what, path, flags);
    }
    if (fstat(*file, &found) == 0 && S_ISREG(found.st_mode)) {
        return BS_OK;
    }
    (void)close(*file);
    *file = -1;
    return bs_fs_fail_not_file(error, path);
}

bs_status bs_fs_open(int *file, const char *path, bs_error *error)
{
    return bs_fs_open_as(file, path, O_RDONLY, "cannot be read", error);
}

bs_status bs_fs_open_direct(int *file, const char *path, bs_error *error)
{
    return bs_fs_open_as(file, path, O_RDONLY | O_NOFOLLOW, "cannot be read", error);
}

bs_status bs_fs_create(int *file, const char *path, bs_error *error)
{
    static const char what[] = "cannot be written";
    BS_TRY(bs_fs_open_as(file, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, what, error));
    if (fchmod(*file, 0600) == 0) {
        return BS_OK;
    }
    const bs_status status = bs_fs_fail(error, what, path);
    bs_fs_close(*file);
    *file = -1;
    (void)unlink(path);
    return status;
}

bs_status bs_fs_open_end(int *file, const char *path, bs_error *error)
{
    return bs_fs_open_as(file, path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW,
                         "cannot be written", error);
}

void bs_fs_close(int file)
{
    if (file >= 0) {
        (void)close(file);
    }
}

bs_status bs_fs_sync_file(int file, const char *path, bs_error *error)
{
    return fsync(file) == 0 ? BS_OK : bs_fs_fail(error, "cannot be written", path);
}

static bs_status sync_path(const char *path, int flags, bs_error *error)
{
    const int file = open(path, flags | O_CLOEXEC);
    const bool synced = file >= 0 && fsync(file) == 0;
    const bs_status status = synced ? BS_OK : bs_fs_fail(error, "cannot be written", path);
    bs_fs_close(file);
    return status;
}

bs_status bs_fs_sync(const char *directory, bs_error *error)
{
    return sync_path(directory, O_RDONLY | O_DIRECTORY, error);
}

bs_status bs_fs_flush(const char *path, bs_error *error)
{
    return sync_path(path, O_RDWR, error);
}

int64_t bs_fs_read(int file, void *data, size_t size, int64_t from)
{
    size_t got = 0;
    while (got < size) {
        const ssize_t part =
            pread(file, (char *)data + got, size - got, (off_t)(from + (int64_t)got));
        if (part < 0 && errno != EINTR) {
            return -1;
        }
        if (part == 0) {
            break;
        }
        got += part > 0 ? (size_t)part : 0;
    }
    return (int64_t)got;
}

int64_t bs_fs_length(int file)
{
    return lseek(file, 0, SEEK_END);
}

bool bs_fs_write_all(int file, const void *data, size_t size)
{
    const char *at = data;
    while (size > 0) {
        const ssize_t written = write(file, at, size);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        at += written;
        size -= (size_t)written;
    }
    return true;
}

/** By descriptor: the sandbox allows no other chmod. */
static bool take_modes(const char *path)
{
    const int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    const bool taken = file >= 0 && fchmod(file, 0600) == 0;
    bs_fs_close(file);
    return taken;
}

bs_status bs_fs_make_private(const char *path, bs_error *error)
{
    struct stat found;
    if (stat(path, &found) != 0) {
        return bs_fs_fail(error, "cannot be read", path);
    }
    return (found.st_mode & 07177) == 0 || take_modes(path)
               ? BS_OK
               : bs_fs_fail(error, "cannot be made private", path);
}

bs_status bs_fs_link(bool *linked, const char *from, const char *to, bs_error *error)
{
    *linked = link(from, to) == 0;
    return !*linked || chmod(to, 0600) == 0 ? BS_OK
                                            : bs_fs_fail(error, "cannot be made private", to);
}

bool bs_fs_overwrite(const char *path)
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
    bs_fs_close(file);
    return written;
}

bs_status bs_fs_list(const char *directory, bs_fs_visit visit, void *context, bs_error *error)
{
    DIR *open = opendir(directory);
    bs_status status = BS_OK;
    if (open == NULL) {
        return errno == ENOENT ? BS_OK : bs_fs_fail(error, "cannot be read", directory);
    }
    while (status == BS_OK) {
        errno = 0;
        const struct dirent *entry = readdir(open);
        if (entry == NULL) {
            status = errno == 0 ? BS_OK : bs_fs_fail(error, "cannot be read", directory);
            break;
        }
        status = visit(context, entry->d_name, error);
    }
    (void)closedir(open);
    return status;
}
