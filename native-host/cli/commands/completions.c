/*
 * bussola completions bash|zsh|fish: completion scripts from the commands' tables, for packages and
 * for `source <(bussola completions bash)`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/install/browsers.h"
#include "commands.h"
#include "help.h"

/* Completions for an option's value. */
typedef enum offer {
    OFFER_NOTHING,
    OFFER_FILES,
    OFFER_DIRECTORIES,
    OFFER_WORDS,
    OFFER_BROWSERS
} offer;

static offer offer_of(const bs_option *option)
{
    if (option->choices != NULL) {
        return OFFER_WORDS;
    }
    if (strcmp(option->name, "browser") == 0) {
        return OFFER_BROWSERS;
    }
    if (strcmp(option->value, "DIR") == 0) {
        return OFFER_DIRECTORIES;
    }
    return strcmp(option->value, "FILE") == 0 ? OFFER_FILES : OFFER_NOTHING;
}

static void write_browser_ids(void)
{
    bs_browsers browsers;
    bs_browsers_open(&browsers, NULL);
    for (size_t i = 0; i < browsers.count; i++) {
        (void)printf("%s%s", i > 0 ? " " : "", browsers.rows[i].id);
    }
    bs_browsers_close(&browsers);
}

static void write_words(const bs_option *option, offer offered)
{
    if (offered == OFFER_BROWSERS) {
        write_browser_ids();
    } else {
        (void)fputs(option->choices, stdout);
    }
}

static void write_names(void)
{
    for (size_t i = 0; i < bs_command_count; i++) {
        (void)printf("%s%s", i > 0 ? " " : "", bs_commands[i]->name);
    }
}

/* True if help calls the operand a file. */
static bool takes_files(const bs_command *command)
{
    return strstr(command->operands, "FILE") != NULL;
}

/* ---- bash ---- */

static void write_bash_value(const bs_command *command, const bs_option *option)
{
    if (option->value == NULL) {
        return;
    }
    (void)printf("        %s,--%s", command->name, option->name);
    if (option->letter != 0) {
        (void)printf("|%s,-%c", command->name, option->letter);
    }
    offer offered = offer_of(option);
    if (offered == OFFER_FILES || offered == OFFER_DIRECTORIES) {
        (void)printf(") compopt -o filenames; COMPREPLY=($(compgen -%c -- \"$word\")); return ;;\n",
                     offered == OFFER_FILES ? 'f' : 'd');
    } else if (offered == OFFER_NOTHING) {
        (void)puts(") return ;;");
    } else {
        (void)fputs(") COMPREPLY=($(compgen -W '", stdout);
        write_words(option, offered);
        (void)puts("' -- \"$word\")); return ;;");
    }
}

static void write_bash(void)
{
    (void)puts("_bussola() {\n"
               "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
               "    COMPREPLY=()\n"
               "    if [ \"$COMP_CWORD\" -eq 1 ]; then");
    (void)fputs("        COMPREPLY=($(compgen -W '", stdout);
    write_names();
    (void)puts(" --help --version' -- \"$word\"))\n        return\n    fi\n"
               "    case ${COMP_WORDS[1]},$previous in");
    for (size_t i = 0; i < bs_command_count; i++) {
        for (size_t option = 0; option < bs_commands[i]->option_count; option++) {
            write_bash_value(bs_commands[i], &bs_commands[i]->options[option]);
        }
    }
    (void)puts("    esac\n    case ${COMP_WORDS[1]} in");
    for (size_t i = 0; i < bs_command_count; i++) {
        const bs_command *command = bs_commands[i];
        (void)printf("        %s) COMPREPLY=($(compgen -W '%s", command->name, command->words);
        for (size_t option = 0; option < command->option_count; option++) {
            (void)printf(" --%s", command->options[option].name);
        }
        (void)puts(" --help' -- \"$word\")) ;;");
    }
    (void)puts("    esac\n"
               "    if [ ${#COMPREPLY[@]} -eq 0 ]; then\n"
               "        compopt -o filenames\n"
               "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
               "    fi\n"
               "}\n"
               "complete -F _bussola bussola");
}

/* ---- zsh and fish, which show a description beside each word ---- */

/* A text in single quotes; also escapes zsh's special characters within a specification. */
static void write_quoted(const char *text, const char *escaped)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'') {
            (void)fputs("'\\''", stdout);
        } else if (strchr(escaped, *at) != NULL) {
            (void)printf("\\%c", *at);
        } else {
            (void)putchar(*at);
        }
    }
}

static void write_zsh_value(const bs_option *option)
{
    offer offered = offer_of(option);
    (void)printf(":%s:", option->value);
    if (offered == OFFER_FILES || offered == OFFER_DIRECTORIES) {
        (void)fputs(offered == OFFER_FILES ? "_files" : "_files -/", stdout);
    } else if (offered != OFFER_NOTHING) {
        (void)putchar('(');
        write_words(option, offered);
        (void)putchar(')');
    }
}

/*
 * One specification, for the option's name or its letter; an option with a value may be repeated.
 */
static void write_zsh_option_as(const bs_cli *cli, const bs_command *command,
                                const bs_option *option, const char *name)
{
    const bool is_long = name[1] == '-';
    (void)printf(" \\\n            '%s%s%s[", option->value != NULL ? "*" : "", name,
                 option->value != NULL && is_long ? "=" : "");
    write_quoted(bs_help_option(&cli->text, command, option), "[]:\\");
    (void)putchar(']');
    if (option->value != NULL) {
        write_zsh_value(option);
    }
    (void)putchar('\'');
}

static void write_zsh_option(const bs_cli *cli, const bs_command *command, const bs_option *option)
{
    char name[64];
    (void)snprintf(name, sizeof name, "--%s", option->name);
    write_zsh_option_as(cli, command, option, name);
    if (option->letter != 0) {
        (void)snprintf(name, sizeof name, "-%c", option->letter);
        write_zsh_option_as(cli, command, option, name);
    }
}

static void write_zsh(const bs_cli *cli)
{
    (void)puts("#compdef bussola\n_bussola() {\n    local -a commands=(");
    for (size_t i = 0; i < bs_command_count; i++) {
        (void)printf("        '%s:", bs_commands[i]->name);
        write_quoted(bs_text_of(&cli->text, "cli_summary_", bs_commands[i]->name), ":\\");
        (void)puts("'");
    }
    (void)puts("    )\n"
               "    if (( CURRENT == 2 )); then\n"
               "        _describe command commands\n"
               "        return\n"
               "    fi\n"
               "    local command=$words[2]\n"
               "    shift words\n"
               "    (( CURRENT-- ))\n"
               "    case $command in");
    for (size_t i = 0; i < bs_command_count; i++) {
        const bs_command *command = bs_commands[i];
        (void)printf("        %s) _arguments", command->name);
        for (size_t option = 0; option < command->option_count; option++) {
            write_zsh_option(cli, command, &command->options[option]);
        }
        write_zsh_option(cli, command, &bs_option_help);
        if (command->words[0] != '\0') {
            (void)printf(" '1:word:(%s)'", command->words);
        }
        (void)puts(takes_files(command) ? " '*:file:_files' ;;" : " ;;");
    }
    (void)puts("    esac\n}\n_bussola \"$@\"");
}

static void write_fish_option(const bs_cli *cli, const bs_command *command, const bs_option *option)
{
    (void)printf("complete -c bussola -n '__fish_seen_subcommand_from %s' -l %s", command->name,
                 option->name);
    if (option->letter != 0) {
        (void)printf(" -s %c", option->letter);
    }
    if (option->value != NULL) {
        offer offered = offer_of(option);
        (void)fputs(offered == OFFER_FILES || offered == OFFER_DIRECTORIES ? " -r -F" : " -x",
                    stdout);
        if (offered == OFFER_WORDS || offered == OFFER_BROWSERS) {
            (void)fputs(" -a '", stdout);
            write_words(option, offered);
            (void)putchar('\'');
        }
    }
    (void)fputs(" -d '", stdout);
    write_quoted(bs_help_option(&cli->text, command, option), "\\");
    (void)puts("'");
}

static void write_fish(const bs_cli *cli)
{
    (void)puts("complete -c bussola -f");
    for (size_t i = 0; i < bs_command_count; i++) {
        const bs_command *command = bs_commands[i];
        (void)printf("complete -c bussola -n __fish_use_subcommand -a %s -d '", command->name);
        write_quoted(bs_text_of(&cli->text, "cli_summary_", command->name), "\\");
        (void)puts("'");
        if (command->words[0] != '\0') {
            (void)printf("complete -c bussola -n '__fish_seen_subcommand_from %s' -a '%s'\n",
                         command->name, command->words);
        }
        if (takes_files(command)) {
            (void)printf("complete -c bussola -n '__fish_seen_subcommand_from %s' -F\n",
                         command->name);
        }
        for (size_t option = 0; option < command->option_count; option++) {
            write_fish_option(cli, command, &command->options[option]);
        }
    }
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    const char *shell = arguments->operand_count == 1 ? arguments->operands[0] : "";
    if (strcmp(shell, "bash") == 0) {
        write_bash();
    } else if (strcmp(shell, "zsh") == 0) {
        write_zsh(cli);
    } else if (strcmp(shell, "fish") == 0) {
        write_fish(cli);
    } else {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_completions_usage", NULL);
    }
    return BS_EXIT_OK;
}

const bs_command bs_command_completions = {
    .name = "completions",
    .group = "setup",
    .examples = {"bash"},
    .operands = "bash | zsh | fish",
    .words = "bash zsh fish",
    .operands_max = 1,
    .any_home = true,
    .run = run,
};
