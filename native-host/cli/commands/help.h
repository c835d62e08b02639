/** @file help.h Prints `--help` from the commands' tables and the catalogue. */
#ifndef BUSSOLA_CLI_HELP_H
#define BUSSOLA_CLI_HELP_H

#include "cli/base/cli.h"

/** The overview: every command on a line by group, examples, exit codes, environment. */
void bs_help_overview(const bs_cli *cli);

/** One command: usage, description, options, examples. */
void bs_help_command(const bs_cli *cli, const bs_command *command);

/** Environment variables in use, each worded by the text cli_environment_NAME. */
extern const char *const bs_help_variables[];
extern const size_t bs_help_variable_count;
/** The first of these variables also apply to the programs that a browser starts. */
#define BS_HELP_HOST_VARIABLES 3

/** True if the command at `index` is the first of its group. */
bool bs_help_begins_group(size_t index);

/** The command line of an example; the caller frees it. */
char *bs_help_example(const bs_command *command, size_t index);
/** What that example does. */
const char *bs_help_example_text(const bs_messages *messages, const bs_command *command,
                                 size_t index);

/** Description of a command's option: its own text, else the shared one. */
const char *bs_help_option(const bs_messages *messages, const bs_command *command,
                           const bs_option *option);

#endif
