/**
 * @file paths.h
 * Directories of the user and of this program, from the environment.
 *
 * A bs_paths owns its strings; bs_paths_free frees them. Paths are absolute and may not exist.
 */
#ifndef BUSSOLA_CLI_PATHS_H
#define BUSSOLA_CLI_PATHS_H

#include <stdbool.h>

typedef struct bs_paths {
    char *home;    /**< the home directory */
    char *config;  /**< where programs keep their settings */
    char *state;   /**< where programs keep notes for themselves */
    char *program; /**< directory of this executable, links resolved */
    char *root;    /**< prefix of every path outside the home; "" except for packagers */
} bs_paths;

/** False if the user has no home directory; `paths` is then empty. */
bool bs_paths_open(bs_paths *paths, const char *root);
void bs_paths_free(bs_paths *paths);

/** A path of the browsers' table with $HOME, $CONFIG or the root inserted; the caller frees it. */
char *bs_paths_expand(const bs_paths *paths, const char *path);

/** A path to display, with the home shortened to "~"; the caller frees it. */
char *bs_paths_shorten(const bs_paths *paths, const char *path);

/** True if this program belongs to Debian's package. */
bool bs_paths_packaged(const bs_paths *paths);

#endif
