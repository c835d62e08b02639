#include "sync_document.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/service/export.h"
#include "bussola/store/records.h"

#define PROFILE_RECORD "{\"record\":\"profile\""
/** More than a lifetime of one device. */
#define DOCUMENT_MAX ((size_t)512 * 1024 * 1024)

static bs_status out_of_memory(bs_error *error)
{
    return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
}

void bs_sync_documents_free(bs_sync_documents *documents)
{
    for (size_t i = 0; i < documents->count; i++) {
        bs_export_reader_free(&documents->items[i].read);
    }
    free(documents->items);
    *documents = (bs_sync_documents){0};
}

static void begin(bs_buffer *text)
{
    char head[64];
    (void)snprintf(head, sizeof head, "{\"format\":\"bussola\",\"version\":%d,\"records\":[",
                   BS_EXPORT_VERSION);
    bs_buffer_clear(text);
    bs_buffer_text(text, head);
}

static bs_status parse(bs_export_reader *read, bs_buffer *text, int64_t now, bs_error *error)
{
    bs_buffer_text(text, "]}");
    return text->failed ? out_of_memory(error)
                        : bs_export_reader_read(read, text->data, text->size, now, error);
}

/* ---- lines of one account ---- */

static bool is_profile(const bs_sync_line *line)
{
    const size_t length = strlen(PROFILE_RECORD);
    return line->length > length && memcmp(line->record, PROFILE_RECORD, length) == 0;
}

static void add(bs_buffer *text, const bs_sync_line *line)
{
    bs_buffer_text(text, ",");
    bs_buffer_append(text, line->record, line->length);
}

static void begin_with(bs_buffer *text, const bs_sync_line *profile)
{
    begin(text);
    bs_buffer_append(text, profile->record, profile->length);
}

/** True if a line can be read after the line of its account. */
static bs_status is_valid(bool *valid, bs_buffer *text, const bs_sync_line *profile,
                          const bs_sync_line *line, int64_t now)
{
    bs_export_reader read = {0};
    begin_with(text, profile);
    if (line != profile) {
        add(text, line);
    }
    const bs_status status = parse(&read, text, now, NULL);
    *valid = status == BS_OK && read.count == 1;
    bs_export_reader_free(&read);
    return status == BS_INTERNAL ? status : BS_OK;
}

/** The last valid line about the account itself; NULL without one. */
static bs_status find_profile(const bs_sync_line **profile, bs_buffer *text,
                              const bs_sync_line *lines, size_t count, int64_t now)
{
    *profile = NULL;
    for (size_t i = count; i > 0; i--) {
        bool valid = false;
        if (is_profile(&lines[i - 1])) {
            BS_TRY(is_valid(&valid, text, &lines[i - 1], &lines[i - 1], now));
        }
        if (valid) {
            *profile = &lines[i - 1];
            return BS_OK;
        }
    }
    return BS_OK;
}

/** Reads all lines, or, with `one_by_one`, those that can be read. */
static bs_status read_lines(bs_export_reader *read, size_t *skipped, bs_buffer *text,
                            const bs_sync_line *profile, const bs_sync_line *lines, size_t count,
                            bool one_by_one, int64_t now, bs_error *error)
{
    bs_buffer probe;
    bs_status status = BS_OK;
    bs_buffer_init(&probe, DOCUMENT_MAX);
    begin_with(text, profile);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bool valid = true;
        if (is_profile(&lines[i])) {
            continue;
        }
        if (one_by_one) {
            status = is_valid(&valid, &probe, profile, &lines[i], now);
            *skipped += valid ? 0 : 1;
        }
        if (valid) {
            add(text, &lines[i]);
        }
    }
    bs_buffer_free(&probe);
    return status == BS_OK ? parse(read, text, now, error) : out_of_memory(error);
}

/* ---- the last count of each day ---- */

typedef struct numbered {
    bs_tally tally;
    size_t number;
} numbered;

static int compare(const void *left, const void *right)
{
    const numbered *a = left;
    const numbered *b = right;
    const int64_t pairs[][2] = {{a->tally.signal, b->tally.signal},
                                {a->tally.day, b->tally.day},
                                {a->tally.source, b->tally.source},
                                {(int64_t)a->number, (int64_t)b->number}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (pairs[i][0] != pairs[i][1]) {
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
        }
    }
    return 0;
}

static bool same_day(const bs_tally *a, const bs_tally *b)
{
    return a->signal == b->signal && a->day == b->day && a->source == b->source;
}

static bs_status keep_last(bs_profile_export *profile_export, bs_error *error)
{
    const size_t count = profile_export->tally_count;
    numbered *all = malloc((count + 1) * sizeof *all);
    if (all == NULL) {
        return out_of_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        all[i] = (numbered){.tally = profile_export->tallies[i], .number = i};
    }
    qsort(all, count, sizeof *all, compare);
    profile_export->tally_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (i + 1 == count || !same_day(&all[i].tally, &all[i + 1].tally)) {
            profile_export->tallies[profile_export->tally_count++] = all[i].tally;
        }
    }
    free(all);
    return BS_OK;
}

/* ---- documents ---- */

static bs_status read_document(bs_sync_document *document, size_t *skipped,
                               const bs_sync_line *lines, size_t count, int64_t now,
                               bs_error *error)
{
    bs_buffer text;
    const bs_sync_line *profile = NULL;
    bs_buffer_init(&text, DOCUMENT_MAX);
    bs_status status = find_profile(&profile, &text, lines, count, now);
    if (status == BS_OK && profile == NULL) {
        *skipped += count;
    } else if (status == BS_OK) {
        status =
            read_lines(&document->read, skipped, &text, profile, lines, count, false, now, error);
        if (status != BS_OK && status != BS_INTERNAL) {
            bs_export_reader_free(&document->read);
            status = read_lines(&document->read, skipped, &text, profile, lines, count, true, now,
                                error);
        }
    }
    bs_buffer_free(&text);
    return status == BS_OK && document->read.count == 1
               ? keep_last(&document->read.profile_exports[0], error)
               : status;
}

bs_status bs_sync_documents_read(bs_sync_documents *documents, const bs_sync_lines *lines,
                                 int64_t now, bs_error *error)
{
    bs_status status = BS_OK;
    *documents = (bs_sync_documents){.items = calloc(lines->count + 1, sizeof *documents->items)};
    if (documents->items == NULL) {
        return out_of_memory(error);
    }
    for (size_t i = 0; i < lines->count && status == BS_OK;) {
        const bs_sync_line *first = &lines->items[i];
        bs_sync_document *document = &documents->items[documents->count++];
        size_t same = 1;
        while (i + same < lines->count && first[same].device == first->device &&
               first[same].account == first->account) {
            same++;
        }
        *document = (bs_sync_document){.device = first->device, .account = first->account};
        status = read_document(document, &documents->skipped, first, same, now, error);
        i += same;
    }
    return status;
}

/* ---- this database ---- */

static bool take(void *context, const bs_record *record)
{
    bs_sync_picture *picture = context;
    bs_record shared = *record;
    if (record->kind == BS_RECORD_SNAPSHOT || record->kind == BS_RECORD_GOAL ||
        record->kind == BS_RECORD_END) {
        return true;
    }
    if (record->kind == BS_RECORD_OFFICIAL) {
        shared.of.official.predicted = NAN;
    }
    shared.shown_week_count = 0;
    shared.redrawn_count = 0;
    if (record->kind != BS_RECORD_PROFILE) {
        bs_buffer_text(&picture->text, ",");
    }
    const size_t before = picture->text.size;
    bs_export_record(&picture->text, &shared);
    if (record->kind != BS_RECORD_PROFILE && record->kind != BS_RECORD_DEVICE_TALLY) {
        bs_buffer_append(&picture->counts, picture->text.data + before,
                         picture->text.size - before);
    }
    return true;
}

bs_status bs_sync_picture_take(bs_sync_picture *picture, bs_store *store, bs_profile_id profile,
                               int64_t now, bs_error *error)
{
    bool done = false;
    bs_export_position position = {0};
    *picture = (bs_sync_picture){.profile = profile};
    bs_buffer_init(&picture->text, DOCUMENT_MAX);
    bs_buffer_init(&picture->counts, DOCUMENT_MAX);
    begin(&picture->text);
    const bs_status status =
        bs_store_export(&done, &position, store, profile, take, picture, error);
    return status == BS_OK ? parse(&picture->read, &picture->text, now, error) : status;
}

void bs_sync_picture_release(bs_sync_picture *picture)
{
    bs_export_reader_free(&picture->read);
    bs_buffer_free(&picture->text);
    bs_buffer_free(&picture->counts);
}
