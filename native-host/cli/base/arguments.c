#include "arguments.h"

#include <stdlib.h>
#include <string.h>

#include "cli/output/xmalloc.h"
#include "platform/path.h"

const bs_option bs_option_help = {"help", 'h', NULL, NULL};

static const bs_option *find_long(const bs_option *options, size_t count, const char *name,
                                  size_t length)
{
    if (strlen(bs_option_help.name) == length && strncmp(name, bs_option_help.name, length) == 0) {
        return &bs_option_help;
    }
    for (size_t i = 0; i < count; i++) {
        if (strlen(options[i].name) == length && strncmp(options[i].name, name, length) == 0) {
            return &options[i];
        }
    }
    return NULL;
}

static const bs_option *find_short(const bs_option *options, size_t count, char letter)
{
    if (letter == bs_option_help.letter) {
        return &bs_option_help;
    }
    for (size_t i = 0; i < count; i++) {
        if (options[i].letter != 0 && options[i].letter == letter) {
            return &options[i];
        }
    }
    return NULL;
}

/* The remaining words of the command line. */
typedef struct words {
    char **at;
    int left;
} words;

/* Refuses with the first `length` bytes of a word, truncated at a whole character. */
static bool refuse(bs_arguments_fault *fault, const char *key, const char *word, size_t length)
{
    if (length >= sizeof fault->word) {
        length = sizeof fault->word - 1;
        while (length > 0 && ((unsigned char)word[length] & 0xc0) == 0x80) {
            length--;
        }
    }
    *fault = (bs_arguments_fault){.key = key, .choices = ""};
    memcpy(fault->word, word, length);
    return false;
}

/* Length of the option's name in a word: "--name" or "-n". */
static size_t name_length(const char *word)
{
    if (word[1] == '-') {
        return strcspn(word, "=");
    }
    size_t length = 2;
    while (((unsigned char)word[length] & 0xc0) == 0x80) {
        length++;
    }
    return length;
}

static bool is_among(const char *choices, const char *value)
{
    size_t length = strlen(value);
    for (const char *at = choices; *at != '\0'; at += strspn(at, " ")) {
        size_t choice = strcspn(at, " ");
        if (choice == length && strncmp(at, value, length) == 0) {
            return true;
        }
        at += choice;
    }
    return false;
}

/* True if a value or the operands of a command, by their name in help, are paths. */
static bool is_path(const char *name)
{
    return strstr(name, "FILE") != NULL || strstr(name, "DIR") != NULL;
}

/* Stores an option with `value`, or with the next word if that is NULL. */
static bool take(bs_arguments *arguments, bs_arguments_fault *fault, const bs_option *option,
                 const char *word, char *value, words *rest)
{
    if (option->value == NULL && value != NULL) {
        return refuse(fault, "cli_usage_no_value", word, name_length(word));
    }
    if (option->value != NULL && value == NULL) {
        if (rest->left == 0) {
            return refuse(fault, "cli_usage_value_missing", word, name_length(word));
        }
        value = *rest->at++;
        rest->left--;
    }
    if (option->choices != NULL && value != NULL && !is_among(option->choices, value)) {
        (void)refuse(fault, "cli_usage_choices", value, strlen(value));
        fault->choices = option->choices;
        return false;
    }
    if (value != NULL && is_path(option->value)) {
        value = bs_path_accept(value);
    }
    arguments->given[arguments->given_count++] = (bs_given){option, value};
    return true;
}

static bool read_word(bs_arguments *arguments, bs_arguments_fault *fault, const bs_option *options,
                      size_t count, char *word, words *rest)
{
    if (word[1] != '-') {
        const bs_option *option = find_short(options, count, word[1]);
        if (option == NULL || (option->value == NULL && word[2] != '\0')) {
            return refuse(fault, BS_FAULT_OPTION, word, name_length(word));
        }
        return take(arguments, fault, option, word, word[2] != '\0' ? word + 2 : NULL, rest);
    }
    size_t length = strcspn(word + 2, "=");
    const bs_option *option = find_long(options, count, word + 2, length);
    if (option == NULL) {
        return refuse(fault, BS_FAULT_OPTION, word, name_length(word));
    }
    return take(arguments, fault, option, word, word[2 + length] == '=' ? word + 3 + length : NULL,
                rest);
}

bool bs_arguments_read(bs_arguments *arguments, bs_arguments_fault *fault, const bs_option *options,
                       size_t option_count, const char *operands, int operands_max, int argc,
                       char **argv)
{
    size_t words_max = argc > 0 ? (size_t)argc : 0;
    *arguments = (bs_arguments){.given = bs_xcalloc(words_max, sizeof(bs_given)),
                                .operands = bs_xcalloc(words_max, sizeof(const char *))};
    words rest = {argv, argc};
    bool options_over = false;
    while (rest.left > 0) {
        char *word = *rest.at++;
        rest.left--;
        bool good = true;
        if (!options_over && strcmp(word, "--") == 0) {
            options_over = true;
        } else if (!options_over && word[0] == '-' && word[1] != '\0') {
            good = read_word(arguments, fault, options, option_count, word, &rest);
        } else if (arguments->operand_count < (size_t)operands_max) {
            arguments->operands[arguments->operand_count++] =
                is_path(operands) ? bs_path_accept(word) : word;
        } else {
            good = refuse(fault, "cli_usage_too_many", "", 0);
        }
        if (!good) {
            bs_arguments_free(arguments);
            return false;
        }
    }
    return true;
}

void bs_arguments_free(bs_arguments *arguments)
{
    free(arguments->given);
    free(arguments->operands);
    *arguments = (bs_arguments){0};
}

const bs_given *bs_arguments_next(const bs_arguments *arguments, const char *name,
                                  const bs_given *previous)
{
    size_t start = previous != NULL ? (size_t)(previous - arguments->given) + 1 : 0;
    for (size_t i = start; i < arguments->given_count; i++) {
        if (strcmp(arguments->given[i].option->name, name) == 0) {
            return &arguments->given[i];
        }
    }
    return NULL;
}

bool bs_arguments_has(const bs_arguments *arguments, const char *name)
{
    return bs_arguments_next(arguments, name, NULL) != NULL;
}

const char *bs_arguments_value(const bs_arguments *arguments, const char *name)
{
    const char *value = NULL;
    const bs_given *given = NULL;
    while ((given = bs_arguments_next(arguments, name, given)) != NULL) {
        value = given->value;
    }
    return value;
}
