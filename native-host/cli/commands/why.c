/* bussola why [FROM [TO]]: explains the change between two days. */
#include <math.h>
#include <stdlib.h>

#include "bussola/codec/reply.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/text/format.h"
#include "cli/text/why_text.h"
#include "commands.h"
#include "why_sentence.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL},
    {"model", 0, "MODEL", NULL},
    {"json", 'j', NULL, NULL},
    {"sample", 0, NULL, NULL},
};

static bs_exit read_operand(bs_day *day, const bs_cli *cli, const bs_arguments *arguments,
                            size_t index)
{
    *day = BS_DAY_NONE;
    if (index >= arguments->operand_count) {
        return BS_EXIT_OK;
    }
    const char *given = arguments->operands[index];
    return bs_day_parse(day, given) == BS_OK
               ? BS_EXIT_OK
               : bs_complain(cli, BS_EXIT_USAGE, "cli_bad_day", given, NULL);
}

static void write_change(const bs_cli *cli, const bs_why *why)
{
    const bs_messages *text = &cli->text;
    char from[BS_DATE_TEXT];
    char to[BS_DATE_TEXT];
    bs_date_format(from, text, bs_moment_day(why->from));
    bs_date_format(to, text, bs_moment_day(why->to));
    bs_say(cli, "cli_why_title", from, to, NULL);
    bs_terminal_write(&cli->out, "\n");
    if (isnan(why->change)) {
        const bool known = !isnan(why->total_from) && !isnan(why->total_to);
        char *redrawn = bs_word_redrawn(text, why);
        bs_say(cli, known ? "cli_why_not_compared" : "cli_why_no_number", NULL);
        if (redrawn != NULL) {
            bs_terminal_write(&cli->out, "\n");
            bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, redrawn);
        }
        free(redrawn);
    } else {
        char *line = bs_word_moved(text, why);
        char *text_of_why = bs_word_why(text, why);
        bs_terminal_wrap(&cli->out, BS_INK_BOLD, 0, line);
        bs_terminal_write(&cli->out, "\n");
        bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, text_of_why);
        free(text_of_why);
        free(line);
    }
    bs_terminal_write(&cli->out, "\n");
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_why why;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_day from = BS_DAY_NONE;
    bs_day to = BS_DAY_NONE;
    bs_exit code = read_operand(&from, cli, arguments, 0);
    if (code == BS_EXIT_OK) {
        code = read_operand(&to, cli, arguments, 1);
    }
    if (code == BS_EXIT_OK) {
        code = bs_member_profile(&profile, member, cli, arguments);
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (bs_store_why(&why, member->store, profile, from, to, false, member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (bs_arguments_has(arguments, "json")) {
        bs_json_output output;
        bs_json *json = bs_json_start(&output, '{');
        bs_reply_write_why(json, &why);
        bs_json_identified(json, bs_member_identified(member, profile));
        code = bs_json_finish(&output, cli);
    } else {
        bs_member_note(&cli->out, member, cli, profile);
        write_change(cli, &why);
        bs_why_text_write(cli, &why);
    }
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    return bs_member_with(cli, arguments, show);
}

const bs_command bs_command_why = {
    .name = "why",
    .group = "see",
    .examples = {"", "2026-11-01 2026-11-15"},
    .operands = "[FROM [TO]]",
    .words = "",
    .operands_max = 2,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
