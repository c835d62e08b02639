/**
 * @file fs.h
 * Files in the data directory. Internal to native-host/platform.
 *
 * Failures name their reason in the error's field (storage.h).
 */
#ifndef BUSSOLA_PLATFORM_FS_H
#define BUSSOLA_PLATFORM_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "bussola/core/error.h"
#include "bussola/platform/storage.h"

#define BS_DATABASE "bussola.db"
#define BS_DATABASE_LOG BS_DATABASE "-wal"
#define BS_DATABASE_INDEX BS_DATABASE "-shm"
#define BS_DATABASE_JOURNAL BS_DATABASE "-journal"

/** The BS_STORAGE_… reason for an errno; "" for any other. */
const char *bs_fs_reason(int number);

/** False if a directory's disk has no room for a new file, even if existing ones can grow. */
bool bs_fs_has_room(const char *directory);

/** Fails with the message of errno: "PATH WHAT: reason". */
bs_status bs_fs_fail(bs_error *error, const char *what, const char *path);

/** True for the errno of a process or system with too many open files. */
bool bs_fs_lacks_files(int number);

/** Fails for BS_REASON_OPEN_FILES. */
bs_status bs_fs_fail_lacking(bs_error *error);

/** Fails for BS_REASON_LONG. */
bs_status bs_fs_fail_long(bs_error *error);

/** Fails with BS_STORAGE_BLOCKED for BS_REASON_NOT_FILE; sets errno to EEXIST. */
bs_status bs_fs_fail_not_file(bs_error *error, const char *path);

/** `directory`/`name`. */
BS_MUST_CHECK bs_status bs_fs_join(char path[BS_STORE_PATH_MAX], const char *directory,
                                   const char *name, bs_error *error);

/**
 * Creates the directory and its missing parents, accessible to their owner only. Fails for
 * BS_REASON_LONG if SQLite could not open the files in it.
 */
BS_MUST_CHECK bs_status bs_fs_make(const char *directory, bs_error *error);

/** Size of a file in bytes; −1 with errno if it does not exist (ENOENT) or cannot be read. */
int64_t bs_fs_size(const char *path);

/** Fails with BS_STORAGE_BLOCKED if the path exists and is not a regular file. */
BS_MUST_CHECK bs_status bs_fs_check(const char *path, bs_error *error);

/** bs_fs_check for every file that SQLite opens, because SQLite would wait for a pipe. */
BS_MUST_CHECK bs_status bs_fs_check_database(const char *directory, bs_error *error);

/**
 * True if SQLite would roll a journal back into its database: it is not empty, and its first byte
 * is not the 0 that ends a transaction.
 */
BS_MUST_CHECK bs_status bs_fs_is_hot(bool *hot, const char *journal, bs_error *error);

/** The directory of `path`, which is shorter than BS_STORE_PATH_MAX. */
void bs_fs_directory_of(char directory[BS_STORE_PATH_MAX], const char *path);

/**
 * Opens a regular file with `flags` and mode 0600; never waits for a pipe or a device. Fails with
 * "PATH WHAT: reason" and errno (ENOENT: does not exist), or as bs_fs_check; `*file` is then −1. A
 * file that cannot be created because its directory is missing fails with that directory as its
 * path.
 */
BS_MUST_CHECK bs_status bs_fs_open(int *file, const char *path, int flags, const char *what,
                                   bs_error *error);

/** fsyncs a directory. */
BS_MUST_CHECK bs_status bs_fs_sync(const char *directory, bs_error *error);

/** Reads up to `size` bytes from an open file at `from`; returns how many, −1 with errno. */
ssize_t bs_fs_read(int file, void *data, size_t size, off_t from);

/** Copies a file to one of mode 0600 and fsyncs it; on failure the caller removes it. */
BS_MUST_CHECK bs_status bs_fs_copy(const char *source, const char *target, bs_error *error);

/** Writes and fsyncs a file of mode 0600; removes it on failure. */
BS_MUST_CHECK bs_status bs_fs_write(const char *path, const void *data, size_t size,
                                    bs_error *error);

/**
 * An unused path in the directory: `bussola.db.KIND-2026-11-24T220312Z`, with "-2" … appended if
 * that exists.
 */
BS_MUST_CHECK bs_status bs_fs_dated(char path[BS_STORE_PATH_MAX], const char *directory,
                                    const char *kind, int64_t now, bs_error *error);

#endif
