#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/ingest/portability.h"
#include "cli/base/files.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/base/store_import.h"
#include "cli/output/xmalloc.h"
#include "cli/pull/pull_state.h"
#include "cli/pull/schedule.h"
#include "cli/pull/tokenfile.h"
#include "cli/text/import_report.h"
#include "cli/text/progress.h"
#include "commands.h"
#include "platform/path.h"

#define RESUME_SECONDS BS_DAY_SECONDS /* domains read within it are not requested again */
#define SNAPSHOT_SECONDS                                                                           \
    ((int64_t)7 * BS_DAY_SECONDS) /* between snapshots, covered by the change log */
#define PATIENCE_SECONDS 300

#define HIDDEN 2

static const bs_option options[] = {
    {"full", 'f', NULL, NULL},
    {"profile", 'p', "KEY", NULL},
    {"schedule", 0, "daily", "daily"},
    {"unschedule", 0, NULL, NULL},
    {"json", 'j', NULL, NULL},
    /* Hidden options: another https server on this machine, and the certificates to trust for it.
     */
    {"api-base", 0, "URL", NULL},
    {"api-ca", 0, "FILE", NULL},
};

typedef struct pull_run {
    const bs_cli *cli;
    const char *profile;
    bool json;                   /* nothing is said, all is printed at the end */
    char stored[BS_KEY_MAX + 1]; /* key of the profile with the counts; "" without any */
    size_t changed, events;
    bs_owner owner; /* as far as known from the parts read so far */
    bs_fetcher *fetcher;
    bs_pull_options options;
    bs_pull_state state;
    bs_domain_result domains[BS_DOMAIN_COUNT]; /* of this pull */
    bool stale; /* the change log reports a removal of unknown date */
    bs_progress progress;
    int64_t now;
} pull_run;

static bs_exit complain(const bs_cli *cli, const bs_error *error)
{
    char key[96];
    (void)snprintf(key, sizeof key, "cli_pull_error_%s", error->field);
    bs_log_write(&cli->log, BS_LOG_ERROR, "pull: %s %s", bs_status_id(error->status), error->field);
    return bs_complain(cli, BS_EXIT_FAILED, bs_text_exists(&cli->text, key) ? key : "cli_error",
                       error->message, NULL);
}

/* Stores an observation; adds to `kept->changed`. */
static bs_exit keep(bs_import_outcome *kept, pull_run *pull, bs_observation *observation)
{
    size_t before = kept->changed;
    if (observation->cover_count + observation->gauge_count + observation->tally_count == 0) {
        return BS_EXIT_OK;
    }
    /* The change log and some parts do not name their owner; they are of the same token, so the
     * same account. */
    const bool as_before = pull->profile == NULL && !bs_owner_has_id(&pull->owner) &&
                           pull->state.profile[0] != '\0' &&
                           strcmp(pull->state.profile, BS_IMPORT_KEY) != 0;
    bs_exit code = bs_store_import_observation(kept, pull->cli, observation, &pull->owner,
                                               as_before ? pull->state.profile : pull->profile);
    if (code == BS_EXIT_OK) {
        memcpy(pull->state.profile, kept->profile, sizeof pull->state.profile);
    }
    kept->changed += before;
    return code;
}

static void say_kept(pull_run *pull, const bs_import_outcome *kept)
{
    const bs_cli *cli = pull->cli;
    char number[BS_NUMBER_TEXT];
    pull->changed += kept->changed;
    if (kept->profile[0] != '\0') {
        (void)snprintf(pull->stored, sizeof pull->stored, "%s", kept->profile);
    }
    if (pull->json) {
        return;
    }
    bs_number_format(number, &cli->text, (double)kept->changed, 0);
    if (kept->profile[0] == '\0') {
        bs_say(cli, "cli_pull_nothing", NULL);
    } else if (kept->changed > 0) {
        bs_say(cli, "import_stored", number, kept->profile, NULL);
    } else {
        bs_say(cli, "import_same", kept->profile, NULL);
    }
    if (kept->by == BS_IMPORT_MATCH_ONLY) {
        bs_say(cli, "import_owner_unknown", bs_source_id(BS_FROM_API), NULL);
    }
}

static bs_exit remember(pull_run *pull, bs_day oldest)
{
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        const bs_domain_end end = pull->domains[i].end;
        pull->state.snapshot[i] = end == BS_DOMAIN_READ ? pull->now : pull->state.snapshot[i];
        pull->state.failed[i] =
            end == BS_DOMAIN_NOT_ASKED ? pull->state.failed[i] : bs_domain_failed(end);
    }
    pull->state.oldest = oldest;
    return bs_pull_state_save(pull->cli, &pull->state);
}

/*
 * Stores a part and the state before the next part is requested, so that an interrupted pull
 * continues there. Domains that were complete are stored even if the rest of the part failed.
 */
static bs_exit pull_part(bs_ingest_result *total, bs_import_outcome *kept, pull_run *pull,
                         bs_domain first)
{
    bs_error error = {.status = BS_OK};
    bs_ingest_result result;
    bs_observation observation;
    bs_ingest_result_init(&result);
    bs_observation_init(&observation);
    pull->options.oldest = (bs_day)pull->state.oldest;
    bs_status status = bs_pull_part(&observation, &result, pull->domains, pull->fetcher, first,
                                    &pull->options, &error);
    bs_owner_add(&pull->owner, &result.owner);
    bs_exit code = keep(kept, pull, &observation);
    if (code == BS_EXIT_OK) {
        bs_ingest_result_add(total, &result);
        code = remember(pull, total->oldest);
    }
    if (status != BS_OK) {
        bs_progress_end(&pull->progress);
        code = complain(pull->cli, &error);
    }
    bs_observation_free(&observation);
    return code;
}

static bool alike(const bs_domain_result *a, const bs_domain_result *b)
{
    return a->end == b->end && a->status == b->status;
}

/* "Votes, Skills": the domains of this pull with this outcome. The caller frees it. */
static char *names_of(const pull_run *pull, const bs_domain_result *end)
{
    char *names = bs_xstrdup("");
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        if (alike(&pull->domains[i], end)) {
            char *longer = bs_xasprintf("%s%s%s", names, *names != '\0' ? ", " : "",
                                        bs_file_name(bs_domain_file((bs_domain)i)));
            free(names);
            names = longer;
        }
    }
    return names;
}

static bool is_first_alike(const pull_run *pull, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (alike(&pull->domains[i], &pull->domains[index])) {
            return false;
        }
    }
    return true;
}

/* Lists the failed domains by reason; returns true if there are any. */
static bool say_failed(const pull_run *pull)
{
    static const char *const keys[] = {
        [BS_DOMAIN_STATUS] = "cli_pull_part_status",
        [BS_DOMAIN_BROKEN] = "cli_pull_part_broken",
        [BS_DOMAIN_TOO_LARGE] = "cli_pull_part_too_large",
        [BS_DOMAIN_SHAPE] = "cli_pull_part_shape",
    };
    bool any = false;
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        const bs_domain_result *domain = &pull->domains[i];
        if (!bs_domain_failed(domain->end) || !is_first_alike(pull, i)) {
            continue;
        }
        char status[16];
        char *names = names_of(pull, domain);
        (void)snprintf(status, sizeof status, "%d", domain->status);
        bs_log_write(&pull->cli->log, BS_LOG_ERROR, "pull: %s failed (%d)",
                     bs_domain_name((bs_domain)i), domain->status);
        (void)bs_complain(pull->cli, BS_EXIT_FAILED, keys[domain->end], names, status, NULL);
        free(names);
        any = true;
    }
    return any;
}

/* Lists the domains that LinkedIn has not prepared yet. */
static void say_unprepared(const pull_run *pull)
{
    const bs_domain_result unprepared = {.end = BS_DOMAIN_UNPREPARED};
    char *names = names_of(pull, &unprepared);
    if (*names != '\0') {
        bs_say(pull->cli, "cli_pull_unprepared", names, NULL);
    }
    free(names);
}

/* True if every requested domain was forbidden. */
static bool all_forbidden(const pull_run *pull)
{
    size_t asked = 0;
    size_t forbidden = 0;
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        asked += pull->domains[i].end != BS_DOMAIN_NOT_ASKED ? 1 : 0;
        forbidden += pull->domains[i].status == 403 ? 1 : 0;
    }
    return asked > 0 && asked == forbidden;
}

static bs_exit say_snapshot(pull_run *pull, const bs_ingest_result *total,
                            const bs_import_outcome *kept, bs_exit code)
{
    if (all_forbidden(pull)) {
        return bs_complain(pull->cli, BS_EXIT_FAILED, "cli_pull_error_forbidden", NULL);
    }
    if (kept->profile[0] != '\0' && !pull->json) {
        bs_import_write_files(pull->cli, total);
    }
    if (say_failed(pull)) {
        code = BS_EXIT_FAILED;
    }
    if (kept->profile[0] != '\0' || code == BS_EXIT_OK) {
        say_kept(pull, kept);
    }
    if (kept->profile[0] != '\0' && !pull->json) {
        say_unprepared(pull);
    }
    return code;
}

/* Reads the parts that are due: all for a new snapshot, else the missing ones. */
static bs_exit pull_snapshot(pull_run *pull, bool whole)
{
    bs_ingest_result total;
    bs_import_outcome kept = {0};
    bs_exit code = BS_EXIT_OK;
    bs_ingest_result_init(&total);
    total.oldest = (bs_day)pull->state.oldest;
    for (bs_domain first = BS_DOMAIN_PROFILE; first < BS_DOMAIN_COUNT && code == BS_EXIT_OK;
         first = bs_domain_part_end(first)) {
        const bool wanted = whole
                                ? !bs_pull_state_has(&pull->state, first, pull->now, RESUME_SECONDS)
                                : bs_pull_state_lacks(&pull->state, first, pull->now);
        if (wanted) {
            code = pull_part(&total, &kept, pull, first);
        }
    }
    bs_progress_end(&pull->progress);
    return say_snapshot(pull, &total, &kept, code);
}

static bool lacks_anything(const pull_run *pull)
{
    bool lacks = false;
    for (bs_domain first = BS_DOMAIN_PROFILE; first < BS_DOMAIN_COUNT;
         first = bs_domain_part_end(first)) {
        lacks = lacks || bs_pull_state_lacks(&pull->state, first, pull->now);
    }
    return lacks;
}

/* From two days before the last pull, because LinkedIn's log may lag by days. */
static int64_t changes_since(const bs_pull_state *state)
{
    int64_t since = state->changes;
    for (size_t i = 0; i < BS_DOMAIN_COUNT && state->changes == 0; i++) {
        const int64_t read = state->snapshot[i];
        since = read > 0 && (since == 0 || read < since) ? read : since;
    }
    return since - (int64_t)2 * BS_DAY_SECONDS;
}

static bs_exit pull_changes(pull_run *pull)
{
    bs_error error = {.status = BS_OK};
    bs_observation observation;
    bool stale[BS_DOMAIN_COUNT] = {false};
    size_t events = 0;
    bs_observation_init(&observation);
    bs_status status = bs_pull_changes(&observation, &events, stale, pull->fetcher,
                                       changes_since(&pull->state), &pull->options, &error);
    bs_exit code = BS_EXIT_OK;
    if (status != BS_OK) {
        code = complain(pull->cli, &error);
    } else {
        pull->events = events;
        if (!pull->json) {
            char *text = bs_text_count(&pull->cli->text, "cli_pull_changes", (long)events);
            bs_terminal_wrap(&pull->cli->out, BS_INK_PLAIN, 0, text);
            free(text);
        }
        bs_import_outcome kept = {0};
        code = keep(&kept, pull, &observation);
        if (code == BS_EXIT_OK) {
            say_kept(pull, &kept);
        }
    }
    if (code == BS_EXIT_OK) {
        pull->state.changes = pull->now;
        for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
            pull->state.failed[i] = pull->state.failed[i] || stale[i];
            pull->stale = pull->stale || stale[i];
        }
        code = bs_pull_state_save(pull->cli, &pull->state);
    }
    bs_observation_free(&observation);
    return code;
}

/* Time of the first pull; for a state of 0.2.0, which lacks it, the first read. */
static int64_t first_pull(const pull_run *pull)
{
    int64_t first = pull->now;
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        const int64_t read = pull->state.snapshot[i];
        first = read > 0 && read < first ? read : first;
    }
    return first;
}

/* Names the domains of this pull that failed, or that LinkedIn has not prepared. */
static void write_domains(bs_json *json, const char *name, const pull_run *pull, bool failed)
{
    bs_json_member_open(json, name, '[');
    for (size_t i = 0; i < BS_DOMAIN_COUNT; i++) {
        const bs_domain_end end = pull->domains[i].end;
        if (failed ? bs_domain_failed(end) : end == BS_DOMAIN_UNPREPARED) {
            bs_json_string(json, bs_domain_name((bs_domain)i));
        }
    }
    bs_json_close(json, ']');
}

static bs_exit print_json(const pull_run *pull)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_json_member_known(json, "profile", pull->stored);
    bs_json_member_integer(json, "changed", (int64_t)pull->changed);
    bs_json_member_integer(json, "events", (int64_t)pull->events);
    write_domains(json, "failed", pull, true);
    write_domains(json, "unprepared", pull, false);
    return bs_json_finish(&output, pull->cli);
}

static bs_exit pull_now(const bs_cli *cli, const bs_arguments *arguments, const char *token_path)
{
    pull_run pull = {.cli = cli,
                     .profile = bs_arguments_value(arguments, "profile"),
                     .json = bs_arguments_has(arguments, "json"),
                     .options = {.patience_seconds = PATIENCE_SECONDS},
                     .now = (int64_t)time(NULL)};
    const bs_api_place place = {.base = bs_arguments_value(arguments, "api-base"),
                                .ca_file = bs_arguments_value(arguments, "api-ca"),
                                .token_path = token_path};
    bs_error error;
    bs_offsets offsets = {0};
    bs_exit code = bs_member_offsets(&offsets, cli, pull.now);
    if (code != BS_EXIT_OK) {
        return code;
    }
    pull.options.zone.decided = &offsets;
    if (bs_fetcher_start(&pull.fetcher, &place, &error) != BS_OK) {
        bs_offsets_free(&offsets);
        return complain(cli, &error);
    }
    pull.options.now = pull.now;
    pull.options.today = bs_moment_day(bs_zone_moment(&pull.options.zone, pull.now));
    bs_progress_begin(&pull.progress, &cli->err);
    pull.options.progress = bs_progress_show;
    pull.options.progress_context = &pull.progress;
    bs_pull_state_load(&pull.state);
    if (bs_arguments_has(arguments, "full")) {
        pull.state = (bs_pull_state){.started = pull.state.started};
    }
    pull.state.started = pull.state.started == 0 ? first_pull(&pull) : pull.state.started;
    pull.options.consented = bs_moment_day(bs_zone_moment(&pull.options.zone, pull.state.started));
    if (!bs_pull_state_fresh(&pull.state, pull.now, SNAPSHOT_SECONDS)) {
        code = pull_snapshot(&pull, true);
    } else {
        code = lacks_anything(&pull) ? pull_snapshot(&pull, false) : BS_EXIT_OK;
        const bs_exit changes = pull_changes(&pull);
        code = changes != BS_EXIT_OK ? changes : code;
        if (code == BS_EXIT_OK && pull.stale) {
            code = pull_snapshot(&pull, false);
        }
    }
    bs_fetcher_stop(pull.fetcher);
    bs_offsets_free(&offsets);
    if (pull.json) {
        const bs_exit printed = print_json(&pull);
        code = printed != BS_EXIT_OK ? printed : code;
    }
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    if (bs_arguments_has(arguments, "unschedule")) {
        return bs_schedule_remove(&bs_schedule_pull, cli);
    }
    char *token_path = bs_tokenfile_path(cli);
    if (token_path == NULL) {
        return BS_EXIT_FAILED;
    }
    bs_exit code = BS_EXIT_OK;
    bs_path_facts token;
    if (!bs_path_look(&token, token_path, true)) {
        code = bs_complain(cli, BS_EXIT_NOTHING, "cli_token_none", NULL);
    } else if (!token.is_file) {
        code = bs_complain(cli, BS_EXIT_FAILED, "cli_read_failed", token_path,
                           bs_file_failure(&cli->text, BS_FILE_NOT_PLAIN), NULL);
    } else if (bs_arguments_has(arguments, "schedule")) {
        code = bs_schedule_start(&bs_schedule_pull, cli);
    } else {
        code = pull_now(cli, arguments, token_path);
    }
    free(token_path);
    return code;
}

const bs_command bs_command_pull = {
    .name = "pull",
    .group = "bring",
    .examples = {"", "--schedule daily"},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0] - HIDDEN,
    .hidden_count = HIDDEN,
    .without_json = "--schedule --unschedule",
    .run = run,
};
