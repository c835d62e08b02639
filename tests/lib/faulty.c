/*
 * Preloaded into a program (LD_PRELOAD), makes the disk below one directory fail: the n-th call of
 * one kind, once or from then on. The test controls it while the program runs, by writing to
 * FAULTY_CONTROL, a file with the layout of `control`, which is mapped before the sandbox is
 * entered. Only paths below FAULTY_UNDER fail, so that frames and libraries do not.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/** In the order of KINDS in disk.mjs. */
enum { OPEN, READ, WRITE, SYNC, TRUNCATE, RENAME, MKDIR, CHMOD, STAT, FLOCK, ANY };

static volatile struct control {
    int32_t kind;   /**< ANY: all calls that may need space */
    int32_t left;   /**< calls until one fails; 0: none */
    int32_t once;   /**< only one call fails */
    int32_t failed; /**< reports to the test that a call has failed */
    int32_t code;   /**< the errno */
} * control;

enum { FILES = 1024 };
static bool watched[FILES];
static const char *under;

__attribute__((constructor)) static void take_control(void)
{
    const char *path = getenv("FAULTY_CONTROL");
    under = getenv("FAULTY_UNDER");
    const int file = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
    if (file >= 0) {
        void *map = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        control = map == MAP_FAILED ? NULL : map;
        (void)close(file);
    }
}

static bool concerns(const char *path)
{
    return under != NULL && strncmp(path, under, strlen(under)) == 0;
}

static bool concerns_file(int file)
{
    return file >= 0 && file < FILES && watched[file];
}

/** True if this call must fail; sets errno. */
static bool fails(int kind, bool grows)
{
    if (control == NULL || !(control->kind == kind || (control->kind == ANY && grows))) {
        return false;
    }
    bool now = control->failed != 0 && control->once == 0;
    if (control->left > 0 && --control->left == 0) {
        control->failed = 1;
        now = true;
    }
    if (now) {
        errno = control->code;
    }
    return now;
}

/*
 * The system's headers name parameters with underscores; a macro parameter is a name, not an
 * expression; clang-tidy 14 reports an uninitialised va_list if it checks several files at once.
 */
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */
/* NOLINTBEGIN(bugprone-macro-parentheses, clang-analyzer-valist.Uninitialized) */
#define REAL(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

static int note(int file, bool watch)
{
    if (file >= 0 && file < FILES) {
        watched[file] = watch;
    }
    return file;
}

#define DEFINE_OPEN(name)                                                                          \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;                     \
        va_end(more);                                                                              \
        /* With O_PATH the sandbox only names its directory; nothing is read from the disk. */     \
        if ((flags & O_PATH) == 0 && concerns(path) && fails(OPEN, false)) {                       \
            return -1;                                                                             \
        }                                                                                          \
        return note(REAL(name)(path, flags, mode), concerns(path));                                \
    }
DEFINE_OPEN(open)
DEFINE_OPEN(open64)

int openat(int directory, const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    const bool watch = path[0] == '/' ? concerns(path) : concerns_file(directory);
    if (watch && fails(OPEN, false)) {
        return -1;
    }
    return note(REAL(openat)(directory, path, flags, mode), watch);
}

ssize_t read(int file, void *data, size_t size)
{
    return concerns_file(file) && fails(READ, false) ? -1 : REAL(read)(file, data, size);
}

ssize_t pread64(int file, void *data, size_t size, off64_t offset)
{
    return concerns_file(file) && fails(READ, false) ? -1 : REAL(pread64)(file, data, size, offset);
}

/* A full disk still writes half. */
ssize_t write(int file, const void *data, size_t size)
{
    if (concerns_file(file) && fails(WRITE, true)) {
        return errno == ENOSPC && size > 1 && control->once != 0 ? REAL(write)(file, data, size / 2)
                                                                 : -1;
    }
    return REAL(write)(file, data, size);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset)
{
    return concerns_file(file) && fails(WRITE, true) ? -1
                                                     : REAL(pwrite64)(file, data, size, offset);
}

/* Skips the fsync, so that a test can do thousands. */
int fsync(int file)
{
    return concerns_file(file) ? (fails(SYNC, true) ? -1 : 0) : REAL(fsync)(file);
}

int fdatasync(int file)
{
    return concerns_file(file) ? (fails(SYNC, true) ? -1 : 0) : REAL(fdatasync)(file);
}

int ftruncate64(int file, off64_t size)
{
    return concerns_file(file) && fails(TRUNCATE, false) ? -1 : REAL(ftruncate64)(file, size);
}

int rename(const char *from, const char *to)
{
    return concerns(to) && fails(RENAME, true) ? -1 : REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode)
{
    return concerns(path) && fails(MKDIR, true) ? -1 : REAL(mkdir)(path, mode);
}

int chmod(const char *path, mode_t mode)
{
    return concerns(path) && fails(CHMOD, false) ? -1 : REAL(chmod)(path, mode);
}

int fchmod(int file, mode_t mode)
{
    return concerns_file(file) && fails(CHMOD, false) ? -1 : REAL(fchmod)(file, mode);
}

int stat(const char *path, struct stat *found)
{
    return concerns(path) && fails(STAT, false) ? -1 : REAL(stat)(path, found);
}

int flock(int file, int operation)
{
    return concerns_file(file) && fails(FLOCK, false) ? -1 : REAL(flock)(file, operation);
}
/* NOLINTEND(bugprone-macro-parentheses, clang-analyzer-valist.Uninitialized) */
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
