/**
 * @file places.h
 * Directories of the user and of this program, from the environment.
 *
 * A bs_places owns its strings; bs_places_free frees them. Paths are absolute and may not exist.
 */
#ifndef BUSSOLA_CLI_PLACES_H
#define BUSSOLA_CLI_PLACES_H

#include <stdbool.h>

typedef struct bs_places {
    char *home;    /**< $HOME */
    char *config;  /**< $XDG_CONFIG_HOME, else $HOME/.config */
    char *state;   /**< $XDG_STATE_HOME, else $HOME/.local/state */
    char *program; /**< directory of this executable, links resolved */
    char *root;    /**< prefix of every path outside the home; "" except for packagers */
} bs_places;

/** False if HOME is not an absolute path; `places` is then empty. */
bool bs_places_open(bs_places *places, const char *root);
void bs_places_free(bs_places *places);

/**
 * For root, the first of HOME, XDG_DATA_HOME, XDG_CONFIG_HOME and XDG_STATE_HOME that belongs to
 * another user; NULL for other users.
 */
const char *bs_places_other_user(void);

/** A path of the browsers' table with $HOME, $CONFIG or the root inserted; the caller frees it. */
char *bs_places_expand(const bs_places *places, const char *path);

/** A path to display, with the home shortened to "~"; the caller frees it. */
char *bs_places_shorten(const bs_places *places, const char *path);

#endif
