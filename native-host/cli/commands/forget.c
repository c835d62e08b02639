#include "bussola/store/forget.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/service/client_info.h"
#include "bussola/store/profiles.h"
#include "bussola/store/push.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "cli/base/confirm.h"
#include "cli/base/member.h"
#include "cli/base/synced.h"
#include "cli/output/xmalloc.h"
#include "cli/pull/pull_state.h"
#include "cli/push/push_text.h"
#include "cli/push/targets.h"
#include "commands.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL},
    {"all", 'a', NULL, NULL},
    {"source", 's', "SOURCE", "archive api"},
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

/*
 * `key` NULL: everything, or only the copies. `sent`: numbers are on a team's server. `folder`: the
 * devices' folder, or "".
 */
static bs_exit confirm(const bs_cli *cli, const bs_arguments *arguments, const char *key, bool sent,
                       const char *folder)
{
    const char *sentences[5] = {NULL};
    size_t count = 0;
    const char *source = bs_arguments_value(arguments, "source");
    char *one = key == NULL      ? NULL
                : source != NULL ? bs_text_new(&cli->text, "cli_forget_ask_source",
                                               bs_text_of(&cli->text, "source_", source), key, NULL)
                                 : bs_text_new(&cli->text, "cli_forget_ask", key, NULL);
    if (one != NULL) {
        sentences[count++] = one;
    } else if (bs_arguments_has(arguments, "all")) {
        sentences[count++] = bs_text(&cli->text, "cli_forget_ask_all");
    }
    if (bs_arguments_has(arguments, "backups")) {
        sentences[count++] = bs_text(&cli->text, "cli_forget_ask_backups");
    }
    if (sent) {
        sentences[count++] = bs_text(&cli->text, "cli_forget_ask_push");
    }
    char *shared =
        folder[0] != '\0' ? bs_text_new(&cli->text, "cli_forget_ask_sync", folder, NULL) : NULL;
    sentences[count] = shared;
    const bs_exit code = bs_confirm(cli, arguments, sentences);
    free(shared);
    free(one);
    return code;
}

/* The profile's name for the question; the caller frees it. */
static char *name_of(bs_store *store, bs_profile_id profile, const char *key)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    char name[BS_KEY_MAX + 1] = "";
    if (key != NULL || bs_member_list(&profiles, &count, store, NULL) != BS_OK) {
        return bs_xstrdup(key != NULL ? key : name);
    }
    for (size_t i = 0; i < count; i++) {
        if (profiles[i].id == profile) {
            bs_profile_name(name, &profiles[i]);
        }
    }
    bs_profiles_free(profiles, count);
    return bs_xstrdup(name);
}

/* The profile's key, "" without one; the caller frees it. */
static char *key_of(bs_store *store, bs_profile_id profile)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    char *key = NULL;
    if (bs_member_list(&profiles, &count, store, NULL) == BS_OK) {
        for (size_t i = 0; i < count && key == NULL; i++) {
            key = profiles[i].id == profile ? bs_xstrdup(profiles[i].key) : NULL;
        }
        bs_profiles_free(profiles, count);
    }
    return key != NULL ? key : bs_xstrdup("");
}

/* Removes the profile or everything; with --source only that source's data. */
static bs_status remove_from(bs_forgotten *forgotten, const bs_member *member,
                             bs_profile_id profile, const bs_arguments *arguments, bs_error *error)
{
    const char *source = bs_arguments_value(arguments, "source");
    if (source == NULL) {
        return bs_store_forget(forgotten, member->store, profile, error);
    }
    const bool api = strcmp(source, bs_source_id(BS_FROM_API)) == 0;
    BS_TRY(bs_store_forget_source(forgotten, member->store, profile,
                                  api ? BS_FROM_API : BS_FROM_ARCHIVE, member->now, error));
    if (api) {
        /* The next pull must read the removed data again. */
        bs_pull_state_remove();
    }
    return BS_OK;
}

/* ---- a team's server ---- */

/* The removed profiles' servers; the caller frees the array. */
typedef struct servers {
    bs_push_target *targets;
    size_t count;
} servers;

static bs_status find_servers(servers *found, const bs_member *member, bs_profile_id profile,
                              const bs_arguments *arguments, bs_error *error)
{
    *found = (servers){.targets = NULL};
    if (bs_arguments_has(arguments, "source")) {
        return BS_OK;
    }
    BS_TRY(bs_store_push_targets(&found->targets, &found->count, member->store, error));
    found->count = bs_targets_keep(found->targets, found->count, profile, true);
    return BS_OK;
}

/* Removes the tokens. What was sent stays there: prints how its administrator deletes it. */
static void leave_servers(const bs_cli *cli, const servers *found)
{
    for (size_t i = 0; i < found->count; i++) {
        bs_targets_remove_token(cli, &found->targets[i]);
        bs_push_say_deletion(cli, &found->targets[i]);
    }
}

/* ---- the command ---- */

static bs_exit forget_asked(const bs_cli *cli, const bs_arguments *arguments,
                            const bs_member *member, bs_profile_id profile, const servers *found)
{
    bs_error error;
    const bool all = bs_arguments_has(arguments, "all");
    char *name =
        all ? NULL : name_of(member->store, profile, bs_arguments_value(arguments, "profile"));
    bs_synced synced = {.device = 0};
    if (!bs_arguments_has(arguments, "source")) {
        bs_synced_find(&synced, member->store);
    }
    bs_exit code = confirm(cli, arguments, name, found->count > 0, synced.folder);
    free(name);
    if (code != BS_EXIT_OK) {
        return code;
    }
    bs_forgotten forgotten;
    char *key = key_of(member->store, profile);
    if (remove_from(&forgotten, member, profile, arguments, &error) != BS_OK) {
        free(key);
        return bs_complain_error(cli, &error);
    }
    if (profile == BS_PROFILE_NONE) {
        bs_client_hellos_remove(NULL, INT64_MAX);
    }
    char profiles[24];
    char rows[24];
    (void)snprintf(profiles, sizeof profiles, "%" PRId64, forgotten.profiles);
    (void)snprintf(rows, sizeof rows, "%" PRId64, forgotten.rows);
    bs_say(cli, "cli_forget_done", profiles, rows, NULL);
    if (!bs_arguments_has(arguments, "source")) {
        bs_say(cli, "cli_forget_browsers", NULL);
    }
    leave_servers(cli, found);
    if (synced.folder[0] != '\0') {
        code = bs_synced_forget(cli, &synced, all ? NULL : key);
    }
    free(key);
    return code;
}

static bs_exit forget(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    servers found;
    bs_profile_id profile = BS_PROFILE_NONE;
    const bool all = bs_arguments_has(arguments, "all");
    bs_exit code = all ? BS_EXIT_OK : bs_member_profile(&profile, member, cli, arguments);
    if (code != BS_EXIT_OK) {
        /* An earlier attempt may have left removed rows in the WAL. The result remains "no such
         * profile". */
        (void)!bs_store_empty_log(member->store, NULL);
        return code;
    }
    if (find_servers(&found, member, profile, arguments, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    code = forget_asked(cli, arguments, member, profile, &found);
    free(found.targets);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    const bool one = bs_arguments_has(arguments, "profile");
    const bool all = bs_arguments_has(arguments, "all");
    const bool backups = bs_arguments_has(arguments, "backups");
    bs_member member;
    const bool source = bs_arguments_has(arguments, "source");
    if ((one && all) || (source && all) || !(one || all || backups || source)) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_forget_which", NULL);
    }
    bs_exit code = BS_EXIT_OK;
    if (one || all || source) {
        code = bs_member_open(&member, cli);
        if (code == BS_EXIT_OK) {
            code = forget(cli, arguments, &member);
            bs_member_close(&member);
        }
    } else {
        code = confirm(cli, arguments, NULL, false, "");
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    return backups ? remove_copies(cli) : bs_confirm_copies(cli);
}

const bs_command bs_command_forget = {
    .name = "forget",
    .group = "data",
    .examples = {"--source archive", "--all"},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
