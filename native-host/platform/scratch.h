/** @file scratch.h Files and directories that a command makes for itself, or renames when whole. */
#ifndef BUSSOLA_PLATFORM_SCRATCH_H
#define BUSSOLA_PLATFORM_SCRATCH_H

#include <stdbool.h>
#include <stdio.h>

#include "bussola/platform/storage.h"

/** Where scratch directories are made: $TMPDIR, else /tmp. */
const char *bs_scratch_parent(void);

/**
 * Makes a directory that begins with `name`, accessible to its owner only. False with errno; `path`
 * is then "".
 */
bool bs_scratch_make(char path[BS_STORE_PATH_MAX], const char *name);

/**
 * Creates a file for writing and completes its name, which ends in XXXXXX; the mode does not depend
 * on the umask. NULL with errno.
 */
FILE *bs_scratch_open(char *path, unsigned mode);

/** Flushes and fsyncs what was written; false with errno. */
bool bs_scratch_flush(FILE *stream);

/** Removes the directory and what is in it, following no link. */
void bs_scratch_remove(const char *path);

#endif
