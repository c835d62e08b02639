#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "bussola/greeting.h"
#include "bussola/recovery.h"
#include "commands.h"
#include "member.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL},
    {"all", 'a', NULL, NULL},
    {"backups", 'b', NULL, NULL},
    {"yes", 'y', NULL, NULL},
};

/* Asks on the terminal; only the whole word counts as a yes. */
static bool confirmed(const bs_cli *cli)
{
    const char *word = bs_text(&cli->text, "cli_forget_word");
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

/* Copies of the database that hold what was removed, and the command that removes them. */
static bs_exit name_copies(const bs_cli *cli)
{
    bs_error error;
    bs_copy *copies = NULL;
    size_t count = 0;
    if (bs_copies_list(&copies, &count, NULL, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (count > 0) {
        bs_say(cli, "cli_forget_copies", NULL);
    }
    for (size_t i = 0; i < count; i++) {
        bs_terminal_write(&cli->out, "  ");
        bs_terminal_write(&cli->out, copies[i].path);
        bs_terminal_write(&cli->out, "\n");
    }
    free(copies);
    return BS_EXIT_OK;
}

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

/* Without a yes on the command line or the terminal nothing is removed. */
static bs_exit settle(const bs_cli *cli, const bs_arguments *arguments)
{
    const char *key = bs_arguments_value(arguments, "profile");
    if (bs_arguments_has(arguments, "yes")) {
        return BS_EXIT_OK;
    }
    if (isatty(STDIN_FILENO) == 0 || !cli->out.interactive) {
        return bs_complain(cli, BS_EXIT_DECLINED, "cli_forget_no_terminal", NULL);
    }
    if (key != NULL) {
        bs_say(cli, "cli_forget_ask", key, NULL);
    } else if (bs_arguments_has(arguments, "all")) {
        bs_say(cli, "cli_forget_ask_all", NULL);
    }
    if (bs_arguments_has(arguments, "backups")) {
        bs_say(cli, "cli_forget_ask_backups", NULL);
    }
    return confirmed(cli) ? BS_EXIT_OK
                          : bs_complain(cli, BS_EXIT_DECLINED, "cli_forget_kept", NULL);
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
    code = settle(cli, arguments);
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
        code = settle(cli, arguments);
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    return backups ? remove_copies(cli) : name_copies(cli);
}

const bs_command bs_command_forget = {
    .name = "forget",
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
