/*
 * bussola manual [COMMAND]: manual pages in man(7), from the same tables as --help. Packages are
 * built with --directory; `bussola manual status | man -l -` shows a page.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "files.h"
#include "help.h"
#include "memory.h"

static const bs_option options[] = {
    {"directory", 'd', "DIR", NULL},
};

/* Text for roff: backslashes and dashes escaped, no line that would start a request. */
static void write_roff(FILE *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        bool line_start = at == text || at[-1] == '\n';
        if (line_start && (*at == '.' || *at == '\'')) {
            (void)fputs("\\&", out);
        }
        if (*at == '\\') {
            (void)fputs("\\e", out);
        } else if (*at == '-') {
            (void)fputs("\\-", out);
        } else {
            (void)fputc(*at, out);
        }
    }
}

static void write_paragraph(FILE *out, const char *text)
{
    write_roff(out, text);
    (void)fputc('\n', out);
}

static void write_title(FILE *out, const bs_cli *cli, const char *key)
{
    (void)fputs(".SH ", out);
    write_paragraph(out, bs_text(&cli->text, key));
}

static void write_head(FILE *out, const bs_cli *cli, const char *page, const char *summary)
{
    (void)fprintf(out, ".TH \"%s\" 1 \"\" \"bussola " BS_VERSION "\" \"Bussola\"\n", page);
    write_title(out, cli, "cli_title_name");
    write_roff(out, page);
    (void)fputs(" \\- ", out);
    write_paragraph(out, summary);
    write_title(out, cli, "cli_title_synopsis");
}

static void write_exits(FILE *out, const bs_cli *cli)
{
    write_title(out, cli, "cli_title_exit");
    for (int code = 0; code < BS_EXIT_COUNT; code++) {
        char number[12];
        (void)snprintf(number, sizeof number, "%d", code);
        (void)fprintf(out, ".TP\n.B %s\n", number);
        write_paragraph(out, bs_text_of(&cli->text, "cli_exit_", number));
    }
}

static void write_option(FILE *out, const bs_cli *cli, const bs_command *command,
                         const bs_option *option)
{
    (void)fputs(".TP\n", out);
    if (option->letter != 0) {
        (void)fprintf(out, "\\fB\\-%c\\fR, ", option->letter);
    }
    (void)fputs("\\fB", out);
    write_roff(out, "--");
    write_roff(out, option->name);
    (void)fputs("\\fR", out);
    if (option->value != NULL) {
        (void)fprintf(out, " \\fI%s\\fR", option->value);
    }
    (void)fputc('\n', out);
    write_paragraph(out, bs_help_option(&cli->text, command, option));
}

static void write_command(FILE *out, const bs_cli *cli, const bs_command *command)
{
    char page[64];
    (void)snprintf(page, sizeof page, "bussola-%s", command->name);
    write_head(out, cli, page, bs_text_of(&cli->text, "cli_summary_", command->name));
    (void)fprintf(out, "\\fBbussola %s\\fR [\\fIOPTION\\fR...] ", command->name);
    write_paragraph(out, command->operands);
    write_title(out, cli, "cli_title_description");
    write_paragraph(out, bs_text_of(&cli->text, "cli_description_", command->name));
    write_title(out, cli, "cli_title_options");
    for (size_t i = 0; i < command->option_count; i++) {
        write_option(out, cli, command, &command->options[i]);
    }
    write_option(out, cli, command, &bs_option_help);
    write_exits(out, cli);
    write_title(out, cli, "cli_title_see_also");
    (void)fputs(".BR bussola (1)\n", out);
}

static void write_overview(FILE *out, const bs_cli *cli)
{
    write_head(out, cli, "bussola", bs_text(&cli->text, "cli_about"));
    (void)fputs("\\fBbussola\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...]\n", out);
    write_title(out, cli, "cli_title_commands");
    for (size_t i = 0; i < bs_command_count; i++) {
        (void)fprintf(out, ".TP\n.BR bussola\\-%s (1)\n", bs_commands[i]->name);
        write_paragraph(out, bs_text_of(&cli->text, "cli_summary_", bs_commands[i]->name));
    }
    write_exits(out, cli);
    write_title(out, cli, "cli_title_environment");
    for (size_t i = 0; i < bs_help_variable_count; i++) {
        (void)fprintf(out, ".TP\n.B %s\n", bs_help_variables[i]);
        write_paragraph(out, bs_text_of(&cli->text, "cli_environment_", bs_help_variables[i]));
    }
}

static bs_exit write_file(const bs_cli *cli, const char *directory, const bs_command *command)
{
    char *path = command != NULL ? bs_memory_print("%s/bussola-%s.1", directory, command->name)
                                 : bs_memory_print("%s/bussola.1", directory);
    bs_draft draft;
    int failure = bs_draft_open(&draft, path, 0644);
    if (failure == 0) {
        if (command != NULL) {
            write_command(draft.stream, cli, command);
        } else {
            write_overview(draft.stream, cli);
        }
        failure = bs_draft_keep(&draft);
    }
    bs_exit code = failure == 0 ? BS_EXIT_OK
                                : bs_complain(cli, BS_EXIT_FAILED, "cli_write_failed", path,
                                              strerror(failure), NULL);
    free(path);
    return code;
}

static bs_exit write_files(const bs_cli *cli, const char *directory)
{
    bs_exit code = write_file(cli, directory, NULL);
    for (size_t i = 0; i < bs_command_count && code == BS_EXIT_OK; i++) {
        code = write_file(cli, directory, bs_commands[i]);
    }
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    const char *directory = bs_arguments_value(arguments, "directory");
    if (directory != NULL) {
        return write_files(cli, directory);
    }
    if (arguments->operand_count == 0) {
        write_overview(stdout, cli);
        return BS_EXIT_OK;
    }
    const bs_command *command = bs_command_find(arguments->operands[0]);
    if (command == NULL) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_usage_unknown_command", arguments->operands[0],
                           NULL);
    }
    write_command(stdout, cli, command);
    return BS_EXIT_OK;
}

const bs_command bs_command_manual = {
    .name = "manual",
    .operands = "[COMMAND]",
    .words = "",
    .operands_max = 1,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
