#include "platform/library.h"

#include <string.h>

#include "wide.h"

/* From the system's directory alone: a library beside the program could be anybody's. */
void *bs_library_open(const char *name)
{
    wchar_t wide[MAX_PATH];
    return bs_wide_from_utf8(wide, MAX_PATH, name)
               ? (void *)LoadLibraryExW(wide, NULL, LOAD_LIBRARY_SEARCH_SYSTEM32)
               : NULL;
}

bool bs_library_find(void *function, void *library, const char *name)
{
    const FARPROC address = GetProcAddress((HMODULE)library, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}
