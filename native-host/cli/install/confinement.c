#include "confinement.h"

#include "cli/base/memory.h"
#include "manifest.h"

char *bs_confinement_command(const bs_browser *browser)
{
    if (browser->packaging == BS_FLATPAK) {
        return bs_memory_print("flatpak override --user --talk-name=org.freedesktop.Flatpak %s",
                               browser->app);
    }
    if (browser->packaging == BS_SNAP && browser->family == BS_FIREFOX) {
        return bs_memory_print("flatpak permission-set webextensions %s %s yes", BS_HOST_NAME,
                               browser->app);
    }
    return NULL;
}
