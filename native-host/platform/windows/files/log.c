#include "platform/common/log_file.h"

#include <stdio.h>
#include <windows.h>

#include "bussola/platform/log.h"
#include "platform/path.h"
#include "platform/windows/wide.h"

static HANDLE open_log(const char *path, LARGE_INTEGER *size)
{
    bs_wide_path wide;
    if (!bs_wide_path_set(&wide, path)) {
        return INVALID_HANDLE_VALUE;
    }
    HANDLE file =
        CreateFileW(wide.text, FILE_APPEND_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE,
                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_ALWAYS,
                    FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
    if (file != INVALID_HANDLE_VALUE &&
        (GetFileType(file) != FILE_TYPE_DISK || !GetFileSizeEx(file, size))) {
        (void)CloseHandle(file);
        return INVALID_HANDLE_VALUE;
    }
    return file;
}

void bs_log_append(const char *path, const char *line, size_t length)
{
    LARGE_INTEGER size;
    DWORD written = 0;
    HANDLE file = open_log(path, &size);
    if (file != INVALID_HANDLE_VALUE && size.QuadPart >= BS_LOG_SIZE_MAX) {
        char older[BS_STORE_PATH_MAX + 2];
        (void)CloseHandle(file);
        (void)snprintf(older, sizeof older, "%s.1", path);
        (void)bs_path_rename(path, older);
        file = open_log(path, &size);
    }
    if (file != INVALID_HANDLE_VALUE) {
        (void)WriteFile(file, line, (DWORD)length, &written, NULL);
        (void)CloseHandle(file);
    }
}
