/**
 * @file tokenfile.h
 * The file with the token of the portability API: $XDG_CONFIG_HOME/bussola/token, mode 0600.
 *
 * The caller frees paths. Nothing here prints or stores the token.
 */
#ifndef BUSSOLA_CLI_TOKENFILE_H
#define BUSSOLA_CLI_TOKENFILE_H

#include "cli/base/cli.h"

#define BS_TOKEN_DAYS 60 /**< life of a token, according to LinkedIn */

/** Prints a message and returns NULL if HOME is not an absolute path. */
char *bs_tokenfile_path(const bs_cli *cli);

/** True if the file's first line has the form of a token. */
bool bs_tokenfile_holds_token(const char *path);

#endif
