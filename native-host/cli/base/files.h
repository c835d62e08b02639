/**
 * @file files.h
 * Writes files completely or not at all, and records created directories.
 *
 * Functions return 0 or an errno, those that read also BS_FILE_NOT_PLAIN. The caller owns returned
 * strings.
 */
#ifndef BUSSOLA_CLI_FILES_H
#define BUSSOLA_CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cli/output/messages.h"

/** Longest file that is read into memory; a longer one is EFBIG. */
#define BS_FILE_MAX ((size_t)1024 * 1024)

/** The path is a pipe, a directory, a device or a socket. */
#define BS_FILE_NOT_PLAIN (-1)

/** Why a function of this header failed, in the catalogue's language where it has the reason. */
const char *bs_file_failure(const bs_messages *text, int failure);

/** Opens a regular file for reading, without waiting for a pipe; close it with bs_fs_close. */
__attribute__((warn_unused_result)) int bs_file_open(int *file, const char *path);

/** Reads a regular file; `*text` is NUL-terminated, `*length` (may be NULL) excludes the NUL. */
__attribute__((warn_unused_result)) int bs_file_read(char **text, size_t *length, const char *path);

/** As bs_file_read, for files of up to `most` bytes. */
__attribute__((warn_unused_result)) int bs_file_read_within(char **text, size_t *length,
                                                            const char *path, size_t most);

/**
 * A file written to a temporary name, fsynced and renamed when complete, so that readers see the
 * old or the new content and a crash leaves no partial file.
 */
typedef struct bs_atomic_file {
    FILE *stream;
    char *path;
    char *temporary;
} bs_atomic_file;

__attribute__((warn_unused_result)) int bs_atomic_file_open(bs_atomic_file *atomic_file,
                                                            const char *path, unsigned mode);
/** fsyncs and renames; frees the draft even on failure. */
__attribute__((warn_unused_result)) int bs_atomic_file_keep(bs_atomic_file *atomic_file);
void bs_atomic_file_drop(bs_atomic_file *atomic_file);

/** Writes one text as a draft. */
__attribute__((warn_unused_result)) int bs_file_write(const char *path, unsigned mode,
                                                      const char *text);

/** Makes `path` a symbolic link to `target`, atomically replacing another link. */
__attribute__((warn_unused_result)) int bs_file_link(const char *path, const char *target);

/** True if the file has exactly `text` and `mode`. */
bool bs_file_same(const char *path, unsigned mode, const char *text);

/** Called for each directory before it is created. */
typedef void (*bs_directory_note)(void *context, const char *path);

/**
 * Creates a directory and its parents with exactly `mode`, ignoring the umask. With `make` false
 * only calls `note`.
 */
__attribute__((warn_unused_result)) int bs_directory_make(const char *path, unsigned mode,
                                                          bool make, bs_directory_note note,
                                                          void *context);

#endif
