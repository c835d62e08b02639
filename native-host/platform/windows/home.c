#include "platform/user.h"

#include <stdio.h>

#include "bussola/platform/storage.h"
#include "platform/environment.h"
#include "platform/fs.h"
#include "platform/path.h"
#include "wide.h"

/** A variable that holds an absolute path. */
static bool find(char path[BS_STORE_PATH_MAX], const char *variable)
{
    const char *value = bs_environment(variable);
    if (value == NULL || !bs_path_is_absolute(value) ||
        snprintf(path, BS_STORE_PATH_MAX, "%s", value) >= BS_STORE_PATH_MAX) {
        return false;
    }
    bs_wide_unify(path);
    return true;
}

bool bs_home_directory(char path[BS_STORE_PATH_MAX])
{
    return find(path, "USERPROFILE");
}

bool bs_home_config(char path[BS_STORE_PATH_MAX])
{
    return find(path, "XDG_CONFIG_HOME") || find(path, "LOCALAPPDATA");
}

bool bs_home_state(char path[BS_STORE_PATH_MAX])
{
    return find(path, "XDG_STATE_HOME") || find(path, "LOCALAPPDATA");
}

const char *bs_home_of_other_user(void)
{
    return NULL;
}

bs_status bs_store_directory(char path[BS_STORE_PATH_MAX], bs_error *error)
{
    char above[BS_STORE_PATH_MAX];
    if (find(above, "XDG_DATA_HOME")) {
        return bs_fs_join(path, above, "bussola", error);
    }
    return find(above, "LOCALAPPDATA")
               ? bs_fs_join(path, above, "Bussola", error)
               : bs_fail(error, BS_STORAGE, BS_STORAGE_NO_HOME,
                         "No data directory: LOCALAPPDATA holds no absolute path.");
}
