#include "platform/common/log_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bussola/platform/log.h"
#include "bussola/platform/storage.h"

/** Opens for appending; returns −1 on failure or if the path is not a regular file. */
static int open_file(const char *path, struct stat *about)
{
    /* O_NONBLOCK and O_NOFOLLOW: do not wait for a pipe or follow a link. */
    const int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                          S_IRUSR | S_IWUSR);
    if (file >= 0 && (fstat(file, about) != 0 || !S_ISREG(about->st_mode))) {
        (void)close(file);
        return -1;
    }
    return file;
}

/** Renames a full file to `.1`, unless another process has just done so. */
static void turn_over(int file, const char *path, const struct stat *about)
{
    char older[BS_STORE_PATH_MAX + 2];
    struct stat named;
    (void)snprintf(older, sizeof older, "%s.1", path);
    if (flock(file, LOCK_EX | LOCK_NB) == 0 && stat(path, &named) == 0 &&
        named.st_ino == about->st_ino) {
        (void)rename(path, older);
    }
}

void bs_log_append(const char *path, const char *line, size_t length)
{
    struct stat about;
    int file = open_file(path, &about);
    if (file >= 0 && about.st_size >= BS_LOG_SIZE_MAX) {
        turn_over(file, path, &about);
        (void)close(file);
        file = open_file(path, &about);
    }
    if (file < 0) {
        return;
    }
    if ((about.st_mode & 077) != 0) {
        (void)fchmod(file, S_IRUSR | S_IWUSR);
    }
    /* Truncate a line written in part (full disk), so that it does not join the next one. */
    const ssize_t written = write(file, line, length);
    if (written > 0 && (size_t)written < length) {
        (void)!ftruncate(file, about.st_size);
    }
    (void)close(file);
}
