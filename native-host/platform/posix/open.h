/** @file open.h Opens files with POSIX's flags. Internal to native-host/platform/posix. */
#ifndef BUSSOLA_POSIX_OPEN_H
#define BUSSOLA_POSIX_OPEN_H

#include "bussola/core/error.h"

/** As bs_fs_open, with `flags` and mode 0600; fails with "PATH WHAT: reason". */
BS_MUST_CHECK bs_status bs_fs_open_as(int *file, const char *path, int flags, const char *what,
                                      bs_error *error);

#endif
