#include <stdio.h>
#include <stdlib.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "cli/base/member.h"
#include "cli/text/db_summary_text.h"
#include "commands.h"
#include "platform/path.h"

static const bs_option options[] = {
    {"json", 'j', NULL, NULL},
};

static void say(const bs_cli *cli, const char *path, const bs_db_summary *summary)
{
    char *words = bs_db_summary_text(&cli->text, summary);
    bs_say(cli, "cli_backup_done", path, words, NULL);
    free(words);
}

static bs_exit print_json(const bs_cli *cli, const char *path, const bs_db_summary *summary)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_json_member_text(json, "path", path);
    bs_db_summary_write_json(json, summary);
    return bs_json_finish(&output, cli);
}

/* True for a file that is not a backup: it would be lost without a word. */
static bool is_other_file(const char *path)
{
    bs_error error;
    bs_db_summary summary;
    bs_path_facts about;
    return bs_path_look(&about, path, true) && about.is_file && about.bytes > 0 &&
           bs_copy_look(&summary, path, &error) != BS_OK;
}

static bs_exit back_up(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_db_summary summary;
    char path[BS_STORE_PATH_MAX] = "";
    const char *file = arguments->operand_count > 0 ? arguments->operands[0] : NULL;
    if (file != NULL && snprintf(path, sizeof path, "%s", file) >= (int)sizeof path) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_path_too_long", NULL);
    }
    if (file != NULL && is_other_file(file)) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_backup_other", file, NULL);
    }
    if (bs_store_backup(path, member->store, member->now, &error) != BS_OK ||
        bs_copy_look(&summary, path, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (bs_arguments_has(arguments, "json")) {
        return print_json(cli, path, &summary);
    }
    say(cli, path, &summary);
    return BS_EXIT_OK;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_member member;
    bs_exit code = bs_member_open(&member, cli);
    if (code == BS_EXIT_OK) {
        code = back_up(cli, arguments, &member);
        bs_member_close(&member);
    }
    return code;
}

const bs_command bs_command_backup = {
    .name = "backup",
    .group = "data",
    .examples = {"", "bussola.db"},
    .operands = "[FILE]",
    .words = "",
    .operands_max = 1,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
