/**
 * @file versions.h
 * Installs versions of Bussola side by side, so that an update overwrites no running program.
 *
 * LIB/VERSION/ has the three programs (and a tarball's libraries); LIB/current is a link to the
 * current version. Manifests and timers name LIB/current/…, which the system resolves at each
 * start. So an update is one rename(2) of the link, and running programs keep their files. A
 * program outside such a layout (a build tree) has none of this. The caller frees returned paths;
 * numbers returned are errnos.
 */
#ifndef BUSSOLA_CLI_VERSIONS_H
#define BUSSOLA_CLI_VERSIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/base/paths.h"

/**
 * A program's path through LIB/current if it belongs to the current version, else its own path.
 */
char *bs_versions_stable(const bs_paths *paths, const char *program);

/** True if this program is in LIB/VERSION and LIB/current does not point there. */
bool bs_versions_waits(const bs_paths *paths);

/** Points LIB/current to this program's version, atomically and durably. */
__attribute__((warn_unused_result)) int bs_versions_activate(const bs_paths *paths);

typedef enum bs_version_fate {
    BS_VERSION_REMOVED,
    BS_VERSION_IN_USE, /**< a process runs from it */
} bs_version_fate;

/** Called for each other version. */
typedef void (*bs_versions_note)(void *context, const char *version, bs_version_fate fate);

/**
 * Removes the programs of other versions that no process runs. Silently skips what it lacks
 * permission to remove. With `remove` false only reports what it would do.
 */
void bs_versions_prune(const bs_paths *paths, bool remove, bs_versions_note note, void *context);

/** Number of processes that run a program below LIB after its file was replaced or removed. */
size_t bs_versions_deleted_but_running(const bs_paths *paths);

#endif
