/**
 * @file sync_folder.h The files of a folder that devices share. Internal to native-host/service.
 */
#ifndef BUSSOLA_SERVICE_SYNC_FOLDER_H
#define BUSSOLA_SERVICE_SYNC_FOLDER_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/core/error.h"
#include "bussola/service/sync.h"
#include "sync_lines.h"

/** Bytes of a file. */
#define BS_SYNC_FILE_MAX ((size_t)512 * 1024 * 1024)

/** The contents of a folder; the lines borrow the texts. */
typedef struct bs_sync_folder {
    char **texts; /**< owned */
    size_t count;
    size_t refused;
    bs_sync_lines lines;
} bs_sync_folder;

void bs_sync_folder_free(bs_sync_folder *read);

/** Reads every `*.bussola` of the folder; sorts the lines. */
BS_MUST_CHECK bs_status bs_sync_folder_read(bs_sync_folder *read, const char *folder,
                                            bs_sync_refusal refused, void *context,
                                            bs_error *error);

/** Reads a file into `*text`, NULL before, which the caller frees, also after a failure. */
BS_MUST_CHECK bs_status bs_sync_folder_file(char **text, size_t *length, const char *path,
                                            bs_error *error);

/** Appends lines to the device's file, after completing a line that was cut, and fsyncs it. */
BS_MUST_CHECK bs_status bs_sync_folder_append(const char *folder, int64_t device,
                                              const bs_buffer *lines, bs_error *error);

#endif
