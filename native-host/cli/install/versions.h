/**
 * @file versions.h
 * Versions of Bussola side by side, so that an update overwrites nothing that runs.
 *
 * LIB/VERSION/ holds the three programs (and what libraries a tarball carries), LIB/current is a
 * link to the version in force. Manifests and timers name LIB/current/…, which the system looks up
 * anew at each start: an update is one rename(2) of the link, and what runs keeps its own file. A
 * program outside such a layout (a build tree) has none of this. Paths handed out belong to the
 * caller; numbers returned are errnos.
 */
#ifndef BUSSOLA_CLI_VERSIONS_H
#define BUSSOLA_CLI_VERSIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/base/places.h"

/** A program's path through LIB/current where it lies in a version in force, else its own path. */
char *bs_versions_stable(const bs_places *places, const char *program);

/** True when this program lies in LIB/VERSION and LIB/current does not lead there. */
bool bs_versions_waits(const bs_places *places);

/** Makes LIB/current lead to this program's version: atomic, and on disk when it returns. */
__attribute__((warn_unused_result)) int bs_versions_activate(const bs_places *places);

typedef enum bs_version_fate {
    BS_VERSION_REMOVED,
    BS_VERSION_IN_USE, /**< a process runs from it */
} bs_version_fate;

/** Called for each version beside this one. */
typedef void (*bs_versions_note)(void *context, const char *version, bs_version_fate fate);

/**
 * Removes the programs of other versions that no process runs from; what cannot be removed for want
 * of rights stays and is not told. With `remove` false only tells what would be done.
 */
void bs_versions_prune(const bs_places *places, bool remove, bs_versions_note note, void *context);

/** How many processes run a program below LIB whose file has been replaced or removed. */
size_t bs_versions_ghosts(const bs_places *places);

#endif
