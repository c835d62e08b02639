/**
 * @file storage.h The data directory, and the reasons why a file in it cannot be used. Failures
 * have status BS_STORAGE; their field is one of BS_STORAGE_… or "".
 */
#ifndef BUSSOLA_PLATFORM_STORAGE_H
#define BUSSOLA_PLATFORM_STORAGE_H

#include <stdbool.h>

#include "bussola/core/error.h"

#define BS_STORE_PATH_MAX 4096 /**< bytes of a path with its NUL */
#define BS_STORE_BUSY_MS 5000  /**< how long to wait for other processes */

/** Reasons why the store cannot be used; each needs another remedy. */
#define BS_REASON_JOURNAL "journal"   /**< of BS_STORAGE_DAMAGED: a rollback journal */
#define BS_REASON_NOT_FILE "not_file" /**< of BS_STORAGE_BLOCKED: a directory, pipe, device … */
#define BS_REASON_NO_MODES "no_modes" /**< of BS_STORAGE_DENIED: a file system without modes */
#define BS_REASON_LONG "long"         /**< without a field: the data directory's path */
#define BS_REASON_OPEN_FILES "open_files" /**< without a field: too many open files */
#define BS_STORAGE_DAMAGED "damaged"      /**< remedy: bussola recover */
#define BS_STORAGE_FOREIGN "foreign"      /**< the database file belongs to another program */
#define BS_STORAGE_ALTERED "altered" /**< its tables are not Bussola's; remedy: bussola recover */
#define BS_STORAGE_FULL "full"       /**< the disk is full */
#define BS_STORAGE_DENIED "denied"   /**< the user may not use the directory or a file in it */
#define BS_STORAGE_READ_ONLY "read_only" /**< the file system is read-only */
#define BS_STORAGE_MISSING "missing"     /**< a directory or file is not there */
#define BS_STORAGE_BLOCKED "blocked"     /**< a wrong kind of file has the name */
#define BS_STORAGE_NO_HOME "no_home"     /**< neither HOME nor XDG_DATA_HOME is set */
#define BS_STORAGE_NOT_YOURS "not_yours" /**< run as root in a directory of another user */

/**
 * The default data directory: $XDG_DATA_HOME/bussola, else $HOME/.local/share/bussola, on Windows
 * %LOCALAPPDATA%\Bussola. BS_STORAGE
 * if neither variable is an absolute path, or if root would use another user's directory
 * (bs_store_not_yours).
 */
BS_MUST_CHECK bs_status bs_store_directory(char path[BS_STORE_PATH_MAX], bs_error *error);

/**
 * True for root if `path`, or the nearest existing directory above it, belongs to another user, who
 * could not change what root creates there.
 */
bool bs_store_not_yours(const char *path);

#endif
