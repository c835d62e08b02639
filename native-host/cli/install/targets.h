/**
 * @file targets.h
 * The files that register our programs for the chosen browsers; each once, however many browsers
 * read it.
 *
 * A bs_targets owns its paths and texts; the browsers are borrowed from the table.
 */
#ifndef BUSSOLA_CLI_TARGETS_H
#define BUSSOLA_CLI_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "browsers.h"
#include "cli/base/places.h"
#include "manifest.h"

#define BS_TARGET_BROWSERS_MAX 16

typedef struct bs_target {
    char *path;
    char *text; /**< required contents */
    mode_t mode;
    bool wrapper; /**< a script inside a flatpak, not a manifest */
    bs_family family;
    const bs_browser *browsers[BS_TARGET_BROWSERS_MAX]; /**< empty for a --user-data-dir */
    size_t browser_count;
} bs_target;

typedef struct bs_targets {
    bs_target *rows;
    size_t count;
} bs_targets;

/**
 * Adds the files that a browser reads, at user or system level. At system level: in the directories
 * with an existing parent (distributions use lib or lib64), else in the first of the row. False if
 * the browser has none at that level.
 */
bool bs_targets_add(bs_targets *targets, const bs_browser *browser, const bs_places *places,
                    bool system, const bs_programs *programs);

/** Adds a Chromium that is known only by its --user-data-dir. */
void bs_targets_add_user_data(bs_targets *targets, const char *directory,
                              const bs_programs *programs);

/** True if the file has the required contents and mode. */
bool bs_target_present(const bs_target *target);

void bs_targets_free(bs_targets *targets);

#endif
