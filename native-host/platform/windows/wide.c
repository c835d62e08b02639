#include "wide.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <sddl.h>
#include <stdio.h>
#include <string.h>

#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)
/** Longest path that Windows takes without a prefix, with room for a file name in a directory. */
#define SHORT_MAX 240

bool bs_wide_from_utf8(wchar_t *wide, size_t size, const char *text)
{
    return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, wide, (int)size) > 0;
}

bool bs_wide_to_utf8(char *text, size_t size, const wchar_t *wide)
{
    return WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, wide, -1, text, (int)size, NULL,
                               NULL) > 0;
}

bool bs_wide_path_set(bs_wide_path *wide, const char *path)
{
    static const wchar_t long_prefix[] = L"\\\\?\\";
    static const wchar_t share_prefix[] = L"\\\\?\\UNC";
    wchar_t given[BS_STORE_PATH_MAX];
    if (path[0] == '\0' || !bs_wide_from_utf8(given, BS_STORE_PATH_MAX, path)) {
        errno = path[0] == '\0' ? ENOENT : EINVAL;
        return false;
    }
    const DWORD length = GetFullPathNameW(given, BS_STORE_PATH_MAX, wide->text, NULL);
    if (length == 0 || length >= BS_STORE_PATH_MAX - 8) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (length > SHORT_MAX && wcsncmp(wide->text, L"\\\\?\\", 4) != 0) {
        const bool share = wide->text[0] == L'\\' && wide->text[1] == L'\\';
        const wchar_t *prefix = share ? share_prefix : long_prefix;
        const size_t extra = wcslen(prefix);
        const size_t skipped = share ? 1 : 0;
        memmove(wide->text + extra, wide->text + skipped,
                (length + 1 - skipped) * sizeof wide->text[0]);
        memcpy(wide->text, prefix, extra * sizeof prefix[0]);
    }
    return true;
}

bool bs_wide_fail_with(DWORD code)
{
    static const struct {
        DWORD code;
        int number;
    } table[] = {
        {ERROR_FILE_NOT_FOUND, ENOENT},
        {ERROR_PATH_NOT_FOUND, ENOENT},
        {ERROR_INVALID_DRIVE, ENOENT},
        {ERROR_BAD_NETPATH, ENOENT},
        {ERROR_BAD_NET_NAME, ENOENT},
        {ERROR_INVALID_NAME, EINVAL},
        {ERROR_TOO_MANY_OPEN_FILES, EMFILE},
        {ERROR_ACCESS_DENIED, EACCES},
        {ERROR_SHARING_VIOLATION, EACCES},
        {ERROR_PRIVILEGE_NOT_HELD, EPERM},
        {ERROR_WRITE_PROTECT, EROFS},
        {ERROR_NOT_ENOUGH_MEMORY, ENOMEM},
        {ERROR_OUTOFMEMORY, ENOMEM},
        {ERROR_DISK_FULL, ENOSPC},
        {ERROR_HANDLE_DISK_FULL, ENOSPC},
        {ERROR_FILE_TOO_LARGE, EFBIG},
        {ERROR_FILE_EXISTS, EEXIST},
        {ERROR_ALREADY_EXISTS, EEXIST},
        {ERROR_DIRECTORY, ENOTDIR},
        {ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
        {ERROR_LOCK_VIOLATION, EWOULDBLOCK},
        {ERROR_IO_PENDING, EWOULDBLOCK},
        {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG},
        {ERROR_NOT_SAME_DEVICE, EXDEV},
        {ERROR_BROKEN_PIPE, EPIPE},
        {ERROR_NO_DATA, EPIPE},
        {ERROR_BAD_EXE_FORMAT, ENOEXEC},
        {ERROR_CANT_RESOLVE_FILENAME, ELOOP},
        {ERROR_NOT_SUPPORTED, ENOSYS},
        {ERROR_CALL_NOT_IMPLEMENTED, ENOSYS},
    };
    errno = EIO;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i].code == code) {
            errno = table[i].number;
        }
    }
    return false;
}

bool bs_wide_fail(void)
{
    return bs_wide_fail_with(GetLastError());
}

bool bs_wide_user_find(bs_wide_user *user)
{
    HANDLE token = NULL;
    DWORD size = 0;
    const bool found = (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) &&
                        GetTokenInformation(token, TokenUser, user, sizeof *user, &size)) ||
                       bs_wide_fail();
    if (token != NULL) {
        (void)CloseHandle(token);
    }
    return found;
}

bool bs_wide_user_name(char text[BS_WIDE_USER_MAX])
{
    bs_wide_user user = {.room = ""};
    char *written = NULL;
    if (!bs_wide_user_find(&user) || !ConvertSidToStringSidA(user.about.User.Sid, &written)) {
        return false;
    }
    const bool fits = snprintf(text, BS_WIDE_USER_MAX, "%s", written) < BS_WIDE_USER_MAX;
    (void)LocalFree(written);
    return fits;
}

PSECURITY_DESCRIPTOR bs_wide_private(bool inherit)
{
    char user[BS_WIDE_USER_MAX];
    char text[256];
    PSECURITY_DESCRIPTOR made = NULL;
    /* FILE_ALL_ACCESS; for a file without FILE_EXECUTE. */
    const char *rights = inherit ? "OICI;FA" : ";0x1f01df";
    if (!bs_wide_user_name(user) || snprintf(text, sizeof text, "D:P(A;%s;;;%s)(A;%s;;;SY)", rights,
                                             user, rights) >= (int)sizeof text) {
        return NULL;
    }
    return ConvertStringSecurityDescriptorToSecurityDescriptorA(text, SDDL_REVISION_1, &made, NULL)
               ? made
               : NULL;
}

int bs_wide_open(const char *path, DWORD access, DWORD disposition, DWORD attributes, int flags)
{
    bs_wide_path wide;
    if (!bs_wide_path_set(&wide, path)) {
        return -1;
    }
    HANDLE handle = CreateFileW(wide.text, access, SHARE_ALL, NULL, disposition, attributes, NULL);
    if (handle == INVALID_HANDLE_VALUE) {
        (void)bs_wide_fail();
        return -1;
    }
    const int file = _open_osfhandle((intptr_t)handle, flags | _O_BINARY | _O_NOINHERIT);
    if (file < 0) {
        (void)CloseHandle(handle);
        errno = EMFILE;
    }
    return file;
}

HANDLE bs_wide_handle(int file)
{
    return bs_wide_pointer(_get_osfhandle(file));
}

void *bs_wide_pointer(int64_t number)
{
    const union {
        int64_t number;
        void *pointer;
    } same = {.number = number};
    return same.pointer;
}

void bs_wide_replace(char *text, char from, char to)
{
    for (char *at = strchr(text, from); at != NULL; at = strchr(at + 1, from)) {
        *at = to;
    }
}

void bs_wide_unify(char *path)
{
    bs_wide_replace(path, '\\', '/');
}
