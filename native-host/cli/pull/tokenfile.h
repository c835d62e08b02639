/**
 * @file tokenfile.h
 * The file that holds the token of the portability API: $XDG_CONFIG_HOME/bussola/token, mode 0600.
 *
 * Paths belong to the caller. Nothing here prints or keeps the token.
 */
#ifndef BUSSOLA_CLI_TOKENFILE_H
#define BUSSOLA_CLI_TOKENFILE_H

#include "cli/base/cli.h"

#define BS_TOKEN_DAYS 60 /**< life of a token, as LinkedIn documents it */

/** NULL with a message when HOME holds no absolute path. */
char *bs_tokenfile_path(const bs_cli *cli);

#endif
