/** @file user.h The user who runs this process. */
#ifndef BUSSOLA_PLATFORM_USER_H
#define BUSSOLA_PLATFORM_USER_H

#include <stdbool.h>

/** True for the user who may change every file. */
bool bs_user_is_root(void);

#endif
