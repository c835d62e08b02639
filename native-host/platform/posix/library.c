#include "platform/library.h"

#include <dlfcn.h>
#include <string.h>

void *bs_library_open(const char *name)
{
    return dlopen(name, RTLD_NOW | RTLD_LOCAL);
}

/* POSIX guarantees that dlsym's result converts to a function pointer; ISO C has no such cast. */
bool bs_library_find(void *function, void *library, const char *name)
{
    void *const address = dlsym(library, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}
