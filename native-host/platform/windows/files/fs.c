#include "platform/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "platform/path.h"
#include "platform/windows/wide.h"
#include "rights.h"

/** Windows opens no path beyond 260 characters in a program that is not told otherwise. */
#define DIRECTORY_MAX 190
#define WRITE_MAX ((size_t)1 << 30)

const char *bs_fs_reason(int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
        return BS_STORAGE_DENIED;
    case EROFS:
        return BS_STORAGE_READ_ONLY;
    case ENOSPC:
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

/** Creates a directory with the rights of a private one; true also if it exists. */
static bool make_one(const char *path)
{
    bs_wide_path wide;
    SECURITY_ATTRIBUTES rights = {.nLength = sizeof rights,
                                  .lpSecurityDescriptor = bs_wide_private(true)};
    if (!bs_wide_path_set(&wide, path)) {
        return false;
    }
    const bool made = CreateDirectoryW(wide.text, &rights) != 0;
    const DWORD code = made ? ERROR_SUCCESS : GetLastError();
    (void)LocalFree(rights.lpSecurityDescriptor);
    return made || code == ERROR_ALREADY_EXISTS || bs_wide_fail_with(code);
}

/** Creates the missing directories of a path. */
static bs_status make_path(const char *directory, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    bs_path_facts found;
    (void)snprintf(path, sizeof path, "%s", directory);
    bs_wide_unify(path);
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (slash[-1] != ':' && !bs_path_look(&found, path, true) && !make_one(path)) {
            return bs_fs_fail(error, "cannot be made", path);
        }
        *slash = '/';
    }
    return make_one(path) ? BS_OK : bs_fs_fail(error, "cannot be made", path);
}

/** A volume without access lists, such as FAT, keeps every file open to all. */
static bs_status make_private(const char *path, bool directory, bs_error *error)
{
    if (!bs_rights_shared(path)) {
        return BS_OK;
    }
    bs_status status = BS_OK;
    if (!bs_rights_make_private(path, directory)) {
        status = bs_fs_fail(error, "cannot be made private", path);
    } else if (bs_rights_shared(path)) {
        errno = EPERM;
        status = bs_fs_fail(error, "cannot be made private", path);
        if (error != NULL) {
            error->reason = BS_REASON_NO_MODES;
        }
    }
    return status;
}

bs_status bs_fs_make(const char *directory, bs_error *error)
{
    bs_path_facts found;
    if (strlen(directory) > DIRECTORY_MAX) {
        return bs_fs_fail_long(error);
    }
    if (!bs_path_look(&found, directory, true)) {
        BS_TRY(make_path(directory, error));
        if (!bs_path_look(&found, directory, true)) {
            return bs_fs_fail(error, "cannot be read", directory);
        }
    }
    if (!found.is_directory) {
        return bs_fail_file(error, BS_STORAGE, BS_STORAGE_BLOCKED, directory,
                            " is not a directory.");
    }
    return make_private(directory, true, error);
}

int64_t bs_fs_size(const char *path)
{
    bs_path_facts found;
    return bs_path_look(&found, path, true) ? found.bytes : -1;
}

bs_status bs_fs_check(const char *path, bs_error *error)
{
    bs_path_facts found;
    return bs_path_look(&found, path, true) && !found.is_file ? bs_fs_fail_not_file(error, path)
                                                              : BS_OK;
}

void bs_fs_directory_of(char directory[BS_STORE_PATH_MAX], const char *path)
{
    (void)snprintf(directory, BS_STORE_PATH_MAX, "%s", path);
    bs_wide_unify(directory);
    char *slash = strrchr(directory, '/');
    if (slash == NULL) {
        (void)snprintf(directory, BS_STORE_PATH_MAX, ".");
    } else {
        slash[slash == directory || slash[-1] == ':' ? 1 : 0] = '\0';
    }
}

/** Opens a regular file; a directory or a device fails as no file. */
static bs_status open_file(int *file, const char *path, const char *what, bool create, bool direct,
                           bs_error *error)
{
    bs_path_facts found;
    const DWORD follow = direct ? FILE_FLAG_OPEN_REPARSE_POINT : 0;
    *file = -1;
    if (bs_path_look(&found, path, !direct)) {
        if (!found.is_file) {
            return bs_fs_fail_not_file(error, path);
        }
    } else if (create && errno == ENOENT) {
        char directory[BS_STORE_PATH_MAX];
        bs_fs_directory_of(directory, path);
        if (!bs_path_look(&found, directory, true)) {
            return bs_fs_fail(error, what, directory);
        }
    }
    *file = create ? bs_wide_open(path, GENERIC_READ | GENERIC_WRITE, CREATE_ALWAYS,
                                  FILE_ATTRIBUTE_NORMAL | follow, _O_RDWR)
                   : bs_wide_open(path, GENERIC_READ, OPEN_EXISTING, follow, _O_RDONLY);
    return *file >= 0 ? BS_OK : bs_fs_fail(error, what, path);
}

bs_status bs_fs_open(int *file, const char *path, bs_error *error)
{
    return open_file(file, path, "cannot be read", false, false, error);
}

bs_status bs_fs_open_direct(int *file, const char *path, bs_error *error)
{
    return open_file(file, path, "cannot be read", false, true, error);
}

bs_status bs_fs_create(int *file, const char *path, bs_error *error)
{
    return open_file(file, path, "cannot be written", true, true, error);
}

bs_status bs_fs_open_end(int *file, const char *path, bs_error *error)
{
    BS_TRY(bs_fs_check(path, error));
    *file =
        bs_wide_open(path, FILE_APPEND_DATA | SYNCHRONIZE, OPEN_ALWAYS,
                     FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, _O_WRONLY | _O_APPEND);
    return *file >= 0 ? BS_OK : bs_fs_fail(error, "cannot be written", path);
}

void bs_fs_close(int file)
{
    if (file >= 0) {
        (void)_close(file);
    }
}

bs_status bs_fs_sync_file(int file, const char *path, bs_error *error)
{
    return FlushFileBuffers(bs_wide_handle(file)) || bs_wide_fail()
               ? BS_OK
               : bs_fs_fail(error, "cannot be written", path);
}

/* NTFS logs changes of names; no program can flush a directory. */
bs_status bs_fs_sync(const char *directory, bs_error *error)
{
    (void)directory;
    (void)error;
    return BS_OK;
}

bs_status bs_fs_flush(const char *path, bs_error *error)
{
    const int file = bs_wide_open(path, GENERIC_READ | GENERIC_WRITE, OPEN_EXISTING, 0, _O_RDWR);
    const bs_status status = file >= 0 ? bs_fs_sync_file(file, path, error)
                                       : bs_fs_fail(error, "cannot be written", path);
    bs_fs_close(file);
    return status;
}

int64_t bs_fs_read(int file, void *data, size_t size, int64_t from)
{
    size_t got = 0;
    while (got < size) {
        const uint64_t at = (uint64_t)from + got;
        const size_t left = size - got < WRITE_MAX ? size - got : WRITE_MAX;
        OVERLAPPED where = {.Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32)};
        DWORD part = 0;
        if (!ReadFile(bs_wide_handle(file), (char *)data + got, (DWORD)left, &part, &where) &&
            GetLastError() != ERROR_HANDLE_EOF) {
            (void)bs_wide_fail();
            return -1;
        }
        if (part == 0) {
            break;
        }
        got += part;
    }
    return (int64_t)got;
}

int64_t bs_fs_length(int file)
{
    LARGE_INTEGER size;
    return GetFileSizeEx(bs_wide_handle(file), &size) || bs_wide_fail() ? size.QuadPart : -1;
}

bool bs_fs_write_all(int file, const void *data, size_t size)
{
    const char *at = data;
    while (size > 0) {
        DWORD written = 0;
        const DWORD part = (DWORD)(size < WRITE_MAX ? size : WRITE_MAX);
        if (!WriteFile(bs_wide_handle(file), at, part, &written, NULL)) {
            return bs_wide_fail();
        }
        at += written;
        size -= written;
    }
    return true;
}

bs_status bs_fs_make_private(const char *path, bs_error *error)
{
    bs_path_facts found;
    return bs_path_look(&found, path, true) ? make_private(path, false, error)
                                            : bs_fs_fail(error, "cannot be read", path);
}

bs_status bs_fs_link(bool *linked, const char *from, const char *to, bs_error *error)
{
    bs_wide_path old;
    bs_wide_path new;
    (void)error;
    *linked = bs_wide_path_set(&old, from) && bs_wide_path_set(&new, to) &&
              CreateHardLinkW(new.text, old.text, NULL);
    return BS_OK;
}

bool bs_fs_overwrite(const char *path)
{
    static const unsigned char zeros[4096];
    bs_path_facts found;
    BY_HANDLE_FILE_INFORMATION about;
    if (bs_path_look(&found, path, false) && !found.is_file) {
        return true;
    }
    const int file = bs_wide_open(path, GENERIC_READ | GENERIC_WRITE, OPEN_EXISTING,
                                  FILE_FLAG_OPEN_REPARSE_POINT, _O_RDWR);
    bool written =
        file >= 0 && (GetFileInformationByHandle(bs_wide_handle(file), &about) || bs_wide_fail());
    int64_t left = written && about.nNumberOfLinks == 1 ? bs_fs_length(file) : 0;
    for (; left > 0 && written; left -= (int64_t)sizeof zeros) {
        const size_t size = left < (int64_t)sizeof zeros ? (size_t)left : sizeof zeros;
        written = bs_fs_write_all(file, zeros, size);
    }
    written = written && (FlushFileBuffers(bs_wide_handle(file)) || bs_wide_fail());
    bs_fs_close(file);
    return written;
}

bs_status bs_fs_list(const char *directory, bs_fs_visit visit, void *context, bs_error *error)
{
    char pattern[BS_STORE_PATH_MAX];
    char name[MAX_PATH * 3];
    bs_wide_path wide;
    WIN32_FIND_DATAW entry;
    bs_path_facts found;
    BS_TRY(bs_fs_join(pattern, directory, "*", error));
    if (!bs_path_look(&found, directory, true)) {
        return errno == ENOENT ? BS_OK : bs_fs_fail(error, "cannot be read", directory);
    }
    if (!found.is_directory) {
        errno = ENOTDIR;
        return bs_fs_fail(error, "cannot be read", directory);
    }
    HANDLE search =
        bs_wide_path_set(&wide, pattern) ? FindFirstFileW(wide.text, &entry) : INVALID_HANDLE_VALUE;
    if (search == INVALID_HANDLE_VALUE) {
        (void)bs_wide_fail();
        return errno == ENOENT ? BS_OK : bs_fs_fail(error, "cannot be read", directory);
    }
    bs_status status = BS_OK;
    do {
        if (bs_wide_to_utf8(name, sizeof name, entry.cFileName)) {
            status = visit(context, name, error);
        }
    } while (status == BS_OK && FindNextFileW(search, &entry));
    (void)FindClose(search);
    return status;
}
