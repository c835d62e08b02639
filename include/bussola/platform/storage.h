/**
 * @file storage.h
 * The data directory, and why a file in it cannot be used. Failures have the status BS_STORAGE and
 * one of BS_STORAGE_… as their field, or "".
 */
#ifndef BUSSOLA_PLATFORM_STORAGE_H
#define BUSSOLA_PLATFORM_STORAGE_H

#include <stdbool.h>

#include "bussola/core/error.h"

#define BS_STORE_PATH_MAX 4096 /**< bytes of a path with its NUL */
#define BS_STORE_BUSY_MS 5000  /**< patience with other processes */

/** Why the store cannot be used; what to do differs. */
#define BS_REASON_JOURNAL "journal"      /**< of BS_STORAGE_DAMAGED: a rollback journal was left */
#define BS_STORAGE_DAMAGED "damaged"     /**< bussola recover */
#define BS_STORAGE_FOREIGN "foreign"     /**< another program's file in the database's place */
#define BS_STORAGE_ALTERED "altered"     /**< its tables are not Bussola's: bussola recover */
#define BS_STORAGE_FULL "full"           /**< make room on the disk */
#define BS_STORAGE_DENIED "denied"       /**< the directory or a file in it is not the member's */
#define BS_STORAGE_READ_ONLY "read_only" /**< the disk cannot be written */
#define BS_STORAGE_BLOCKED "blocked"     /**< something else is in a file's or directory's place */
#define BS_STORAGE_NO_HOME "no_home"     /**< neither HOME nor XDG_DATA_HOME says where */
#define BS_STORAGE_NOT_YOURS "not_yours" /**< root, in a directory of another user's */

/**
 * Where the data lives unless told otherwise: $XDG_DATA_HOME/bussola, else
 * $HOME/.local/share/bussola. BS_STORAGE when neither variable holds an absolute path, and for root
 * when it is another user's (bs_store_not_yours).
 */
BS_MUST_CHECK bs_status bs_store_directory(char path[BS_STORE_PATH_MAX], bs_error *error);

/**
 * True for root when `path`, or the nearest directory above it that exists, belongs to another
 * user, who could not change what root creates there.
 */
bool bs_store_not_yours(const char *path);

#endif
