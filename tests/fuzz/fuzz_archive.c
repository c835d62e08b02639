/* Random bytes as an archive: a result or an error, never a crash. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/ingest/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int64_t read_data(const bs_bytes *bytes, void *buffer, uint64_t offset, size_t length)
{
    if (offset >= bytes->size) {
        return 0;
    }
    size_t left = (size_t)(bytes->size - offset);
    size_t part = left < length ? left : length;
    memcpy(buffer, (const uint8_t *)bytes->context + offset, part);
    return (int64_t)part;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bs_archive_options options = {.ingest = {.zone = {.fixed = true},
                                                   .source = BS_FROM_ARCHIVE,
                                                   .day = bs_day_from_civil(2024, 3, 24),
                                                   .today = bs_day_from_civil(2024, 6, 30)}};
    uint8_t *copy = malloc(size + 1);
    if (copy == NULL) {
        return 0;
    }
    if (size > 0) {
        memcpy(copy, data, size);
    }
    bs_bytes bytes = {.size = size, .read = read_data, .context = copy};
    bs_archive_result result;
    bs_observation observation;
    bs_error error = {.status = BS_OK};
    bs_observation_init(&observation);
    if (bs_archive_read(&observation, &result, &bytes, &options, &error) != BS_OK &&
        error.message[0] == '\0') {
        abort();
    }
    bs_observation_free(&observation);
    free(copy);
    return 0;
}
