/* bussola sync DIR: shares the observations of several devices by a folder. */
#include "bussola/service/sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bussola/platform/offline.h"
#include "bussola/service/model_json.h"
#include "bussola/store/store.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/base/synced.h"
#include "cli/output/xmalloc.h"
#include "commands.h"

static const bs_option options[] = {
    {"json", 'j', NULL, NULL},
};

/* Why a file or folder cannot be used, in the catalogue's language where it has the reason. */
static const char *why(const bs_cli *cli, const bs_error *error)
{
    char key[96];
    (void)snprintf(key, sizeof key, "cli_sync_why_%s",
                   error->status == BS_NEWER_SCHEMA ? "newer" : error->field);
    return bs_text_exists(&cli->text, key) ? bs_text(&cli->text, key) : error->message;
}

static void complain_file(void *context, const char *name, const bs_error *error)
{
    const bs_cli *cli = context;
    (void)bs_complain(cli, BS_EXIT_FAILED, "cli_sync_refused", name, why(cli, error), NULL);
}

static bs_exit complain(const bs_cli *cli, const char *folder, const bs_sync_report *report,
                        const bs_error *error)
{
    if (error->status != BS_STORAGE || report->step == BS_SYNC_DATABASE) {
        return bs_complain_error(cli, error);
    }
    return bs_complain(cli, BS_EXIT_FAILED,
                       report->step == BS_SYNC_READ ? "cli_sync_unread" : "cli_sync_unwritten",
                       folder, why(cli, error), NULL);
}

static void say(const bs_cli *cli, const char *folder, const bs_sync_report *report)
{
    char devices[BS_NUMBER_TEXT];
    char written[BS_NUMBER_TEXT];
    bs_number_format(devices, &cli->text, (double)report->devices, 0);
    bs_number_format(written, &cli->text, (double)report->written, 0);
    bs_say(cli, "cli_sync_done", folder, devices, written, NULL);
    bs_say(cli, report->changed ? "cli_sync_changed" : "cli_sync_same", NULL);
    if (report->skipped > 0) {
        char *text = bs_text_count(&cli->text, "cli_sync_skipped", (long)report->skipped);
        bs_terminal_wrap(&cli->out, BS_INK_DIM, 0, text);
        free(text);
    }
}

static bs_exit print_json(const bs_cli *cli, const bs_sync_report *report)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_json_member_integer(json, "device", report->device);
    bs_json_member_integer(json, "devices", (int64_t)report->devices);
    bs_json_member_integer(json, "accounts", (int64_t)report->accounts);
    bs_json_member_integer(json, "written", (int64_t)report->written);
    bs_json_member_integer(json, "skipped", (int64_t)report->skipped);
    bs_json_member_integer(json, "refused", (int64_t)report->refused);
    bs_json_member_bool(json, "changed", report->changed);
    return bs_json_finish(&output, cli);
}

static bs_exit synchronise(const bs_cli *cli, const bs_arguments *arguments, bs_store *store)
{
    bs_error error;
    bs_sync_report report;
    char lock[BS_STORE_PATH_MAX];
    const char *folder = arguments->operands[0];
    if (bs_synced_lock(lock, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    bs_cli context = *cli;
    if (bs_sync(&report, store, folder, lock, complain_file, &context, (int64_t)time(NULL),
                &error) != BS_OK) {
        return complain(cli, folder, &report, &error);
    }
    bs_synced_remember(cli, folder);
    bs_exit code = BS_EXIT_OK;
    if (bs_arguments_has(arguments, "json")) {
        code = print_json(cli, &report);
    } else {
        say(cli, folder, &report);
    }
    return code == BS_EXIT_OK && report.refused > 0 ? BS_EXIT_FAILED : code;
}

/* Opens the database, creating it on a device that has none. */
static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_error error;
    bs_store *store = NULL;
    if (arguments->operand_count == 0) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_sync_usage", NULL);
    }
    bs_model *model = bs_xcalloc(1, sizeof *model);
    bs_exit code = bs_member_model(model, cli);
    if (code == BS_EXIT_OK &&
        (bs_store_open(&store, NULL, model, (int64_t)time(NULL), &error) != BS_OK ||
         bs_model_follow(model, store, &error) != BS_OK)) {
        code = bs_complain_error(cli, &error);
    }
    if (code == BS_EXIT_OK) {
        /* From here on, parses data of other devices. */
        (void)bs_offline_enter();
        code = synchronise(cli, arguments, store);
    }
    bs_store_close(store);
    free(model);
    return code;
}

const bs_command bs_command_sync = {
    .name = "sync",
    .group = "bring",
    .examples = {"~/Sync/bussola", "--json ~/Sync/bussola"},
    .operands = "DIR",
    .words = "",
    .operands_max = 1,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
