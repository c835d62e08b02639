/**
 * @file place.h A directory for the files of a fuzz target: in memory if possible, created at the
 * first call, removed when the process ends.
 */
#ifndef BUSSOLA_FUZZ_PLACE_H
#define BUSSOLA_FUZZ_PLACE_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char place_path[32];

static int place_remove(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

/** Removes a path and everything below it. */
static void place_clear(const char *path)
{
    (void)nftw(path, place_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static void place_end(void)
{
    place_clear(place_path);
}

static const char *place_get(void)
{
    if (place_path[0] == '\0') {
        const char *parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        (void)snprintf(place_path, sizeof place_path, "%s/bussola-fuzz-XXXXXX", parent);
        if (mkdtemp(place_path) == NULL || atexit(place_end) != 0) {
            abort();
        }
    }
    return place_path;
}

#endif
