#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "cli/base/files.h"
#include "cli/install/install_receipt.h"
#include "cli/install/registration.h"
#include "cli/output/xmalloc.h"
#include "cli/pull/schedule.h"
#include "commands.h"
#include "platform/path.h"

static const bs_option options[] = {
    {"browser", 'b', "NAME", NULL}, {"user-data-dir", 0, "DIR", NULL}, {"system", 0, NULL, NULL},
    {"dry-run", 'n', NULL, NULL},   {"root", 0, "DIR", NULL},
};

static bool everything(const bs_arguments *arguments)
{
    return !bs_arguments_has(arguments, "browser") && !bs_arguments_has(arguments, "user-data-dir");
}

static bool has(const cJSON *files, const char *path)
{
    const cJSON *file = NULL;
    cJSON_ArrayForEach(file, files)
    {
        if (cJSON_IsString(file) && strcmp(file->valuestring, path) == 0) {
            return true;
        }
    }
    return false;
}

/*
 * The files to remove, each once: those of the chosen browsers; with all browsers also every
 * recorded one.
 */
static cJSON *collect(bs_registration *registration, const bs_arguments *arguments,
                      const bs_install_receipt *receipt)
{
    const bs_programs anywhere = {.paths = {"", ""}};
    bool all = everything(arguments);
    for (size_t i = 0; all && i < registration->browsers.count; i++) {
        bs_registration_choose(registration, &registration->browsers.rows[i]);
    }
    for (size_t i = 0; i < registration->chosen_count; i++) {
        (void)bs_registration_files_add(&registration->targets, registration->chosen[i],
                                        &registration->paths, registration->system, &anywhere);
    }
    const bs_given *given = NULL;
    while ((given = bs_arguments_next(arguments, "user-data-dir", given)) != NULL) {
        char *directory = bs_path_resolve(given->value);
        if (directory != NULL) {
            bs_registration_files_add_user_data(&registration->targets, directory, &anywhere);
        }
        free(directory);
    }
    cJSON *files = all ? cJSON_Duplicate(receipt->files, true) : cJSON_CreateArray();
    for (size_t i = 0; i < registration->targets.count; i++) {
        const char *path = registration->targets.rows[i].path;
        if (!has(files, path)) {
            (void)cJSON_AddItemToArray(files, cJSON_CreateString(path));
        }
    }
    return files;
}

/* True if all users of this computer are registered. */
static bool system_has(const bs_registration *registration)
{
    const bs_programs anywhere = {.paths = {"", ""}};
    bs_registration_files files = {.rows = NULL};
    bool found = false;
    for (size_t i = 0; i < registration->browsers.count; i++) {
        (void)bs_registration_files_add(&files, &registration->browsers.rows[i],
                                        &registration->paths, true, &anywhere);
    }
    for (size_t i = 0; i < files.count; i++) {
        found = found || bs_registration_path_exists(files.rows[i].path);
    }
    bs_registration_files_free(&files);
    return found;
}

/* Nothing was removed: says what registers this user all the same. */
static void say_nothing(const bs_cli *cli, const bs_registration *registration)
{
    bs_say(cli, "cli_uninstall_none", NULL);
    if (!registration->system && system_has(registration)) {
        const bool packaged = bs_paths_packaged(&registration->paths);
        bs_say(cli, "cli_uninstall_system", NULL);
        bs_terminal_space(&cli->out, 2);
        bs_terminal_write(&cli->out, packaged ? "sudo apt purge bussola\n"
                                              : "sudo bussola uninstall --system\n");
    }
}

static void say_data(const bs_cli *cli, const bs_paths *paths)
{
    char directory[BS_STORE_PATH_MAX];
    if (bs_store_directory(directory, NULL) == BS_OK && bs_path_exists(directory)) {
        char *shown = bs_paths_shorten(paths, directory);
        bs_say(cli, "cli_uninstall_data", shown, NULL);
        free(shown);
    }
}

static bs_exit remove_files(const bs_cli *cli, const bs_registration *registration,
                            bs_install_receipt *receipt, const cJSON *files, bool dry_run)
{
    bs_exit code = BS_EXIT_OK;
    size_t removed = 0;
    const cJSON *file = NULL;
    cJSON_ArrayForEach(file, files)
    {
        const char *path = cJSON_GetStringValue(file);
        if (path == NULL) {
            continue;
        }
        int failure = ENOENT;
        if (!dry_run) {
            failure = bs_registration_path_remove(path);
        } else if (bs_registration_path_exists(path)) {
            failure = 0;
        }
        if (failure == 0) {
            char *shown = bs_paths_shorten(&registration->paths, path);
            bs_say(cli, dry_run ? "cli_uninstall_would" : "cli_uninstall_done", shown, NULL);
            free(shown);
            removed++;
        } else if (failure != ENOENT && failure != ENOTDIR) {
            const char *key =
                failure == EACCES || failure == EPERM ? "cli_install_denied" : "cli_write_failed";
            code = bs_complain(cli, BS_EXIT_FAILED, key, path, bs_file_failure(&cli->text, failure),
                               NULL);
            continue;
        }
        bs_install_receipt_remove_file(receipt, path);
    }
    if (removed == 0 && code == BS_EXIT_OK) {
        say_nothing(cli, registration);
    }
    return code;
}

static bs_exit remove_schedules(const bs_cli *cli)
{
    static const bs_schedule *const schedules[] = {&bs_schedule_pull, &bs_schedule_push};
    bs_exit code = BS_EXIT_OK;
    for (size_t i = 0; i < sizeof schedules / sizeof schedules[0]; i++) {
        if (bs_schedule_present(schedules[i])) {
            const bs_exit one = bs_schedule_remove(schedules[i], cli);
            code = one != BS_EXIT_OK ? one : code;
        }
    }
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_registration registration;
    bs_exit code = bs_registration_open(&registration, cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    code = bs_registration_choose_named(&registration, cli, arguments);
    if (code == BS_EXIT_OK) {
        bool dry_run = bs_arguments_has(arguments, "dry-run");
        bs_install_receipt receipt;
        bs_install_receipt_open(&receipt, &registration.paths, registration.system);
        cJSON *files = collect(&registration, arguments, &receipt);
        code = remove_files(cli, &registration, &receipt, files, dry_run);
        int failure = dry_run ? 0 : bs_install_receipt_settle(&receipt);
        if (failure != 0 && code == BS_EXIT_OK) {
            code = bs_complain(cli, BS_EXIT_FAILED, "cli_write_failed", receipt.path,
                               bs_file_failure(&cli->text, failure), NULL);
        }
        if (code == BS_EXIT_OK && !dry_run && everything(arguments) && !registration.system) {
            code = remove_schedules(cli);
            say_data(cli, &registration.paths);
        }
        cJSON_Delete(files);
        bs_install_receipt_close(&receipt);
    }
    bs_registration_close(&registration);
    return code;
}

const bs_command bs_command_uninstall = {
    .name = "uninstall",
    .group = "setup",
    .examples = {""},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .any_home = true,
    .run = run,
};
