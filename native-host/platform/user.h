/** @file user.h The user who runs this process, the user's directories, and the machine. */
#ifndef BUSSOLA_PLATFORM_USER_H
#define BUSSOLA_PLATFORM_USER_H

#include <stdbool.h>

#include "bussola/platform/storage.h"

#define BS_USER_NAME_MAX 256 /**< bytes of a name with its NUL; a longer one is "" */

/** True for the user who may change every file. */
bool bs_user_is_root(void);

/** The number of this user in the system's commands. */
long bs_user_number(void);

/** The names that identify somebody; "" where the system knows none. */
typedef struct bs_user_names {
    char account[BS_USER_NAME_MAX];
    char full[BS_USER_NAME_MAX];
    char machine[BS_USER_NAME_MAX];
} bs_user_names;

void bs_user_name(bs_user_names *names);

/** False if the environment has no absolute path for it, or one that is too long. */
bool bs_home_directory(char path[BS_STORE_PATH_MAX]);

/** Where programs keep their settings, and what they note for themselves. Fails as the home. */
bool bs_home_config(char path[BS_STORE_PATH_MAX]);
bool bs_home_state(char path[BS_STORE_PATH_MAX]);

/** For root, the first of these directories that belongs to another user; NULL for other users. */
const char *bs_home_of_other_user(void);

#endif
