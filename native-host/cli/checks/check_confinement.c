#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/doctor/diagnosis.h"
#include "cli/install/flatpak_snap.h"
#include "cli/output/xmalloc.h"

static const char check[] = "confinement";

/* True if a flatpak's overrides (flatpak-metadata(5)) let it start programs outside. */
static bool allows(const char *path)
{
    char *text = NULL;
    if (bs_file_read(&text, NULL, path) != 0) {
        return false;
    }
    const bool allowed = strstr(text, "\norg.freedesktop.Flatpak=talk\n") != NULL ||
                         strstr(text, "\norg.freedesktop.Flatpak=own\n") != NULL;
    free(text);
    return allowed;
}

static bool flatpak_allowed(const bs_diagnosis *diagnosis, const bs_browser *browser)
{
    static const char *const paths[] = {
        "$HOME/.local/share/flatpak/overrides/%s", "/var/lib/flatpak/overrides/%s",
        "$HOME/.local/share/flatpak/overrides/global", "/var/lib/flatpak/overrides/global"};
    bool allowed = false;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        const size_t length = strcspn(paths[i], "%");
        char *unexpanded = bs_xasprintf("%.*s%s", (int)length, paths[i],
                                        paths[i][length] == '%' ? browser->app : "");
        char *path = bs_paths_expand(&diagnosis->paths, unexpanded);
        allowed = allowed || allows(path);
        free(path);
        free(unexpanded);
    }
    return allowed;
}

void bs_check_confinement(bs_diagnosis *diagnosis, const bs_browser *browser)
{
    char *command = bs_flatpak_snap_command(browser);
    if (browser->packaging == BS_FLATPAK) {
        const bool allowed = flatpak_allowed(diagnosis, browser);
        bs_diagnosis_add(
            diagnosis, check, allowed ? BS_LEVEL_OK : BS_LEVEL_FAILURE, allowed ? NULL : command,
            allowed ? "cli_doctor_flatpak" : "cli_doctor_flatpak_closed", browser->name, NULL);
    } else if (browser->packaging == BS_PROXIED) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_flatpak_proxy",
                         browser->name, NULL);
    } else if (browser->packaging == BS_SNAP) {
        bs_diagnosis_add(diagnosis, check, BS_LEVEL_OK, NULL, "cli_doctor_snap", browser->name,
                         command, NULL);
    }
    free(command);
}
