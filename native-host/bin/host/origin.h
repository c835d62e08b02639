/**
 * @file origin.h
 * Who started the host. Internal to native-host/bin.
 */
#ifndef BUSSOLA_HOST_ORIGIN_H
#define BUSSOLA_HOST_ORIGIN_H

#include <stdbool.h>

/**
 * Whether the arguments name Bussola's own extension, as manifests/extension-ids.json lists its
 * ids.
 *
 * Chromium gives `chrome-extension://ID/` first; Firefox the manifest's path, then the add-on's id
 * (MDN, Native messaging). No argument at all is fine: the WebExtensions portal gives none.
 */
bool bs_origin_allowed(int argc, char *const *argv);

/** The family of the browser that the arguments come from: "chromium", "firefox" or "unnamed". */
const char *bs_origin_family(int argc, char *const *argv);

#endif
