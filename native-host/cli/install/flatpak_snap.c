#include "flatpak_snap.h"

#include "cli/output/xmalloc.h"
#include "manifest.h"

char *bs_flatpak_snap_command(const bs_browser *browser)
{
    if (browser->packaging == BS_FLATPAK) {
        return bs_xasprintf("flatpak override --user --talk-name=org.freedesktop.Flatpak %s",
                            browser->app);
    }
    if (browser->packaging == BS_SNAP && browser->family == BS_FIREFOX) {
        return bs_xasprintf("flatpak permission-set webextensions %s %s yes", BS_HOST_NAME,
                            browser->app);
    }
    return NULL;
}
