#include "sync_lines.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "bussola/contract/protocol.h"

#define FORMAT "bussola-sync "
#define VERSION 1
#define HEAD_MAX 96 /* bytes of a line before its record */

void bs_sync_lines_free(bs_sync_lines *lines)
{
    free(lines->items);
    *lines = (bs_sync_lines){0};
}

/** CRC-32 of IEEE 802.3, after that of the text before. */
static uint32_t checksum(uint32_t before, const char *text, size_t length)
{
    return (uint32_t)crc32_z(before, (const unsigned char *)text, length);
}

/* ---- reading ---- */

/** Reads a number and the space after it. */
static bool take(uint64_t *number, const char **text, const char *end, int base)
{
    char digits[24];
    size_t length = 0;
    while (*text + length < end && (*text)[length] != ' ') {
        length++;
    }
    if (length == 0 || length >= sizeof digits || *text + length == end) {
        return false;
    }
    memcpy(digits, *text, length);
    digits[length] = '\0';
    if (strspn(digits, base == 16 ? "0123456789abcdef" : "0123456789") != length) {
        return false;
    }
    errno = 0;
    *number = strtoull(digits, NULL, base);
    *text += length + 1;
    return errno == 0;
}

/** Returns false for a line that is not complete. */
static bool read_line(bs_sync_line *line, uint64_t *version, const char *text, const char *end)
{
    const size_t format = strlen(FORMAT);
    uint64_t sum = 0;
    uint64_t device = 0;
    uint64_t number = 0;
    *version = 0;
    if ((size_t)(end - text) < format || memcmp(text, FORMAT, format) != 0) {
        return false;
    }
    text += format;
    if (!take(version, &text, end, 10) || *version != VERSION || !take(&sum, &text, end, 16) ||
        sum != checksum(0, text, (size_t)(end - text))) {
        return false;
    }
    if (!take(&device, &text, end, 10) || !take(&line->account, &text, end, 16) ||
        !take(&number, &text, end, 10) || device < 1 || device > BS_INTEGER_MAX ||
        number > BS_INTEGER_MAX) {
        return false;
    }
    line->device = (int64_t)device;
    line->number = (int64_t)number;
    line->record = text;
    line->length = (size_t)(end - text);
    return true;
}

bs_status bs_sync_lines_add(bs_sync_lines *lines, const bs_sync_line *line, bs_error *error)
{
    if ((lines->count & (lines->count - 1)) == 0) {
        const size_t room = lines->count == 0 ? 1 : lines->count * 2;
        bs_sync_line *grown = realloc(lines->items, room * sizeof *grown);
        if (grown == NULL) {
            return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
        }
        lines->items = grown;
    }
    lines->items[lines->count++] = *line;
    return BS_OK;
}

bs_status bs_sync_lines_read(bs_sync_lines *lines, const char *text, size_t length, bs_error *error)
{
    const size_t before = lines->count;
    const char *const end = length > 0 ? text + length : text;
    bs_status status = BS_OK;
    size_t skipped = 0;
    while (text < end && status == BS_OK) {
        bs_sync_line line;
        uint64_t version = 0;
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        stop = stop == NULL ? end : stop;
        const char *last = stop > text && stop[-1] == '\r' ? stop - 1 : stop;
        if (read_line(&line, &version, text, last)) {
            status = bs_sync_lines_add(lines, &line, error);
        } else if (version > VERSION) {
            status = bs_fail(error, BS_NEWER_SCHEMA, "", "A newer Bussola wrote this file.");
        } else {
            skipped += last > text ? 1 : 0;
        }
        text = stop < end ? stop + 1 : end;
    }
    if (status == BS_NEWER_SCHEMA) {
        lines->count = before;
    } else {
        lines->skipped += skipped;
    }
    return status;
}

static int order(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
    const bs_sync_line *a = left;
    const bs_sync_line *b = right;
    const size_t shorter = a->length < b->length ? a->length : b->length;
    int result = order((uint64_t)a->device, (uint64_t)b->device);
    result = result != 0 ? result : order(a->account, b->account);
    result = result != 0 ? result : order((uint64_t)a->number, (uint64_t)b->number);
    result = result != 0 ? result : memcmp(a->record, b->record, shorter);
    return result != 0 ? result : order(a->length, b->length);
}

void bs_sync_lines_sort(bs_sync_lines *lines)
{
    size_t kept = 0;
    if (lines->count == 0) {
        return;
    }
    qsort(lines->items, lines->count, sizeof *lines->items, compare);
    for (size_t i = 1; i < lines->count; i++) {
        if (compare(&lines->items[kept], &lines->items[i]) != 0) {
            lines->items[++kept] = lines->items[i];
        }
    }
    lines->count = kept + 1;
}

/* ---- writing ---- */

void bs_sync_lines_write(bs_buffer *out, const bs_sync_line *line)
{
    char head[HEAD_MAX];
    char body[HEAD_MAX];
    const int length = snprintf(body, sizeof body, "%" PRId64 " %016" PRIx64 " %" PRId64 " ",
                                line->device, line->account, line->number);
    const uint32_t sum = checksum(checksum(0, body, (size_t)length), line->record, line->length);
    (void)snprintf(head, sizeof head, FORMAT "%d %08" PRIx32 " ", VERSION, sum);
    bs_buffer_text(out, head);
    bs_buffer_append(out, body, (size_t)length);
    bs_buffer_append(out, line->record, line->length);
    bs_buffer_text(out, "\n");
}
