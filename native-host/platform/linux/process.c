#include "platform/process.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

static bool program_of(char path[BS_STORE_PATH_MAX], const char *process)
{
    char link[288];
    (void)snprintf(link, sizeof link, "/proc/%s/exe", process);
    const ssize_t length = readlink(link, path, BS_STORE_PATH_MAX - 1);
    path[length > 0 ? length : 0] = '\0';
    return length > 0;
}

long bs_process_id(void)
{
    return (long)getpid();
}

bool bs_process_program(char path[BS_STORE_PATH_MAX])
{
    return program_of(path, "self");
}

void bs_process_again(char path[BS_STORE_PATH_MAX])
{
    (void)snprintf(path, BS_STORE_PATH_MAX, "/proc/self/exe");
}

void bs_process_each(bs_process_visit visit, void *context)
{
    DIR *processes = opendir("/proc");
    const struct dirent *entry = NULL;
    bool more = processes != NULL;
    while (more && (entry = readdir(processes)) != NULL) {
        char path[BS_STORE_PATH_MAX];
        if (isdigit((unsigned char)entry->d_name[0]) && program_of(path, entry->d_name)) {
            more = visit(context, path);
        }
    }
    if (processes != NULL) {
        (void)closedir(processes);
    }
}
