/** @file scratch.h Directories that a command makes for itself. */
#ifndef BUSSOLA_PLATFORM_SCRATCH_H
#define BUSSOLA_PLATFORM_SCRATCH_H

#include <stdbool.h>

#include "bussola/platform/storage.h"

/** Where scratch directories are made: $TMPDIR, else /tmp. */
const char *bs_scratch_parent(void);

/**
 * Makes a directory that begins with `name`, accessible to its owner only. False with errno; `path`
 * is then "".
 */
bool bs_scratch_make(char path[BS_STORE_PATH_MAX], const char *name);

/** Removes the directory and what is in it, following no link. */
void bs_scratch_remove(const char *path);

#endif
