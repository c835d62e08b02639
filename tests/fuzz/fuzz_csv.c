/*
 * Random bytes as a file of the archive. The first byte selects the file, the second the size of
 * the pieces: rows must be the same whole and in pieces.
 */
#include <stdint.h>
#include <stdlib.h>

#include "bussola/ingest/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bs_status read_file(bs_ingest *ingest, bs_file file, const uint8_t *data, size_t size,
                           size_t piece)
{
    bs_status status = bs_ingest_begin(ingest, file);
    for (size_t at = 0; at < size && status == BS_OK; at += piece) {
        status = bs_ingest_feed(ingest, data + at, size - at < piece ? size - at : piece);
    }
    return status == BS_OK ? bs_ingest_end(ingest) : status;
}

static bs_file_result read_all(bs_file file, const uint8_t *data, size_t size, size_t piece)
{
    const bs_ingest_options options = {.zone = {.fixed = true},
                                       .source = BS_FROM_ARCHIVE,
                                       .day = bs_day_from_civil(2024, 3, 24),
                                       .today = bs_day_from_civil(2024, 6, 30)};
    bs_ingest *ingest = NULL;
    bs_ingest_result result = {.day = BS_DAY_NONE};
    bs_observation observation;
    bs_error error;
    bs_observation_init(&observation);
    if (bs_ingest_new(&ingest, &options) != BS_OK) {
        abort();
    }
    (void)read_file(ingest, file, data, size, piece);
    if (bs_ingest_finish(&observation, &result, ingest, &error) != BS_OK) {
        abort();
    }
    bs_observation_free(&observation);
    bs_ingest_free(ingest);
    return result.files[file];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    bs_file file = (bs_file)(data[0] % BS_FILE_COUNT);
    size_t piece = (size_t)data[1] + 1;
    bs_file_result whole = read_all(file, data + 2, size - 2, size);
    bs_file_result parts = read_all(file, data + 2, size - 2, piece);
    if (whole.outcome != parts.outcome || whole.rows != parts.rows ||
        whole.verdicts[BS_ROW_COUNTED] != parts.verdicts[BS_ROW_COUNTED]) {
        abort();
    }
    return 0;
}
