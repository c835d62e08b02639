/**
 * @file ledger.h
 * What `bussola install` has written, so that `uninstall` takes back exactly that.
 *
 * One JSON file: {"files": […], "directories": […]}, the directories in the order they were made.
 * It is written before what it names, so that a crash between the two leaves an entry too many,
 * which uninstall passes over, and never a file that nobody remembers. A bs_ledger belongs to the
 * caller; functions that write return 0 or an errno.
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
    cJSON *files, *directories; /**< within root */
} bs_ledger;

/** Reads $XDG_STATE_HOME/bussola/installed.json or /var/lib/bussola/installed.json, else empty. */
void bs_ledger_open(bs_ledger *ledger, const bs_places *places, bool system);
void bs_ledger_close(bs_ledger *ledger);

void bs_ledger_add_file(bs_ledger *ledger, const char *path);
void bs_ledger_add_directory(bs_ledger *ledger, const char *path);
void bs_ledger_remove_file(bs_ledger *ledger, const char *path);

/** Writes the ledger, making and noting its own directory. */
__attribute__((warn_unused_result)) int bs_ledger_save(bs_ledger *ledger);

/**
 * Removes the noted directories that are empty by now, the youngest first, then writes what is
 * left; with nothing left, the ledger and its own directory go too.
 */
__attribute__((warn_unused_result)) int bs_ledger_settle(bs_ledger *ledger);

#endif
