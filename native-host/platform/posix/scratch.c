#include "platform/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_MAX_AT_ONCE 8

const char *bs_scratch_parent(void)
{
    const char *given = getenv("TMPDIR");
    return given != NULL && given[0] == '/' ? given : "/tmp";
}

bool bs_scratch_make(char path[BS_STORE_PATH_MAX], const char *name)
{
    const int length = snprintf(path, BS_STORE_PATH_MAX, "%s/%s-XXXXXX", bs_scratch_parent(), name);
    const bool fits = length >= 0 && length < BS_STORE_PATH_MAX;
    if (fits && mkdtemp(path) != NULL) {
        return true;
    }
    errno = fits ? errno : ENAMETOOLONG;
    path[0] = '\0';
    return false;
}

FILE *bs_scratch_open(char *path, unsigned mode)
{
    const int file = mkostemp(path, O_CLOEXEC);
    FILE *stream = file >= 0 && fchmod(file, mode) == 0 ? fdopen(file, "wb") : NULL;
    if (stream == NULL && file >= 0) {
        const int failure = errno;
        (void)close(file);
        (void)unlink(path);
        errno = failure;
    }
    return stream;
}

bool bs_scratch_flush(FILE *stream)
{
    return fflush(stream) == 0 && fsync(fileno(stream)) == 0;
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *level)
{
    (void)about;
    (void)kind;
    (void)level;
    (void)remove(path);
    return 0;
}

void bs_scratch_remove(const char *path)
{
    (void)nftw(path, remove_entry, OPEN_MAX_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}
