#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/ingest/when.h"
#include "cli/base/files.h"
#include "cli/base/json.h"
#include "cli/pull/pull_state.h"
#include "cli/pull/tokenfile.h"
#include "commands.h"
#include "platform/path.h"
#include "platform/secret.h"

static const bs_option options[] = {
    {"json", 'j', NULL, NULL},
};

static bs_exit failed(const bs_cli *cli, const char *path, int failure)
{
    return bs_complain(cli, BS_EXIT_FAILED, "cli_token_failed", path,
                       bs_file_failure(&cli->text, failure), NULL);
}

static bs_exit set(const bs_cli *cli, const bs_arguments *arguments, const char *path)
{
    (void)arguments;
    char token[BS_TOKEN_LINE];
    const bool valid = bs_tokenfile_ask(token, cli, "cli_token_prompt");
    const int failure = valid ? bs_tokenfile_write(path, token) : 0;
    bs_secret_wipe(token, sizeof token);
    if (!valid) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_token_invalid", NULL);
    }
    if (failure != 0) {
        return failed(cli, path, failure);
    }
    /* The token may be of another account, so discard the state of earlier pulls. */
    bs_pull_state_remove();
    bs_say(cli, "cli_token_set", path, NULL);
    return BS_EXIT_OK;
}

static bs_exit print_json(const bs_cli *cli, bs_day since, bool expired)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_json_member_day(json, "since", since);
    bs_json_member_day(json, "until", since + BS_TOKEN_DAYS);
    bs_json_member_bool(json, "expired", expired);
    return bs_json_finish(&output, cli);
}

static void say(const bs_cli *cli, bs_day since, bool expired)
{
    char set_on[BS_DATE_TEXT];
    char until[BS_DATE_TEXT];
    bs_date_format(set_on, &cli->text, since);
    bs_date_format(until, &cli->text, since + BS_TOKEN_DAYS);
    bs_say(cli, expired ? "cli_token_old" : "cli_token_there", set_on, until, NULL);
}

static bs_exit status(const bs_cli *cli, const bs_arguments *arguments, const char *path)
{
    bs_path_facts token;
    if (!bs_path_look(&token, path, false)) {
        return errno == ENOENT ? bs_complain(cli, BS_EXIT_NOTHING, "cli_token_none", NULL)
                               : failed(cli, path, errno);
    }
    if (!bs_tokenfile_holds_token(path)) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_token_garbage", path, NULL);
    }
    const bs_zone here = {.fixed = false};
    bs_day since = bs_moment_day(bs_zone_moment(&here, token.changed));
    bs_day today = bs_moment_day(bs_zone_moment(&here, (int64_t)time(NULL)));
    const bool expired = today - since >= BS_TOKEN_DAYS;
    bs_exit code = BS_EXIT_OK;
    if (bs_arguments_has(arguments, "json")) {
        code = print_json(cli, since, expired);
    } else {
        say(cli, since, expired);
    }
    if (token.shared) {
        code = bs_complain(cli, BS_EXIT_FAILED, "cli_token_open", path, NULL);
    }
    return code;
}

static bs_exit drop(const bs_cli *cli, const bs_arguments *arguments, const char *path)
{
    (void)arguments;
    if (!bs_path_remove(path)) {
        return errno == ENOENT ? bs_complain(cli, BS_EXIT_NOTHING, "cli_token_none", NULL)
                               : failed(cli, path, errno);
    }
    bs_say(cli, "cli_token_removed", NULL);
    return BS_EXIT_OK;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    static const struct {
        const char *word;
        bs_exit (*run)(const bs_cli *cli, const bs_arguments *arguments, const char *path);
    } words[] = {{"set", set}, {"status", status}, {"remove", drop}};
    const char *word = arguments->operand_count > 0 ? arguments->operands[0] : "status";
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i].word, word) == 0 && arguments->operand_count <= 1) {
            char *path = bs_tokenfile_path(cli);
            bs_exit code = path != NULL ? words[i].run(cli, arguments, path) : BS_EXIT_FAILED;
            free(path);
            return code;
        }
    }
    return bs_complain(cli, BS_EXIT_USAGE, "cli_token_what", NULL);
}

const bs_command bs_command_token = {
    .name = "token",
    .group = "bring",
    .examples = {"set"},
    .operands = "set|status|remove",
    .words = "set status remove",
    .operands_max = 2, /* one too many: it may be the token, which must not be echoed */
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .without_json = "set remove",
    .run = run,
};
