#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bussola/portability.h"
#include "commands.h"
#include "import_report.h"
#include "keep.h"
#include "memory.h"
#include "progress.h"
#include "pull_state.h"
#include "schedule.h"
#include "tokenfile.h"

#define DAY_SECONDS INT64_C(86400)
#define RESUME_SECONDS DAY_SECONDS         /* a domain read within it is not asked for again */
#define SNAPSHOT_SECONDS (7 * DAY_SECONDS) /* between two snapshots, the change log does */
#define PATIENCE_SECONDS 300

static const bs_option options[] = {
    {"full", 'f', NULL, NULL},     {"profile", 'p', "KEY", NULL}, {"schedule", 0, "daily", "daily"},
    {"unschedule", 0, NULL, NULL}, {"api-base", 0, "URL", NULL},  {"api-ca", 0, "FILE", NULL},
};

typedef struct pull {
    const bs_cli *cli;
    const char *profile;
    bs_fetcher *fetcher;
    bs_pull_options options;
    bs_pull_state state;
    bs_progress progress;
    int64_t now;
} pull;

static bs_exit complain(const bs_cli *cli, const bs_error *error)
{
    char key[96];
    (void)snprintf(key, sizeof key, "cli_pull_error_%s", error->field);
    bs_log_write(&cli->log, BS_LOG_ERROR, "pull: %s %s", bs_status_code(error->status),
                 error->field);
    return bs_complain(cli, BS_EXIT_FAILED, bs_text_exists(&cli->text, key) ? key : "cli_error",
                       error->message, NULL);
}

/* Stores what there is; `kept->changed` grows. */
static bs_exit keep(bs_kept *kept, const pull *pull, bs_observation *observation)
{
    size_t before = kept->changed;
    if (observation->cover_count + observation->gauge_count == 0) {
        return BS_EXIT_OK;
    }
    bs_exit code = bs_keep(kept, pull->cli, observation, pull->profile);
    kept->changed += before;
    return code;
}

static void say_kept(const bs_cli *cli, const bs_kept *kept)
{
    char number[BS_NUMBER_TEXT];
    bs_number_format(number, &cli->text, (double)kept->changed, 0);
    if (kept->profile[0] == '\0') {
        bs_say(cli, "cli_pull_nothing", NULL);
    } else if (kept->changed > 0) {
        bs_say(cli, "cli_import_stored", number, kept->profile, NULL);
    } else {
        bs_say(cli, "cli_import_same", kept->profile, NULL);
    }
}

static bs_exit remember(pull *pull, const bool complete[BS_DOMAIN_COUNT], bs_day oldest)
{
    bool any = false;
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        pull->state.snapshot[i] = complete[i] ? pull->now : pull->state.snapshot[i];
        any = any || complete[i];
    }
    pull->state.oldest = oldest;
    return any ? bs_pull_state_save(pull->cli, &pull->state) : BS_EXIT_OK;
}

/* Stored and remembered before the next part is asked for: a pull that is interrupted, in whatever
 * way, goes on there. What was complete counts even when the rest of the part failed. */
static bs_exit pull_part(bs_ingest_result *total, bs_kept *kept, pull *pull, bs_domain first)
{
    bs_error error = {.status = BS_OK};
    bs_ingest_result result;
    bs_observation observation;
    bool complete[BS_DOMAIN_COUNT] = {false};
    bs_ingest_result_init(&result);
    bs_observation_init(&observation);
    pull->options.oldest = (bs_day)pull->state.oldest;
    bs_status status =
        bs_pull_part(&observation, &result, complete, pull->fetcher, first, &pull->options, &error);
    bs_exit code = keep(kept, pull, &observation);
    if (code == BS_EXIT_OK) {
        bs_ingest_result_add(total, &result);
        code = remember(pull, complete, total->oldest);
    }
    if (status != BS_OK) {
        bs_progress_end(&pull->progress);
        code = complain(pull->cli, &error);
    }
    bs_observation_free(&observation);
    return code;
}

static bs_exit pull_snapshot(pull *pull)
{
    bs_ingest_result total;
    bs_kept kept = {0};
    bool whole = true;
    bs_exit code = BS_EXIT_OK;
    bs_ingest_result_init(&total);
    total.oldest = (bs_day)pull->state.oldest;
    for (bs_domain first = BS_DOMAIN_PROFILE; first < BS_DOMAIN_COUNT && code == BS_EXIT_OK;
         first = bs_domain_part_end(first)) {
        if (!bs_pull_state_has(&pull->state, first, pull->now, RESUME_SECONDS)) {
            code = pull_part(&total, &kept, pull, first);
        } else {
            whole = false;
        }
    }
    bs_progress_end(&pull->progress);
    if (code == BS_EXIT_OK && whole && kept.profile[0] == '\0') {
        /* LinkedIn has not prepared the data yet: the next pull asks for everything again. */
        pull->state = (bs_pull_state){0};
        code = bs_pull_state_save(pull->cli, &pull->state);
    }
    if (code == BS_EXIT_OK || kept.profile[0] != '\0') {
        bs_import_write_files(pull->cli, &total);
        say_kept(pull->cli, &kept);
    }
    return code;
}

/* Reads again from the day before the last pull: LinkedIn may be days behind. */
static int64_t changes_since(const bs_pull_state *state)
{
    int64_t since = state->changes;
    for (size_t i = 0; i < BS_DOMAIN_COUNT && state->changes == 0; i++) {
        since = since == 0 || state->snapshot[i] < since ? state->snapshot[i] : since;
    }
    return since - 2 * DAY_SECONDS;
}

static bs_exit pull_changes(pull *pull)
{
    bs_error error = {.status = BS_OK};
    bs_observation observation;
    size_t events = 0;
    bs_observation_init(&observation);
    bs_status status = bs_pull_changes(&observation, &events, pull->fetcher,
                                       changes_since(&pull->state), &pull->options, &error);
    bs_exit code = BS_EXIT_OK;
    if (status != BS_OK) {
        code = complain(pull->cli, &error);
    } else {
        char *text = bs_text_count(&pull->cli->text, "cli_pull_changes", (long)events);
        bs_terminal_wrap(&pull->cli->out, BS_INK_PLAIN, 0, text);
        free(text);
        bs_kept kept = {0};
        code = keep(&kept, pull, &observation);
        if (code == BS_EXIT_OK) {
            say_kept(pull->cli, &kept);
        }
    }
    if (code == BS_EXIT_OK) {
        pull->state.changes = pull->now;
        code = bs_pull_state_save(pull->cli, &pull->state);
    }
    bs_observation_free(&observation);
    return code;
}

static bs_exit pull_now(const bs_cli *cli, const bs_arguments *arguments, const char *token_path)
{
    pull pull = {.cli = cli,
                 .profile = bs_arguments_value(arguments, "profile"),
                 .options = {.patience_seconds = PATIENCE_SECONDS},
                 .now = (int64_t)time(NULL)};
    const bs_api_place place = {.base = bs_arguments_value(arguments, "api-base"),
                                .ca_file = bs_arguments_value(arguments, "api-ca"),
                                .token_path = token_path};
    bs_error error;
    if (bs_fetcher_start(&pull.fetcher, &place, &error) != BS_OK) {
        return complain(cli, &error);
    }
    pull.options.today = bs_moment_day(bs_zone_moment(&pull.options.zone, pull.now));
    bs_progress_begin(&pull.progress, &cli->err);
    pull.options.progress = bs_progress_show;
    pull.options.progress_context = &pull.progress;
    bs_pull_state_load(&pull.state);
    if (bs_arguments_has(arguments, "full")) {
        pull.state = (bs_pull_state){0};
    }
    bs_exit code = bs_pull_state_fresh(&pull.state, pull.now, SNAPSHOT_SECONDS)
                       ? pull_changes(&pull)
                       : pull_snapshot(&pull);
    bs_fetcher_stop(pull.fetcher);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    if (bs_arguments_has(arguments, "unschedule")) {
        return bs_schedule_remove(cli);
    }
    char *token_path = bs_tokenfile_path(cli);
    if (token_path == NULL) {
        return BS_EXIT_FAILED;
    }
    bs_exit code = BS_EXIT_OK;
    if (access(token_path, F_OK) != 0) {
        code = bs_complain(cli, BS_EXIT_NOTHING, "cli_token_none", NULL);
    } else if (bs_arguments_has(arguments, "schedule")) {
        code = bs_schedule_daily(cli);
    } else {
        code = pull_now(cli, arguments, token_path);
    }
    free(token_path);
    return code;
}

const bs_command bs_command_pull = {
    .name = "pull",
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
