#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "cli/text/db_summary_text.h"
#include "commands.h"

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
    char *words = bs_db_summary_text(&cli->text, &restored.summary);
    bs_say(cli, "cli_restore_done", file, words, NULL);
    free(words);
    if (restored.aside[0] != '\0') {
        bs_say(cli, "cli_restore_aside", restored.aside, NULL);
    }
    return BS_EXIT_OK;
}

const bs_command bs_command_restore = {
    .name = "restore",
    .group = "data",
    .examples = {"bussola.db"},
    .operands = "FILE",
    .words = "",
    .operands_max = 1,
    .run = run,
};
