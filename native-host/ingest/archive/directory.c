#include "directory.h"

#include <stdlib.h>
#include <string.h>

#define END_SIZE 22 /* of the record without its comment */
#define COMMENT_MAX 65535
#define LOCATOR_SIZE 20 /* of zip64's locator, directly before the record */
#define END64_SIZE 56

static uint64_t little(const uint8_t *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = bytes; i > 0; i--) {
        value = value << 8 | at[i - 1];
    }
    return value;
}

/* One record's claims about the list of entries. */
typedef struct claim {
    uint64_t entries, bytes; /* UINT64_MAX if the zip64 record with the value is missing */
} claim;

static claim claim_of(bs_window *window, const uint8_t *end, const uint8_t *locator)
{
    const claim claimed = {.entries = little(end + 10, 2), .bytes = little(end + 12, 4)};
    uint8_t end64[END64_SIZE];
    if ((claimed.entries != UINT16_MAX && claimed.bytes != UINT32_MAX) || locator == NULL ||
        memcmp(locator, "PK\6\7", 4) != 0) {
        return claimed;
    }
    if (bs_window_read(window, end64, little(locator + 8, 8), sizeof end64) !=
            (zip_int64_t)sizeof end64 ||
        memcmp(end64, "PK\6\6", 4) != 0) {
        return (claim){UINT64_MAX, UINT64_MAX};
    }
    return (claim){.entries = little(end64 + 32, 8), .bytes = little(end64 + 40, 8)};
}

bs_status bs_directory_check(bs_window *window, bs_error *error)
{
    static const char cut_off[] =
        "The zip is cut off: its end is missing. Download it again from LinkedIn.";
    uint64_t size = window->bytes->size;
    size_t tail_size = size < END_SIZE + COMMENT_MAX ? (size_t)size : END_SIZE + COMMENT_MAX;
    uint8_t first[4] = {0};
    if (bs_window_read(window, first, 0, sizeof first) < 0) {
        return bs_fail(error, BS_STORAGE, "unreadable", "The file cannot be read.");
    }
    if (memcmp(first, "PK\3\4", 4) != 0 && memcmp(first, "PK\5\6", 4) != 0) {
        return bs_fail(error, BS_BAD_REQUEST, "not_zip", "This is not a zip file.");
    }
    uint8_t *tail = malloc(tail_size);
    if (tail == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    bs_status status = BS_OK;
    bool found = false;
    if (bs_window_read(window, tail, size - tail_size, tail_size) != (zip_int64_t)tail_size) {
        status = bs_fail(error, BS_STORAGE, "unreadable", "The file cannot be read.");
    }
    for (size_t at = 0; status == BS_OK && at + END_SIZE <= tail_size; at++) {
        if (memcmp(tail + at, "PK\5\6", 4) != 0) {
            continue;
        }
        found = true;
        const uint8_t *locator = at >= LOCATOR_SIZE ? tail + at - LOCATOR_SIZE : NULL;
        const claim claimed = claim_of(window, tail + at, locator);
        if (claimed.entries > BS_ARCHIVE_ENTRIES_MAX || claimed.bytes > BS_ARCHIVE_DIRECTORY_MAX) {
            status = bs_fail(error, BS_TOO_LARGE, "entries",
                             "The zip has more than %d files, or their names are too long.",
                             BS_ARCHIVE_ENTRIES_MAX);
        }
    }
    free(tail);
    if (status == BS_OK && !found) {
        status = bs_fail(error, BS_BAD_REQUEST, "cut_off", "%s", cut_off);
    }
    return status;
}
