/*
 * bussola manual [COMMAND]: manual pages in man(7), from the same tables as --help. Package builds
 * use --directory; `bussola manual status | man -l -` shows a page. `bussola manual host` is the
 * page of the programs that a browser starts.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/addresses.h"
#include "cli/base/files.h"
#include "cli/output/xmalloc.h"
#include "commands.h"
#include "help.h"

#define HOST_NAME "host" /* not a command, but has a page */
#define HOST_PAGE "bussola-" HOST_NAME

static const bs_option options[] = {
    {"directory", 'd', "DIR", NULL},
};

/* Writes text for roff: escapes backslashes and dashes, and lines that would start a request. */
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

/* Explains each exit code from 0, by the texts with that prefix. */
static void write_exits(FILE *out, const bs_cli *cli, const char *prefix, int count)
{
    write_title(out, cli, "cli_title_exit");
    for (int code = 0; code < count; code++) {
        char number[12];
        (void)snprintf(number, sizeof number, "%d", code);
        (void)fprintf(out, ".TP\n.B %s\n", number);
        write_paragraph(out, bs_text_of(&cli->text, prefix, number));
    }
}

/* Writes the first `count` variables. */
static void write_environment(FILE *out, const bs_cli *cli, size_t count)
{
    write_title(out, cli, "cli_title_environment");
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(out, ".TP\n.B %s\n", bs_help_variables[i]);
        write_paragraph(out, bs_text_of(&cli->text, "cli_environment_", bs_help_variables[i]));
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

static void write_examples(FILE *out, const bs_cli *cli, const bs_command *command)
{
    write_title(out, cli, "cli_title_examples");
    for (size_t i = 0; i < BS_EXAMPLES_MAX && command->examples[i] != NULL; i++) {
        char *line = bs_help_example(command, i);
        (void)fputs(".TP\n.B ", out);
        write_paragraph(out, line);
        write_paragraph(out, bs_help_example_text(&cli->text, command, i));
        free(line);
    }
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
    write_examples(out, cli, command);
    write_exits(out, cli, "cli_exit_", BS_EXIT_COUNT);
    write_title(out, cli, "cli_title_see_also");
    (void)fputs(".BR bussola (1),\n.BR bussola\\-host (1)\n", out);
}

static void write_overview(FILE *out, const bs_cli *cli)
{
    write_head(out, cli, "bussola", bs_text(&cli->text, "cli_about"));
    (void)fputs("\\fBbussola\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...]\n", out);
    write_title(out, cli, "cli_title_commands");
    for (size_t i = 0; i < bs_command_count; i++) {
        if (bs_help_begins_group(i)) {
            (void)fputs(".SS ", out);
            write_paragraph(out, bs_text_of(&cli->text, "cli_group_", bs_commands[i]->group));
        }
        (void)fprintf(out, ".TP\n.BR bussola\\-%s (1)\n", bs_commands[i]->name);
        write_paragraph(out, bs_text_of(&cli->text, "cli_summary_", bs_commands[i]->name));
    }
    write_exits(out, cli, "cli_exit_", BS_EXIT_COUNT);
    write_environment(out, cli, bs_help_variable_count);
    char *contact = bs_address_contact();
    char *help = bs_text_new(&cli->text, "options_contact", contact, NULL);
    (void)fputs(".PP\n", out);
    write_paragraph(out, help);
    free(help);
    free(contact);
    write_title(out, cli, "cli_title_see_also");
    (void)fputs(".BR bussola\\-host (1)\n", out);
}

/* Both programs that a browser starts, on one page: bussola-import(1) is the command's. */
static void write_host(FILE *out, const bs_cli *cli)
{
    write_head(out, cli, HOST_PAGE, bs_text(&cli->text, "cli_host_summary"));
    (void)fputs("\\fBbussola\\-host\\fR \\fIORIGIN\\fR\n.br\n"
                "\\fBbussola\\-host\\fR \\fIMANIFEST ID\\fR\n.br\n"
                "\\fBbussola\\-import\\fR \\fIORIGIN\\fR\n.br\n"
                "\\fBbussola\\-import\\fR \\fIMANIFEST ID\\fR\n",
                out);
    write_title(out, cli, "cli_title_description");
    write_paragraph(out, bs_text(&cli->text, "cli_host_description"));
    (void)fputs(".PP\n", out);
    write_paragraph(out, bs_text(&cli->text, "cli_host_arguments"));
    write_exits(out, cli, "cli_host_exit_", 3);
    write_environment(out, cli, BS_HELP_HOST_VARIABLES);
    write_title(out, cli, "cli_title_see_also");
    (void)fputs(".BR bussola (1),\n.BR bussola\\-doctor (1),\n.BR bussola\\-install (1)\n", out);
}

/*
 * Writes the page of a command, of the host or, for "", the overview. False if there is no such
 * page.
 */
static bool write_page(FILE *out, const bs_cli *cli, const char *name)
{
    const bs_command *command = bs_command_find(name);
    if (command != NULL) {
        write_command(out, cli, command);
    } else if (strcmp(name, HOST_NAME) == 0) {
        write_host(out, cli);
    } else if (name[0] == '\0') {
        write_overview(out, cli);
    } else {
        return false;
    }
    return true;
}

static bs_exit write_file(const bs_cli *cli, const char *directory, const char *name)
{
    char *path = bs_xasprintf("%s/bussola%s%s.1", directory, name[0] != '\0' ? "-" : "", name);
    bs_atomic_file atomic_file;
    int failure = bs_atomic_file_open(&atomic_file, path, 0644);
    if (failure == 0) {
        (void)write_page(atomic_file.stream, cli, name);
        failure = bs_atomic_file_keep(&atomic_file);
    }
    bs_exit code = failure == 0 ? BS_EXIT_OK
                                : bs_complain(cli, BS_EXIT_FAILED, "cli_write_failed", path,
                                              bs_file_failure(&cli->text, failure), NULL);
    free(path);
    return code;
}

static bs_exit write_files(const bs_cli *cli, const char *directory)
{
    bs_exit code = write_file(cli, directory, "");
    if (code == BS_EXIT_OK) {
        code = write_file(cli, directory, HOST_NAME);
    }
    for (size_t i = 0; i < bs_command_count && code == BS_EXIT_OK; i++) {
        code = write_file(cli, directory, bs_commands[i]->name);
    }
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    const char *directory = bs_arguments_value(arguments, "directory");
    if (directory != NULL) {
        return write_files(cli, directory);
    }
    const char *name = arguments->operand_count > 0 ? arguments->operands[0] : "";
    return write_page(stdout, cli, name) ? BS_EXIT_OK : bs_command_unknown(cli, name);
}

const bs_command bs_command_manual = {
    .name = "manual",
    .group = "setup",
    .examples = {"status | man -l -"},
    .operands = "[COMMAND | host]",
    .words = HOST_NAME,
    .operands_max = 1,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .any_home = true,
    .run = run,
};
