#include "platform/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool bs_path_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool bs_path_is_file(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISREG(found.st_mode);
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
                             .is_file = S_ISREG(found.st_mode),
                             .shared = (found.st_mode & 077) != 0,
                             .writable = (found.st_mode & 022) != 0,
                             .all_execute = (found.st_mode & 0111) == 0111};
    return true;
}

bool bs_path_make_private(const char *path)
{
    return chmod(path, 0600) == 0;
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

bool bs_path_remove(const char *path)
{
    return unlink(path) == 0;
}

bool bs_path_remove_directory(const char *path)
{
    return rmdir(path) == 0;
}
