/** @file origin.h Identifies the program that started the host. Internal to native-host/bin. */
#ifndef BUSSOLA_HOST_ORIGIN_H
#define BUSSOLA_HOST_ORIGIN_H

#include <stdbool.h>

/**
 * True if the arguments name one of the extension ids in manifests/extension-ids.json.
 *
 * Chromium passes `chrome-extension://ID/` first; Firefox the manifest's path, then the add-on's id
 * (MDN, Native messaging). No argument is allowed too: the WebExtensions portal passes none.
 */
bool bs_origin_allowed(int argc, char *const *argv);

/** The browser family according to the arguments: "chromium", "firefox" or "unnamed". */
const char *bs_origin_family(int argc, char *const *argv);

#endif
