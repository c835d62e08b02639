#include "platform/common/log_file.h"

#include <stdio.h>
#include <windows.h>

#include "bussola/platform/log.h"
#include "platform/path.h"
#include "platform/windows/wide.h"

#define LOCKED_BYTE_HIGH 0x40000000

static HANDLE open_log(const char *path, LARGE_INTEGER *size)
{
    bs_wide_path wide;
    if (!bs_wide_path_set(&wide, path)) {
        return INVALID_HANDLE_VALUE;
    }
    HANDLE file =
        CreateFileW(wide.text, GENERIC_READ | GENERIC_WRITE,
                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_ALWAYS,
                    FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
    if (file != INVALID_HANDLE_VALUE &&
        (GetFileType(file) != FILE_TYPE_DISK || !GetFileSizeEx(file, size))) {
        (void)CloseHandle(file);
        return INVALID_HANDLE_VALUE;
    }
    return file;
}

/** Locks a byte beyond the end, where it stops no reader; the lock ends with the handle. */
static bool lock(HANDLE file)
{
    OVERLAPPED where = {.OffsetHigh = LOCKED_BYTE_HIGH};
    return LockFileEx(file, LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &where) != 0;
}

/** True if the path still leads to the open file. */
static bool is_at(HANDLE file, const char *path)
{
    BY_HANDLE_FILE_INFORMATION about;
    bs_path_id id;
    return GetFileInformationByHandle(file, &about) && bs_path_identify(&id, path) &&
           id.device == about.dwVolumeSerialNumber &&
           id.file == ((uint64_t)about.nFileIndexHigh << 32 | about.nFileIndexLow);
}

/** Renames a full file to `.1`, unless another process has just done so. */
static void turn_over(HANDLE file, const char *path)
{
    char older[BS_STORE_PATH_MAX + 2];
    (void)snprintf(older, sizeof older, "%s.1", path);
    if (lock(file) && is_at(file, path)) {
        (void)bs_path_rename(path, older);
    }
}

/** Appends; a line that was written in part (full disk) is cut off again. */
static void append(HANDLE file, const char *line, size_t length)
{
    LARGE_INTEGER size;
    DWORD written = 0;
    if (!lock(file) || !GetFileSizeEx(file, &size) ||
        !SetFilePointerEx(file, size, NULL, FILE_BEGIN)) {
        return;
    }
    if ((!WriteFile(file, line, (DWORD)length, &written, NULL) || written < length) &&
        SetFilePointerEx(file, size, NULL, FILE_BEGIN)) {
        (void)SetEndOfFile(file);
    }
}

void bs_log_append(const char *path, const char *line, size_t length)
{
    LARGE_INTEGER size;
    HANDLE file = open_log(path, &size);
    if (file != INVALID_HANDLE_VALUE && size.QuadPart >= BS_LOG_SIZE_MAX) {
        turn_over(file, path);
        (void)CloseHandle(file);
        file = open_log(path, &size);
    }
    if (file != INVALID_HANDLE_VALUE) {
        append(file, line, length);
        (void)CloseHandle(file);
    }
}
