/**
 * @file help.h
 * `--help`, from the commands' tables and the catalogue.
 */
#ifndef BUSSOLA_CLI_HELP_H
#define BUSSOLA_CLI_HELP_H

#include "cli/base/cli.h"

/** The overview: every command in a line, exit codes, environment. */
void bs_help_overview(const bs_cli *cli);

/** One command: usage, what it does, its options. */
void bs_help_command(const bs_cli *cli, const bs_command *command);

/** Environment variables that matter, each worded by the text cli_environment_NAME. */
extern const char *const bs_help_variables[];
extern const size_t bs_help_variable_count;
/** So many of them, from the first, matter to the programs that a browser starts. */
#define BS_HELP_HOST_VARIABLES 3

/** What an option of a command does: its own text, else the one that commands share. */
const char *bs_help_option(const bs_catalogue *catalogue, const bs_command *command,
                           const bs_option *option);

#endif
