/**
 * @file replace.h
 * Another file in the database's place, and the one before set aside whole. Internal to
 * native-host/store; all under the exclusive lock.
 *
 * The new file is made as BS_DATABASE_NEW. Once all that was there has its second name, the new
 * file becomes BS_DATABASE_NEXT: from then on the replacement is decided, and whoever opens the
 * store after a crash ends it. At no moment could a log be taken for another database's.
 */
#ifndef BUSSOLA_STORE_REPLACE_H
#define BUSSOLA_STORE_REPLACE_H

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "platform/place.h"

#define BS_DATABASE_NEW BS_DATABASE ".new"
#define BS_DATABASE_NEXT BS_DATABASE ".next"

/**
 * Sets aside what is there (`aside` is the path of the database's new name, "" when there was
 * nothing) and puts the finished and synced BS_DATABASE_NEW in its place. `kind` as in
 * bs_place_dated.
 */
BS_MUST_CHECK bs_status bs_replace(char aside[BS_STORE_PATH_MAX], const char *directory,
                                   const char *kind, int64_t now, bs_error *error);

/** Removes a new file that never was decided on: what a crash, or a failure, left of it. */
void bs_replace_drop(const char *directory);

/** Whether a replacement was decided and not ended. */
bool bs_replace_pending(const char *directory);

/** Ends a replacement that was decided; nothing to do otherwise. */
BS_MUST_CHECK bs_status bs_replace_finish(const char *directory, bs_error *error);

#endif
