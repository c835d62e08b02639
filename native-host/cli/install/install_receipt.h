/**
 * @file install_receipt.h
 * Records what `bussola install` writes, so that `uninstall` removes exactly that.
 *
 * One JSON file: {"files": […], "directories": […]}, the directories in the order of creation. It
 * is written before the files it names: a crash in between leaves a superfluous entry, which
 * uninstall skips, but never an unrecorded file. The caller owns a bs_install_receipt; functions
 * that write return 0 or an errno.
 */
#ifndef BUSSOLA_CLI_INSTALL_RECEIPT_H
#define BUSSOLA_CLI_INSTALL_RECEIPT_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "cli/base/paths.h"

typedef struct bs_install_receipt {
    char *path;
    bool system;
    cJSON *root;
    cJSON *files, *directories; /**< members of root */
} bs_install_receipt;

/**
 * Reads $XDG_STATE_HOME/bussola/installed.json or /var/lib/bussola/installed.json; empty if
 * missing.
 */
void bs_install_receipt_open(bs_install_receipt *receipt, const bs_paths *paths, bool system);
void bs_install_receipt_close(bs_install_receipt *receipt);

void bs_install_receipt_add_file(bs_install_receipt *receipt, const char *path);
void bs_install_receipt_add_directory(bs_install_receipt *receipt, const char *path);
void bs_install_receipt_remove_file(bs_install_receipt *receipt, const char *path);

/** Writes the file, creating and recording its own directory. */
__attribute__((warn_unused_result)) int bs_install_receipt_save(bs_install_receipt *receipt);

/**
 * Removes the recorded directories that are empty, the newest first, then writes the rest. If
 * nothing is left, removes the file and its directory.
 */
__attribute__((warn_unused_result)) int bs_install_receipt_settle(bs_install_receipt *receipt);

#endif
