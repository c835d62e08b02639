#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "cli/text/db_summary_text.h"
#include "commands.h"

static const bs_option options[] = {
    {"json", 'j', NULL, NULL},
};

static void say(const bs_cli *cli, const char *file, const bs_restored *restored)
{
    char *words = bs_db_summary_text(&cli->text, &restored->summary);
    bs_say(cli, "cli_restore_done", file, words, NULL);
    free(words);
    if (restored->aside[0] != '\0') {
        bs_say(cli, "cli_restore_aside", restored->aside, NULL);
    }
}

static bs_exit print_json(const bs_cli *cli, const char *file, const bs_restored *restored)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_json_member_text(json, "path", file);
    bs_json_member_known(json, "aside", restored->aside);
    bs_db_summary_write_json(json, &restored->summary);
    return bs_json_finish(&output, cli);
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_error error;
    bs_restored restored;
    if (arguments->operand_count == 0) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_restore_which", NULL);
    }
    const char *file = arguments->operands[0];
    if (bs_store_restore(&restored, NULL, file, (int64_t)time(NULL), &error) != BS_OK) {
        if (error.status == BS_BAD_REQUEST && strcmp(error.field, BS_STORAGE_ALTERED) == 0) {
            return bs_complain(cli, BS_EXIT_FAILED, "cli_restore_altered", file, NULL);
        }
        const bs_exit code = bs_complain_error(cli, &error);
        return error.status == BS_BAD_REQUEST ? BS_EXIT_FAILED : code;
    }
    if (bs_arguments_has(arguments, "json")) {
        return print_json(cli, file, &restored);
    }
    say(cli, file, &restored);
    return BS_EXIT_OK;
}

const bs_command bs_command_restore = {
    .name = "restore",
    .group = "data",
    .examples = {"bussola.db"},
    .operands = "FILE",
    .words = "",
    .operands_max = 1,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
