/**
 * @file archive.h
 * Reads LinkedIn's archive in memory: a zip (LinkedIn's own or re-packed) from a file or from byte
 * ranges, an unpacked folder, or a single table.
 *
 * libzip opens a zip read-only with consistency checks; nothing is ever extracted to disk. Only
 * known names are opened, in any folder (native-host/ingest/archive/entries.h decides between
 * several). `__MACOSX`, `..`, absolute, encrypted and nested zip entries are skipped and counted.
 * Limits apply to inflated bytes, not to the sizes that the archive claims. A damaged file
 * contributes nothing and does not stop the others.
 *
 * Sources are borrowed for the call. Errors: BS_BAD_REQUEST (not a zip, truncated, not LinkedIn's:
 * see the message), BS_TOO_LARGE (the whole archive exceeds a limit), BS_STORAGE (the bytes cannot
 * be read) and BS_INTERNAL (out of memory). `field` is the key for the catalogue: not_zip, cut_off,
 * damaged, entries, not_file, unreadable.
 */
#ifndef BUSSOLA_ARCHIVE_H
#define BUSSOLA_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/ingest/ingest.h"

/*
 * Limits the memory for the list of entries; the articles of a prolific author are a few thousand.
 */
#define BS_ARCHIVE_ENTRIES_MAX 20000
#define BS_ARCHIVE_DIRECTORY_MAX ((uint64_t)4 << 20) /**< bytes of a zip's central directory */
/*
 * Tables are streamed, so they are limited by time only. A small entry with a ratio that no table
 * has is a bomb; a large one costs no more time than the total allows.
 */
#define BS_ARCHIVE_TOTAL_MAX ((uint64_t)8 << 30)   /**< inflated bytes of all entries */
#define BS_ARCHIVE_RATIO_MAX 200                   /**< inflated over packed size … */
#define BS_ARCHIVE_RATIO_FROM ((uint64_t)1 << 20)  /**< … of entries inflated to more … */
#define BS_ARCHIVE_RATIO_UNTIL ((uint64_t)4 << 20) /**< … from fewer packed bytes */

/** A source of bytes. */
typedef struct bs_bytes {
    uint64_t size;
    /** Reads up to `length` bytes at `offset` into `buffer`; returns how many (fewer only at the
     * end), or −1. Called with 64 KiB at a time, mostly in order. */
    int64_t (*read)(const struct bs_bytes *bytes, void *buffer, uint64_t offset, size_t length);
    void *context; /**< for `read` */
    int file;      /**< used by bs_bytes_of_file */
} bs_bytes;

/** A source over a file that bs_fs_open opened and that the caller closes after use. */
BS_MUST_CHECK bs_status bs_bytes_of_file(bs_bytes *bytes, int file, bs_error *error);

/**
 * The day in a name such as "Complete_LinkedInDataExport_03-24-2024.zip", also with the year first
 * and with any suffix; BS_DAY_NONE without one.
 */
bs_day bs_archive_day(const char *file_name);

typedef struct bs_archive_result {
    bs_ingest_result ingest;
    size_t entries;
    size_t unknown; /**< files without countable rows */
    size_t unsafe;  /**< unsafe paths, macOS metadata and links */
    size_t nested;  /**< zip files inside the archive */
    /** Contains only profile files: LinkedIn sends the activity in a second mail, up to a day
     * later. */
    bool first_part;
    bool recognised; /**< at least one file has a name and columns of LinkedIn's */
} bs_archive_result;

/** Reports how many bytes of the known files are inflated; `total` is what the archive claims. */
typedef void (*bs_archive_progress)(void *context, uint64_t done, uint64_t total);

typedef struct bs_archive_options {
    bs_ingest_options ingest;
    const char *name; /**< file name as the user sees it; for a single table it decides the kind.
                         NULL: none */
    bs_archive_progress progress; /**< NULL for none */
    void *progress_context;
} bs_archive_options;

/**
 * Reads a whole archive into one observation, which the caller initialises and frees. After an
 * error both output parameters are meaningless.
 */
BS_MUST_CHECK bs_status bs_archive_read(bs_observation *observation, bs_archive_result *result,
                                        const bs_bytes *bytes, const bs_archive_options *options,
                                        bs_error *error);

/** As bs_archive_read, from a folder of at most eight levels. Follows no links in it. */
BS_MUST_CHECK bs_status bs_folder_read(bs_observation *observation, bs_archive_result *result,
                                       const char *folder, const bs_archive_options *options,
                                       bs_error *error);

#endif
