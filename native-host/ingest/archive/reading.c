#include "reading.h"

#include <stdlib.h>

#include "platform/random.h"

bs_status bs_reading_begin(bs_reading **reading, bs_archive_result *result,
                           const bs_archive_options *options, bs_error *error)
{
    bs_reading *made = calloc(1, sizeof *made);
    *reading = made;
    *result = (bs_archive_result){0};
    if (made == NULL || !bs_random_fill(&made->entries.key, sizeof made->entries.key) ||
        bs_ingest_new(&made->ingest, &options->ingest) != BS_OK) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    made->options = options;
    made->result = result;
    return BS_OK;
}

void bs_reading_end(bs_reading *reading)
{
    if (reading == NULL) {
        return;
    }
    bs_ingest_free(reading->ingest);
    bs_entries_free(&reading->entries);
    free(reading);
}

void bs_reading_choose(bs_reading *reading)
{
    unsigned extra[BS_FILE_COUNT];
    bs_archive_result *result = reading->result;
    reading->claimed = bs_entries_choose(reading->chosen, extra, &reading->entries);
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        for (unsigned j = 0; j < extra[i]; j++) {
            bs_ingest_extra(reading->ingest, (bs_file)i);
        }
    }
    result->unknown = reading->entries.unknown;
    result->unsafe = reading->entries.unsafe;
    result->nested = reading->entries.nested;
}

/* Checks the limits after a file has given `given` bytes; BS_OUTCOME_READ if they hold. */
static bs_outcome beyond_limits(const bs_reading *reading, uint64_t given, uint64_t packed)
{
    if (reading->done > BS_ARCHIVE_TOTAL_MAX) {
        return BS_OUTCOME_TOO_LARGE;
    }
    const bool bomb = packed < BS_ARCHIVE_RATIO_UNTIL && given > BS_ARCHIVE_RATIO_FROM &&
                      given / BS_ARCHIVE_RATIO_MAX > packed;
    return bomb ? BS_OUTCOME_BOMB : BS_OUTCOME_READ;
}

static void tell_progress(const bs_reading *reading)
{
    if (reading->options->progress != NULL) {
        reading->options->progress(reading->options->progress_context, reading->done,
                                   reading->claimed);
    }
}

/*
 * Feeds the whole stream. If BS_BAD_REQUEST or BS_TOO_LARGE stops it, the ingest has set the
 * outcome itself.
 */
static bs_status feed_all(bs_outcome *why, bs_reading *reading, const bs_stream *stream)
{
    uint64_t given = 0;
    for (;;) {
        const int64_t read = stream->next(stream->context, reading->piece, BS_PIECE_SIZE);
        if (read < 0) {
            *why = BS_OUTCOME_DAMAGED;
            return BS_OK;
        }
        if (read == 0) {
            return bs_ingest_end(reading->ingest);
        }
        given += (uint64_t)read;
        reading->done += (uint64_t)read;
        *why = beyond_limits(reading, given, stream->packed);
        if (*why != BS_OUTCOME_READ) {
            return BS_OK;
        }
        const bs_status status = bs_ingest_feed(reading->ingest, reading->piece, (size_t)read);
        tell_progress(reading);
        if (status != BS_OK) {
            return status;
        }
    }
}

bs_status bs_reading_file(bool *broken, bool *again, bs_reading *reading, bs_file file,
                          const bs_stream *stream)
{
    bs_outcome why = BS_OUTCOME_READ;
    const uint64_t before = reading->done;
    bs_status status = bs_ingest_begin(reading->ingest, file);
    if (status == BS_OK) {
        status = feed_all(&why, reading, stream);
    }
    *broken = why == BS_OUTCOME_DAMAGED;
    if (why != BS_OUTCOME_READ) {
        bs_ingest_refuse(reading->ingest, file, why);
    }
    *again = status == BS_OK && bs_ingest_again(reading->ingest, file);
    if (*again) {
        reading->done = before;
    }
    return status == BS_INTERNAL ? BS_INTERNAL : BS_OK;
}

/*
 * True if any file has both LinkedIn's name and its columns, or cannot be opened to check them.
 */
static bool is_linkedins(const bs_ingest_result *result)
{
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        const bs_outcome outcome = result->files[i].outcome;
        if (outcome != BS_OUTCOME_ABSENT && outcome != BS_OUTCOME_HEADER) {
            return true;
        }
    }
    return false;
}

static bool has_acts(const bs_ingest_result *result)
{
    static const bs_file acts[] = {BS_FILE_CONNECTIONS, BS_FILE_INVITATIONS, BS_FILE_MESSAGES,
                                   BS_FILE_COMMENTS,    BS_FILE_SHARES,      BS_FILE_REACTIONS};
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        if (result->files[acts[i]].outcome != BS_OUTCOME_ABSENT) {
            return true;
        }
    }
    return false;
}

bs_status bs_reading_finish(bs_observation *observation, bs_reading *reading, bs_error *error)
{
    bs_archive_result *result = reading->result;
    const bs_status status = bs_ingest_finish(observation, &result->ingest, reading->ingest, error);
    result->recognised = status == BS_OK && is_linkedins(&result->ingest);
    result->first_part = result->recognised && result->entries > 1 && !has_acts(&result->ingest);
    return status;
}
