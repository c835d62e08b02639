/** @file scratch.h Names of temporary files. Internal to native-host/platform/windows. */
#ifndef BUSSOLA_WINDOWS_SCRATCH_H
#define BUSSOLA_WINDOWS_SCRATCH_H

#include <stdbool.h>

#include "bussola/platform/storage.h"

/** An unused path in the user's temporary directory that begins with `name`; false with errno. */
bool bs_scratch_name(char path[BS_STORE_PATH_MAX], const char *name);

#endif
