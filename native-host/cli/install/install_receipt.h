/**
 * @file ledger.h
 * Records what `bussola install` writes, so that `uninstall` removes exactly that.
 *
 * One JSON file: {"files": […], "directories": […]}, the directories in the order of creation. It
 * is written before the files it names: a crash in between leaves a superfluous entry, which
 * uninstall skips, but never an unrecorded file. The caller owns a bs_ledger; functions that write
 * return 0 or an errno.
 */
#ifndef BUSSOLA_CLI_LEDGER_H
#define BUSSOLA_CLI_LEDGER_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "cli/base/places.h"

typedef struct bs_ledger {
    char *path;
    bool system;
    cJSON *root;
    cJSON *files, *directories; /**< members of root */
} bs_ledger;

/**
 * Reads $XDG_STATE_HOME/bussola/installed.json or /var/lib/bussola/installed.json; empty if
 * missing.
 */
void bs_ledger_open(bs_ledger *ledger, const bs_places *places, bool system);
void bs_ledger_close(bs_ledger *ledger);

void bs_ledger_add_file(bs_ledger *ledger, const char *path);
void bs_ledger_add_directory(bs_ledger *ledger, const char *path);
void bs_ledger_remove_file(bs_ledger *ledger, const char *path);

/** Writes the file, creating and recording its own directory. */
__attribute__((warn_unused_result)) int bs_ledger_save(bs_ledger *ledger);

/**
 * Removes the recorded directories that are empty, the newest first, then writes the rest. If
 * nothing is left, removes the file and its directory.
 */
__attribute__((warn_unused_result)) int bs_ledger_settle(bs_ledger *ledger);

#endif
