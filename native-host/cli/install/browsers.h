/**
 * @file browsers.h
 * The table of browsers (manifests/browsers.json), and which of them are installed.
 *
 * A bs_browsers owns the table; bs_browser rows and their strings are borrowed from it. The table
 * is built in and tested, so opening it cannot fail.
 */
#ifndef BUSSOLA_CLI_BROWSERS_H
#define BUSSOLA_CLI_BROWSERS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "cli/base/paths.h"

typedef enum bs_family { BS_CHROMIUM, BS_FIREFOX } bs_family;
/** BS_PROXIED: a flatpak for which xdg-native-messaging-proxy starts the host. */
typedef enum bs_packaging { BS_NATIVE, BS_FLATPAK, BS_PROXIED, BS_SNAP } bs_packaging;

/** "chromium" or "firefox". */
const char *bs_family_id(bs_family family);

typedef struct bs_browser {
    const char *id;
    const char *name;
    bs_family family;
    bs_packaging packaging;
    const char *app;     /**< its id in flatpak or snap, NULL if native */
    const char *wrapper; /**< unexpanded path, NULL if the browser starts the host directly */
    const char *page;    /**< its page for loading extensions by hand */
    const char *store;   /**< its extension store, as named in manifests/extension-ids.json */
    const cJSON *programs, *traces, *user, *system, *addons,
        *policies;     /**< arrays of unexpanded paths */
    const cJSON *keys; /**< Windows: keys of the registry above the host's */
} bs_browser;

typedef struct bs_browsers {
    cJSON *root;
    bs_browser *rows;
    size_t count;
} bs_browsers;

/** `paths`: where to look for xdg-native-messaging-proxy; NULL where only names are wanted. */
void bs_browsers_open(bs_browsers *browsers, const bs_paths *paths);
void bs_browsers_close(bs_browsers *browsers);

/** The row of an id, or NULL. */
const bs_browser *bs_browsers_find(const bs_browsers *browsers, const char *id);

/** Its first existing program, or NULL; the caller frees it. */
char *bs_browser_program(const bs_browser *browser, const bs_paths *paths);

/** True if one of its programs exists or, unless `programs_only`, it has left traces. */
bool bs_browser_present(const bs_browser *browser, const bs_paths *paths, bool programs_only);

/** True if a system package has installed the extension in this browser. */
bool bs_browser_has_addon(const bs_browser *browser, const bs_paths *paths);

#endif
