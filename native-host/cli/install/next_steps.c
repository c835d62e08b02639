#include "next_steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output/xmalloc.h"
#include "flatpak_snap.h"
#include "manifest.h"
#include "platform/path.h"

/*
 * The folder of the built extension: installed beside lib/bussola/VERSION or, on Windows, beside
 * VERSION; or in the build tree; NULL without one.
 */
static char *extension_folder(const bs_paths *paths, bs_family family)
{
    static const char *const candidates[] = {"../../../share/bussola/extension", "../extension",
                                             "extension"};
    const char *flavour = family == BS_FIREFOX ? "firefox" : "chrome";
    for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++) {
        char *path = bs_xasprintf("%s/%s/%s", paths->program, candidates[i], flavour);
        char *resolved = bs_path_resolve(path);
        free(path);
        if (resolved != NULL) {
            return resolved;
        }
    }
    return NULL;
}

static void write_step(const bs_cli *cli, int number, const char *key, const char *argument)
{
    char mark[8];
    (void)snprintf(mark, sizeof mark, "  %d. ", number % 100);
    char *text = bs_text_new(&cli->text, key, argument, NULL);
    bs_terminal_write(&cli->out, mark);
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, (int)strlen(mark), text);
    free(text);
}

static void write_note(const bs_cli *cli, const char *key)
{
    bs_terminal_space(&cli->out, 2);
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 2, bs_text(&cli->text, key));
}

/* Writes a command to copy on its own line, never wrapped. */
static void write_command(const bs_cli *cli, const char *command)
{
    bs_terminal_space(&cli->out, 4);
    bs_terminal_ink(&cli->out, BS_INK_BOLD, command);
    bs_terminal_write(&cli->out, "\n");
}

/* Writes the permission that a sandboxed browser needs to start the host. */
static bool write_sandbox(const bs_cli *cli, const bs_browser *browser)
{
    char *command = bs_flatpak_snap_command(browser);
    if (command != NULL) {
        write_note(cli,
                   browser->packaging == BS_FLATPAK ? "cli_install_flatpak" : "cli_install_snap");
        write_command(cli, command);
    } else if (browser->packaging == BS_SNAP) {
        write_note(cli, "cli_install_confined");
    }
    const bool reachable =
        command != NULL || browser->packaging == BS_NATIVE || browser->packaging == BS_PROXIED;
    free(command);
    return reachable;
}

static void write_steps(const bs_cli *cli, const bs_registration *registration,
                        const bs_browser *browser)
{
    if (!write_sandbox(cli, browser)) {
        return;
    }
    if (bs_browser_has_addon(browser, &registration->paths)) {
        write_note(cli, "cli_clicks_addon");
        return;
    }
    char *store = bs_manifest_store_page(browser->store);
    if (store != NULL) {
        write_step(cli, 1, "cli_clicks_store", store);
        free(store);
        return;
    }
    char *folder = extension_folder(&registration->paths, browser->family);
    const char *shown = folder != NULL ? folder : bs_text(&cli->text, "cli_clicks_folder");
    write_step(cli, 1, "cli_clicks_open", browser->page);
    if (browser->family == BS_FIREFOX) {
        write_step(cli, 2, "cli_clicks_temporary", shown);
        write_note(cli, "cli_clicks_temporary_note");
    } else {
        write_step(cli, 2, "cli_clicks_developer", NULL);
        write_step(cli, 3, "cli_clicks_unpacked", shown);
    }
    free(folder);
}

/* True if both browsers need the same steps. */
static bool alike(const bs_browser *one, const bs_browser *other, const bs_paths *paths)
{
    return one->family == other->family && one->packaging == BS_NATIVE &&
           other->packaging == BS_NATIVE && strcmp(one->page, other->page) == 0 &&
           strcmp(one->store, other->store) == 0 &&
           bs_browser_has_addon(one, paths) == bs_browser_has_addon(other, paths);
}

void bs_next_steps_write(const bs_cli *cli, const bs_registration *registration)
{
    const bs_browser **chosen = registration->chosen;
    const bs_paths *paths = &registration->paths;
    for (size_t i = 0; i < registration->chosen_count; i++) {
        bool listed = false;
        for (size_t before = 0; before < i; before++) {
            listed = listed || alike(chosen[before], chosen[i], paths);
        }
        if (listed) {
            continue;
        }
        char *names = bs_xstrdup(chosen[i]->name);
        for (size_t after = i + 1; after < registration->chosen_count; after++) {
            if (alike(chosen[i], chosen[after], paths)) {
                char *longer = bs_xasprintf("%s, %s", names, chosen[after]->name);
                free(names);
                names = longer;
            }
        }
        bs_terminal_write(&cli->out, "\n");
        bs_terminal_wrap(&cli->out, BS_INK_BOLD, 0, names);
        free(names);
        write_steps(cli, registration, chosen[i]);
    }
}
