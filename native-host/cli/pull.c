#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

static bs_exit keep(const pull *pull, bs_observation *observation)
{
    bs_kept kept = {0};
    char number[BS_NUMBER_TEXT];
    if (observation->cover_count + observation->gauge_count == 0) {
        bs_say(pull->cli, "cli_pull_nothing", NULL);
        return BS_EXIT_OK;
    }
    bs_exit code = bs_keep(&kept, pull->cli, observation, pull->profile);
    if (code != BS_EXIT_OK) {
        return code;
    }
    bs_number_format(number, &pull->cli->text, (double)kept.changed, 0);
    if (kept.changed > 0) {
        bs_say(pull->cli, "cli_import_stored", number, kept.profile, NULL);
    } else {
        bs_say(pull->cli, "cli_import_same", kept.profile, NULL);
    }
    return BS_EXIT_OK;
}

/* What was complete is stored and remembered even when the rest failed. */
static bs_exit pull_snapshot(pull *pull)
{
    bs_error error = {.status = BS_OK};
    bs_ingest_result result = {.day = BS_DAY_NONE};
    bs_observation observation;
    bool complete[BS_DOMAIN_COUNT] = {false};
    bs_observation_init(&observation);
    bs_pull_state_skip(pull->options.skip, &pull->state, pull->now, RESUME_SECONDS);
    bs_status status =
        bs_pull_snapshot(&observation, &result, complete, pull->fetcher, &pull->options, &error);
    bs_progress_end(&pull->progress);
    bs_exit code = status == BS_OK ? BS_EXIT_OK : complain(pull->cli, &error);
    if (observation.cover_count + observation.gauge_count > 0 || status == BS_OK) {
        bs_import_write_files(pull->cli, &result);
        bs_exit kept = keep(pull, &observation);
        for (size_t i = 0; i < BS_DOMAIN_COUNT && kept == BS_EXIT_OK; i++) {
            bool fresh = complete[i] && !pull->options.skip[i];
            pull->state.snapshot[i] = fresh ? pull->now : pull->state.snapshot[i];
        }
        code = kept != BS_EXIT_OK ? kept : code;
    }
    bs_observation_free(&observation);
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
        code = keep(pull, &observation);
    }
    if (code == BS_EXIT_OK) {
        pull->state.changes = pull->now;
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
    bs_pull_state before = pull.state;
    if (bs_arguments_has(arguments, "full")) {
        pull.state = (bs_pull_state){0};
    }
    bs_exit code = bs_pull_state_fresh(&pull.state, pull.now, SNAPSHOT_SECONDS)
                       ? pull_changes(&pull)
                       : pull_snapshot(&pull);
    bs_fetcher_stop(pull.fetcher);
    if (memcmp(&before, &pull.state, sizeof before) != 0) {
        bs_exit saved = bs_pull_state_save(cli, &pull.state);
        code = code == BS_EXIT_OK ? saved : code;
    }
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
