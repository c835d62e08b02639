/**
 * @file cli.h
 * What every command of `bussola` shares: its description, its context and its exit codes.
 *
 * A command is one constant bs_command, listed in commands.c; options, help, completions and manual
 * pages all come from it. The context belongs to main and outlives every call.
 */
#ifndef BUSSOLA_CLI_CLI_H
#define BUSSOLA_CLI_CLI_H

#include <stddef.h>

#include "arguments.h"
#include "bussola/core/error.h"
#include "bussola/platform/log.h"
#include "catalogue.h"
#include "terminal.h"

/** Exit codes; `bussola --help` documents them (texts cli_exit_0 … cli_exit_4). */
typedef enum bs_exit {
    BS_EXIT_OK = 0,       /**< done */
    BS_EXIT_FAILED = 1,   /**< something went wrong; the message says what to do */
    BS_EXIT_USAGE = 2,    /**< unknown command or option, or a value that makes no sense */
    BS_EXIT_NOTHING = 3,  /**< nothing there yet: no readings, no such profile, no browser */
    BS_EXIT_DECLINED = 4, /**< not confirmed */
    BS_EXIT_COUNT
} bs_exit;

typedef struct bs_cli {
    bs_catalogue text;
    bs_terminal out;
    bs_terminal err;
    bs_log log;
} bs_cli;

typedef struct bs_command {
    const char *name;
    const char *operands; /**< as help shows them, "" for none */
    const char *words;    /**< what the first operand may be, between spaces; "" for anything */
    int operands_max;
    const bs_option *options;
    size_t option_count;
    size_t hidden_count; /**< options after those, for tests: in no help, manual or completion */
    bool any_home;       /**< root may run it with another user's HOME: it leaves nothing there */
    bs_exit (*run)(const bs_cli *cli, const bs_arguments *arguments);
} bs_command;

extern const bs_command *const bs_commands[];
extern const size_t bs_command_count;

/** The command of a name, NULL when there is none. */
const bs_command *bs_command_find(const char *name);

/** A paragraph of the catalogue on standard output; the macro takes its arguments in place. */
void bs_say_text(const bs_cli *cli, const char *key, const char *const *arguments);
#define bs_say(cli, key, ...) bs_say_text(cli, key, BS_ARGUMENTS(__VA_ARGS__))

/** "bussola: " and a text of the catalogue on standard error; returns `code`. */
bs_exit bs_complain_text(const bs_cli *cli, bs_exit code, const char *key,
                         const char *const *arguments);
#define bs_complain(cli, code, key, ...) bs_complain_text(cli, code, key, BS_ARGUMENTS(__VA_ARGS__))

/** A failure of a lower layer in words; the caller frees it. */
char *bs_error_text(const bs_catalogue *text, const bs_error *error);

/**
 * Words a failure of a lower layer and returns the exit code that fits it: unknown_profile is
 * BS_EXIT_NOTHING, what the caller passed wrongly is BS_EXIT_USAGE, all else BS_EXIT_FAILED, which
 * is logged too.
 */
bs_exit bs_complain_error(const bs_cli *cli, const bs_error *error);

#endif
