#include "support_report.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/platform/log.h"
#include "bussola/platform/storage.h"
#include "bussola/service/model_json.h"
#include "bussola/store/about.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "cli/base/files.h"
#include "cli/base/subprocess.h"
#include "cli/install/browsers.h"
#include "cli/output/xmalloc.h"
#include "platform/environment.h"
#include "platform/path.h"
#include "platform/process.h"
#include "platform/system.h"
#include "redaction.h"

#define LOG_LINES 200
#define SYSTEM_CHECK "system-check.txt"
#define VERSION_LENGTH 100 /* bytes of a browser's version output */

static const char *text_of(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text != NULL ? text : "";
}

static void write_title(bs_xtext *out, const char *title)
{
    bs_xtext_print(out, "\n%s\n", title);
}

/* ---- the machine ---- */

static void write_line(bs_xtext *out, const char *line)
{
    if (line[0] != '\0') {
        bs_xtext_print(out, "  %s\n", line);
    }
}

static void write_variable(bs_xtext *out, const char *name)
{
    const char *value = bs_environment(name);
    if (value != NULL && value[0] != '\0') {
        bs_xtext_print(out, "  %s=%s\n", name, value);
    }
}

static void write_machine(bs_xtext *out)
{
    char described[256];
    write_title(out, "Machine");
    bs_system_distribution(described, sizeof described);
    write_line(out, described);
    bs_system_kernel(described, sizeof described);
    write_line(out, described);
    bs_system_library(described, sizeof described);
    write_line(out, described);
    static const char *const names[] = {"LANG", "XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        write_variable(out, names[i]);
    }
}

/* ---- browsers ---- */

/* The first line of what a browser says; the caller frees it. */
static char *version_of(char *program)
{
    char found[VERSION_LENGTH];
    char option[] = "--version";
    char *const argv[] = {program, option, NULL};
    if (bs_system_file_version(found, sizeof found, program)) {
        return bs_xstrdup(found);
    }
    char *version = bs_subprocess_output(NULL, argv);
    version[strcspn(version, "\n")] = '\0';
    return version;
}

static void write_browser(bs_xtext *out, const bs_browser *browser, char *program)
{
    char *version = version_of(program);
    bs_xtext_print(out, "  %s: %.*s (%s)\n", browser->name, VERSION_LENGTH,
                   version[0] != '\0' ? version : "tells no version", program);
    free(version);
}

static void write_browsers(bs_xtext *out, const bs_paths *paths)
{
    bs_browsers browsers;
    write_title(out, "Browsers");
    bs_browsers_open(&browsers, paths);
    for (size_t i = 0; i < browsers.count; i++) {
        char *program = bs_browser_program(&browsers.rows[i], paths);
        if (program != NULL) {
            write_browser(out, &browsers.rows[i], program);
        } else if (bs_browser_present(&browsers.rows[i], paths, false)) {
            bs_xtext_print(out, "  %s: only its files are here\n", browsers.rows[i].name);
        }
        free(program);
    }
    bs_browsers_close(&browsers);
}

/* ---- output of other commands, each in its own process, because it may crash ---- */

static void write_finding(bs_xtext *out, const cJSON *finding)
{
    bs_xtext_print(out, "  %-7s %s: %s\n", text_of(finding, "level"), text_of(finding, "check"),
                   text_of(finding, "text"));
    if (text_of(finding, "remedy")[0] != '\0') {
        bs_xtext_print(out, "          mend: %s\n", text_of(finding, "remedy"));
    }
}

static void write_doctor(bs_xtext *out)
{
    int status = 0;
    char program[BS_STORE_PATH_MAX];
    char command[] = "doctor";
    char option[] = "--json";
    char *const argv[] = {program, command, option, NULL};
    bs_process_again(program);
    char *text = bs_subprocess_output(&status, argv);
    cJSON *report = cJSON_Parse(text);
    const cJSON *finding = NULL;
    write_title(out, "Doctor");
    cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(report, "findings"))
    {
        write_finding(out, finding);
    }
    bs_xtext_print(out, "  ended with status %d%s\n", status,
                   report == NULL ? ", and nothing that can be read" : "");
    cJSON_Delete(report);
    free(text);
}

static void write_numbers(bs_xtext *out)
{
    char program[BS_STORE_PATH_MAX];
    char command[] = "status";
    char option[] = "--json";
    char *const argv[] = {program, command, option, NULL};
    bs_process_again(program);
    char *text = bs_subprocess_output(NULL, argv);
    cJSON *state = cJSON_Parse(text);
    cJSON_DeleteItemFromObjectCaseSensitive(state, "profile");
    char *shown = cJSON_Print(state);
    write_title(out, "Numbers");
    bs_xtext_print(out, "%s\n", shown != NULL ? shown : "  none");
    cJSON_free(shown);
    cJSON_Delete(state);
    free(text);
}

/* ---- the database ---- */

static void hide_profiles(bs_redaction *redaction, bs_store *store)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    if (bs_store_profiles(&profiles, &count, store, NULL) != BS_OK) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        bs_redaction_hide(redaction, profiles[i].key, "<profile>");
        bs_redaction_hide_name(redaction, profiles[i].label, "<profile>");
        for (size_t alias = 0; alias < profiles[i].alias_count; alias++) {
            bs_redaction_hide(redaction, profiles[i].aliases[alias], "<profile>");
        }
    }
    bs_profiles_free(profiles, count);
}

static void write_counts(bs_xtext *out, bs_store *store)
{
    bs_error error;
    bs_store_info info;
    if (bs_store_about(&info, store, &error) != BS_OK) {
        bs_xtext_print(out, "  %s\n", error.message);
        return;
    }
    bs_xtext_print(out,
                   "  schema %d, %" PRId64 " bytes\n"
                   "  rows: profiles %" PRId64 ", waiting %" PRId64 ", gauges %" PRId64
                   ", tallies %" PRId64 ", official %" PRId64 ", snapshots %" PRId64 "\n",
                   info.schema, info.bytes, info.profiles, info.unclaimed, info.gauges,
                   info.tallies, info.officials, info.snapshots);
}

/* Reads only; creates nothing. */
static void write_database(bs_xtext *out, bs_redaction *redaction)
{
    bs_error error;
    bool refused = false;
    char directory[BS_STORE_PATH_MAX];
    bs_store *store = NULL;
    bs_model *model = bs_xcalloc(1, sizeof *model);
    write_title(out, "Database");
    bs_status status = bs_store_directory(directory, &error);
    char *path = bs_xasprintf("%s/bussola.db", status == BS_OK ? directory : "");
    const bool there = bs_path_exists(path);
    if (status == BS_OK && there) {
        status = bs_model_in_force(model, &refused, &error);
    }
    if (status == BS_OK && there) {
        status = bs_store_open(&store, NULL, model, (int64_t)time(NULL), &error);
    }
    if (store != NULL) {
        status = bs_model_follow(model, store, &error);
    }
    if (store != NULL) {
        bs_xtext_print(out, "  model %s%s\n", model->id,
                       refused ? ", the member's is refused" : "");
        write_counts(out, store);
        hide_profiles(redaction, store);
    } else {
        bs_xtext_print(out, "  %s\n", status == BS_OK ? "none yet" : error.message);
    }
    bs_store_close(store);
    free(path);
    free(model);
}

/* ---- the check of a real Windows, which the user ran (tests/windows/check.ps1) ---- */

static void write_system_check(bs_xtext *out)
{
    char directory[BS_STORE_PATH_MAX];
    char *text = NULL;
    if (bs_store_directory(directory, NULL) != BS_OK) {
        return;
    }
    char *path = bs_xasprintf("%s/" SYSTEM_CHECK, directory);
    if (bs_file_read(&text, NULL, path) == 0) {
        write_title(out, "Check of this system");
        bs_xtext_add(out, text);
        free(text);
    }
    free(path);
}

/* ---- the log ---- */

/* The last `count` lines of a text. */
static const char *tail_of(const char *text, int count)
{
    const char *at = text + strlen(text);
    while (at > text && count >= 0) {
        at--;
        count -= *at == '\n';
    }
    return at > text ? at + 1 : at;
}

static void write_log(bs_xtext *out)
{
    bs_log log;
    char *older = NULL;
    char *newer = NULL;
    bs_log_open(&log, "");
    char *older_path = bs_xasprintf("%s.1", log.path);
    if (bs_file_read(&older, NULL, older_path) != 0) {
        older = bs_xstrdup("");
    }
    if (bs_file_read(&newer, NULL, log.path) != 0) {
        newer = bs_xstrdup("");
    }
    char *both = bs_xasprintf("%s%s", older, newer);
    write_title(out, "Log");
    bs_xtext_add(out, both[0] != '\0' ? tail_of(both, LOG_LINES) : "  none\n");
    free(both);
    free(newer);
    free(older);
    free(older_path);
}

char *bs_support_report(const bs_paths *paths, bool numbers)
{
    bs_xtext out = {0};
    char moment[BS_MOMENT_TEXT];
    bs_redaction redaction;
    bs_moment_format(moment, (bs_moment){.seconds = (int64_t)time(NULL)});
    bs_redaction_open(&redaction, paths);
    bs_xtext_print(&out,
                   "Bussola " BS_VERSION ", support report of %.19sZ\n"
                   "Names, ids, texts and the home directory are left out%s.\n",
                   moment, numbers ? "" : ", and the member's numbers");
    write_machine(&out);
    write_browsers(&out, paths);
    write_database(&out, &redaction);
    write_doctor(&out);
    if (numbers) {
        write_numbers(&out);
    }
    write_system_check(&out);
    write_log(&out);
    char *text = bs_xtext_end(&out);
    char *report = bs_redact(&redaction, text);
    bs_redaction_close(&redaction);
    free(text);
    return report;
}
