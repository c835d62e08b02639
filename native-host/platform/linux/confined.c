#include "platform/confined.h"

#include <inttypes.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/** Value of "Seccomp" in /proc/PID/status, proc(5). */
#define SECCOMP_FILTERING 2

/** A number in the process's /proc status ("Seccomp", "NoNewPrivs"); −1 if it is missing. */
static int status_of(int64_t process, const char *field)
{
    char path[64];
    char line[256];
    (void)snprintf(path, sizeof path, "/proc/%" PRId64 "/status", process);
    FILE *file = fopen(path, "re");
    int value = -1;
    const size_t length = strlen(field);
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, field, length) == 0 && line[length] == ':') {
            value = (int)strtol(line + length + 1, NULL, 10);
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return value;
}

bs_locks bs_confined_truly(int64_t process)
{
    return (bs_locks){.memory = true,
                      .privileges = status_of(process, "NoNewPrivs") == 1,
                      .files = true,
                      .calls = status_of(process, "Seccomp") == SECCOMP_FILTERING};
}

bool bs_confined_files_possible(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
}

bool bs_confined_calls_possible(void)
{
    return true;
}
