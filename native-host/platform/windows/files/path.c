#include "platform/path.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "platform/random.h"
#include "platform/windows/wide.h"
#include "rights.h"

#define TICKS_A_SECOND 10000000
#define SECONDS_1601_TO_1970 INT64_C(11644473600)

bool bs_path_is_absolute(const char *path)
{
    const bool drive =
        isalpha((unsigned char)path[0]) && path[1] == ':' && (path[2] == '/' || path[2] == '\\');
    return drive || strncmp(path, "\\\\", 2) == 0 || strncmp(path, "//", 2) == 0;
}

char *bs_path_accept(char *path)
{
    bs_wide_unify(path);
    return path;
}

char *bs_path_local(const char *path)
{
    char *local = _strdup(path);
    if (local != NULL) {
        bs_wide_replace(local, '/', '\\');
    }
    return local;
}

/** Opens a path to ask about it; also a directory, and a link itself unless it is followed. */
static HANDLE open_to_ask(const char *path, bool follow)
{
    bs_wide_path wide;
    if (!bs_wide_path_set(&wide, path)) {
        return INVALID_HANDLE_VALUE;
    }
    HANDLE handle = CreateFileW(
        wide.text, FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
        NULL, OPEN_EXISTING,
        FILE_FLAG_BACKUP_SEMANTICS | (follow ? 0U : (DWORD)FILE_FLAG_OPEN_REPARSE_POINT), NULL);
    if (handle == INVALID_HANDLE_VALUE) {
        (void)bs_wide_fail();
    }
    return handle;
}

static bool ask(BY_HANDLE_FILE_INFORMATION *about, bool *disk, const char *path, bool follow)
{
    HANDLE handle = open_to_ask(path, follow);
    if (handle == INVALID_HANDLE_VALUE) {
        return false;
    }
    *disk = GetFileType(handle) == FILE_TYPE_DISK;
    const bool asked = !*disk || GetFileInformationByHandle(handle, about) || bs_wide_fail();
    (void)CloseHandle(handle);
    return asked;
}

bool bs_path_exists(const char *path)
{
    bs_path_facts found;
    return bs_path_look(&found, path, true);
}

bool bs_path_is_file(const char *path)
{
    bs_path_facts found;
    return bs_path_look(&found, path, true) && found.is_file;
}

bool bs_path_is_program(const char *path)
{
    return bs_path_is_file(path);
}

bool bs_path_is_open_to(const char *directory)
{
    bs_wide_path wide;
    bs_path_facts found;
    if (!bs_path_look(&found, directory, true) || !found.is_directory ||
        !bs_wide_path_set(&wide, directory)) {
        return false;
    }
    HANDLE handle = CreateFileW(wide.text, FILE_ADD_FILE,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                                OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (handle == INVALID_HANDLE_VALUE) {
        return bs_wide_fail();
    }
    (void)CloseHandle(handle);
    return true;
}

char *bs_path_resolve(const char *path)
{
    wchar_t wide[BS_STORE_PATH_MAX];
    HANDLE handle = open_to_ask(path, true);
    if (handle == INVALID_HANDLE_VALUE) {
        return NULL;
    }
    const DWORD length =
        GetFinalPathNameByHandleW(handle, wide, BS_STORE_PATH_MAX, FILE_NAME_NORMALIZED);
    (void)CloseHandle(handle);
    char *resolved = malloc(BS_STORE_PATH_MAX);
    const wchar_t *plain = wcsncmp(wide, L"\\\\?\\", 4) == 0 && wide[5] == L':' ? wide + 4 : wide;
    if (resolved == NULL || length == 0 || length >= BS_STORE_PATH_MAX ||
        !bs_wide_to_utf8(resolved, BS_STORE_PATH_MAX, plain)) {
        free(resolved);
        errno = ENAMETOOLONG;
        return NULL;
    }
    bs_wide_unify(resolved);
    return resolved;
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
    BY_HANDLE_FILE_INFORMATION left = {0};
    BY_HANDLE_FILE_INFORMATION right = {0};
    bool disk = false;
    return ask(&left, &disk, a, false) && left.nNumberOfLinks > 1 && ask(&right, &disk, b, false) &&
           left.dwVolumeSerialNumber == right.dwVolumeSerialNumber &&
           left.nFileIndexHigh == right.nFileIndexHigh && left.nFileIndexLow == right.nFileIndexLow;
}

static uint64_t join(DWORD high, DWORD low)
{
    return (uint64_t)high << 32 | low;
}

bool bs_path_look(bs_path_facts *facts, const char *path, bool follow)
{
    BY_HANDLE_FILE_INFORMATION about = {0};
    bool disk = false;
    if (!ask(&about, &disk, path, follow)) {
        return false;
    }
    const bool link = !follow && (about.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
    const bool directory = (about.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    const uint64_t changed =
        join(about.ftLastWriteTime.dwHighDateTime, about.ftLastWriteTime.dwLowDateTime);
    *facts = (bs_path_facts){.id = {.device = about.dwVolumeSerialNumber,
                                    .file = join(about.nFileIndexHigh, about.nFileIndexLow)},
                             .bytes = (int64_t)join(about.nFileSizeHigh, about.nFileSizeLow),
                             .changed = (int64_t)(changed / TICKS_A_SECOND) - SECONDS_1601_TO_1970,
                             .mode = BS_PATH_NO_MODE,
                             .is_file = disk && !directory && !link,
                             .is_directory = disk && directory && !link,
                             .all_execute = true};
    return true;
}

bool bs_path_set_mode(const char *path, unsigned mode)
{
    (void)path;
    (void)mode;
    errno = ENOSYS;
    return false;
}

bool bs_path_make_private(const char *path)
{
    return bs_rights_make_private(path, false);
}

bool bs_path_protect(const char *path)
{
    return bs_path_exists(path);
}

/**
 * Renames as POSIX does: the target may be open, and who has it open keeps the old file. Windows 10
 * and newer on NTFS.
 */
static bool rename_over_open(const bs_wide_path *from, const bs_wide_path *to)
{
    union {
        FILE_RENAME_INFO info;
        char room[sizeof(FILE_RENAME_INFO) + sizeof(bs_wide_path)];
    } ask_for;
    const size_t length = wcslen(to->text);
    HANDLE handle = CreateFileW(from->text, DELETE | SYNCHRONIZE,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                                OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, NULL);
    if (handle == INVALID_HANDLE_VALUE) {
        return false;
    }
    memset(&ask_for, 0, sizeof ask_for);
    /* FILE_RENAME_FLAG_REPLACE_IF_EXISTS and FILE_RENAME_FLAG_POSIX_SEMANTICS, which share the
     * struct's first member. */
    const DWORD flags = 3;
    memcpy(&ask_for.info, &flags, sizeof flags);
    ask_for.info.FileNameLength = (DWORD)(length * sizeof to->text[0]);
    memcpy(ask_for.info.FileName, to->text, (length + 1) * sizeof to->text[0]);
    enum { RENAME_INFO_EX = 22 };
    const bool renamed =
        SetFileInformationByHandle(handle, (FILE_INFO_BY_HANDLE_CLASS)RENAME_INFO_EX, &ask_for,
                                   sizeof ask_for) != 0;
    (void)CloseHandle(handle);
    return renamed;
}

/**
 * Gives an open file another name, which is then free; `gone` gets it. Windows allows that also
 * where it refuses to remove or replace the file: for one that a process has mapped, and on a
 * volume without POSIX semantics. False for a directory.
 */
static bool move_away(bs_wide_path *gone, const char *path)
{
    char name[BS_STORE_PATH_MAX];
    uint64_t number = 0;
    bs_wide_path old;
    bs_path_facts found;
    return strstr(path, BS_PATH_GONE) == NULL && bs_path_look(&found, path, false) &&
           !found.is_directory && bs_random_fill(&number, sizeof number) &&
           snprintf(name, sizeof name, "%s" BS_PATH_GONE "%016" PRIx64, path, number) <
               (int)sizeof name &&
           bs_wide_path_set(&old, path) && bs_wide_path_set(gone, name) &&
           MoveFileExW(old.text, gone->text, 0);
}

/** Renames over a file that cannot be replaced; a crash in between leaves only `from`. */
static bool rename_in_two(const bs_wide_path *from, const bs_wide_path *to, const char *target)
{
    bs_wide_path gone;
    if (!move_away(&gone, target)) {
        return false;
    }
    if (!MoveFileExW(from->text, to->text, MOVEFILE_WRITE_THROUGH)) {
        const DWORD code = GetLastError();
        (void)MoveFileExW(gone.text, to->text, 0);
        SetLastError(code);
        return false;
    }
    (void)DeleteFileW(gone.text);
    return true;
}

bool bs_path_rename(const char *from, const char *to)
{
    bs_wide_path old;
    bs_wide_path new;
    if (!bs_wide_path_set(&old, from) || !bs_wide_path_set(&new, to)) {
        return false;
    }
    if (rename_over_open(&old, &new) ||
        MoveFileExW(old.text, new.text, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) {
        return true;
    }
    const DWORD code = GetLastError();
    return rename_in_two(&old, &new, to) || bs_wide_fail_with(code);
}

/* Windows asks for a right that users do not have. */
bool bs_path_has_links(void)
{
    return false;
}

bool bs_path_point(const char *link, const char *target)
{
    (void)link;
    (void)target;
    errno = ENOSYS;
    return false;
}

bool bs_path_make_directory(const char *path, unsigned mode)
{
    bs_wide_path wide;
    (void)mode;
    return bs_wide_path_set(&wide, path) &&
           (CreateDirectoryW(wide.text, NULL) || GetLastError() == ERROR_ALREADY_EXISTS ||
            bs_wide_fail());
}

/** Removes a name at once, also of an open file. Windows 10 and newer on NTFS. */
static bool remove_open(const bs_wide_path *path)
{
    /* FILE_DISPOSITION_FLAG_DELETE, _POSIX_SEMANTICS and _IGNORE_READONLY_ATTRIBUTE. */
    DWORD flags = 0x13;
    enum { DISPOSITION_INFO_EX = 21 };
    HANDLE handle = CreateFileW(path->text, DELETE | SYNCHRONIZE,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                                OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, NULL);
    if (handle == INVALID_HANDLE_VALUE) {
        return false;
    }
    const bool removed =
        SetFileInformationByHandle(handle, (FILE_INFO_BY_HANDLE_CLASS)DISPOSITION_INFO_EX, &flags,
                                   sizeof flags) != 0;
    (void)CloseHandle(handle);
    return removed;
}

/* DeleteFile alone would leave the name of an open file until it is closed. */
bool bs_path_remove(const char *path)
{
    bs_wide_path wide;
    bs_wide_path gone;
    if (!bs_wide_path_set(&wide, path)) {
        return false;
    }
    if (remove_open(&wide)) {
        return true;
    }
    if (move_away(&gone, path)) {
        (void)DeleteFileW(gone.text);
        return true;
    }
    return DeleteFileW(wide.text) || bs_wide_fail();
}

bool bs_path_remove_directory(const char *path)
{
    bs_wide_path wide;
    return bs_wide_path_set(&wide, path) && (RemoveDirectoryW(wide.text) || bs_wide_fail());
}
