#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "bussola/greeting.h"
#include "bussola/recovery.h"
#include "commands.h"
#include "confirm.h"
#include "member.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL},
    {"all", 'a', NULL, NULL},
    {"backups", 'b', NULL, NULL},
    {"yes", 'y', NULL, NULL},
};

static bs_exit remove_copies(const bs_cli *cli)
{
    bs_error error;
    size_t removed = 0;
    if (bs_copies_remove(&removed, NULL, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    char *text = bs_text_count(&cli->text, "cli_forget_copies_done", (long)removed);
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, text);
    free(text);
    return BS_EXIT_OK;
}

static bs_exit confirm(const bs_cli *cli, const bs_arguments *arguments)
{
    const char *key = bs_arguments_value(arguments, "profile");
    const char *sentences[3] = {NULL};
    size_t count = 0;
    char *one = key != NULL ? bs_text_new(&cli->text, "cli_forget_ask", key, NULL) : NULL;
    if (one != NULL) {
        sentences[count++] = one;
    } else if (bs_arguments_has(arguments, "all")) {
        sentences[count++] = bs_text(&cli->text, "cli_forget_ask_all");
    }
    if (bs_arguments_has(arguments, "backups")) {
        sentences[count++] = bs_text(&cli->text, "cli_forget_ask_backups");
    }
    const bs_exit code = bs_confirm(cli, arguments, sentences);
    free(one);
    return code;
}

static bs_exit forget(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_profile_id profile = BS_PROFILE_NONE;
    const char *key = bs_arguments_value(arguments, "profile");
    bs_exit code = key != NULL ? bs_member_profile(&profile, member, cli, arguments) : BS_EXIT_OK;
    if (code != BS_EXIT_OK) {
        /* Perhaps an earlier attempt got half way; that nobody is found stays the answer. */
        (void)!bs_store_empty_log(member->store, NULL);
        return code;
    }
    code = confirm(cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    bs_forgotten forgotten;
    if (bs_store_forget(&forgotten, member->store, profile, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (profile == BS_PROFILE_NONE) {
        bs_greetings_remove(NULL, INT64_MAX);
    }
    char profiles[24];
    char rows[24];
    (void)snprintf(profiles, sizeof profiles, "%" PRId64, forgotten.profiles);
    (void)snprintf(rows, sizeof rows, "%" PRId64, forgotten.rows);
    bs_say(cli, "cli_forget_done", profiles, rows, NULL);
    return BS_EXIT_OK;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    const bool one = bs_arguments_has(arguments, "profile");
    const bool all = bs_arguments_has(arguments, "all");
    const bool backups = bs_arguments_has(arguments, "backups");
    bs_member member;
    if ((one && all) || !(one || all || backups)) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_forget_which", NULL);
    }
    bs_exit code = BS_EXIT_OK;
    if (one || all) {
        code = bs_member_open(&member, cli);
        if (code == BS_EXIT_OK) {
            code = forget(cli, arguments, &member);
            bs_member_close(&member);
        }
    } else {
        code = confirm(cli, arguments);
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    return backups ? remove_copies(cli) : bs_confirm_copies(cli);
}

const bs_command bs_command_forget = {
    .name = "forget",
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
