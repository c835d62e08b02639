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
    char *home;    /**< $HOME */
    char *config;  /**< $XDG_CONFIG_HOME, else $HOME/.config */
    char *state;   /**< $XDG_STATE_HOME, else $HOME/.local/state */
    char *program; /**< directory of this executable, links resolved */
    char *root;    /**< prefix of every path outside the home; "" except for packagers */
} bs_paths;

/** False if HOME is not an absolute path; `places` is then empty. */
bool bs_paths_open(bs_paths *paths, const char *root);
void bs_paths_free(bs_paths *paths);

/**
 * For root, the first of HOME, XDG_DATA_HOME, XDG_CONFIG_HOME and XDG_STATE_HOME that belongs to
 * another user; NULL for other users.
 */
const char *bs_paths_other_user(void);

/** A path of the browsers' table with $HOME, $CONFIG or the root inserted; the caller frees it. */
char *bs_paths_expand(const bs_paths *paths, const char *path);

/** A path to display, with the home shortened to "~"; the caller frees it. */
char *bs_paths_shorten(const bs_paths *paths, const char *path);

#endif
