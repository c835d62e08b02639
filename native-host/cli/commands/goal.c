/* bussola goal [ACTIVITY COUNT]: the weekly goal and its progress. */
#include "bussola/core/goal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/reply.h"
#include "bussola/store/goals.h"
#include "bussola/store/profiles.h"
#include "bussola/store/view.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/output/xmalloc.h"
#include "cli/text/format.h"
#include "cli/text/goal_text.h"
#include "cli/text/why_text.h"
#include "commands.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL},
    {"clear", 0, NULL, NULL},
    {"json", 'j', NULL, NULL},
};

/* Names the words that are allowed, each with the name that other output has for it. */
static bs_exit refuse_signal(const bs_cli *cli, const char *word)
{
    char *signals = bs_xstrdup("");
    for (int i = 0; i < BS_SIGNAL_COUNT; i++) {
        if (bs_goal_allows((bs_signal)i)) {
            const char *id = bs_signal_info_of((bs_signal)i)->id;
            char *longer = bs_xasprintf("%s%s%s (%s)", signals, signals[0] == '\0' ? "" : ", ", id,
                                        bs_text_of(&cli->text, "signal_", id));
            free(signals);
            signals = longer;
        }
    }
    bs_exit code = bs_complain(cli, BS_EXIT_USAGE, "cli_goal_signal", word, signals, NULL);
    free(signals);
    return code;
}

/* The goal in the operands; with --clear, none. */
static bs_exit read_goal(bs_goal *goal, const bs_cli *cli, const bs_arguments *arguments)
{
    if (arguments->operand_count == 0) {
        return BS_EXIT_OK;
    }
    if (arguments->operand_count != 2 || bs_arguments_has(arguments, "clear")) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_goal_usage", NULL);
    }
    const char *word = arguments->operands[0];
    if (!bs_signal_find(&goal->signal, word) || !bs_goal_allows(goal->signal)) {
        return refuse_signal(cli, word);
    }
    char *end = NULL;
    errno = 0;
    goal->count = strtol(arguments->operands[1], &end, 10);
    if (errno != 0 || end == arguments->operands[1] || *end != '\0' || goal->count < 1 ||
        goal->count > BS_GOAL_COUNT_MAX) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_goal_usage", NULL);
    }
    goal->present = true;
    return BS_EXIT_OK;
}

static void write_goal(const bs_cli *cli, const bs_goal *goal, const bs_view *view)
{
    if (!goal->present) {
        bs_say(cli, "goal_none", NULL);
        return;
    }
    char *sentence = bs_goal_text(&cli->text, goal, view);
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, sentence);
    free(sentence);
}

static void write_proposal(const bs_cli *cli, const bs_view *view)
{
    bs_advice advice[BS_ADVICE_MAX];
    size_t count = bs_view_advice(advice, view);
    const bs_advice *proposal = bs_goal_propose(advice, count);
    if (proposal == NULL) {
        return;
    }
    char *what = bs_word_count(&cli->text, proposal->signal, proposal->step);
    char *gain = bs_word_change(&cli->text, proposal->gain);
    char *command =
        bs_xasprintf("  bussola goal %s %lld\n", bs_signal_info_of(proposal->signal)->id,
                     (long long)proposal->step);
    bs_say(cli, "cli_goal_proposal", what, gain, NULL);
    bs_terminal_write(&cli->out, command); /* on a line of its own, to be copied */
    free(command);
    free(gain);
    free(what);
}

static bs_exit print_json(const bs_cli *cli, const bs_goal *goal, const bs_view *view,
                          bool identified)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_reply_write_goal(json, goal, view);
    bs_json_identified(json, identified);
    return bs_json_finish(&output, cli);
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_moment now;
    bs_goal goal = {0};
    bs_view view = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_exit code = read_goal(&goal, cli, arguments);
    if (code == BS_EXIT_OK) {
        code = bs_member_profile(&profile, member, cli, arguments);
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    bs_status status = bs_store_now(&now, member->store, profile, member->now, &error);
    if (status == BS_OK && (goal.present || bs_arguments_has(arguments, "clear"))) {
        goal.since = bs_moment_day(now);
        status = bs_store_goal_set(member->store, profile, &goal, &error);
    }
    if (status == BS_OK) {
        status = bs_store_goal(&goal, member->store, profile, &error);
    }
    if (status == BS_OK) {
        status = bs_store_view(&view, member->store, profile, now, &error);
    }
    if (status != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (bs_arguments_has(arguments, "json")) {
        code = print_json(cli, &goal, &view, bs_member_identified(member, profile));
    } else {
        bs_member_note(&cli->out, member, cli, profile);
        write_goal(cli, &goal, &view);
        write_proposal(cli, &view);
    }
    bs_view_free(&view);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    return bs_member_with(cli, arguments, show);
}

const bs_command bs_command_goal = {
    .name = "goal",
    .group = "see",
    .examples = {"comments 5", "--clear"},
    .operands = "[ACTIVITY COUNT]",
    .words = "",
    .operands_max = 2,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
