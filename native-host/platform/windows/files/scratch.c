#include "platform/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <io.h>
#include <stdio.h>
#include <string.h>

#include "platform/environment.h"
#include "platform/fs.h"
#include "platform/path.h"
#include "platform/random.h"
#include "platform/windows/wide.h"
#include "scratch.h"

#define MARK "XXXXXX"
#define ATTEMPTS 16
#define DEPTH_MAX 16

const char *bs_scratch_parent(void)
{
    const char *given = bs_environment("TEMP");
    return given != NULL && bs_path_is_absolute(given) ? given : "C:/Windows/Temp";
}

bool bs_scratch_name(char path[BS_STORE_PATH_MAX], const char *name)
{
    uint64_t number = 0;
    if (!bs_random_fill(&number, sizeof number)) {
        errno = EIO;
        return false;
    }
    const int length =
        snprintf(path, BS_STORE_PATH_MAX, "%s/%s-%016" PRIx64, bs_scratch_parent(), name, number);
    bs_wide_unify(path);
    errno = ENAMETOOLONG;
    return length >= 0 && length < BS_STORE_PATH_MAX;
}

bool bs_scratch_make(char path[BS_STORE_PATH_MAX], const char *name)
{
    bs_wide_path wide;
    SECURITY_ATTRIBUTES rights = {.nLength = sizeof rights,
                                  .lpSecurityDescriptor = bs_wide_private(true)};
    bool made = bs_scratch_name(path, name) && bs_wide_path_set(&wide, path);
    if (made && !CreateDirectoryW(wide.text, &rights)) {
        made = bs_wide_fail();
    }
    const int failure = errno;
    (void)LocalFree(rights.lpSecurityDescriptor);
    errno = failure;
    if (!made) {
        path[0] = '\0';
    }
    return made;
}

/** Replaces the mark at the end of a name with random letters. */
static bool complete(char *mark)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    unsigned char random[sizeof MARK - 1];
    if (!bs_random_fill(random, sizeof random)) {
        errno = EIO;
        return false;
    }
    for (size_t i = 0; i < sizeof random; i++) {
        mark[i] = letters[random[i] % (sizeof letters - 1)];
    }
    return true;
}

FILE *bs_scratch_open(char *path, unsigned mode)
{
    char *mark = path + strlen(path) - (sizeof MARK - 1);
    int file = -1;
    (void)mode;
    errno = EEXIST;
    for (int i = 0; i < ATTEMPTS && file < 0 && errno == EEXIST && complete(mark); i++) {
        file = bs_wide_open(path, GENERIC_READ | GENERIC_WRITE, CREATE_NEW, FILE_ATTRIBUTE_NORMAL,
                            _O_RDWR);
    }
    FILE *stream = file >= 0 ? _fdopen(file, "wb") : NULL;
    if (stream == NULL && file >= 0) {
        (void)_close(file);
        (void)bs_path_remove(path);
        errno = EMFILE;
    }
    return stream;
}

bool bs_scratch_flush(FILE *stream)
{
    return fflush(stream) == 0 &&
           (FlushFileBuffers(bs_wide_handle(_fileno(stream))) || bs_wide_fail());
}

static void remove_below(const char *path, int depth);

typedef struct removal {
    const char *directory;
    int depth;
} removal;

static bs_status remove_entry(void *context, const char *name, bs_error *error)
{
    const removal *from = context;
    char path[BS_STORE_PATH_MAX];
    if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0) {
        BS_TRY(bs_fs_join(path, from->directory, name, error));
        remove_below(path, from->depth + 1);
    }
    return BS_OK;
}

static void remove_below(const char *path, int depth)
{
    bs_path_facts about;
    if (bs_path_look(&about, path, false) && about.is_directory && depth < DEPTH_MAX) {
        removal from = {.directory = path, .depth = depth};
        (void)!bs_fs_list(path, remove_entry, &from, NULL);
    }
    if (!bs_path_remove(path)) {
        (void)bs_path_remove_directory(path);
    }
}

void bs_scratch_remove(const char *path)
{
    remove_below(path, 0);
}
