/*
 * Preloaded into a program (LD_PRELOAD), ends it like a kill at its KILL_POINT-th call that
 * changes a file: instead of the call, or after half the bytes of a write.
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/** The sandbox does not let a program kill itself; _exit runs no more of it either. */
enum { KILLED = 137 };

static long left; /**< calls until the end; 0: never */

__attribute__((constructor)) static void take_number(void)
{
    const char *number = getenv("KILL_POINT");
    left = number == NULL ? 0 : strtol(number, NULL, 10);
}

static bool is_last(void)
{
    return left > 0 && --left == 0;
}

/** Output to others does not change a file. */
static bool is_last_write(int file)
{
    struct stat about;
    return fstat(file, &about) == 0 && S_ISREG(about.st_mode) && is_last();
}

/*
 * The system's headers name parameters with underscores; a macro parameter is a name, not an
 * expression.
 */
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name, bugprone-macro-parentheses) */
#define REAL(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

#define DEFINE(name, parameters, arguments)                                                        \
    int name parameters                                                                            \
    {                                                                                              \
        if (is_last()) {                                                                           \
            _exit(KILLED);                                                                         \
        }                                                                                          \
        return REAL(name) arguments;                                                               \
    }
DEFINE(fsync, (int file), (file))
DEFINE(fdatasync, (int file), (file))
DEFINE(ftruncate, (int file, off_t size), (file, size))
DEFINE(ftruncate64, (int file, off64_t size), (file, size))
DEFINE(rename, (const char *from, const char *to), (from, to))
DEFINE(link, (const char *from, const char *to), (from, to))
DEFINE(unlink, (const char *path), (path))
DEFINE(chmod, (const char *path, mode_t mode), (path, mode))
DEFINE(fchmod, (int file, mode_t mode), (file, mode))
DEFINE(mkdir, (const char *path, mode_t mode), (path, mode))

ssize_t write(int file, const void *data, size_t size)
{
    const bool last = is_last_write(file);
    const ssize_t written = REAL(write)(file, data, last ? size / 2 : size);
    if (last) {
        _exit(KILLED);
    }
    return written;
}

#define DEFINE_WRITE(name, offset_type)                                                            \
    ssize_t name(int file, const void *data, size_t size, offset_type offset)                      \
    {                                                                                              \
        const bool last = is_last_write(file);                                                     \
        const ssize_t written = REAL(name)(file, data, last ? size / 2 : size, offset);            \
        if (last) {                                                                                \
            _exit(KILLED);                                                                         \
        }                                                                                          \
        return written;                                                                            \
    }
DEFINE_WRITE(pwrite, off_t)
DEFINE_WRITE(pwrite64, off64_t)
/* NOLINTEND(readability-inconsistent-declaration-parameter-name, bugprone-macro-parentheses) */
