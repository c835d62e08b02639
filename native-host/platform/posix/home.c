#include "platform/user.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "platform/path.h"

bool bs_home_directory(char path[BS_STORE_PATH_MAX])
{
    const char *home = getenv("HOME");
    return home != NULL && bs_path_is_absolute(home) &&
           snprintf(path, BS_STORE_PATH_MAX, "%s", home) < BS_STORE_PATH_MAX;
}

/** The variable if it is an absolute path, else `fallback` below the home (XDG Base Directory
 * Specification). */
static bool find(char path[BS_STORE_PATH_MAX], const char *variable, const char *fallback)
{
    const char *value = getenv(variable);
    char home[BS_STORE_PATH_MAX];
    if (value != NULL && bs_path_is_absolute(value)) {
        return snprintf(path, BS_STORE_PATH_MAX, "%s", value) < BS_STORE_PATH_MAX;
    }
    return bs_home_directory(home) &&
           snprintf(path, BS_STORE_PATH_MAX, "%s/%s", home, fallback) < BS_STORE_PATH_MAX;
}

bool bs_home_config(char path[BS_STORE_PATH_MAX])
{
    return find(path, "XDG_CONFIG_HOME", ".config");
}

bool bs_home_state(char path[BS_STORE_PATH_MAX])
{
    return find(path, "XDG_STATE_HOME", ".local/state");
}

const char *bs_home_of_other_user(void)
{
    static const char *const names[] = {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                                        "XDG_STATE_HOME"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path = getenv(names[i]);
        if (path != NULL && bs_path_is_absolute(path) && bs_store_not_yours(path)) {
            return path;
        }
    }
    return NULL;
}
