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
 * Opens a regular file for reading; never waits for a pipe or a device. Fails with "PATH cannot be
 * read: reason" and errno (ENOENT: does not exist), or as bs_fs_check; `*file` is then −1. Close
 * with bs_fs_close.
 */
BS_MUST_CHECK bs_status bs_fs_open(int *file, const char *path, bs_error *error);

/** As bs_fs_open; fails on a symbolic link. */
BS_MUST_CHECK bs_status bs_fs_open_direct(int *file, const char *path, bs_error *error);

/**
 * Creates an empty file of mode 0600, or empties one; follows no link. Fails as bs_fs_open; a
 * missing directory fails with that directory as its path. Removes the file if it cannot set the
 * mode.
 */
BS_MUST_CHECK bs_status bs_fs_create(int *file, const char *path, bs_error *error);

/**
 * Opens a file for writing at its end; creates it with mode 0600. Follows no link. Fails as
 * bs_fs_open.
 */
BS_MUST_CHECK bs_status bs_fs_open_end(int *file, const char *path, bs_error *error);

/** Does nothing on −1. */
void bs_fs_close(int file);

/** fsyncs an open file of that path. */
BS_MUST_CHECK bs_status bs_fs_sync_file(int file, const char *path, bs_error *error);

/** fsyncs a directory. */
BS_MUST_CHECK bs_status bs_fs_sync(const char *directory, bs_error *error);

/** fsyncs a file that is closed. */
BS_MUST_CHECK bs_status bs_fs_flush(const char *path, bs_error *error);

/** Reads up to `size` bytes from an open file at `from`; returns how many, −1 with errno. */
int64_t bs_fs_read(int file, void *data, size_t size, int64_t from);

/** Size of an open file in bytes; −1 with errno. */
int64_t bs_fs_length(int file);

/** Writes all bytes to an open file; false with errno. */
bool bs_fs_write_all(int file, const void *data, size_t size);

/** Copies a file to one of mode 0600 and fsyncs it; on failure the caller removes it. */
BS_MUST_CHECK bs_status bs_fs_copy(const char *source, const char *target, bs_error *error);

/** Writes and fsyncs a file of mode 0600; removes it on failure. */
BS_MUST_CHECK bs_status bs_fs_write(const char *path, const void *data, size_t size,
                                    bs_error *error);

/** Takes every mode bit beyond 0600 from a file. */
BS_MUST_CHECK bs_status bs_fs_make_private(const char *path, bs_error *error);

/**
 * Gives a file a second name of mode 0600. `*linked` is false with BS_OK where that fails, as on a
 * file system without hard links.
 */
BS_MUST_CHECK bs_status bs_fs_link(bool *linked, const char *from, const char *to, bs_error *error);

/**
 * Overwrites a file with zeros and fsyncs it, so that its blocks hold no data when they are reused.
 * Skips a file with another hard link, and other kinds of files, which hold no data. False with
 * errno.
 */
bool bs_fs_overwrite(const char *path);

/** Called for each name in a directory; another status than BS_OK ends the listing. */
typedef bs_status (*bs_fs_visit)(void *context, const char *name, bs_error *error);

/** Lists a directory in no order. A missing directory is empty. */
BS_MUST_CHECK bs_status bs_fs_list(const char *directory, bs_fs_visit visit, void *context,
                                   bs_error *error);

/**
 * An unused path in the directory: `bussola.db.KIND-2026-11-24T220312Z`, with "-2" … appended if
 * that exists.
 */
BS_MUST_CHECK bs_status bs_fs_dated(char path[BS_STORE_PATH_MAX], const char *directory,
                                    const char *kind, int64_t now, bs_error *error);

#endif
