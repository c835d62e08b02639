#include "platform/process.h"

#include <stdio.h>

#include "platform/path.h"
#include "wide.h"
/* Needs the types of windows.h. */
#include <tlhelp32.h>

long bs_process_id(void)
{
    return (long)GetCurrentProcessId();
}

bool bs_process_program(char path[BS_STORE_PATH_MAX])
{
    wchar_t wide[BS_STORE_PATH_MAX];
    const DWORD length = GetModuleFileNameW(NULL, wide, BS_STORE_PATH_MAX);
    path[0] = '\0';
    if (length == 0 || length >= BS_STORE_PATH_MAX ||
        !bs_wide_to_utf8(path, BS_STORE_PATH_MAX, wide)) {
        return false;
    }
    bs_wide_unify(path);
    return true;
}

void bs_process_again(char path[BS_STORE_PATH_MAX])
{
    (void)bs_process_program(path);
}

static bool program_of(char path[BS_STORE_PATH_MAX], DWORD process)
{
    wchar_t wide[BS_STORE_PATH_MAX];
    DWORD size = BS_STORE_PATH_MAX;
    HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process);
    if (handle == NULL) {
        return false;
    }
    const bool found = QueryFullProcessImageNameW(handle, 0, wide, &size) != 0 &&
                       bs_wide_to_utf8(path, BS_STORE_PATH_MAX, wide);
    (void)CloseHandle(handle);
    if (found) {
        bs_wide_unify(path);
    }
    return found;
}

void bs_process_each(bs_process_visit visit, void *context)
{
    PROCESSENTRY32W entry = {.dwSize = sizeof entry};
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    bool more = snapshot != INVALID_HANDLE_VALUE && Process32FirstW(snapshot, &entry);
    while (more) {
        char path[BS_STORE_PATH_MAX];
        more = !program_of(path, entry.th32ProcessID) || visit(context, path);
        more = more && Process32NextW(snapshot, &entry);
    }
    if (snapshot != INVALID_HANDLE_VALUE) {
        (void)CloseHandle(snapshot);
    }
}
