/* bussola push: a team's numbers on its own server. */
#include <stdlib.h>
#include <time.h>

#include "bussola/ingest/delivery.h"
#include "bussola/store/push.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/output/xmalloc.h"
#include "cli/pull/schedule.h"
#include "cli/pull/tokenfile.h"
#include "cli/push/deliver.h"
#include "cli/push/push_text.h"
#include "cli/push/set_up.h"
#include "cli/push/targets.h"
#include "commands.h"
#include "platform/path.h"

#define GIVE_UP_SECONDS INT64_C(604800) /* a week */
#define PATIENCE_SECONDS 60

#define HIDDEN 2

static const bs_option options[] = {
    {"to", 0, "URL", NULL},
    {"only", 0, "PART", "index error pillars counts"},
    {"label", 0, "LABEL", NULL},
    {"from", 0, "DAY", NULL},
    {"token", 0, NULL, NULL},
    {"show", 0, NULL, NULL},
    {"again", 0, NULL, NULL},
    {"withdraw", 0, NULL, NULL},
    {"profile", 'p', "KEY", NULL},
    {"schedule", 0, "hourly", "hourly"},
    {"unschedule", 0, NULL, NULL},
    {"yes", 'y', NULL, NULL},
    {"json", 'j', NULL, NULL},
    /* Hidden options: for how long a server on this machine may be silent, and the certificates to
     * trust for it. */
    {"push-seconds", 0, "NUMBER", NULL},
    {"push-ca", 0, "FILE", NULL},
};

/* ---- delivery ---- */

typedef struct push_run {
    const bs_cli *cli;
    bs_push_target *targets;
    size_t count;
    bs_json *json; /* the open list; NULL without --json */
    int seconds;   /* of --push-seconds; 0 without it */
    const char *ca_file;
} push_run;

static int seconds_of(const bs_arguments *arguments)
{
    const char *given = bs_arguments_value(arguments, "push-seconds");
    const long seconds = given != NULL ? strtol(given, NULL, 10) : 0;
    return seconds > 0 && seconds < BS_DELIVERY_SECONDS ? (int)seconds : 0;
}

/* The servers with their tokens. The caller frees both with free_places. */
static bs_exit list_places(bs_delivery_place *places, char **paths, const push_run *run)
{
    bs_exit code = BS_EXIT_OK;
    for (size_t i = 0; i < run->count && code == BS_EXIT_OK; i++) {
        paths[i] = bs_tokenfile_push_path(run->cli, run->targets[i].member);
        code = paths[i] != NULL ? BS_EXIT_OK : BS_EXIT_FAILED;
        places[i] = (bs_delivery_place){
            .url = run->targets[i].url,
            .token_path = paths[i] != NULL && bs_path_exists(paths[i]) ? paths[i] : NULL};
    }
    return code;
}

static void free_places(bs_delivery_place *places, char **paths, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(paths[i]);
    }
    free(paths);
    free(places);
}

static bs_exit deliver_one(const push_run *run, bs_courier *courier, size_t place)
{
    bs_push_result result;
    const bs_push_target *target = &run->targets[place];
    const bs_push_delivery delivery = {.cli = run->cli,
                                       .courier = courier,
                                       .place = place,
                                       .target = target,
                                       .patience =
                                           run->seconds != 0 ? run->seconds - 1 : PATIENCE_SECONDS,
                                       .now = (int64_t)time(NULL)};
    bs_exit code = bs_deliver(&result, &delivery);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (run->json != NULL) {
        bs_push_write_json(run->json, target, &result);
        return result.why != NULL || result.set_aside > 0 ? BS_EXIT_FAILED : BS_EXIT_OK;
    }
    code = bs_push_say(run->cli, target, &result);
    if (result.marked) {
        bs_targets_remove_token(run->cli, target);
    }
    return code;
}

/* Forks the process with the network, before any database is open. One server that fails keeps
 * nothing from the others. */
static bs_exit deliver_all(const push_run *run)
{
    bs_error error;
    bs_courier *courier = NULL;
    const bs_delivery_options how = {
        .ca_file = run->ca_file, .seconds = run->seconds != 0 ? run->seconds : BS_DELIVERY_SECONDS};
    bs_delivery_place *places = bs_xcalloc(run->count, sizeof *places);
    char **paths = bs_xcalloc(run->count, sizeof *paths);
    bs_exit code = list_places(places, paths, run);
    if (code == BS_EXIT_OK &&
        bs_courier_start(&courier, places, run->count, &how, &error) != BS_OK) {
        code = bs_complain(run->cli, BS_EXIT_FAILED, "cli_error", error.message, NULL);
    }
    for (size_t i = 0; i < run->count && courier != NULL; i++) {
        const bs_exit one = deliver_one(run, courier, i);
        code = one != BS_EXIT_OK ? one : code;
    }
    bs_courier_stop(courier);
    free_places(places, paths, run->count);
    return code;
}

static bs_exit deliver_wanted(push_run *run)
{
    run->count = bs_targets_keep(run->targets, run->count, BS_PROFILE_NONE, true);
    if (run->count > 0) {
        return deliver_all(run);
    }
    /* Left by a target that was withdrawn or forgotten. */
    return bs_schedule_present(&bs_schedule_push)
               ? bs_schedule_remove(&bs_schedule_push, run->cli)
               : bs_complain(run->cli, BS_EXIT_NOTHING, "cli_push_none", NULL);
}

static bs_exit deliver(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_json_output output;
    push_run run = {.cli = cli,
                    .seconds = seconds_of(arguments),
                    .ca_file = bs_arguments_value(arguments, "push-ca")};
    bs_exit code = bs_targets_all(&run.targets, &run.count, cli, arguments);
    if (code == BS_EXIT_OK && bs_arguments_has(arguments, "json")) {
        run.json = bs_json_start(&output, '[');
    }
    if (code == BS_EXIT_OK) {
        code = deliver_wanted(&run);
    }
    free(run.targets);
    if (run.json != NULL) {
        const bs_exit printed = bs_json_finish(&output, cli);
        code = printed != BS_EXIT_OK ? printed : code;
    }
    return code;
}

/* ---- the other uses ---- */

static bs_exit set_up(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_exit code = bs_push_set_up(cli, arguments);
    if (code != BS_EXIT_OK || bs_arguments_has(arguments, "show")) {
        return code;
    }
    const bool scheduled = bs_schedule_present(&bs_schedule_push);
    code = deliver(cli, arguments);
    if (!scheduled) {
        bs_say(cli, "cli_push_next", NULL);
    }
    return code;
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_push_target target;
    bs_member member;
    bs_exit code = bs_targets_of(&target, cli, arguments);
    if (code == BS_EXIT_OK) {
        code = bs_member_open(&member, cli);
    }
    if (code == BS_EXIT_OK) {
        code = bs_targets_show(cli, &member, &target, true);
        bs_member_close(&member);
    }
    return code;
}

/* Changes the target in the database, then delivers. */
static bs_exit change(const bs_cli *cli, const bs_push_target *target, bool withdraw)
{
    bs_error error;
    bs_member member;
    bs_exit code = bs_member_open(&member, cli);
    if (code != BS_EXIT_OK) {
        return code;
    }
    const bs_status status =
        withdraw ? bs_store_push_withdraw(member.store, target->profile, member.now, &error)
                 : bs_store_push_again(member.store, target->profile, &error);
    if (status != BS_OK) {
        code = bs_complain_error(cli, &error);
    }
    bs_member_close(&member);
    return code;
}

static bs_exit again(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_push_target target;
    bs_exit code = bs_targets_of(&target, cli, arguments);
    if (code == BS_EXIT_OK && target.withdrawn == 0) {
        code = change(cli, &target, false);
    }
    return code == BS_EXIT_OK ? deliver(cli, arguments) : code;
}

/*
 * Removes a target that does not learn of the withdrawal: at once if it has accepted nothing, as
 * with a mistyped address, or after a week, because a server that is gone would keep the user from
 * the next one. `code` is the failure's.
 */
static bs_exit give_up(const bs_cli *cli, const bs_arguments *arguments,
                       const bs_push_target *before, bs_exit code)
{
    bs_error error;
    bs_member member;
    bs_push_target target;
    const bool unused = before->withdrawn == 0 && before->sent == 0;
    if (bs_targets_of(&target, cli, arguments) != BS_EXIT_OK || target.marked ||
        bs_member_open(&member, cli) != BS_EXIT_OK) {
        return code;
    }
    if (unused || member.now - target.withdrawn > GIVE_UP_SECONDS) {
        if (bs_store_push_drop(member.store, target.profile, &error) != BS_OK) {
            (void)bs_complain_error(cli, &error);
        } else {
            bs_targets_remove_token(cli, &target);
            bs_say(cli, unused ? "cli_push_unused" : "cli_push_gave_up", target.url, NULL);
        }
    }
    bs_member_close(&member);
    return code;
}

static bs_exit withdraw(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_push_target target;
    bs_exit code = bs_targets_of(&target, cli, arguments);
    if (code == BS_EXIT_OK && target.withdrawn == 0) {
        code = change(cli, &target, true);
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    bs_push_say_deletion(cli, &target);
    if (target.marked) {
        return BS_EXIT_OK;
    }
    code = deliver(cli, arguments);
    return code == BS_EXIT_OK ? code : give_up(cli, arguments, &target, code);
}

static bs_exit schedule(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_push_target *targets = NULL;
    size_t count = 0;
    bs_exit code = bs_targets_all(&targets, &count, cli, arguments);
    free(targets);
    if (code == BS_EXIT_OK && count == 0) {
        code = bs_complain(cli, BS_EXIT_NOTHING, "cli_push_none", NULL);
    }
    return code == BS_EXIT_OK ? bs_schedule_start(&bs_schedule_push, cli) : code;
}

static bs_exit unschedule(const bs_cli *cli, const bs_arguments *arguments)
{
    (void)arguments;
    return bs_schedule_remove(&bs_schedule_push, cli);
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    static const struct {
        const char *option;
        bs_exit (*run)(const bs_cli *cli, const bs_arguments *arguments);
    } uses[] = {{"to", set_up},
                {"withdraw", withdraw},
                {"show", show},
                {"again", again},
                {"token", bs_push_set_token},
                {"schedule", schedule},
                {"unschedule", unschedule}};
    static const char *const of_to[] = {"only", "label", "from"};
    for (size_t i = 0; i < sizeof of_to / sizeof of_to[0]; i++) {
        if (bs_arguments_has(arguments, of_to[i]) && !bs_arguments_has(arguments, "to")) {
            return bs_complain(cli, BS_EXIT_USAGE, "cli_push_usage", NULL);
        }
    }
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        if (bs_arguments_has(arguments, uses[i].option)) {
            return uses[i].run(cli, arguments);
        }
    }
    return deliver(cli, arguments);
}

const bs_command bs_command_push = {
    .name = "push",
    .group = "team",
    .examples = {"--to https://team.example.org", "--withdraw"},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0] - HIDDEN,
    .hidden_count = HIDDEN,
    .without_json = "--to --withdraw --show --token --schedule --unschedule",
    .run = run,
};
