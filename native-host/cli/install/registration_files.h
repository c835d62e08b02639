/**
 * @file registration_files.h
 * The files that register our programs for the chosen browsers; each once, however many browsers
 * read it.
 *
 * A bs_registration_files owns its paths and texts; the browsers are borrowed from the table.
 */
#ifndef BUSSOLA_CLI_REGISTRATION_FILES_H
#define BUSSOLA_CLI_REGISTRATION_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "browsers.h"
#include "cli/base/paths.h"
#include "manifest.h"

#define BS_REGISTRATION_BROWSERS_MAX 16

typedef struct bs_registration_file {
    char *path;
    char *text; /**< required contents */
    unsigned mode;
    bool wrapper;  /**< a script inside a flatpak, not a manifest */
    bool registry; /**< Windows: `path` is a key of the registry, and `text` a manifest's path */
    bs_family family;
    const bs_browser *browsers[BS_REGISTRATION_BROWSERS_MAX]; /**< empty for a --user-data-dir */
    size_t browser_count;
} bs_registration_file;

typedef struct bs_registration_files {
    bs_registration_file *rows;
    size_t count;
} bs_registration_files;

/**
 * Adds the files that a browser reads, at user or system level. At system level: in the directories
 * with an existing parent (distributions use lib or lib64), else in the first of the row. False if
 * the browser has none at that level.
 */
bool bs_registration_files_add(bs_registration_files *targets, const bs_browser *browser,
                               const bs_paths *paths, bool system, const bs_programs *programs);

/** Adds a Chromium that is known only by its --user-data-dir. */
void bs_registration_files_add_user_data(bs_registration_files *targets, const char *directory,
                                         const bs_programs *programs);

/** True if the file has the required contents and mode. */
bool bs_registration_file_present(const bs_registration_file *target);

/** Writes the file into an existing directory; returns 0 or an errno. */
int bs_registration_file_write(const bs_registration_file *target);

/** True if a file or key of that path exists. */
bool bs_registration_path_exists(const char *path);

/** Removes a file or key; returns 0 or an errno. */
int bs_registration_path_remove(const char *path);

void bs_registration_files_free(bs_registration_files *targets);

#endif
