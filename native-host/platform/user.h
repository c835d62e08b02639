/** @file user.h The user who runs this process, and the machine. */
#ifndef BUSSOLA_PLATFORM_USER_H
#define BUSSOLA_PLATFORM_USER_H

#include <stdbool.h>

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

#endif
