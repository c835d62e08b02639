#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "bussola/greeting.h"
#include "commands.h"
#include "member.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL},
    {"all", 'a', NULL, NULL},
    {"yes", 'y', NULL, NULL},
};

/* Asks on the terminal; only the whole word counts as a yes. */
static bool confirmed(const bs_cli *cli, const char *key)
{
    const char *word = bs_text(&cli->text, "cli_forget_word");
    if (key != NULL) {
        bs_say(cli, "cli_forget_ask", key, NULL);
    } else {
        bs_say(cli, "cli_forget_ask_all", NULL);
    }
    char *prompt = bs_text_new(&cli->text, "cli_forget_prompt", word, NULL);
    bs_terminal_write(&cli->out, prompt);
    bs_terminal_write(&cli->out, " ");
    free(prompt);
    (void)fflush(stdout);
    char answer[32] = "";
    if (fgets(answer, sizeof answer, stdin) == NULL) {
        (void)putchar('\n');
        return false;
    }
    answer[strcspn(answer, "\n")] = '\0';
    return strcasecmp(answer, word) == 0;
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
    if (!bs_arguments_has(arguments, "yes")) {
        if (isatty(STDIN_FILENO) == 0 || !cli->out.interactive) {
            return bs_complain(cli, BS_EXIT_DECLINED, "cli_forget_no_terminal", NULL);
        }
        if (!confirmed(cli, key)) {
            return bs_complain(cli, BS_EXIT_DECLINED, "cli_forget_kept", NULL);
        }
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
    bool one = bs_arguments_has(arguments, "profile");
    if (one == bs_arguments_has(arguments, "all")) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_forget_which", NULL);
    }
    bs_member member;
    bs_exit code = bs_member_open(&member, cli);
    if (code == BS_EXIT_OK) {
        code = forget(cli, arguments, &member);
        bs_member_close(&member);
    }
    return code;
}

const bs_command bs_command_forget = {
    .name = "forget",
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
