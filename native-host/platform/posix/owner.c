#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bussola/platform/storage.h"

bool bs_store_not_yours(const char *path)
{
    char nearest[BS_STORE_PATH_MAX];
    struct stat found;
    const size_t length = strlen(path);
    if (geteuid() != 0 || length >= sizeof nearest) {
        return false;
    }
    memcpy(nearest, path, length + 1);
    while (stat(nearest, &found) != 0) {
        char *slash = strrchr(nearest, '/');
        if (slash == NULL || slash == nearest) {
            return false;
        }
        *slash = '\0';
    }
    return found.st_uid != 0;
}
