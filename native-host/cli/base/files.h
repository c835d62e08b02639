/**
 * @file files.h
 * Files that are written whole or not at all, and directories that are remembered when made.
 *
 * Functions return 0 or an errno, bs_file_read also BS_FILE_NOT_PLAIN. What they hand out belongs
 * to the caller.
 */
#ifndef BUSSOLA_CLI_FILES_H
#define BUSSOLA_CLI_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

/** The longest file that is read whole; more is EFBIG. */
#define BS_FILE_MAX ((size_t)1024 * 1024)

/** What has the name is a pipe, a directory, a device or a socket. */
#define BS_FILE_NOT_PLAIN (-1)

/** A failure of bs_file_read in words. */
const char *bs_file_failure(int failure);

/** Reads a regular file; `*text` is closed by a NUL, which `*length` (may be NULL) does not count.
 */
__attribute__((warn_unused_result)) int bs_file_read(char **text, size_t *length, const char *path);

/** The same for files of up to `most` bytes. */
__attribute__((warn_unused_result)) int bs_file_read_within(char **text, size_t *length,
                                                            const char *path, size_t most);

/**
 * A file that takes its name once it is complete: a temporary one beside it, synced and renamed, so
 * that a reader sees the old content or the new one and a crash leaves no half.
 */
typedef struct bs_draft {
    FILE *stream;
    char *path;
    char *temporary;
} bs_draft;

__attribute__((warn_unused_result)) int bs_draft_open(bs_draft *draft, const char *path,
                                                      mode_t mode);
/** Syncs and renames; the draft is over whatever the outcome. */
__attribute__((warn_unused_result)) int bs_draft_keep(bs_draft *draft);
void bs_draft_drop(bs_draft *draft);

/** A draft of one text. */
__attribute__((warn_unused_result)) int bs_file_write(const char *path, mode_t mode,
                                                      const char *text);

/** Makes `path` a symbolic link to `target`, in one step also where another link stood. */
__attribute__((warn_unused_result)) int bs_file_link(const char *path, const char *target);

/** True when the file holds exactly `text` with exactly `mode`. */
bool bs_file_same(const char *path, mode_t mode, const char *text);

/** True for a regular file that may be executed. */
bool bs_file_is_program(const char *path);

/** Called with each directory that is about to be made. */
typedef void (*bs_directory_note)(void *context, const char *path);

/**
 * Makes a directory and its parents; those made get exactly `mode` whatever the umask. With `make`
 * false only notes what would be made.
 */
__attribute__((warn_unused_result)) int bs_directory_make(const char *path, mode_t mode, bool make,
                                                          bs_directory_note note, void *context);

#endif
