#include "platform/path.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bussola/platform/storage.h"

bool bs_path_is_absolute(const char *path)
{
    return path[0] == '/';
}

char *bs_path_accept(char *path)
{
    return path;
}

char *bs_path_local(const char *path)
{
    return strdup(path);
}

bool bs_path_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool bs_path_is_file(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISREG(found.st_mode);
}

bool bs_path_is_program(const char *path)
{
    return bs_path_is_file(path) && access(path, X_OK) == 0;
}

bool bs_path_is_open_to(const char *directory)
{
    struct stat found;
    return stat(directory, &found) == 0 && S_ISDIR(found.st_mode) &&
           access(directory, W_OK | X_OK) == 0;
}

char *bs_path_resolve(const char *path)
{
    return realpath(path, NULL);
}

bool bs_path_identify(bs_path_id *id, const char *path)
{
    bs_path_facts found;
    if (!bs_path_look(&found, path, true)) {
        return false;
    }
    *id = found.id;
    return true;
}

bool bs_path_id_equal(const bs_path_id *a, const bs_path_id *b)
{
    return a->device == b->device && a->file == b->file;
}

bool bs_path_same(const char *a, const char *b)
{
    bs_path_id left;
    bs_path_id right;
    return bs_path_identify(&left, a) && bs_path_identify(&right, b) &&
           bs_path_id_equal(&left, &right);
}

bool bs_path_linked(const char *a, const char *b)
{
    struct stat left;
    struct stat right;
    return lstat(a, &left) == 0 && left.st_nlink > 1 && lstat(b, &right) == 0 &&
           left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

bool bs_path_look(bs_path_facts *facts, const char *path, bool follow)
{
    struct stat found;
    if ((follow ? stat(path, &found) : lstat(path, &found)) != 0) {
        return false;
    }
    *facts = (bs_path_facts){.id = {.device = found.st_dev, .file = found.st_ino},
                             .bytes = found.st_size,
                             .changed = found.st_mtime,
                             .mode = found.st_mode & 07777,
                             .is_file = S_ISREG(found.st_mode),
                             .is_directory = S_ISDIR(found.st_mode),
                             .foreign = found.st_uid != geteuid(),
                             .shared = (found.st_mode & 077) != 0,
                             .writable = (found.st_mode & 022) != 0,
                             .all_execute = (found.st_mode & 0111) == 0111};
    return true;
}

bool bs_path_set_mode(const char *path, unsigned mode)
{
    return chmod(path, mode) == 0;
}

bool bs_path_make_private(const char *path)
{
    return bs_path_set_mode(path, 0600);
}

bool bs_path_protect(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && chmod(path, found.st_mode & 07755) == 0;
}

bool bs_path_rename(const char *from, const char *to)
{
    return rename(from, to) == 0;
}

bool bs_path_has_links(void)
{
    return true;
}

bool bs_path_point(const char *link, const char *target)
{
    char temporary[BS_STORE_PATH_MAX];
    const int length = snprintf(temporary, sizeof temporary, "%s.%ld", link, (long)getpid());
    if (length < 0 || (size_t)length >= sizeof temporary) {
        errno = ENAMETOOLONG;
        return false;
    }
    (void)unlink(temporary);
    if (symlink(target, temporary) != 0) {
        return false;
    }
    if (rename(temporary, link) == 0) {
        return true;
    }
    const int failure = errno;
    (void)unlink(temporary);
    errno = failure;
    return false;
}

bool bs_path_make_directory(const char *path, unsigned mode)
{
    return (mkdir(path, mode) == 0 || errno == EEXIST) && chmod(path, mode) == 0;
}

bool bs_path_remove(const char *path)
{
    return unlink(path) == 0;
}

bool bs_path_remove_directory(const char *path)
{
    return rmdir(path) == 0;
}
