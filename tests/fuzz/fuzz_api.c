/*
 * Random bytes as a reply of the portability API; the first byte selects a domain or the change
 * log.
 */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/portability/pages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_changes(const char *text, size_t length)
{
    bs_changes changes = {.zone = {.fixed = true}};
    size_t fresh = 0;
    if (bs_page_changes(&fresh, &changes, text, length) == BS_OK) {
        /* The same page again has nothing new. */
        if (bs_page_changes(&fresh, &changes, text, length) != BS_OK || fresh != 0) {
            abort();
        }
    }
    bs_changes_free(&changes);
}

static void read_rows(bs_domain domain, const char *text, size_t length)
{
    const bs_ingest_options options = {.zone = {.fixed = true},
                                       .source = BS_FROM_API,
                                       .day = bs_day_from_civil(2024, 3, 24),
                                       .today = bs_day_from_civil(2024, 6, 30)};
    const bs_hash_key key = {{1, 2}};
    bs_ingest *ingest = NULL;
    bs_ingest_result result;
    bs_observation observation;
    bs_error error;
    size_t fresh = 0;
    bool present = false;
    bs_observation_init(&observation);
    if (bs_ingest_new(&ingest, &options) != BS_OK) {
        abort();
    }
    if (bs_page_rows(&fresh, &present, ingest, domain, &key, text, length) == BS_OK) {
        if (bs_page_rows(&fresh, &present, ingest, domain, &key, text, length) != BS_OK ||
            fresh != 0) {
            abort();
        }
    }
    if (bs_ingest_finish(&observation, &result, ingest, &error) != BS_OK) {
        abort();
    }
    bs_observation_free(&observation);
    bs_ingest_free(ingest);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    unsigned pick = data[0] % (BS_DOMAIN_COUNT + 1);
    if (pick == BS_DOMAIN_COUNT) {
        read_changes((const char *)data + 1, size - 1);
    } else {
        read_rows((bs_domain)pick, (const char *)data + 1, size - 1);
    }
    return 0;
}
