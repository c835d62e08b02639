/* bussola retention [DAYS | forever]: how long the history is kept. */
#include "bussola/store/retention.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/confirm.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "commands.h"

static const bs_option options[] = {
    {"yes", 'y', NULL, NULL},
    {"json", 'j', NULL, NULL},
};

static bool read_days(int64_t *days, const char *word)
{
    char *end = NULL;
    errno = 0;
    *days = strtol(word, &end, 10);
    if (strcmp(word, "forever") == 0) {
        *days = BS_RETENTION_FOREVER;
        return true;
    }
    return errno == 0 && end != word && *end == '\0' && *days >= BS_RETENTION_MIN &&
           *days <= BS_RETENTION_MAX;
}

static bs_exit print_json(const bs_cli *cli, const bs_retention *retention)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    const bool forever = retention->days == BS_RETENTION_FOREVER;
    bs_json_name(json, "days");
    if (forever) {
        bs_json_null(json);
    } else {
        bs_json_integer(json, retention->days);
    }
    bs_json_member_day(json, "first", forever ? BS_DAY_NONE : retention->first);
    bs_json_member_integer(json, "removed", (int64_t)retention->removed);
    return bs_json_finish(&output, cli);
}

static void say(const bs_cli *cli, const bs_retention *retention)
{
    char days[BS_NUMBER_TEXT];
    char first[BS_DATE_TEXT];
    if (retention->days == BS_RETENTION_FOREVER) {
        bs_say(cli, "cli_retention_forever", NULL);
        return;
    }
    bs_number_format(days, &cli->text, (double)retention->days, 0);
    bs_date_format(first, &cli->text, retention->first);
    bs_say(cli, "cli_retention_days", days, first, NULL);
}

static bs_exit confirm(const bs_cli *cli, const bs_arguments *arguments, int64_t days)
{
    char number[BS_NUMBER_TEXT];
    if (days == BS_RETENTION_FOREVER) {
        return BS_EXIT_OK;
    }
    bs_number_format(number, &cli->text, (double)days, 0);
    char *question = bs_text_new(&cli->text, "cli_retention_ask", number, NULL);
    const char *const questions[] = {question, NULL};
    const bs_exit code = bs_confirm(cli, arguments, questions);
    free(question);
    return code;
}

static bs_exit set(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member,
                   int64_t days)
{
    bs_error error;
    bs_retention retention;
    char removed[BS_NUMBER_TEXT];
    const bs_exit code = confirm(cli, arguments, days);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (bs_store_retention_set(&retention, member->store, days, member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (bs_arguments_has(arguments, "json")) {
        return print_json(cli, &retention);
    }
    say(cli, &retention);
    if (retention.removed == 0) {
        return BS_EXIT_OK;
    }
    bs_number_format(removed, &cli->text, (double)retention.removed, 0);
    bs_say(cli, "cli_retention_removed", removed, NULL);
    return bs_confirm_copies(cli);
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_retention retention;
    if (bs_store_retention(&retention, member->store, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (bs_arguments_has(arguments, "json")) {
        return print_json(cli, &retention);
    }
    say(cli, &retention);
    return BS_EXIT_OK;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_member member;
    int64_t days = BS_RETENTION_FOREVER;
    const bool sets = arguments->operand_count > 0;
    if (sets && !read_days(&days, arguments->operands[0])) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_retention_usage", NULL);
    }
    bs_exit code = bs_member_open(&member, cli);
    if (code == BS_EXIT_OK) {
        code = sets ? set(cli, arguments, &member, days) : show(cli, arguments, &member);
        bs_member_close(&member);
    }
    return code;
}

const bs_command bs_command_retention = {
    .name = "retention",
    .group = "data",
    .examples = {"365", "forever"},
    .operands = "[DAYS | forever]",
    .words = "forever",
    .operands_max = 1,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
