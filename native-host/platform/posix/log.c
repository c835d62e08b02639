#include "bussola/platform/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "bussola/core/dates.h"
#include "bussola/platform/storage.h"

static const char *const levels[] = {[BS_LOG_OFF] = "off",
                                     [BS_LOG_ERROR] = "error",
                                     [BS_LOG_INFO] = "info",
                                     [BS_LOG_DEBUG] = "debug"};

static bs_log_level level_of(const char *word)
{
    for (size_t i = 0; word != NULL && i < sizeof levels / sizeof levels[0]; i++) {
        if (strcmp(word, levels[i]) == 0) {
            return (bs_log_level)i;
        }
    }
    return BS_LOG_INFO;
}

void bs_log_open(bs_log *log, const char *program)
{
    char directory[BS_STORE_PATH_MAX];
    log->program = program;
    log->level = level_of(getenv("BUSSOLA_LOG"));
    const int length = bs_store_directory(directory, NULL) == BS_OK
                           ? snprintf(log->path, sizeof log->path, "%s/" BS_LOG_NAME, directory)
                           : -1;
    if (length < 0 || (size_t)length >= sizeof log->path) {
        log->level = BS_LOG_OFF;
    }
}

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

static void append(const char *path, const char *line, size_t length)
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

/** Replaces control characters, which could break the line or control a terminal. */
static void make_plain(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)text[i];
        if (byte < ' ' || byte == 0x7F) {
            text[i] = '?';
        }
    }
}

void bs_log_write(const bs_log *log, bs_log_level level, const char *format, ...)
{
    if (level > log->level) {
        return;
    }
    char line[BS_LOG_LINE_MAX];
    char moment[BS_MOMENT_TEXT];
    bs_moment_format(moment, (bs_moment){.seconds = (int64_t)time(NULL)});
    const int head = snprintf(line, sizeof line, "%.19sZ %s %s[%ld] ", moment, levels[level],
                              log->program, (long)getpid());
    if (head < 0 || (size_t)head >= sizeof line) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    const int text = vsnprintf(line + head, sizeof line - (size_t)head, format, arguments);
    va_end(arguments);
    if (text < 0) {
        return;
    }
    size_t length = (size_t)head + (size_t)text;
    length = length < sizeof line - 1 ? length : sizeof line - 2;
    make_plain(line, length);
    line[length] = '\n';
    append(log->path, line, length + 1);
}

static bool about_this_machine(bs_status status)
{
    return status == BS_STORAGE || status == BS_BUSY || status == BS_NEWER_SCHEMA ||
           status == BS_INTERNAL;
}

void bs_log_failure(const bs_log *log, const char *what, const bs_error *error)
{
    const char *code = bs_status_id(error->status);
    if (about_this_machine(error->status)) {
        bs_log_write(log, BS_LOG_ERROR, "%s: %s: %s", what, code, error->message);
    } else {
        bs_log_write(log, BS_LOG_INFO, "%s: %s", what, code);
    }
}
