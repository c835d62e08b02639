#include "registration.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/output/xmalloc.h"
#include "install_receipt.h"
#include "platform/environment.h"
#include "platform/path.h"
#include "platform/user.h"
#include "versions.h"

/* Root may register for itself or with --system, but not by accident in another home. */
static bs_exit check_account(const bs_cli *cli)
{
    const char *caller = bs_environment("SUDO_UID");
    if (!bs_user_is_root()) {
        return BS_EXIT_OK;
    }
    bool by_sudo = caller != NULL && strcmp(caller, "0") != 0;
    return by_sudo || bs_home_of_other_user() != NULL
               ? bs_complain(cli, BS_EXIT_USAGE, "cli_install_root", NULL)
               : BS_EXIT_OK;
}

bs_exit bs_registration_open(bs_registration *registration, const bs_cli *cli,
                             const bs_arguments *arguments)
{
    *registration = (bs_registration){.system = bs_arguments_has(arguments, "system")};
    if (!bs_paths_open(&registration->paths, bs_arguments_value(arguments, "root"))) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_no_home", NULL);
    }
    bs_exit code = registration->system ? BS_EXIT_OK : check_account(cli);
    if (code != BS_EXIT_OK) {
        bs_paths_free(&registration->paths);
        return code;
    }
    bs_browsers_open(&registration->browsers, &registration->paths);
    registration->chosen = bs_xcalloc(registration->browsers.count, sizeof(void *));
    return BS_EXIT_OK;
}

void bs_registration_close(bs_registration *registration)
{
    bs_registration_files_free(&registration->targets);
    for (int i = 0; i < BS_PROGRAM_COUNT; i++) {
        free(registration->found[i]);
    }
    free(registration->chosen);
    bs_browsers_close(&registration->browsers);
    bs_paths_free(&registration->paths);
}

void bs_registration_choose(bs_registration *registration, const bs_browser *browser)
{
    for (size_t i = 0; i < registration->chosen_count; i++) {
        if (registration->chosen[i] == browser) {
            return;
        }
    }
    registration->chosen[registration->chosen_count++] = browser;
}

static char *join_ids(const bs_browsers *browsers)
{
    char *list = bs_xstrdup("");
    for (size_t i = 0; i < browsers->count; i++) {
        char *longer = bs_xasprintf("%s%s%s", list, i > 0 ? ", " : "", browsers->rows[i].id);
        free(list);
        list = longer;
    }
    return list;
}

bs_exit bs_registration_choose_named(bs_registration *registration, const bs_cli *cli,
                                     const bs_arguments *arguments)
{
    const bs_given *given = NULL;
    while ((given = bs_arguments_next(arguments, "browser", given)) != NULL) {
        const bs_browser *browser = bs_browsers_find(&registration->browsers, given->value);
        if (browser == NULL) {
            char *ids = join_ids(&registration->browsers);
            (void)bs_complain(cli, BS_EXIT_USAGE, "cli_install_unknown_browser", given->value, ids,
                              NULL);
            free(ids);
            return BS_EXIT_USAGE;
        }
        bs_registration_choose(registration, browser);
    }
    return BS_EXIT_OK;
}

/*
 * --host, else the program beside this one, as an absolute path with links resolved; prints a
 * message and returns NULL on failure.
 */
static char *resolve_host(const bs_paths *paths, const bs_cli *cli, const bs_arguments *arguments)
{
    const char *given = bs_arguments_value(arguments, "host");
    char *wanted = given != NULL
                       ? bs_xstrdup(given)
                       : bs_xasprintf("%s/%s", paths->program, bs_program_file(BS_PROGRAM_HOST));
    char *resolved = NULL;
    if (paths->root[0] == '\0') {
        resolved = bs_path_resolve(wanted);
    } else if (given != NULL && bs_path_is_absolute(given)) {
        /* A package's host is below the root only now, so its links are not resolved. */
        char *inside = bs_xasprintf("%s%s", paths->root, given);
        resolved = bs_path_is_program(inside) ? bs_xstrdup(given) : NULL;
        free(inside);
    }
    if (resolved == NULL || (paths->root[0] == '\0' && !bs_path_is_program(resolved))) {
        (void)bs_complain(cli, BS_EXIT_FAILED, "cli_install_no_host", wanted, NULL);
        free(resolved);
        resolved = NULL;
    }
    free(wanted);
    return resolved;
}

/* bussola-import beside the host; NULL without a message if it is missing. */
static char *find_import(const bs_paths *paths, const char *host)
{
    const char *slash = strrchr(host, '/');
    char *path = bs_xasprintf("%.*s/%s", slash != NULL ? (int)(slash - host) : 0, host,
                              bs_program_file(BS_PROGRAM_IMPORT));
    char *inside = bs_xasprintf("%s%s", paths->root, path);
    if (!bs_path_is_program(inside)) {
        free(path);
        path = NULL;
    }
    free(inside);
    return path;
}

bool bs_registration_find(bs_registration *registration, const bs_cli *cli,
                          const bs_arguments *arguments)
{
    const bs_paths *paths = &registration->paths;
    char *resolved[BS_PROGRAM_COUNT] = {NULL};
    resolved[BS_PROGRAM_HOST] = resolve_host(paths, cli, arguments);
    if (resolved[BS_PROGRAM_HOST] == NULL) {
        return false;
    }
    resolved[BS_PROGRAM_IMPORT] = find_import(paths, resolved[BS_PROGRAM_HOST]);
    for (int i = 0; i < BS_PROGRAM_COUNT; i++) {
        registration->found[i] = resolved[i];
        if (resolved[i] != NULL && paths->root[0] == '\0') {
            registration->found[i] = bs_versions_stable(paths, resolved[i]);
            free(resolved[i]);
        }
    }
    return true;
}

bool bs_registration_lend(bs_registration *registration, const bs_paths *paths, const bs_cli *cli)
{
    static char no_root[] = "";
    const bs_arguments nothing = {0};
    *registration = (bs_registration){.paths = *paths};
    registration->paths.root = no_root;
    return bs_registration_find(registration, cli, &nothing);
}

void bs_registration_return(bs_registration *registration)
{
    registration->paths = (bs_paths){0};
    bs_registration_close(registration);
}

bs_programs bs_registration_programs(const bs_registration *registration)
{
    bs_programs programs;
    for (int i = 0; i < BS_PROGRAM_COUNT; i++) {
        programs.paths[i] = registration->found[i];
    }
    return programs;
}

static void note_directory(void *context, const char *path)
{
    bs_install_receipt_add_directory(context, path);
}

/* Creates the directory of a file; with `make` false only records it. */
static int make_parent(const bs_registration *registration, const bs_registration_file *target,
                       bool make, bs_install_receipt *receipt)
{
    if (target->registry) {
        return 0;
    }
    char *directory = bs_xstrdup(target->path);
    *strrchr(directory, '/') = '\0';
    int failure = bs_directory_make(directory, registration->system ? 0755 : 0700, make,
                                    note_directory, receipt);
    free(directory);
    return failure;
}

static int note_targets(const bs_registration *registration, bs_install_receipt *receipt,
                        const char **failed)
{
    for (size_t i = 0; i < registration->targets.count; i++) {
        const bs_registration_file *target = &registration->targets.rows[i];
        int failure = make_parent(registration, target, false, receipt);
        if (failure != 0) {
            *failed = target->path;
            return failure;
        }
        bs_install_receipt_add_file(receipt, target->path);
    }
    *failed = receipt->path;
    return bs_install_receipt_save(receipt);
}

static int write_targets(const bs_registration *registration, bs_install_receipt *receipt,
                         const char **failed)
{
    int failure = note_targets(registration, receipt, failed);
    for (size_t i = 0; i < registration->targets.count && failure == 0; i++) {
        const bs_registration_file *target = &registration->targets.rows[i];
        *failed = target->path;
        failure = make_parent(registration, target, true, receipt);
        if (failure == 0 && !bs_registration_file_present(target)) {
            failure = bs_registration_file_write(target);
        }
    }
    return failure;
}

bs_exit bs_registration_write(const bs_registration *registration, const bs_cli *cli)
{
    if (registration->targets.count == 0) {
        return BS_EXIT_OK;
    }
    bs_install_receipt receipt;
    const char *failed = "";
    bs_install_receipt_open(&receipt, &registration->paths, registration->system);
    int failure = write_targets(registration, &receipt, &failed);
    bs_exit code = BS_EXIT_OK;
    if (failure != 0) {
        const char *key =
            failure == EACCES || failure == EPERM ? "cli_install_denied" : "cli_write_failed";
        code = bs_complain(cli, BS_EXIT_FAILED, key, failed, bs_file_failure(&cli->text, failure),
                           NULL);
    }
    bs_install_receipt_close(&receipt);
    return code;
}

char *bs_registration_names(const bs_registration_file *target)
{
    char *names = bs_xstrdup("");
    for (size_t i = 0; i < target->browser_count; i++) {
        char *longer = bs_xasprintf("%s%s%s", names, i > 0 ? ", " : "", target->browsers[i]->name);
        free(names);
        names = longer;
    }
    return names;
}
