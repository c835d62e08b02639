/**
 * @file manifest.h
 * The host manifests that browsers read, one format per family, because Firefox refuses extra keys.
 *
 * The caller frees returned texts.
 */
#ifndef BUSSOLA_CLI_MANIFEST_H
#define BUSSOLA_CLI_MANIFEST_H

#include "browsers.h"

#define BS_HOST_NAME "org.bussola.host"

/** The programs that browsers start. */
typedef enum bs_program {
    BS_PROGRAM_HOST,
    BS_PROGRAM_IMPORT, /**< for the options page; not registered if missing */
    BS_PROGRAM_COUNT
} bs_program;

/** Path of each program for the manifests; NULL for one that is not registered. */
typedef struct bs_programs {
    const char *paths[BS_PROGRAM_COUNT];
} bs_programs;

/** "bussola-host" … Static storage. */
const char *bs_program_file(bs_program program);
/** The name that the extension passes to the browser. Static storage. */
const char *bs_program_name(bs_program program);

/** Path of a program's manifest in a directory of manifests. */
char *bs_manifest_path(const char *directory, bs_program program);

/**
 * The manifest of a family (manifests/PROGRAM.FAMILY.json) with the program's path and our ids.
 */
char *bs_manifest_text(bs_program program, bs_family family, const char *path);

/** A script inside a flatpak that starts a program outside it. */
char *bs_manifest_wrapper(const char *host);

/** The extension's ids for a family: "chrome-extension://ID/" or the add-on's id. */
cJSON *bs_manifest_callers(bs_family family);

/** The extension's page in a store, or NULL. */
char *bs_manifest_store_page(const char *store);

/** The key of the ids in a family's manifest: "allowed_origins" or "allowed_extensions". */
const char *bs_manifest_callers_key(bs_family family);

#endif
