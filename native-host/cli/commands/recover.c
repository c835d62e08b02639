#include <stdlib.h>
#include <time.h>

#include "bussola/store/recovery.h"
#include "cli/output/xmalloc.h"
#include "cli/text/db_summary_text.h"
#include "commands.h"

static const bs_option options[] = {
    {"json", 'j', NULL, NULL},
};

/* Offers the newest backup that can be restored. */
static bs_exit offer_backup(const bs_cli *cli)
{
    bs_error error;
    bs_copy *copies = NULL;
    size_t count = 0;
    if (bs_copies_list(&copies, &count, NULL, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    for (size_t i = 0; i < count && copies[i].backup; i++) {
        bs_db_summary summary;
        if (bs_copy_look(&summary, copies[i].path, &error) == BS_OK) {
            char *words = bs_db_summary_text(&cli->text, &summary);
            char *command = bs_xasprintf("  bussola restore '%s'\n", copies[i].path);
            bs_say(cli, "cli_recover_backup", words, NULL);
            bs_terminal_write(&cli->out, command);
            free(command);
            free(words);
            break;
        }
    }
    free(copies);
    return BS_EXIT_OK;
}

static bs_exit say(const bs_cli *cli, const bs_recovered *recovered)
{
    char *words = bs_db_summary_text(&cli->text, &recovered->summary);
    bs_exit code = BS_EXIT_OK;
    if (recovered->whole) {
        bs_say(cli, "cli_recover_whole", words, NULL);
    } else {
        bs_say(cli, recovered->altered ? "cli_recover_altered" : "cli_recover_aside",
               recovered->aside, NULL);
        bs_say(cli, recovered->summary.readings > 0 ? "cli_recover_done" : "cli_recover_nothing",
               words, NULL);
        code = offer_backup(cli);
    }
    free(words);
    return code;
}

static bs_exit print_json(const bs_cli *cli, const bs_recovered *recovered)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_json_member_bool(json, "whole", recovered->whole);
    bs_json_member_known(json, "aside", recovered->whole ? "" : recovered->aside);
    bs_db_summary_write_json(json, &recovered->summary);
    return bs_json_finish(&output, cli);
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_error error;
    bs_recovered recovered;
    if (bs_store_recover(&recovered, NULL, (int64_t)time(NULL), &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (!recovered.found) {
        return bs_complain(cli, BS_EXIT_NOTHING, "cli_nothing_yet", NULL);
    }
    return bs_arguments_has(arguments, "json") ? print_json(cli, &recovered) : say(cli, &recovered);
}

const bs_command bs_command_recover = {
    .name = "recover",
    .group = "repair",
    .examples = {""},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
