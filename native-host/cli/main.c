/* bussola: shows the index in a terminal, and registers the host with the browsers. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store/store.h"
#include "cli/base/cli.h"
#include "cli/base/paths.h"
#include "cli/base/suggest.h"
#include "cli/commands/help.h"
#include "platform/stream.h"
#include "platform/user.h"

/** Limit of SQLite's memory, in bytes. */
#define SQLITE_MEMORY ((int64_t)64 * 1024 * 1024)

/* Prints what replaced a removed option. False for an option that never existed. */
static bool complain_gone(const bs_cli *cli, const char *command, const char *option)
{
    char key[128];
    (void)snprintf(key, sizeof key, "cli_gone_%s_%s", command, option + strspn(option, "-"));
    if (!bs_text_exists(&cli->text, key)) {
        return false;
    }
    (void)bs_complain(cli, BS_EXIT_USAGE, key, NULL);
    return true;
}

/* Names the option of the command that an unknown one may stand for. */
static void suggest_option(const bs_cli *cli, const bs_command *command, const char *typed)
{
    bs_suggestion nearest = {0};
    const char *name = typed + strspn(typed, "-");
    bs_suggest(&nearest, name, bs_option_help.name);
    for (size_t i = 0; i < command->option_count; i++) {
        bs_suggest(&nearest, name, command->options[i].name);
    }
    if (nearest.word != NULL) {
        (void)bs_complain(cli, BS_EXIT_USAGE, "cli_usage_near_option", nearest.word, NULL);
    }
}

/* True if the word is an operand, or as "--csv" an option, of the arguments. */
static bool was_given(const bs_arguments *arguments, const char *word)
{
    if (word[0] == '-') {
        return bs_arguments_has(arguments, word + strlen("--"));
    }
    return arguments->operand_count > 0 && strcmp(arguments->operands[0], word) == 0;
}

/* True if a given word cannot be used with --json, which is also given; sets `word` to it. */
static bool is_refused_with_json(char word[32], const bs_command *command,
                                 const bs_arguments *arguments)
{
    const char *list = command->without_json;
    if (list == NULL || !bs_arguments_has(arguments, "json")) {
        return false;
    }
    for (int used = 0; sscanf(list, "%31s%n", word, &used) == 1; list += used) {
        if (was_given(arguments, word)) {
            return true;
        }
    }
    return false;
}

static bs_exit run_parsed(const bs_cli *cli, const bs_command *command,
                          const bs_arguments *arguments)
{
    char word[32];
    if (bs_arguments_has(arguments, bs_option_help.name)) {
        bs_help_command(cli, command);
        return BS_EXIT_OK;
    }
    const char *other = command->any_home ? NULL : bs_home_of_other_user();
    if (other != NULL) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_other_user", other, NULL);
    }
    if (is_refused_with_json(word, command, arguments)) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_usage_without_json", word, NULL);
    }
    return command->run(cli, arguments);
}

static bs_exit run_command(const bs_cli *cli, const bs_command *command, int argc, char **argv)
{
    bs_arguments arguments;
    bs_arguments_fault fault;
    if (!bs_arguments_read(&arguments, &fault, command->options,
                           command->option_count + command->hidden_count, command->operands,
                           command->operands_max, argc, argv)) {
        if (complain_gone(cli, command->name, fault.word)) {
            return BS_EXIT_USAGE;
        }
        (void)bs_complain(cli, BS_EXIT_USAGE, fault.key, fault.word, fault.choices, NULL);
        if (strcmp(fault.key, BS_FAULT_OPTION) == 0) {
            suggest_option(cli, command, fault.word);
        }
        return bs_complain(cli, BS_EXIT_USAGE, "cli_usage_see_help", command->name, NULL);
    }
    const bs_exit code = run_parsed(cli, command, &arguments);
    bs_arguments_free(&arguments);
    return code;
}

static bs_exit run(const bs_cli *cli, int argc, char **argv)
{
    if (argc < 2) {
        bs_help_overview(cli);
        return BS_EXIT_USAGE;
    }
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        bs_help_overview(cli);
        return BS_EXIT_OK;
    }
    if (strcmp(word, "--version") == 0) {
        (void)puts("bussola " BS_VERSION);
        return BS_EXIT_OK;
    }
    bool asks_help = strcmp(word, "help") == 0;
    const bs_command *command = bs_command_find(asks_help && argc > 2 ? argv[2] : word);
    if (asks_help && argc == 2) {
        bs_help_overview(cli);
        return BS_EXIT_OK;
    }
    if (command == NULL) {
        return bs_command_unknown(cli, asks_help ? argv[2] : word);
    }
    if (asks_help) {
        bs_help_command(cli, command);
        return BS_EXIT_OK;
    }
    return run_command(cli, command, argc - 2, argv + 2);
}

int main(int argc, char **argv)
{
    /* Internal text is UTF-8, whatever the terminal shows; numbers use the C locale. */
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    bs_stream_report_full();
    bs_store_limit_memory(SQLITE_MEMORY);
    bs_cli cli;
    bool utf8 = bs_messages_utf8();
    bs_messages_open(&cli.text);
    bs_terminal_open(&cli.out, stdout, utf8);
    bs_terminal_open(&cli.err, stderr, utf8);
    bs_log_open(&cli.log, "bussola");
    if (!cli.err.interactive) {
        cli.err.width = BS_TERMINAL_WIDTH_MAX; /* no wrapping in a log */
    }
    bs_exit code = run(&cli, argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout) != 0) {
        code = bs_complain(&cli, BS_EXIT_FAILED, "cli_output_failed", NULL);
    }
    return (int)code;
}
