/**
 * @file manifest.h
 * The host manifests that browsers read: one format per family, for Firefox refuses extra keys.
 *
 * Texts returned belong to the caller.
 */
#ifndef BUSSOLA_CLI_MANIFEST_H
#define BUSSOLA_CLI_MANIFEST_H

#include "browsers.h"

#define BS_HOST_NAME "org.bussola.host"

/** The programs that browsers start. */
typedef enum bs_program {
    BS_PROGRAM_HOST,
    BS_PROGRAM_IMPORT, /**< the options page's; may be missing, then it is not registered */
    BS_PROGRAM_COUNT
} bs_program;

/** Where each program is, for the manifests; NULL for one that is not registered. */
typedef struct bs_programs {
    const char *paths[BS_PROGRAM_COUNT];
} bs_programs;

/** "bussola-host" … Static storage. */
const char *bs_program_file(bs_program program);
/** The name that the extension asks the browser for. Static storage. */
const char *bs_program_name(bs_program program);

/** The path of a program's manifest in a directory of manifests. */
char *bs_manifest_path(const char *directory, bs_program program);

/** The manifest of a family (manifests/PROGRAM.FAMILY.json) with the program's path and our ids. */
char *bs_manifest_text(bs_program program, bs_family family, const char *path);

/** A script for inside a flatpak that starts a program outside it. */
char *bs_manifest_wrapper(const char *host);

/** The extension's ids in a family's manifest: "chrome-extension://ID/" or the add-on's id. */
cJSON *bs_manifest_callers(bs_family family);

/** The page of a store where the extension is to be had; NULL while there is none. */
char *bs_manifest_store_page(const char *store);

/** The key of the ids in a family's manifest: "allowed_origins" or "allowed_extensions". */
const char *bs_manifest_callers_key(bs_family family);

#endif
