#include "help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/addresses.h"
#include "cli/output/xmalloc.h"
#include "commands.h"

#define TERM_MIN 12 /* minimum columns for a name */

/* The overview shows the first example of these commands. */
#define SHOWN 5
static const bs_command *const shown[SHOWN] = {
    &bs_command_status, &bs_command_why, &bs_command_goal, &bs_command_import, &bs_command_doctor};

const char *const bs_help_variables[] = {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "BUSSOLA_LOG",
                                         "LC_ALL",        "COLUMNS",         "NO_COLOR"};
const size_t bs_help_variable_count = sizeof bs_help_variables / sizeof bs_help_variables[0];

const char *bs_help_option(const bs_messages *messages, const bs_command *command,
                           const bs_option *option)
{
    char key[64];
    (void)snprintf(key, sizeof key, "%s_%s", command->name, option->name);
    const char *text = bs_text_of(messages, "cli_option_", key);
    return text != key ? text : bs_text_of(messages, "cli_option_", option->name);
}

/* Names on the left, explanations wrapped on the right, or below if there is no room. */
static void write_term(const bs_cli *cli, const char *term, int column, const char *explanation)
{
    const bs_terminal *out = &cli->out;
    int width = bs_terminal_columns(out, term);
    bs_terminal_space(out, 2);
    bs_terminal_ink(out, BS_INK_BOLD, term);
    if (width + 4 > column) {
        bs_terminal_write(out, "\n");
        bs_terminal_space(out, column);
    } else {
        bs_terminal_space(out, column - width - 2);
    }
    bs_terminal_wrap(out, BS_INK_PLAIN, column, explanation);
}

static void write_title(const bs_cli *cli, const char *key)
{
    bs_terminal_write(&cli->out, "\n");
    bs_terminal_ink(&cli->out, BS_INK_BOLD, bs_text(&cli->text, key));
    bs_terminal_write(&cli->out, ":\n");
}

/* `share` of the line is left for the explanation. */
static int explanation_column(const bs_cli *cli, int widest, int share)
{
    int limit = cli->out.width / share;
    int column = widest + 4;
    column = column > limit ? limit : column;
    return column < TERM_MIN ? TERM_MIN : column;
}

bool bs_help_begins_group(size_t index)
{
    return index == 0 || strcmp(bs_commands[index]->group, bs_commands[index - 1]->group) != 0;
}

static void write_commands(const bs_cli *cli)
{
    int widest = 0;
    for (size_t i = 0; i < bs_command_count; i++) {
        int width = (int)strlen(bs_commands[i]->name);
        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; i < bs_command_count; i++) {
        if (bs_help_begins_group(i)) {
            char key[32];
            (void)snprintf(key, sizeof key, "cli_group_%s", bs_commands[i]->group);
            write_title(cli, key);
        }
        write_term(cli, bs_commands[i]->name, explanation_column(cli, widest, 3),
                   bs_text_of(&cli->text, "cli_summary_", bs_commands[i]->name));
    }
}

/* ---- examples ---- */

char *bs_help_example(const bs_command *command, size_t index)
{
    const char *arguments = command->examples[index];
    return bs_xasprintf("bussola %s%s%s", command->name, arguments[0] == '\0' ? "" : " ",
                        arguments);
}

const char *bs_help_example_text(const bs_messages *messages, const bs_command *command,
                                 size_t index)
{
    char id[32];
    (void)snprintf(id, sizeof id, "%s_%zu", command->name, index + 1);
    return bs_text_of(messages, "cli_example_", id);
}

/* Writes the first `count` examples of each command. */
static void write_examples(const bs_cli *cli, const bs_command *const *commands,
                           size_t command_count, size_t count)
{
    char *lines[BS_EXAMPLES_MAX * SHOWN];
    const char *texts[BS_EXAMPLES_MAX * SHOWN];
    size_t line_count = 0;
    int widest = 0;
    for (size_t i = 0; i < command_count; i++) {
        for (size_t j = 0; j < count && commands[i]->examples[j] != NULL; j++) {
            int width = 0;
            lines[line_count] = bs_help_example(commands[i], j);
            texts[line_count] = bs_help_example_text(&cli->text, commands[i], j);
            width = bs_terminal_columns(&cli->out, lines[line_count++]);
            widest = width > widest ? width : widest;
        }
    }
    write_title(cli, "cli_title_examples");
    for (size_t i = 0; i < line_count; i++) {
        write_term(cli, lines[i], explanation_column(cli, widest, 2), texts[i]);
        free(lines[i]);
    }
}

void bs_help_overview(const bs_cli *cli)
{
    bs_say(cli, "cli_about", NULL);
    write_title(cli, "cli_title_usage");
    bs_terminal_space(&cli->out, 2);
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 2, bs_text(&cli->text, "cli_usage_overview"));
    write_commands(cli);
    write_examples(cli, shown, SHOWN, 1);
    write_title(cli, "cli_title_exit");
    for (int code = 0; code < BS_EXIT_COUNT; code++) {
        char number[12];
        (void)snprintf(number, sizeof number, "%d", code);
        write_term(cli, number, 6, bs_text_of(&cli->text, "cli_exit_", number));
    }
    write_title(cli, "cli_title_environment");
    for (size_t i = 0; i < bs_help_variable_count; i++) {
        write_term(cli, bs_help_variables[i],
                   explanation_column(cli, (int)strlen("XDG_CONFIG_HOME"), 3),
                   bs_text_of(&cli->text, "cli_environment_", bs_help_variables[i]));
    }
    bs_terminal_write(&cli->out, "\n");
    char *contact = bs_address_contact();
    bs_say(cli, "options_contact", contact, NULL);
    free(contact);
}

static void format_option(char text[64], const bs_option *option)
{
    char letter[6] = "";
    if (option->letter != 0) {
        (void)snprintf(letter, sizeof letter, "-%c, ", option->letter);
    }
    (void)snprintf(text, 64, "%s--%s%s%s", letter, option->name, option->value != NULL ? " " : "",
                   option->value != NULL ? option->value : "");
}

void bs_help_command(const bs_cli *cli, const bs_command *command)
{
    const bs_terminal *out = &cli->out;
    bs_terminal_ink(out, BS_INK_BOLD, bs_text(&cli->text, "cli_title_usage"));
    bs_terminal_write(out, ":\n  bussola ");
    bs_terminal_write(out, command->name);
    bs_terminal_write(out, " ");
    bs_terminal_write(out, bs_text(&cli->text, "cli_usage_option"));
    bs_terminal_write(out, command->operands[0] != '\0' ? " " : "");
    bs_terminal_write(out, command->operands);
    bs_terminal_write(out, "\n\n");
    bs_terminal_wrap(out, BS_INK_PLAIN, 0,
                     bs_text_of(&cli->text, "cli_description_", command->name));
    write_title(cli, "cli_title_options");
    int widest = 0;
    char term[64];
    for (size_t i = 0; i < command->option_count; i++) {
        format_option(term, &command->options[i]);
        int width = (int)strlen(term);
        widest = width > widest ? width : widest;
    }
    int column = explanation_column(cli, widest, 3);
    for (size_t i = 0; i < command->option_count; i++) {
        format_option(term, &command->options[i]);
        write_term(cli, term, column, bs_help_option(&cli->text, command, &command->options[i]));
    }
    format_option(term, &bs_option_help);
    write_term(cli, term, column, bs_help_option(&cli->text, command, &bs_option_help));
    write_examples(cli, &command, 1, BS_EXAMPLES_MAX);
}
