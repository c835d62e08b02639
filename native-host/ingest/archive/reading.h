/**
 * @file reading.h
 * Reads the chosen files of an archive one after another, within limits, into one ingest.
 * Independent of how the archive is packed.
 *
 * The caller owns a bs_reading (bs_reading_begin, bs_reading_end).
 */
#ifndef BUSSOLA_INGEST_READING_H
#define BUSSOLA_INGEST_READING_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/ingest/archive.h"
#include "entries.h"

#define BS_PIECE_SIZE ((size_t)64 << 10) /**< bytes read at a time */

typedef struct bs_reading {
    bs_ingest *ingest;
    const bs_archive_options *options;
    bs_archive_result *result;
    bs_entries entries;
    uint32_t chosen[BS_FILE_COUNT]; /**< as bs_entries_choose */
    uint64_t done;                  /**< bytes fed to the ingest, of all files */
    uint64_t claimed;               /**< bytes that the archive claims for its files */
    uint8_t piece[BS_PIECE_SIZE];
} bs_reading;

#define BS_STREAM_PLAIN UINT64_MAX /**< not packed */

/** A source of one file's bytes. */
typedef struct bs_stream {
    /** Reads the next bytes into `buffer`; returns how many, 0 at the end, −1 on failure. */
    int64_t (*next)(void *context, void *buffer, size_t length);
    void *context;
    uint64_t packed; /**< packed size in bytes, or BS_STREAM_PLAIN */
} bs_stream;

BS_MUST_CHECK bs_status bs_reading_begin(bs_reading **reading, bs_archive_result *result,
                                         const bs_archive_options *options, bs_error *error);
/** Safe on NULL. */
void bs_reading_end(bs_reading *reading);

/** Chooses among the added entries and sets the counts of the others in the result. */
void bs_reading_choose(bs_reading *reading);

/**
 * Reads one file into the ingest. BS_OK also if the file was refused; `*broken` is set if its bytes
 * ended early, `*again` if it must be read once more from its start (bs_ingest_again). BS_INTERNAL
 * out of memory.
 */
BS_MUST_CHECK bs_status bs_reading_file(bool *broken, bool *again, bs_reading *reading,
                                        bs_file file, const bs_stream *stream);

/** Derives the observation; BS_INTERNAL out of memory. */
BS_MUST_CHECK bs_status bs_reading_finish(bs_observation *observation, bs_reading *reading,
                                          bs_error *error);

#endif
