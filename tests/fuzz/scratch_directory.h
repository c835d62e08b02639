/**
 * @file scratch_directory.h A directory for the files of a fuzz target: in memory if possible,
 * created at the first call, removed when the process ends.
 */
#ifndef BUSSOLA_FUZZ_SCRATCH_DIRECTORY_H
#define BUSSOLA_FUZZ_SCRATCH_DIRECTORY_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char scratch_path[32];

static int scratch_remove(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

/** Removes a path and everything below it. */
static void scratch_clear(const char *path)
{
    (void)nftw(path, scratch_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static void scratch_end(void)
{
    scratch_clear(scratch_path);
}

static const char *scratch_get(void)
{
    if (scratch_path[0] == '\0') {
        const char *parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        (void)snprintf(scratch_path, sizeof scratch_path, "%s/bussola-fuzz-XXXXXX", parent);
        if (mkdtemp(scratch_path) == NULL || atexit(scratch_end) != 0) {
            abort();
        }
    }
    return scratch_path;
}

#endif
