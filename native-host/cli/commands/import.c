#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bussola/archive.h"
#include "bussola/offline.h"
#include "commands.h"
#include "import_document.h"
#include "import_report.h"
#include "keep.h"
#include "member.h"
#include "memory.h"
#include "progress.h"

static const bs_option options[] = {
    {"dry-run", 'n', NULL, NULL},
    {"json", 'j', NULL, NULL},
    {"profile", 'p', "KEY", NULL},
    {"date", 0, "DAY", NULL},
};

typedef struct import {
    const bs_cli *cli;
    const bs_arguments *arguments;
    bs_archive_options options;
    cJSON *json;      /* an array of archives, NULL when people read */
    bool placeholder; /* something was stored under BS_KEEP_KEY */
} import;

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bs_status read_archive(bs_observation *observation, bs_archive_result *result,
                              const import *import, const char *path, bs_error *error)
{
    bs_bytes bytes;
    bs_progress progress;
    bs_archive_options reading = import->options;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return bs_fail(error, BS_STORAGE, "open", "%s", strerror(errno));
    }
    if (reading.ingest.day == BS_DAY_NONE) {
        reading.ingest.day = bs_archive_day(base_name(path));
    }
    bs_progress_begin(&progress, &import->cli->err);
    reading.progress = bs_progress_show;
    reading.progress_context = &progress;
    bs_status status = bs_bytes_of_file(&bytes, fd, error);
    if (status == BS_OK) {
        status = bs_archive_read(observation, result, &bytes, &reading, error);
    }
    bs_progress_end(&progress);
    (void)close(fd);
    return status;
}

/* Why an archive could not be read: in the member's language where the failure has a name. */
static bs_exit complain(const bs_cli *cli, const char *path, const bs_error *error)
{
    char key[96];
    (void)snprintf(key, sizeof key, "cli_import_error_%s", error->field);
    const char *what = bs_text_exists(&cli->text, key) ? bs_text(&cli->text, key) : error->message;
    return bs_complain(cli, BS_EXIT_FAILED, "cli_import_failed", base_name(path), what, NULL);
}

static void write_heading(const bs_cli *cli, const char *path, const bs_ingest_result *result)
{
    char day[BS_DATE_TEXT] = "–";
    if (result->day != BS_DAY_NONE) {
        bs_date_format(day, &cli->text, result->day);
    }
    char *text =
        bs_text_new(&cli->text, result->day_told ? "cli_import_of" : "cli_import_of_newest",
                    base_name(path), day, NULL);
    bs_terminal_wrap(&cli->out, BS_INK_BOLD, 0, text);
    free(text);
}

static void write_entries(const bs_cli *cli, const bs_archive_result *result)
{
    const struct {
        const char *base;
        size_t count;
    } lines[] = {{"cli_import_unknown", result->unknown},
                 {"cli_import_unsafe", result->unsafe},
                 {"cli_import_nested", result->nested}};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (lines[i].count > 0) {
            char *text = bs_text_count(&cli->text, lines[i].base, (long)lines[i].count);
            bs_terminal_space(&cli->out, 2);
            bs_terminal_wrap(&cli->out, BS_INK_DIM, 2, text);
            free(text);
        }
    }
}

static void write_kept(const bs_cli *cli, const bs_kept *kept)
{
    char number[BS_NUMBER_TEXT];
    bs_number_format(number, &cli->text, (double)kept->changed, 0);
    if (kept->changed > 0) {
        bs_say(cli, "cli_import_stored", number, kept->profile, NULL);
    } else {
        bs_say(cli, "cli_import_same", kept->profile, NULL);
    }
}

static void add_entries(cJSON *json, const char *path, const bs_archive_result *result)
{
    if (cJSON_AddStringToObject(json, "archive", base_name(path)) == NULL ||
        cJSON_AddNumberToObject(json, "unknown", (double)result->unknown) == NULL ||
        cJSON_AddNumberToObject(json, "unsafe", (double)result->unsafe) == NULL ||
        cJSON_AddNumberToObject(json, "nested", (double)result->nested) == NULL) {
        bs_memory_out();
    }
}

static void add_kept(cJSON *json, const bs_kept *kept)
{
    cJSON *stored = cJSON_AddObjectToObject(json, "stored");
    if (stored == NULL || cJSON_AddStringToObject(stored, "profile", kept->profile) == NULL ||
        cJSON_AddNumberToObject(stored, "changed", (double)kept->changed) == NULL) {
        bs_memory_out();
    }
}

/* True when a known file gave nothing because something is wrong with it. */
static bool any_refused(const bs_ingest_result *result)
{
    bool refused = false;
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        bs_outcome outcome = result->files[i].outcome;
        refused = refused || (outcome > BS_OUTCOME_READ && outcome != BS_OUTCOME_EMPTY);
    }
    return refused;
}

static bs_exit report_and_keep(import *import, const char *path, const bs_archive_result *result,
                               bs_observation *observation)
{
    const bs_cli *cli = import->cli;
    bool dry_run = bs_arguments_has(import->arguments, "dry-run");
    bs_kept kept = {0};
    bs_exit code = BS_EXIT_OK;
    cJSON *json = NULL;
    if (import->json != NULL) {
        json = bs_import_json(&result->ingest, observation);
        add_entries(json, path, result);
        (void)cJSON_AddItemToArray(import->json, json);
    } else if (result->recognised) {
        write_heading(cli, path, &result->ingest);
        bs_import_write_files(cli, &result->ingest);
        write_entries(cli, result);
    } else {
        write_entries(cli, result);
    }
    if (!result->recognised) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_import_not_linkedin", base_name(path), NULL);
    }
    if (!dry_run && observation->cover_count + observation->gauge_count > 0) {
        code = bs_keep(&kept, cli, observation, bs_arguments_value(import->arguments, "profile"));
    }
    if (code == BS_EXIT_OK && json != NULL && !dry_run) {
        add_kept(json, &kept);
    } else if (code == BS_EXIT_OK && json == NULL && dry_run) {
        bs_say(cli, "cli_import_would", NULL);
        bs_import_write_signals(cli, observation);
    } else if (code == BS_EXIT_OK && json == NULL) {
        write_kept(cli, &kept);
        import->placeholder = strcmp(kept.profile, BS_KEEP_KEY) == 0;
    }
    return code == BS_EXIT_OK && any_refused(&result->ingest) ? BS_EXIT_FAILED : code;
}

static bs_exit import_one(import *import, const char *path)
{
    if (bs_document_is(path)) {
        return bs_document_import(import->cli, path, bs_arguments_has(import->arguments, "dry-run"),
                                  import->json);
    }
    bs_error error = {.status = BS_OK};
    bs_archive_result result = {.recognised = false};
    bs_observation observation;
    bs_observation_init(&observation);
    bs_exit code = read_archive(&observation, &result, import, path, &error) == BS_OK
                       ? report_and_keep(import, path, &result, &observation)
                       : complain(import->cli, path, &error);
    bs_observation_free(&observation);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
import import = {.cli = cli, .arguments = arguments };
    bs_exit code = bs_member_day(&import.options.ingest.day, "date", cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (arguments->operand_count == 0) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_import_none", NULL);
    }
    import.options.ingest.source = BS_FROM_ARCHIVE;
    import.options.ingest.today =
        bs_moment_day(bs_zone_moment(&import.options.ingest.zone, (int64_t)time(NULL)));
    if (bs_arguments_has(arguments, "json")) {
        import.json = cJSON_CreateArray();
        if (import.json == NULL) {
            bs_memory_out();
        }
    }
    /* From here on it reads what strangers wrote. */
    (void)bs_offline_enter();
    for (size_t i = 0; i < arguments->operand_count; i++) {
        bs_exit one = import_one(&import, arguments->operands[i]);
        code = one != BS_EXIT_OK ? one : code;
    }
    if (import.json != NULL) {
        bs_import_write_json(import.json);
    } else if (import.placeholder) {
        bs_say(cli, "cli_import_no_profile", BS_KEEP_KEY, NULL);
    }
    return code;
}

const bs_command bs_command_import = {
    .name = "import",
    .operands = "FILE…",
    .words = "",
    .operands_max = 1000,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
