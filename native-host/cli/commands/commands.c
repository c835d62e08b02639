#include "commands.h"

#include <string.h>

#include "cli/base/cli.h"
#include "cli/base/suggest.h"

const bs_command *const bs_commands[] = {
    &bs_command_status,  &bs_command_history,     &bs_command_why,      &bs_command_report,
    &bs_command_goal,    &bs_command_profiles,    &bs_command_backtest, &bs_command_import,
    &bs_command_pull,    &bs_command_token,       &bs_command_sync,     &bs_command_share,
    &bs_command_team,    &bs_command_push,        &bs_command_export,   &bs_command_backup,
    &bs_command_restore, &bs_command_retention,   &bs_command_forget,   &bs_command_doctor,
    &bs_command_support, &bs_command_recover,     &bs_command_install,  &bs_command_uninstall,
    &bs_command_model,   &bs_command_completions, &bs_command_manual,
};
const size_t bs_command_count = sizeof bs_commands / sizeof bs_commands[0];

const bs_command *bs_command_find(const char *name)
{
    for (size_t i = 0; i < bs_command_count; i++) {
        if (strcmp(bs_commands[i]->name, name) == 0) {
            return bs_commands[i];
        }
    }
    return NULL;
}

bs_exit bs_command_unknown(const bs_cli *cli, const char *word)
{
    bs_suggestion nearest = {0};
    for (size_t i = 0; i < bs_command_count; i++) {
        bs_suggest(&nearest, word, bs_commands[i]->name);
    }
    return nearest.word != NULL
               ? bs_complain(cli, BS_EXIT_USAGE, "cli_usage_near_command", word, nearest.word, NULL)
               : bs_complain(cli, BS_EXIT_USAGE, "cli_usage_unknown_command", word, NULL);
}
