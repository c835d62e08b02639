#include "platform/system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wide.h"

/** The version that Windows has, whatever the program's manifest says. */
static bool find_version(OSVERSIONINFOW *version)
{
    LONG(WINAPI * get_version)(OSVERSIONINFOW *) = NULL;
    const FARPROC address = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion");
    memcpy(&get_version, &address, sizeof address);
    *version = (OSVERSIONINFOW){.dwOSVersionInfoSize = sizeof *version};
    return get_version != NULL && get_version(version) == 0;
}

void bs_system_distribution(char *text, size_t size)
{
    const bool wine = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != NULL;
    (void)snprintf(text, size, "Windows%s", wine ? " (Wine)" : "");
}

void bs_system_kernel(char *text, size_t size)
{
    OSVERSIONINFOW version;
    text[0] = '\0';
    if (find_version(&version)) {
        (void)snprintf(text, size, "Windows %lu.%lu.%lu x86_64", version.dwMajorVersion,
                       version.dwMinorVersion, version.dwBuildNumber);
    }
}

void bs_system_library(char *text, size_t size)
{
    (void)snprintf(text, size, "msvcrt");
}

/* A browser asked with --version opens a window instead. */
bool bs_system_file_version(char *text, size_t size, const char *path)
{
    bs_wide_path wide;
    void *found = NULL;
    UINT length = 0;
    DWORD unused = 0;
    text[0] = '\0';
    const DWORD bytes =
        bs_wide_path_set(&wide, path) ? GetFileVersionInfoSizeW(wide.text, &unused) : 0;
    void *information = bytes > 0 ? malloc(bytes) : NULL;
    if (information != NULL && GetFileVersionInfoW(wide.text, 0, bytes, information) &&
        VerQueryValueW(information, L"\\", &found, &length) && length >= sizeof(VS_FIXEDFILEINFO)) {
        const VS_FIXEDFILEINFO *about = found;
        (void)snprintf(text, size, "%lu.%lu.%lu.%lu", about->dwFileVersionMS >> 16,
                       about->dwFileVersionMS & 0xFFFF, about->dwFileVersionLS >> 16,
                       about->dwFileVersionLS & 0xFFFF);
    }
    free(information);
    return true;
}
