/**
 * @file arguments.h
 * Parses the arguments of one command by its table of options.
 *
 * Values are borrowed from argv; bs_arguments_free frees only the lists. The caller reports errors
 * from bs_arguments_fault.
 */
#ifndef BUSSOLA_CLI_ARGUMENTS_H
#define BUSSOLA_CLI_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct bs_option {
    const char *name;    /**< without its dashes */
    char letter;         /**< 0 for none */
    const char *value;   /**< the value's name in help ("FILE"); NULL for a switch */
    const char *choices; /**< allowed values, separated by spaces; NULL for any */
} bs_option;

typedef struct bs_given {
    const bs_option *option;
    const char *value;
} bs_given;

typedef struct bs_arguments {
    bs_given *given;
    size_t given_count;
    const char **operands;
    size_t operand_count;
} bs_arguments;

#define BS_FAULT_WORD 64
#define BS_FAULT_OPTION "cli_usage_unknown_option" /**< key of an unknown option */

/** Why the arguments were refused; key and choices are borrowed. */
typedef struct bs_arguments_fault {
    const char *key; /**< of the catalogue; its arguments are the word and the choices */
    /** An option's name, without its value, which may be a secret in the wrong place. Or the
     * beginning of a value that is not among the choices. */
    char word[BS_FAULT_WORD];
    const char *choices; /**< "" unless a value is not among them */
} bs_arguments_fault;

/** Options that every command has: --help. */
extern const bs_option bs_option_help;

/**
 * Parses `argc` words (without the command's name). Options and operands may be mixed, "--" ends
 * the options, a value follows "=" or as the next word. `operands` is their name in help: values
 * and operands that are a FILE or DIR get "/" between their parts, in place. Returns false and sets
 * `fault` on an error; `arguments` is then empty.
 */
bool bs_arguments_read(bs_arguments *arguments, bs_arguments_fault *fault, const bs_option *options,
                       size_t option_count, const char *operands, int operands_max, int argc,
                       char **argv);
void bs_arguments_free(bs_arguments *arguments);

/** True when a switch or an option was given. */
bool bs_arguments_has(const bs_arguments *arguments, const char *name);

/** The last value of an option, or NULL. */
const char *bs_arguments_value(const bs_arguments *arguments, const char *name);

/** The value after `previous` (NULL: the first) of an option that may be repeated. */
const bs_given *bs_arguments_next(const bs_arguments *arguments, const char *name,
                                  const bs_given *previous);

#endif
