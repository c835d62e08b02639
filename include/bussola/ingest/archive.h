/**
 * @file archive.h
 * Reads LinkedIn's archive safely and in memory: the zip that LinkedIn sent or one made again, from
 * a file or from byte ranges that somebody serves; the folder that it was unpacked to; or one of
 * its tables by itself.
 *
 * libzip opens a zip read-only with consistency checks; nothing is ever extracted to disk. Only
 * known names are opened, in whatever folder (native-host/ingest/archive/entries.h says which of
 * several);
 * `__MACOSX`, `..`, absolute, encrypted and nested zip entries are passed over and counted. The
 * limits hold for what inflates, not for what the archive claims. One damaged file does not stop
 * the others, and gives nothing.
 *
 * A source is borrowed for the call. Functions fail with BS_BAD_REQUEST (not a zip, cut off, not
 * LinkedIn's: the message says which), BS_TOO_LARGE (beyond the limits as a whole), BS_STORAGE (the
 * bytes cannot be read) and BS_INTERNAL (out of memory). `field` names the failure for the
 * catalogue: not_zip, cut_off, damaged, entries, not_file, unreadable.
 */
#ifndef BUSSOLA_ARCHIVE_H
#define BUSSOLA_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "bussola/core/error.h"
#include "bussola/ingest/ingest.h"

/* Memory bounds the list of entries; a prolific author's articles are some thousands. */
#define BS_ARCHIVE_ENTRIES_MAX 20000
#define BS_ARCHIVE_DIRECTORY_MAX ((uint64_t)4 << 20) /**< bytes of a zip's list of its entries */
/* Tables are streamed, so only time bounds them. A small entry that inflates like no table does is
 * a bomb; a large one can cost no more time than the total allows. */
#define BS_ARCHIVE_TOTAL_MAX ((uint64_t)8 << 30)   /**< bytes of all entries, inflated */
#define BS_ARCHIVE_RATIO_MAX 200                   /**< inflated over packed … */
#define BS_ARCHIVE_RATIO_FROM ((uint64_t)1 << 20)  /**< … once an entry is beyond this … */
#define BS_ARCHIVE_RATIO_UNTIL ((uint64_t)4 << 20) /**< … and packed in less than this */

/** What an archive is read from. */
typedef struct bs_bytes {
    uint64_t size;
    /**
     * Reads up to `length` bytes at `offset` into `buffer`; how many, fewer only at the end, or −1.
     * Asked for 64 KiB at a time, mostly in order.
     */
    ssize_t (*read)(const struct bs_bytes *bytes, void *buffer, uint64_t offset, size_t length);
    void *context; /**< the reader's own */
    int fd;        /**< of a source over a file */
} bs_bytes;

/** A source over an open file, which the caller closes after use. */
BS_MUST_CHECK bs_status bs_bytes_of_file(bs_bytes *bytes, int fd, bs_error *error);

/**
 * The day in a name like "Complete_LinkedInDataExport_03-24-2024.zip", or with the year first,
 * whatever follows it; BS_DAY_NONE when there is none.
 */
bs_day bs_archive_day(const char *file_name);

typedef struct bs_archive_result {
    bs_ingest_result ingest;
    size_t entries;
    size_t unknown; /**< files that nothing is counted from */
    size_t unsafe;  /**< names that leave the archive, or of the Mac's own making; links */
    size_t nested;  /**< zips within it */
    /** Only files of the profile: LinkedIn sends acts in a second mail, up to a day later. */
    bool first_part;
    bool recognised; /**< at least one file in it is LinkedIn's by name and columns */
} bs_archive_result;

/** Told how far the known files have been inflated; `total` is what the archive claims. */
typedef void (*bs_archive_progress)(void *context, uint64_t done, uint64_t total);

typedef struct bs_archive_options {
    bs_ingest_options ingest;
    const char
        *name; /**< of the file, as people see it; a table's says what it holds. NULL: none */
    bs_archive_progress progress; /**< NULL for none */
    void *progress_context;
} bs_archive_options;

/**
 * Reads a whole archive into one observation (initialised by the caller, who also frees it). With
 * an error, both out-parameters hold nothing of use.
 */
BS_MUST_CHECK bs_status bs_archive_read(bs_observation *observation, bs_archive_result *result,
                                        const bs_bytes *bytes, const bs_archive_options *options,
                                        bs_error *error);

/** The same from a folder, at most eight deep. `fd` is borrowed. Links are not followed. */
BS_MUST_CHECK bs_status bs_folder_read(bs_observation *observation, bs_archive_result *result,
                                       int fd, const bs_archive_options *options, bs_error *error);

#endif
