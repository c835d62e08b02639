#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/output/xmalloc.h"

/* errno of the failed call; never 0, so that a failure is not mistaken for success. */
static int reason(void)
{
    int number = errno;
    return number != 0 ? number : EIO;
}

const char *bs_file_failure(const bs_messages *text, int failure)
{
    switch (failure) {
    case BS_FILE_NOT_PLAIN:
        return bs_text(text, "cli_reason_not_file");
    case ENOENT:
        return bs_text(text, "cli_reason_missing");
    case EACCES:
    case EPERM:
        return bs_text(text, "cli_reason_denied");
    case EROFS:
        return bs_text(text, "cli_reason_read_only");
    case ENOSPC:
    case EDQUOT:
        return bs_text(text, "cli_reason_full");
    case ENOTDIR:
        return bs_text(text, "cli_reason_not_directory");
    case EISDIR:
        return bs_text(text, "cli_reason_directory");
    default:
        return strerror(failure);
    }
}

/* Opens a regular file without waiting for a pipe; returns 0 or the reason. */
static int open_plain(FILE **stream, struct stat *about, const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) {
        return errno == ENXIO ? BS_FILE_NOT_PLAIN : reason();
    }
    int failure = fstat(descriptor, about) != 0 ? reason() : 0;
    if (failure == 0 && !S_ISREG(about->st_mode)) {
        failure = BS_FILE_NOT_PLAIN;
    }
    *stream = failure == 0 ? fdopen(descriptor, "rb") : NULL;
    if (*stream == NULL) {
        failure = failure == 0 ? reason() : failure;
        (void)close(descriptor);
    }
    return failure;
}

int bs_file_read(char **text, size_t *length, const char *path)
{
    return bs_file_read_within(text, length, path, BS_FILE_MAX);
}

int bs_file_read_within(char **text, size_t *length, const char *path, size_t most)
{
    FILE *stream = NULL;
    struct stat about;
    int failure = open_plain(&stream, &about, path);
    if (failure != 0) {
        return failure;
    }
    const size_t room = (size_t)about.st_size < most ? (size_t)about.st_size : most;
    /* One byte more than allowed shows whether the file is longer. */
    char *read = bs_xcalloc(room + 2, 1);
    const size_t size = fread(read, 1, room + 1, stream);
    if (ferror(stream) != 0) {
        failure = EIO;
    } else if (size > room) {
        failure = EFBIG;
    }
    (void)fclose(stream);
    if (failure != 0) {
        free(read);
        return failure;
    }
    *text = bs_xrealloc(read, size + 1, 1);
    if (length != NULL) {
        *length = size;
    }
    return 0;
}

static char *parent_of(const char *path)
{
    char *parent = bs_xstrdup(path);
    char *slash = strrchr(parent, '/');
    if (slash == NULL) {
        free(parent);
        return bs_xstrdup(".");
    }
    slash[slash == parent ? 1 : 0] = '\0';
    return parent;
}

int bs_atomic_file_open(bs_atomic_file *atomic_file, const char *path, unsigned mode)
{
    char *parent = parent_of(path);
    const char *slash = strrchr(path, '/');
    atomic_file->path = bs_xstrdup(path);
    atomic_file->temporary =
        bs_xasprintf("%s/.%s.XXXXXX", parent, slash != NULL ? slash + 1 : path);
    free(parent);
    int descriptor = mkostemp(atomic_file->temporary, O_CLOEXEC);
    atomic_file->stream =
        descriptor >= 0 && fchmod(descriptor, mode) == 0 ? fdopen(descriptor, "wb") : NULL;
    if (atomic_file->stream != NULL) {
        return 0;
    }
    int failure = reason();
    if (descriptor >= 0) {
        (void)close(descriptor);
        (void)unlink(atomic_file->temporary);
    }
    free(atomic_file->temporary);
    free(atomic_file->path);
    return failure;
}

static void atomic_file_free(bs_atomic_file *atomic_file)
{
    free(atomic_file->temporary);
    free(atomic_file->path);
    *atomic_file = (bs_atomic_file){0};
}

/*
 * A rename is durable once its directory is fsynced; file systems that cannot do that return
 * EINVAL.
 */
static int sync_parent(const char *path)
{
    char *parent = parent_of(path);
    int descriptor = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(parent);
    if (descriptor < 0) {
        return reason();
    }
    int failure = fsync(descriptor) != 0 && errno != EINVAL ? reason() : 0;
    (void)close(descriptor);
    return failure;
}

int bs_atomic_file_keep(bs_atomic_file *atomic_file)
{
    int failure = 0;
    errno = 0;
    if (fflush(atomic_file->stream) != 0 || ferror(atomic_file->stream) != 0 ||
        fsync(fileno(atomic_file->stream)) != 0) {
        failure = reason();
    }
    if (fclose(atomic_file->stream) != 0 && failure == 0) {
        failure = reason();
    }
    if (failure == 0 && rename(atomic_file->temporary, atomic_file->path) != 0) {
        failure = reason();
    }
    if (failure == 0) {
        failure = sync_parent(atomic_file->path);
    } else {
        (void)unlink(atomic_file->temporary);
    }
    atomic_file_free(atomic_file);
    return failure;
}

void bs_atomic_file_drop(bs_atomic_file *atomic_file)
{
    (void)fclose(atomic_file->stream);
    (void)unlink(atomic_file->temporary);
    atomic_file_free(atomic_file);
}

int bs_file_write(const char *path, unsigned mode, const char *text)
{
    bs_atomic_file atomic_file;
    int failure = bs_atomic_file_open(&atomic_file, path, mode);
    if (failure != 0) {
        return failure;
    }
    (void)fputs(text, atomic_file.stream); /* bs_atomic_file_keep checks the stream's error flag */
    return bs_atomic_file_keep(&atomic_file);
}

int bs_file_link(const char *path, const char *target)
{
    char *temporary = bs_xasprintf("%s.%ld", path, (long)getpid());
    (void)unlink(temporary);
    int failure = symlink(target, temporary) != 0 ? reason() : 0;
    if (failure == 0 && rename(temporary, path) != 0) {
        failure = reason();
        (void)unlink(temporary);
    }
    free(temporary);
    return failure == 0 ? sync_parent(path) : failure;
}

bool bs_file_same(const char *path, unsigned mode, const char *text)
{
    struct stat about;
    char *present = NULL;
    if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode) || (about.st_mode & 07777) != mode ||
        bs_file_read(&present, NULL, path) != 0) {
        return false;
    }
    bool same = strcmp(present, text) == 0;
    free(present);
    return same;
}

bool bs_file_is_program(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && access(path, X_OK) == 0;
}

int bs_directory_make(const char *path, unsigned mode, bool make, bs_directory_note note,
                      void *context)
{
    struct stat about;
    if (stat(path, &about) == 0) {
        return S_ISDIR(about.st_mode) ? 0 : ENOTDIR;
    }
    if (errno != ENOENT) {
        return reason();
    }
    char *parent = parent_of(path);
    int failure = bs_directory_make(parent, mode, make, note, context);
    free(parent);
    if (failure != 0) {
        return failure;
    }
    note(context, path);
    if (make && mkdir(path, mode) != 0 && errno != EEXIST) {
        return reason();
    }
    return make && chmod(path, mode) != 0 ? reason() : 0;
}
