#include "set_up.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/line_protocol.h"
#include "bussola/ingest/delivery.h"
#include "bussola/store/push.h"
#include "cli/base/confirm.h"
#include "cli/base/files.h"
#include "cli/base/member.h"
#include "cli/output/xmalloc.h"
#include "cli/pull/tokenfile.h"
#include "platform/path.h"
#include "platform/random.h"
#include "platform/secret.h"
#include "push_text.h"
#include "targets.h"

static const bs_question question = {.prompt = "cli_push_prompt",
                                     .word = "cli_push_word",
                                     .no_terminal = "cli_push_no_terminal",
                                     .declined = "cli_push_declined"};

/* ---- the target ---- */

static unsigned read_parts(const bs_arguments *arguments)
{
    unsigned parts = 0;
    const bs_given *given = bs_arguments_next(arguments, "only", NULL);
    for (; given != NULL; given = bs_arguments_next(arguments, "only", given)) {
        for (int i = 0; i < BS_SHARE_PART_COUNT; i++) {
            parts |= strcmp(given->value, bs_share_part_words[i]) == 0 ? BS_PUSH_BIT(i) : 0;
        }
    }
    return parts != 0 ? parts : BS_PUSH_PARTS_ALL;
}

/* Without the slashes at its end; false if it cannot be a server's address. */
static bool read_url(char url[BS_PUSH_URL_MAX + 1], const char *given)
{
    size_t length = strlen(given);
    while (length > 0 && given[length - 1] == '/') {
        length--;
    }
    if (length > BS_PUSH_URL_MAX) {
        return false;
    }
    memcpy(url, given, length);
    url[length] = '\0';
    return bs_delivery_url_allowed(url);
}

static void name_member(char member[BS_PUSH_MEMBER_MAX + 1])
{
    unsigned char random[BS_PUSH_MEMBER_MAX / 2];
    if (!bs_random_fill(random, sizeof random)) {
        bs_xfail();
    }
    for (size_t i = 0; i < sizeof random; i++) {
        (void)snprintf(member + 2 * i, 3, "%02x", random[i]);
    }
}

/* The days that are sent begin with --from, else today. */
static bs_exit read_since(bs_day *since, const bs_member *member, bs_profile_id profile,
                          const bs_cli *cli, const bs_arguments *arguments)
{
    bs_error error;
    bs_moment now;
    const bs_exit code = bs_member_day(since, "from", cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (bs_store_now(&now, member->store, profile, member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    const bs_day today = bs_moment_day(now);
    *since = *since == BS_DAY_NONE || *since > today ? today : *since;
    return BS_EXIT_OK;
}

static bs_exit read_target(bs_push_target *target, const bs_member *member, const bs_cli *cli,
                           const bs_arguments *arguments)
{
    const char *label = bs_arguments_value(arguments, "label");
    *target = (bs_push_target){.parts = read_parts(arguments)};
    if (!read_url(target->url, bs_arguments_value(arguments, "to"))) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_push_bad_url", NULL);
    }
    if (label != NULL && !bs_line_label_allowed(label)) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_push_bad_label", NULL);
    }
    (void)snprintf(target->label, sizeof target->label, "%s", label != NULL ? label : "");
    name_member(target->member);
    const bs_exit code = bs_member_profile(&target->profile, member, cli, arguments);
    return code == BS_EXIT_OK ? read_since(&target->since, member, target->profile, cli, arguments)
                              : code;
}

/* Only one server at a time: a second one would get the first one's name for the user. */
static bs_exit refuse_second(const bs_push_target *wanted, const bs_member *member,
                             const bs_cli *cli)
{
    bs_push_target known;
    const bs_exit code = bs_targets_find(&known, member, cli, wanted->profile);
    if (code == BS_EXIT_NOTHING || (code == BS_EXIT_OK && known.marked)) {
        return BS_EXIT_OK;
    }
    return code != BS_EXIT_OK ? code
                              : bs_complain(cli, BS_EXIT_FAILED,
                                            known.withdrawn != 0 ? "cli_push_still_withdrawing"
                                                                 : "cli_push_already",
                                            known.url, NULL);
}

/* ---- consent ---- */

static bs_exit ask(const bs_cli *cli, const bs_arguments *arguments, const bs_push_target *target)
{
    char date[BS_DATE_TEXT];
    char *parts = bs_push_parts_text(&cli->text, target->parts);
    bs_date_format(date, &cli->text, target->since);
    char *what = bs_text_new(&cli->text, "cli_push_consent_what", target->url, parts, date,
                             target->member, NULL);
    const char *const sentences[] = {what, bs_text(&cli->text, "cli_push_consent_who"),
                                     bs_text(&cli->text, "cli_push_consent_end"),
                                     bs_text(&cli->text, "team_consent"), NULL};
    const bs_exit code = bs_confirm_as(&question, cli, arguments, sentences);
    free(what);
    free(parts);
    return code;
}

static bs_exit keep_token(const bs_cli *cli, const char *member, const char *token)
{
    if (token == NULL) {
        return BS_EXIT_OK;
    }
    char *path = bs_tokenfile_push_path(cli, member);
    if (path == NULL) {
        return BS_EXIT_FAILED;
    }
    const int failure = bs_tokenfile_write(path, token);
    const bs_exit code = failure == 0 ? BS_EXIT_OK
                                      : bs_complain(cli, BS_EXIT_FAILED, "cli_token_failed", path,
                                                    bs_file_failure(&cli->text, failure), NULL);
    free(path);
    return code;
}

/* Shows what would be sent and asks. The target is stored but nothing may be sent yet. */
static bs_exit agree(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member,
                     const bs_push_target *target, const char *token)
{
    bs_error error;
    bs_exit code = bs_targets_show(cli, member, target, bs_arguments_has(arguments, "show"));
    if (code == BS_EXIT_OK && !bs_arguments_has(arguments, "show")) {
        code = ask(cli, arguments, target);
        if (code == BS_EXIT_OK) {
            code = keep_token(cli, target->member, token);
        }
        if (code == BS_EXIT_OK) {
            return bs_store_push_agree(member->store, target->profile, member->now, &error) == BS_OK
                       ? BS_EXIT_OK
                       : bs_complain_error(cli, &error);
        }
    }
    if (bs_store_push_drop(member->store, target->profile, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    return code;
}

static bs_exit set_up(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member,
                      const char *token)
{
    bs_error error;
    bs_push_target target;
    bs_exit code = read_target(&target, member, cli, arguments);
    if (code == BS_EXIT_OK) {
        code = refuse_second(&target, member, cli);
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (bs_store_push_set(member->store, &target, member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    return agree(cli, arguments, member, &target, token);
}

/* The token of --token, read before the database is open; NULL without the option. */
static bs_exit read_token(const char **token, char text[BS_TOKEN_LINE], const bs_cli *cli,
                          const bs_arguments *arguments)
{
    *token = NULL;
    if (!bs_arguments_has(arguments, "token")) {
        return BS_EXIT_OK;
    }
    *token = text;
    return bs_tokenfile_ask(text, cli, "cli_push_token_prompt")
               ? BS_EXIT_OK
               : bs_complain(cli, BS_EXIT_USAGE, "cli_push_token_invalid", NULL);
}

bs_exit bs_push_set_up(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_member member;
    char text[BS_TOKEN_LINE];
    const char *token = NULL;
    bs_exit code = read_token(&token, text, cli, arguments);
    if (code == BS_EXIT_OK) {
        code = bs_member_open(&member, cli);
    }
    if (code == BS_EXIT_OK) {
        code = set_up(cli, arguments, &member, token);
        bs_member_close(&member);
    }
    bs_secret_wipe(text, sizeof text);
    return code;
}

bs_exit bs_push_set_token(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_push_target target;
    char text[BS_TOKEN_LINE];
    const char *token = NULL;
    bs_exit code = bs_targets_of(&target, cli, arguments);
    if (code == BS_EXIT_OK) {
        code = read_token(&token, text, cli, arguments);
    }
    if (code == BS_EXIT_OK) {
        code = keep_token(cli, target.member, token);
    }
    bs_secret_wipe(text, sizeof text);
    if (code == BS_EXIT_OK) {
        bs_say(cli, "cli_push_token_set", target.url, NULL);
    }
    return code;
}
