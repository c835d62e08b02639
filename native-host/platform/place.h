/**
 * @file place.h
 * The data directory and the files in it. Internal to native-host/platform.
 *
 * Failures name their reason in the error's field, as store.h lists them.
 */
#ifndef BUSSOLA_PLATFORM_PLACE_H
#define BUSSOLA_PLATFORM_PLACE_H

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

/** The reason that store.h lists for an errno; "" when there is no more to say than the system
 * does. */
const char *bs_place_reason(int number);

/** False when no further file fits on the disk of a directory, though bytes may. */
bool bs_place_has_room(const char *directory);

/** Fails with what errno says: "WHAT PATH: reason". */
bs_status bs_place_fail(bs_error *error, const char *what, const char *path);

/** `directory`/`name`. */
BS_MUST_CHECK bs_status bs_place_join(char path[BS_STORE_PATH_MAX], const char *directory,
                                      const char *name, bs_error *error);

/** Makes the directory and what is missing above it, for its owner alone. */
BS_MUST_CHECK bs_status bs_place_make(const char *directory, bs_error *error);

/** Bytes of a file; −1 with errno when there is none (ENOENT) or it cannot be told. */
int64_t bs_place_size(const char *path);

/** Fails with BS_STORAGE_BLOCKED when something that is not a plain file has the path. */
BS_MUST_CHECK bs_status bs_place_check(const char *path, bs_error *error);

/** bs_place_check of every name that SQLite opens: it would wait for a pipe. */
BS_MUST_CHECK bs_status bs_place_check_database(const char *directory, bs_error *error);

/**
 * Whether SQLite would write a rollback journal back into its database: it has content, and its
 * first byte is not the 0 that ends a transaction.
 */
BS_MUST_CHECK bs_status bs_place_is_hot(bool *hot, const char *journal, bs_error *error);

/**
 * Opens a plain file, with `flags` and mode 0600, and never waits for a pipe or a device. Fails as
 * "WHAT PATH: reason", with errno (ENOENT: there is none), or as bs_place_check; `*file` is −1
 * then.
 */
BS_MUST_CHECK bs_status bs_place_open(int *file, const char *path, int flags, const char *what,
                                      bs_error *error);

/** Brings the names in a directory to the disk. */
BS_MUST_CHECK bs_status bs_place_sync(const char *directory, bs_error *error);

/** Reads from an open file what there is of `size` bytes; how many there are, −1 with errno. */
ssize_t bs_place_read(int file, void *data, size_t size, off_t from);

/** Writes a file of mode 0600 and brings it to the disk; on failure there is none. */
BS_MUST_CHECK bs_status bs_place_write(const char *path, const void *data, size_t size,
                                       bs_error *error);

/**
 * A path in the directory that nothing has yet: `bussola.db.KIND-2026-11-24T220312Z`, and with
 * "-2" … behind it when there is one of that second.
 */
BS_MUST_CHECK bs_status bs_place_dated(char path[BS_STORE_PATH_MAX], const char *directory,
                                       const char *kind, int64_t now, bs_error *error);

#endif
