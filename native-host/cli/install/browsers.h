/**
 * @file browsers.h
 * The table of browsers (manifests/browsers.json), and which of them are on this machine.
 *
 * A bs_browsers owns the table; bs_browser rows and their strings are borrowed from it. The table
 * is built in and checked by tests, so opening it cannot fail.
 */
#ifndef BUSSOLA_CLI_BROWSERS_H
#define BUSSOLA_CLI_BROWSERS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "cli/base/places.h"

typedef enum bs_family { BS_CHROMIUM, BS_FIREFOX } bs_family;
typedef enum bs_packaging { BS_NATIVE, BS_FLATPAK, BS_SNAP } bs_packaging;

/** "chromium" or "firefox". */
const char *bs_family_id(bs_family family);

typedef struct bs_browser {
    const char *id;
    const char *name;
    bs_family family;
    bs_packaging packaging;
    const char *app;     /**< its name within flatpak or snap, NULL when native */
    const char *wrapper; /**< unexpanded path, NULL when the host is started directly */
    const char *page;    /**< where extensions are loaded by hand */
    const char *store;   /**< whose extensions it takes, as manifests/extension-ids.json names it */
    const cJSON *programs, *traces, *user, *system, *addons,
        *policies; /**< arrays of unexpanded paths */
} bs_browser;

typedef struct bs_browsers {
    cJSON *root;
    bs_browser *rows;
    size_t count;
} bs_browsers;

void bs_browsers_open(bs_browsers *browsers);
void bs_browsers_close(bs_browsers *browsers);

/** The row of an id, NULL when there is none. */
const bs_browser *bs_browsers_find(const bs_browsers *browsers, const char *id);

/** Its first program that is there, NULL when none is; the caller frees it. */
char *bs_browser_program(const bs_browser *browser, const bs_places *places);

/** True when one of its programs is there or, unless `programs_only`, a trace of its having run. */
bool bs_browser_present(const bs_browser *browser, const bs_places *places, bool programs_only);

/** True when a system package has put the extension into this browser. */
bool bs_browser_has_addon(const bs_browser *browser, const bs_places *places);

#endif
