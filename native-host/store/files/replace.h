/**
 * @file replace.h
 * Replaces the database by another file and sets the old one aside. Internal to native-host/store;
 * needs the exclusive lock.
 *
 * The new file is created as BS_DATABASE_NEW. After every old file has a second name, the new file
 * is renamed to BS_DATABASE_NEXT. That decides the replacement: after a crash, the next process
 * that opens the store completes it. At no moment can a WAL be applied to another database.
 */
#ifndef BUSSOLA_STORE_REPLACE_H
#define BUSSOLA_STORE_REPLACE_H

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "platform/fs.h"

#define BS_DATABASE_NEW BS_DATABASE ".new"
#define BS_DATABASE_NEXT BS_DATABASE ".next"

/**
 * Sets the database aside (`aside` is its new path, "" if there was none) and replaces it by the
 * complete, fsynced BS_DATABASE_NEW. `kind` as in bs_fs_dated.
 */
BS_MUST_CHECK bs_status bs_replace(char aside[BS_STORE_PATH_MAX], const char *directory,
                                   const char *kind, int64_t now, bs_error *error);

/** Removes a BS_DATABASE_NEW that a crash or a failure left behind. */
void bs_replace_drop(const char *directory);

/** True if a replacement is decided but not completed. */
bool bs_replace_pending(const char *directory);

/** Completes a pending replacement, if there is one. */
BS_MUST_CHECK bs_status bs_replace_finish(const char *directory, bs_error *error);

#endif
