/**
 * @file tokenfile.h
 * Files with one token, mode 0600, in $XDG_CONFIG_HOME/bussola: `token` of the portability API, and
 * `push-MEMBER` of a team's server.
 *
 * The caller frees paths, and wipes tokens. Nothing here prints a token.
 */
#ifndef BUSSOLA_CLI_TOKENFILE_H
#define BUSSOLA_CLI_TOKENFILE_H

#include <stdbool.h>

#include "bussola/ingest/portability.h"
#include "cli/base/cli.h"

#define BS_TOKEN_DAYS 60 /**< life of a token, according to LinkedIn */

/** Prints a message and returns NULL if HOME is not an absolute path. */
char *bs_tokenfile_path(const bs_cli *cli);

/** As bs_tokenfile_path, for the server to which a member's numbers go. */
char *bs_tokenfile_push_path(const bs_cli *cli, const char *member);

/** Characters of a token that is being read. */
#define BS_TOKEN_LINE (BS_API_TOKEN_MAX + 2)

/**
 * Reads a token from standard input; on a terminal after the text `prompt`, and without showing it.
 * False without a valid one.
 */
bool bs_tokenfile_ask(char token[BS_TOKEN_LINE], const bs_cli *cli, const char *prompt);

/** Writes a token, and makes the directory; returns 0 or an errno. */
int bs_tokenfile_write(const char *path, const char *token);

/** True if the file's first line has the form of a token. */
bool bs_tokenfile_holds_token(const char *path);

#endif
