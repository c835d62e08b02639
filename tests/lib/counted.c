/*
 * Replaces, for gcov, what would prevent a process from writing its counts: the confinement of
 * import and pull, and `_exit` in forked children.
 */
#include "bussola/platform/offline.h"

/* The names are gcov's and the linker's. NOLINTBEGIN(cert-dcl37-c,cert-dcl51-cpp) */
void __gcov_dump(void);
void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));

void __wrap__exit(int status)
{
    __gcov_dump();
    __real__exit(status);
}
/* NOLINTEND(cert-dcl37-c,cert-dcl51-cpp) */

bool bs_offline_enter(void)
{
    return false;
}

bool bs_online_enter(const char *const *files, size_t count)
{
    (void)files;
    (void)count;
    return false;
}
