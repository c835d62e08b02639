/**
 * @file cli.h
 * Shared by all commands of `bussola`: description, context and exit codes.
 *
 * A command is a constant bs_command, listed in commands.c; options, help, completions and manual
 * pages are generated from it. The context belongs to main and outlives every call.
 */
#ifndef BUSSOLA_CLI_CLI_H
#define BUSSOLA_CLI_CLI_H

#include <stddef.h>

#include "arguments.h"
#include "bussola/core/error.h"
#include "bussola/platform/log.h"
#include "cli/output/messages.h"
#include "cli/output/terminal.h"

/** Exit codes; `bussola --help` documents them (texts cli_exit_0 … cli_exit_4). */
typedef enum bs_exit {
    BS_EXIT_OK = 0,       /**< done */
    BS_EXIT_FAILED = 1,   /**< failed; the message says what to do */
    BS_EXIT_USAGE = 2,    /**< unknown command or option, or an invalid value */
    BS_EXIT_NOTHING = 3,  /**< no data: no readings, no such profile, no browser */
    BS_EXIT_DECLINED = 4, /**< not confirmed */
    BS_EXIT_COUNT
} bs_exit;

typedef struct bs_cli {
    bs_messages text;
    bs_terminal out;
    bs_terminal err;
    bs_log log;
} bs_cli;

#define BS_EXAMPLES_MAX 2

typedef struct bs_command {
    const char *name;
    const char *group; /**< in the overview, with the title cli_group_ID */
    /** Arguments to show in help, worded by the texts cli_example_NAME_1 … ; NULL for none */
    const char *examples[BS_EXAMPLES_MAX];
    const char *operands; /**< as in help; "" for none */
    const char *words; /**< allowed values of the first operand, separated by spaces; "" for any */
    int operands_max;
    const bs_option *options;
    size_t option_count;
    const char *without_json; /**< words and options ("--csv") that --json cannot go with; NULL */
    size_t hidden_count;      /**< further ones, for tests: not in help, manual or completions */
    bool any_home; /**< root may run it with another user's HOME; it writes nothing there */
    bs_exit (*run)(const bs_cli *cli, const bs_arguments *arguments);
} bs_command;

/** Grouped. */
extern const bs_command *const bs_commands[];
extern const size_t bs_command_count;

/** The command with this name, or NULL. */
const bs_command *bs_command_find(const char *name);

/** Refuses the word of an unknown command and names the nearest one. */
bs_exit bs_command_unknown(const bs_cli *cli, const char *word);

/** Prints a paragraph of the catalogue; the macro takes inline arguments. */
void bs_say_text(const bs_cli *cli, const char *key, const char *const *arguments);
#define bs_say(cli, key, ...) bs_say_text(cli, key, BS_ARGUMENTS(__VA_ARGS__))

/** Prints "bussola: " and a text of the catalogue to stderr; returns `code`. */
bs_exit bs_complain_text(const bs_cli *cli, bs_exit code, const char *key,
                         const char *const *arguments);
#define bs_complain(cli, code, key, ...) bs_complain_text(cli, code, key, BS_ARGUMENTS(__VA_ARGS__))

/** The message of a lower layer's error, translated; the caller frees it. */
char *bs_error_text(const bs_messages *text, const bs_error *error);

/**
 * Prints the message of a lower layer's error. Returns BS_EXIT_NOTHING for unknown_profile,
 * BS_EXIT_USAGE for invalid input, otherwise BS_EXIT_FAILED, and logs the last.
 */
bs_exit bs_complain_error(const bs_cli *cli, const bs_error *error);

#endif
