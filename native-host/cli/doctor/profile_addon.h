/**
 * @file profile_addon.h
 * Whether a browser's own profiles have the extension, from the files that Chromium ("Local State",
 * "Preferences") and Firefox (profiles.ini, extensions.json) keep. Looks for our ids alone.
 */
#ifndef BUSSOLA_CLI_PROFILE_ADDON_H
#define BUSSOLA_CLI_PROFILE_ADDON_H

#include "cli/base/paths.h"
#include "cli/install/browsers.h"

/** From worst to best; of several profiles the best one counts. */
typedef enum bs_addon_state {
    BS_ADDON_UNKNOWN,    /**< no profile can be read, as in a flatpak or a snap */
    BS_ADDON_ABSENT,     /**< no profile has it; one loaded by a switch leaves no trace either */
    BS_ADDON_FOLDERLESS, /**< an unpacked one, of which the folder is gone */
    BS_ADDON_OFF,        /**< the user or the browser switched it off */
    BS_ADDON_ON,
} bs_addon_state;

bs_addon_state bs_profile_addon(const bs_browser *browser, const bs_paths *paths);

#endif
