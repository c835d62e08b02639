#include "platform/system.h"

#include <gnu/libc-version.h>
#include <stdio.h>
#include <sys/utsname.h>

void bs_system_kernel(char *text, size_t size)
{
    struct utsname kernel;
    if (uname(&kernel) != 0) {
        text[0] = '\0';
        return;
    }
    (void)snprintf(text, size, "%s %s %s", kernel.sysname, kernel.release, kernel.machine);
}

void bs_system_library(char *text, size_t size)
{
    (void)snprintf(text, size, "glibc %s", gnu_get_libc_version());
}
