/**
 * @file sync_lines.h
 * The lines of sync files: `bussola-sync 1 CHECKSUM DEVICE ACCOUNT NUMBER RECORD`. Internal to
 * native-host/service; native-host/store/README.md describes the format.
 */
#ifndef BUSSOLA_SERVICE_SYNC_LINES_H
#define BUSSOLA_SERVICE_SYNC_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/core/error.h"

typedef struct bs_sync_line {
    int64_t device;
    uint64_t account;   /**< a number that the device gave the account */
    int64_t number;     /**< of the device, rising; the last line about a thing counts */
    const char *record; /**< JSON, borrowed from the text; not NUL-terminated */
    size_t length;
} bs_sync_line;

/** Lines of any number of files. */
typedef struct bs_sync_lines {
    bs_sync_line *items; /**< owned */
    size_t count;
    size_t skipped; /**< lines that are incomplete or do not have their checksum */
} bs_sync_lines;

void bs_sync_lines_free(bs_sync_lines *lines);

/** Appends one line. BS_INTERNAL out of memory. */
BS_MUST_CHECK bs_status bs_sync_lines_add(bs_sync_lines *lines, const bs_sync_line *line,
                                          bs_error *error);

/**
 * Appends the lines of a text, which must outlive them. BS_NEWER_SCHEMA if one has a newer version;
 * then appends none.
 */
BS_MUST_CHECK bs_status bs_sync_lines_read(bs_sync_lines *lines, const char *text, size_t length,
                                           bs_error *error);

/** Sorts by device, account and number, and removes repeated lines. */
void bs_sync_lines_sort(bs_sync_lines *lines);

/** Appends a line. */
void bs_sync_lines_write(bs_buffer *out, const bs_sync_line *line);

#endif
