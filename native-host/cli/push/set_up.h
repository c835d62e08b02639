/**
 * @file set_up.h
 * Agrees with the user on what goes to which server; only then may anything be sent.
 */
#ifndef BUSSOLA_CLI_SET_UP_H
#define BUSSOLA_CLI_SET_UP_H

#include "cli/base/cli.h"

/**
 * `push --to URL`: stores the target, shows the bytes that would be sent, asks, and notes the
 * agreement; with --show only shows. Without an agreement nothing stays. BS_EXIT_OK also after
 * --show.
 */
bs_exit bs_push_set_up(const bs_cli *cli, const bs_arguments *arguments);

/** `push --token`: reads the token of the profile's server again. */
bs_exit bs_push_set_token(const bs_cli *cli, const bs_arguments *arguments);

#endif
