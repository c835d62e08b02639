#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/ingest/archive.h"
#include "bussola/platform/offline.h"
#include "cli/base/files.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/base/store_import.h"
#include "cli/text/import_report.h"
#include "cli/text/progress.h"
#include "commands.h"
#include "import_document.h"
#include "platform/fs.h"
#include "platform/path.h"

static const bs_option options[] = {
    {"dry-run", 'n', NULL, NULL},
    {"json", 'j', NULL, NULL},
    {"profile", 'p', "KEY", NULL},
    {"date", 0, "DAY", NULL},
};

typedef struct import_run {
    const bs_cli *cli;
    const bs_arguments *arguments;
    bs_archive_options options;
    bs_json *json;    /* open array of archives; NULL for text output */
    bool placeholder; /* something was stored under BS_IMPORT_KEY */
    bool owner_known; /* … and its owner is known */
} import_run;

/* Name of a file or folder, also for "folder/". */
static const char *base_name(const char *path)
{
    const char *name = path;
    for (const char *at = path; *at != '\0'; at++) {
        if (at[0] == '/' && at[1] != '/' && at[1] != '\0') {
            name = at + 1;
        }
    }
    return name;
}

static bs_status open_file(int *file, const bs_cli *cli, const char *path, bs_error *error)
{
    const int failure = bs_file_open(file, path);
    if (failure == BS_FILE_NOT_PLAIN) {
        return bs_fail(error, BS_BAD_REQUEST, "not_file", "This is not a file.");
    }
    return failure == 0
               ? BS_OK
               : bs_fail(error, BS_STORAGE, "open", "%s", bs_file_failure(&cli->text, failure));
}

static bs_status read_file(bs_observation *observation, bs_archive_result *result,
                           const bs_cli *cli, const char *path, const bs_archive_options *reading,
                           bs_error *error)
{
    int file = -1;
    bs_bytes bytes;
    bs_status status = open_file(&file, cli, path, error);
    if (status == BS_OK) {
        status = bs_bytes_of_file(&bytes, file, error);
    }
    if (status == BS_OK) {
        status = bs_archive_read(observation, result, &bytes, reading, error);
    }
    bs_fs_close(file);
    return status;
}

static bs_status read_archive(bs_observation *observation, bs_archive_result *result,
                              const import_run *import, const char *path, bs_error *error)
{
    bs_progress progress;
    bs_path_facts about;
    bs_archive_options reading = import->options;
    const bool folder = bs_path_look(&about, path, true) && about.is_directory;
    reading.name = base_name(path);
    if (reading.ingest.day == BS_DAY_NONE) {
        reading.ingest.day = bs_archive_day(reading.name);
    }
    bs_progress_begin(&progress, &import->cli->err);
    reading.progress = bs_progress_show;
    reading.progress_context = &progress;
    const bs_status status =
        folder ? bs_folder_read(observation, result, path, &reading, error)
               : read_file(observation, result, import->cli, path, &reading, error);
    bs_progress_end(&progress);
    return status;
}

/* Prints why an archive could not be read, translated if the catalogue has the failure. */
static bs_exit complain(const bs_cli *cli, const char *path, const bs_error *error)
{
    char key[96];
    (void)snprintf(key, sizeof key, "import_error_%s", error->field);
    const char *what = bs_text_exists(&cli->text, key) ? bs_text(&cli->text, key) : error->message;
    return bs_complain(cli, BS_EXIT_FAILED, "import_failed", base_name(path), what, NULL);
}

static void write_heading(const bs_cli *cli, const char *path, const bs_ingest_result *result)
{
    char day[BS_DATE_TEXT] = "–";
    if (result->day != BS_DAY_NONE) {
        bs_date_format(day, &cli->text, result->day);
    }
    char *text = bs_text_new(&cli->text, result->day_told ? "import_of" : "import_of_newest",
                             base_name(path), day, NULL);
    bs_terminal_wrap(&cli->out, BS_INK_BOLD, 0, text);
    free(text);
}

static void write_entries(const bs_cli *cli, const bs_archive_result *result)
{
    const struct {
        const char *base;
        size_t count;
    } lines[] = {{"import_unknown", result->unknown},
                 {"import_unsafe", result->unsafe},
                 {"import_nested", result->nested}};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (lines[i].count > 0) {
            char *text = bs_text_count(&cli->text, lines[i].base, (long)lines[i].count);
            bs_terminal_space(&cli->out, 2);
            bs_terminal_wrap(&cli->out, BS_INK_DIM, 2, text);
            free(text);
        }
    }
}

static void write_kept(const bs_cli *cli, const bs_import_outcome *kept)
{
    if (kept->profile[0] == '\0') {
        return;
    }
    char number[BS_NUMBER_TEXT];
    bs_number_format(number, &cli->text, (double)kept->changed, 0);
    if (kept->changed > 0) {
        bs_say(cli, "import_stored", number, kept->profile, NULL);
    } else {
        bs_say(cli, "import_same", kept->profile, NULL);
    }
    if (kept->by == BS_IMPORT_MATCH_ONLY) {
        bs_say(cli, "import_owner_unknown", bs_source_id(BS_FROM_ARCHIVE), NULL);
    }
}

/* Writes one archive; `stored`: its counts are in the database. */
static void write_json(bs_json *json, const char *path, const bs_archive_result *result,
                       const bs_observation *observation, const bs_import_outcome *kept,
                       bool stored)
{
    bs_json_open(json, '{');
    bs_import_write_json(json, &result->ingest, observation);
    bs_json_member_text(json, "archive", base_name(path));
    bs_json_member_integer(json, "unknown", (int64_t)result->unknown);
    bs_json_member_integer(json, "unsafe", (int64_t)result->unsafe);
    bs_json_member_integer(json, "nested", (int64_t)result->nested);
    bs_json_member_bool(json, "first_part", result->first_part);
    if (kept->refusal != NULL) {
        bs_json_member_text(json, "refused", kept->refusal);
    }
    if (stored) {
        bs_json_member_open(json, "stored", '{');
        bs_json_member_text(json, "profile", kept->profile);
        bs_json_member_integer(json, "changed", (int64_t)kept->changed);
        if (kept->by == BS_IMPORT_MATCH_ONLY) {
            bs_json_member_bool(json, "owner_told", false);
        }
        bs_json_close(json, '}');
    }
    bs_json_close(json, '}');
}

/* Stores the observation; with --dry-run only finds the profile. */
static bs_exit keep(bs_import_outcome *kept, const import_run *import,
                    const bs_ingest_result *result, bs_observation *observation)
{
    const char *chosen = bs_arguments_value(import->arguments, "profile");
    if (bs_arguments_has(import->arguments, "dry-run")) {
        return bs_store_import_try_observation(kept, import->cli, &result->owner, chosen);
    }
    if (observation->cover_count + observation->gauge_count == 0) {
        return BS_EXIT_OK;
    }
    return bs_store_import_observation(kept, import->cli, observation, &result->owner, chosen);
}

/* True if a known file was refused, or all were empty. */
static bool any_refused(const bs_ingest_result *result)
{
    bool refused = false;
    bool any_read = false;
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        bs_outcome outcome = result->files[i].outcome;
        refused = refused || (outcome > BS_OUTCOME_READ && outcome != BS_OUTCOME_EMPTY);
        any_read = any_read || outcome == BS_OUTCOME_READ;
    }
    return refused || !any_read;
}

/* Prints the contents of an archive. */
static void say_found(const bs_cli *cli, const char *path, const bs_archive_result *result)
{
    if (!result->recognised) {
        write_entries(cli, result);
        return;
    }
    write_heading(cli, path, &result->ingest);
    bs_import_write_files(cli, &result->ingest);
    write_entries(cli, result);
    if (result->first_part) {
        bs_say(cli, "import_second_mail", NULL);
    }
}

/* Prints the outcome. */
static void say_kept(import_run *import, const bs_ingest_result *result,
                     const bs_observation *observation, const bs_import_outcome *kept)
{
    if (bs_arguments_has(import->arguments, "dry-run")) {
        bs_say(import->cli, "cli_import_would", NULL);
        bs_import_write_signals(import->cli, observation);
        return;
    }
    write_kept(import->cli, kept);
    import->placeholder = import->placeholder || strcmp(kept->profile, BS_IMPORT_KEY) == 0;
    import->owner_known = bs_owner_named(&result->owner);
}

static bs_exit report_and_keep(import_run *import, const char *path,
                               const bs_archive_result *result, bs_observation *observation)
{
    bs_import_outcome kept = {0};
    if (import->json == NULL) {
        say_found(import->cli, path, result);
    }
    bs_exit code = result->recognised ? keep(&kept, import, &result->ingest, observation)
                                      : bs_complain(import->cli, BS_EXIT_FAILED,
                                                    "import_not_linkedin", base_name(path), NULL);
    if (import->json != NULL) {
        const bool dry_run = bs_arguments_has(import->arguments, "dry-run");
        write_json(import->json, path, result, observation, &kept, code == BS_EXIT_OK && !dry_run);
    } else if (code == BS_EXIT_OK) {
        say_kept(import, &result->ingest, observation, &kept);
    }
    return code == BS_EXIT_OK && any_refused(&result->ingest) ? BS_EXIT_FAILED : code;
}

static bs_exit import_one(import_run *import, const char *path)
{
    if (bs_export_reader_is(path)) {
        const bs_export_reader_options document = {
            .dry_run = bs_arguments_has(import->arguments, "dry-run"),
            .profile = bs_arguments_value(import->arguments, "profile")};
        return bs_export_reader_import(import->cli, path, &document, import->json);
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
    import_run import = {.cli = cli, .arguments = arguments};
    bs_exit code = bs_member_day(&import.options.ingest.day, "date", cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (arguments->operand_count == 0) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_import_none", NULL);
    }
    const int64_t now = (int64_t)time(NULL);
    bs_offsets offsets = {0};
    code = bs_member_offsets(&offsets, cli, now);
    if (code != BS_EXIT_OK) {
        return code;
    }
    import.options.ingest.source = BS_FROM_ARCHIVE;
    import.options.ingest.zone.decided = &offsets;
    import.options.ingest.today = bs_moment_day(bs_zone_moment(&import.options.ingest.zone, now));
    /* One day of tolerance: the archive may come from a zone further east. */
    if (import.options.ingest.day != BS_DAY_NONE &&
        import.options.ingest.day > import.options.ingest.today + 1) {
        char day[BS_DATE_TEXT];
        bs_date_format(day, &cli->text, import.options.ingest.day);
        bs_offsets_free(&offsets);
        return bs_complain(cli, BS_EXIT_USAGE, "cli_import_date_ahead", day, NULL);
    }
    bs_json_output output;
    if (bs_arguments_has(arguments, "json")) {
        import.json = bs_json_start(&output, '[');
    }
    /* From here on, parses untrusted data. */
    (void)bs_offline_enter();
    for (size_t i = 0; i < arguments->operand_count; i++) {
        bs_exit one = import_one(&import, arguments->operands[i]);
        code = one != BS_EXIT_OK ? one : code;
    }
    bs_offsets_free(&offsets);
    if (import.json != NULL) {
        bs_exit printed = bs_json_finish(&output, cli);
        code = printed != BS_EXIT_OK ? printed : code;
    } else if (import.placeholder) {
        bs_say(cli, import.owner_known ? "import_no_profile_owner_known" : "import_no_profile",
               BS_IMPORT_KEY, NULL);
    }
    return code;
}

const bs_command bs_command_import = {
    .name = "import",
    .group = "bring",
    .examples = {"LinkedIn.zip", "--dry-run LinkedIn.zip"},
    .operands = "FILE…",
    .words = "",
    .operands_max = 1000,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
