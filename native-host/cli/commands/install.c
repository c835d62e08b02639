#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/install/next_steps.h"
#include "cli/install/registration.h"
#include "cli/install/versions.h"
#include "cli/output/xmalloc.h"
#include "commands.h"
#include "platform/path.h"

static const bs_option options[] = {
    {"browser", 'b', "NAME", NULL}, {"user-data-dir", 0, "DIR", NULL}, {"all", 'a', NULL, NULL},
    {"system", 0, NULL, NULL},      {"host", 0, "FILE", NULL},         {"dry-run", 'n', NULL, NULL},
    {"root", 0, "DIR", NULL},
};

/* Without names or directories chooses the installed browsers, with --all every browser. */
static bs_exit choose(bs_registration *registration, const bs_cli *cli,
                      const bs_arguments *arguments)
{
    bs_exit code = bs_registration_choose_named(registration, cli, arguments);
    if (code != BS_EXIT_OK || registration->chosen_count > 0 ||
        bs_arguments_has(arguments, "user-data-dir")) {
        return code;
    }
    for (size_t i = 0; i < registration->browsers.count; i++) {
        const bs_browser *browser = &registration->browsers.rows[i];
        if (bs_arguments_has(arguments, "all") ||
            bs_browser_present(browser, &registration->paths, registration->system)) {
            bs_registration_choose(registration, browser);
        }
    }
    return registration->chosen_count > 0
               ? BS_EXIT_OK
               : bs_complain(cli, BS_EXIT_NOTHING, "cli_install_none", NULL);
}

static bs_exit collect(bs_registration *registration, const bs_cli *cli,
                       const bs_arguments *arguments)
{
    if (!bs_registration_find(registration, cli, arguments)) {
        return BS_EXIT_FAILED;
    }
    const bs_programs programs = bs_registration_programs(registration);
    for (size_t i = 0; i < registration->chosen_count; i++) {
        (void)bs_registration_files_add(&registration->targets, registration->chosen[i],
                                        &registration->paths, registration->system, &programs);
    }
    bs_exit code = BS_EXIT_OK;
    const bs_given *given = NULL;
    while ((given = bs_arguments_next(arguments, "user-data-dir", given)) != NULL) {
        char *directory = bs_path_resolve(given->value);
        if (directory == NULL) {
            code = bs_complain(cli, BS_EXIT_USAGE, "cli_install_no_directory", given->value, NULL);
            break;
        }
        bs_registration_files_add_user_data(&registration->targets, directory, &programs);
        free(directory);
    }
    return code;
}

/* Prints for each file which browsers read it, its outcome and its path. */
static void write_results(const bs_cli *cli, const bs_registration *registration,
                          const bool *present, bool dry_run)
{
    const char *fresh = dry_run ? "cli_install_would" : "cli_install_done";
    for (size_t i = 0; i < registration->targets.count; i++) {
        const bs_registration_file *target = &registration->targets.rows[i];
        char *names = bs_registration_names(target);
        char *path = bs_paths_shorten(&registration->paths, target->path);
        char *result = bs_text_new(&cli->text, present[i] ? "cli_install_same" : fresh,
                                   names[0] != '\0' ? names : "--user-data-dir", NULL);
        bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, result);
        bs_terminal_space(&cli->out, 2);
        bs_terminal_ink(&cli->out, BS_INK_DIM, path);
        bs_terminal_write(&cli->out, "\n");
        free(result);
        free(path);
        free(names);
    }
}

/* With --system, lists the browsers that only register per user. */
static void write_skipped(const bs_cli *cli, const bs_registration *registration)
{
    for (size_t i = 0; registration->system && i < registration->chosen_count; i++) {
        if (cJSON_GetArraySize(registration->chosen[i]->system) == 0) {
            bs_say(cli, "cli_install_user_only", registration->chosen[i]->name, NULL);
        }
    }
}

static bs_exit register_all(const bs_cli *cli, bs_registration *registration, bool dry_run)
{
    bool *present = bs_xcalloc(registration->targets.count, sizeof *present);
    for (size_t i = 0; i < registration->targets.count; i++) {
        present[i] = bs_registration_file_present(&registration->targets.rows[i]);
    }
    bs_exit code = dry_run ? BS_EXIT_OK : bs_registration_write(registration, cli);
    if (code == BS_EXIT_OK) {
        write_results(cli, registration, present, dry_run);
        write_skipped(cli, registration);
        bs_next_steps_write(cli, registration);
    }
    free(present);
    return code;
}

/* ---- this version and other installed ones ---- */

/* Updates the link to this version, before any manifest names it. */
static bs_exit activate(const bs_cli *cli, const bs_paths *paths, bool dry_run)
{
    if (!bs_versions_waits(paths)) {
        return BS_EXIT_OK;
    }
    const int failure = dry_run ? 0 : bs_versions_activate(paths);
    if (failure != 0) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_write_failed", paths->program,
                           bs_file_failure(&cli->text, failure), NULL);
    }
    bs_say(cli, dry_run ? "cli_version_would" : "cli_version_done", BS_VERSION, NULL);
    return BS_EXIT_OK;
}

typedef struct prune_run {
    const bs_cli *cli;
    bool dry_run;
} prune_run;

static void tell_fate(void *context, const char *version, bs_version_fate fate)
{
    const prune_run *run = context;
    const char *removed = run->dry_run ? "cli_version_would_remove" : "cli_version_removed";
    bs_say(run->cli, fate == BS_VERSION_REMOVED ? removed : "cli_version_in_use", version, NULL);
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_registration registration;
    prune_run pruning = {.cli = cli, .dry_run = bs_arguments_has(arguments, "dry-run")};
    bs_exit code = bs_registration_open(&registration, cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    code = activate(cli, &registration.paths, pruning.dry_run);
    if (code == BS_EXIT_OK) {
        code = choose(&registration, cli, arguments);
    }
    if (code == BS_EXIT_OK) {
        code = collect(&registration, cli, arguments);
    }
    if (code == BS_EXIT_OK) {
        code = register_all(cli, &registration, pruning.dry_run);
    }
    /* Also if no browser was found, because the link has moved. */
    if (code == BS_EXIT_OK || code == BS_EXIT_NOTHING) {
        bs_versions_prune(&registration.paths, !pruning.dry_run, tell_fate, &pruning);
    }
    bs_registration_close(&registration);
    return code;
}

const bs_command bs_command_install = {
    .name = "install",
    .group = "setup",
    .examples = {"", "--browser firefox"},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .any_home = true,
    .run = run,
};
