#include "platform/system.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

/* PRETTY_NAME of os-release(5), without its quotes. */
void bs_system_distribution(char *text, size_t size)
{
    static const char name[] = "PRETTY_NAME=";
    char line[256];
    FILE *file = fopen("/etc/os-release", "re");
    text[0] = '\0';
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, name, sizeof name - 1) == 0) {
            const char *value = line + sizeof name - 1;
            value += *value == '"';
            (void)snprintf(text, size, "%.*s", (int)strcspn(value, "\"\n"), value);
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
}

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
#ifdef __GLIBC__
    (void)snprintf(text, size, "glibc %s", gnu_get_libc_version());
#else
    (void)snprintf(text, size, "%s", "musl"); /* which tells no version */
#endif
}

bool bs_system_file_version(char *text, size_t size, const char *path)
{
    (void)path;
    (void)snprintf(text, size, "%s", "");
    return false;
}
