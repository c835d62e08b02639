/**
 * @file arguments.h
 * The command line of one command, read by its table of options.
 *
 * Values are borrowed from argv; bs_arguments_free releases the lists alone. A wrong command line
 * is reported by the caller from bs_arguments_fault.
 */
#ifndef BUSSOLA_CLI_ARGUMENTS_H
#define BUSSOLA_CLI_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct bs_option {
    const char *name;    /**< without its dashes */
    char letter;         /**< 0 for none */
    const char *value;   /**< what help calls the value ("FILE"), NULL for a switch */
    const char *choices; /**< the values allowed, between spaces; NULL for any */
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

/** Why a command line was refused; key and choices are borrowed. */
typedef struct bs_arguments_fault {
    const char *key; /**< of the catalogue, with the word and the choices as its arguments */
    /** An option's name, never what was given with it: that may be a secret in the wrong place. Or
        the beginning of what is not among the choices. */
    char word[BS_FAULT_WORD];
    const char *choices; /**< "" but where a value is not among them */
} bs_arguments_fault;

/** Options that every command has: --help. */
extern const bs_option bs_option_help;

/**
 * Reads `argc` words (the command's own name left out). Options and operands may be mixed, "--"
 * ends the options, values follow "=" or as the next word. False with `fault` set when a word makes
 * no sense; `arguments` then holds nothing.
 */
bool bs_arguments_read(bs_arguments *arguments, bs_arguments_fault *fault, const bs_option *options,
                       size_t option_count, int operands_max, int argc, char **argv);
void bs_arguments_free(bs_arguments *arguments);

/** True when a switch or an option was given. */
bool bs_arguments_has(const bs_arguments *arguments, const char *name);

/** The last value given for an option, NULL when none. */
const char *bs_arguments_value(const bs_arguments *arguments, const char *name);

/** The value after `previous` (NULL: the first) of an option that may be given several times. */
const bs_given *bs_arguments_next(const bs_arguments *arguments, const char *name,
                                  const bs_given *previous);

#endif
