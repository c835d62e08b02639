#include "bussola/service/sync.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/codec/buffer.h"
#include "bussola/store/devices.h"
#include "bussola/store/store_import.h"
#include "platform/fs.h"
#include "platform/lock.h"
#include "platform/random.h"
#include "sync_document.h"
#include "sync_folder.h"
#include "sync_news.h"

/** More than a device writes at once. */
#define NEWS_MAX ((size_t)512 * 1024 * 1024)

/** State of one sync. */
typedef struct syncing {
    bs_sync_report *report;
    bs_store *store;
    const bs_sync_lines *lines; /**< of all files */
    bs_sync_documents documents;
    bs_sync_picture *before; /**< of each account, before the first change */
    size_t before_count;
    bs_buffer out;  /**< lines for this device's file */
    int64_t number; /**< of this device's last line */
    int64_t now;
    bool keep;          /**< something has changed */
    bool zone_replaced; /**< past days end at other moments */
} syncing;

static bs_status out_of_memory(bs_error *error)
{
    return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
}

static const bs_profile_export *export_of(const bs_sync_document *document)
{
    return document->read.count == 1 ? &document->read.profile_exports[0] : NULL;
}

/** False for an account that has no name yet, which another device could not recognise. */
static bool is_named(const bs_profile *profile)
{
    return profile->key[0] != '\0' && strcmp(profile->key, BS_IMPORT_KEY) != 0;
}

/* ---- this device ---- */

/** True if a file has more of this device than the device itself: its data was copied or restored.
 */
static bs_status is_doubled(bool *doubled, syncing *run, const bs_sync_document *document,
                            bs_error *error)
{
    bs_sync_picture here = {.profile = document->profile};
    const bs_profile_export *exported = export_of(document);
    const bs_status status =
        bs_sync_picture_take(&here, run->store, document->profile, run->now, error);
    for (size_t i = 0; status == BS_OK && i < exported->device_tally_count && !*doubled; i++) {
        const bs_device_tally *part = &exported->device_tallies[i];
        const bs_device_tally *own =
            bs_device_tallies_find(here.read.profile_exports->device_tallies,
                                   here.read.profile_exports->device_tally_count, part);
        *doubled = part->device == run->report->device &&
                   (own == NULL || own->count < part->count || own->taken < part->taken);
    }
    bs_sync_picture_release(&here);
    return status;
}

/** Reads or makes the device's number. */
static bs_status identify(syncing *run, bs_error *error)
{
    int64_t *device = &run->report->device;
    bool doubled = false;
    bs_status status = bs_store_device(device, run->store, error);
    for (size_t i = 0; i < run->documents.count && status == BS_OK && *device != 0; i++) {
        const bs_sync_document *document = &run->documents.items[i];
        if (document->device == *device && document->profile != BS_PROFILE_NONE) {
            status = is_doubled(&doubled, run, document, error);
        }
    }
    if (status == BS_OK && (*device == 0 || doubled)) {
        run->keep = true;
        status = bs_store_device_new(device, run->store, error);
    }
    return status;
}

/* ---- accounts ---- */

static bs_status find_accounts(syncing *run, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < run->documents.count && status == BS_OK; i++) {
        bool created = false;
        bs_sync_document *document = &run->documents.items[i];
        const bs_profile_export *exported = export_of(document);
        if (exported != NULL && is_named(&exported->profile)) {
            status = bs_store_account(&document->profile, &created, run->store, &exported->profile,
                                      error);
            run->keep = run->keep || created;
        }
    }
    return status;
}

/* ---- time zones ---- */

/** Appends what `other` decides after `offsets`. */
static bs_status continue_offsets(bs_offsets *offsets, const bs_offsets *other, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < other->count && status == BS_OK; i++) {
        const bool last = i + 1 == other->count;
        const int64_t end = last ? other->until : other->spans[i + 1].since - 1;
        const int64_t since = other->spans[i].since;
        const bs_offset *before = offsets->count > 0 ? &offsets->spans[offsets->count - 1] : NULL;
        if (before != NULL && end <= offsets->until) {
            continue;
        }
        if (before == NULL || before->minutes != other->spans[i].minutes) {
            const int64_t from =
                before != NULL && since <= offsets->until ? offsets->until + 1 : since;
            status = bs_offsets_add(offsets, from, other->spans[i].minutes);
        }
        offsets->until = end;
    }
    return status == BS_OK ? BS_OK : out_of_memory(error);
}

static bool same_offsets(const bs_offsets *a, const bs_offsets *b)
{
    bool same = a->count == b->count && (a->count == 0 || a->until == b->until);
    for (size_t i = 0; i < a->count && same; i++) {
        same = a->spans[i].since == b->spans[i].since && a->spans[i].minutes == b->spans[i].minutes;
    }
    return same;
}

/**
 * Of the devices that have decided the offset of a moment, the one with the smallest number is
 * right. What only this database has decided comes last.
 */
static bs_status agree_on_zone(syncing *run, bool extend, bs_error *error)
{
    bs_offsets stored = {0};
    bs_offsets agreed = {0};
    bs_status status = bs_store_offsets(&stored, run->store, error);
    for (size_t i = 0; i < run->documents.count && status == BS_OK; i++) {
        const bs_profile_export *exported = export_of(&run->documents.items[i]);
        status = exported == NULL ? BS_OK : continue_offsets(&agreed, &exported->offsets, error);
    }
    if (status == BS_OK) {
        status = continue_offsets(&agreed, &stored, error);
    }
    if (status == BS_OK && extend) {
        status = bs_store_offsets_extend(&agreed, run->now) == BS_OK ? BS_OK : out_of_memory(error);
    }
    if (status == BS_OK && !same_offsets(&agreed, &stored)) {
        run->zone_replaced = true;
        run->keep = true;
        status = bs_store_offsets_set(run->store, &agreed, error);
    }
    bs_offsets_free(&agreed);
    bs_offsets_free(&stored);
    return status;
}

/* ---- accounts before and after ---- */

static bool same_text(const bs_buffer *a, const bs_buffer *b)
{
    return a->size == b->size && (a->size == 0 || memcmp(a->data, b->data, a->size) == 0);
}

/** Adds a picture of each named account that has none yet. */
static bs_status take_all(syncing *run, bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    const size_t known = run->before_count;
    bs_status status = bs_store_profiles(&profiles, &count, run->store, error);
    bs_sync_picture *grown =
        status == BS_OK ? realloc(run->before, (known + count + 1) * sizeof *grown) : NULL;
    if (status == BS_OK && grown == NULL) {
        status = out_of_memory(error);
    }
    run->before = grown == NULL ? run->before : grown;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bool taken = !is_named(&profiles[i]);
        for (size_t k = 0; k < known && !taken; k++) {
            taken = run->before[k].profile == profiles[i].id;
        }
        if (!taken) {
            status = bs_sync_picture_take(&run->before[run->before_count++], run->store,
                                          profiles[i].id, run->now, error);
        }
    }
    bs_profiles_free(profiles, count);
    return status;
}

/* ---- one account ---- */

/** Stores what this device has counted itself since the last sync. */
static bs_status keep_own_parts(syncing *run, const bs_sync_picture *before, bs_error *error)
{
    bs_device_tally *parts = NULL;
    size_t count = 0;
    size_t changed = 0;
    bs_status status =
        bs_sync_own_parts(&parts, &count, before->read.profile_exports, run->report->device, error);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = bs_store_device_part(&changed, run->store, before->profile, &parts[i], error);
    }
    run->keep = run->keep || changed > 0;
    free(parts);
    return status;
}

/** Replaces the account's observations with those of all files. */
static bs_status combine(const syncing *run, bs_profile_id profile, bs_error *error)
{
    size_t count = 0;
    bs_profile_export *exports = calloc(run->documents.count + 1, sizeof *exports);
    if (exports == NULL) {
        return out_of_memory(error);
    }
    for (size_t i = 0; i < run->documents.count; i++) {
        if (run->documents.items[i].profile == profile) {
            exports[count++] = *export_of(&run->documents.items[i]);
        }
    }
    const bs_status status = bs_store_combine(run->store, profile, exports, count, run->now, error);
    free(exports);
    return status;
}

/** What this device has written of the account, and the number that it gave the account. */
static bs_status find_own(const bs_profile_export **own, uint64_t *account, const syncing *run,
                          bs_profile_id profile, bs_error *error)
{
    *own = NULL;
    for (size_t i = 0; i < run->documents.count; i++) {
        const bs_sync_document *document = &run->documents.items[i];
        if (document->device == run->report->device && document->profile == profile) {
            *own = export_of(document);
            *account = document->account;
            return BS_OK;
        }
    }
    return bs_random_fill(account, sizeof *account)
               ? BS_OK
               : bs_fail(error, BS_INTERNAL, "", "The system has no random numbers.");
}

static bs_status write_profile(bs_sync_news *news, const bs_sync_known *known, syncing *run,
                               bs_error *error)
{
    bs_offsets offsets = {0};
    bs_status status = agree_on_zone(run, true, error);
    if (status == BS_OK) {
        status = bs_store_offsets(&offsets, run->store, error);
    }
    if (status == BS_OK) {
        status = bs_sync_news_profile(news, known, &offsets, error);
    }
    bs_offsets_free(&offsets);
    return status;
}

/** Writes the lines that the files lack about an account. */
static bs_status tell(syncing *run, const bs_sync_picture *before, bs_error *error)
{
    bs_sync_picture files = {.profile = before->profile};
    bs_buffer rest;
    bs_sync_news news = {.out = &rest, .device = run->report->device, .number = run->number};
    bs_sync_known known = {.here = before->read.profile_exports,
                           .documents = &run->documents,
                           .profile = before->profile};
    bool needed = false;
    bs_buffer_init(&rest, NEWS_MAX);
    bs_status status = combine(run, before->profile, error);
    if (status == BS_OK) {
        status = bs_sync_picture_take(&files, run->store, before->profile, run->now, error);
    }
    if (status == BS_OK) {
        status = find_own(&known.own, &news.account, run, before->profile, error);
    }
    if (status == BS_OK) {
        known.files = files.read.profile_exports;
        status = bs_sync_news_write(&news, &needed, &known, error);
    }
    /* The account comes first: without it, the other lines of a cut file could not be read. */
    news.out = &run->out;
    if (status == BS_OK && needed) {
        status = write_profile(&news, &known, run, error);
    }
    bs_buffer_append(&run->out, rest.data, rest.size);
    if (status == BS_OK && run->out.failed) {
        status = out_of_memory(error);
    }
    run->number = news.number;
    run->report->written += news.count;
    bs_buffer_free(&rest);
    bs_sync_picture_release(&files);
    return status;
}

/** Reads this device's new lines as the others will read them. */
static bs_status read_again(syncing *run, bs_error *error)
{
    bs_sync_lines all = {.items = NULL};
    bs_status status = bs_sync_lines_read(&all, run->out.data, run->out.size, error);
    for (size_t i = 0; i < run->lines->count && status == BS_OK; i++) {
        status = bs_sync_lines_add(&all, &run->lines->items[i], error);
    }
    if (status == BS_OK) {
        bs_sync_lines_sort(&all);
        bs_sync_documents_free(&run->documents);
        status = bs_sync_documents_read(&run->documents, &all, run->now, error);
    }
    bs_sync_lines_free(&all);
    return status == BS_OK ? find_accounts(run, error) : status;
}

/** Combines the account for good, and scores it if that changed it. */
static bs_status settle(syncing *run, const bs_sync_picture *before, bs_error *error)
{
    bs_sync_picture after = {.profile = before->profile};
    bs_status status = combine(run, before->profile, error);
    if (status == BS_OK) {
        status = bs_sync_picture_take(&after, run->store, before->profile, run->now, error);
    }
    if (status == BS_OK && (run->zone_replaced || !same_text(&before->text, &after.text))) {
        run->keep = true;
        run->report->changed = run->report->changed || !same_text(&before->counts, &after.counts);
        status = bs_store_rescore(run->store, before->profile, run->now, error);
    }
    bs_sync_picture_release(&after);
    return status;
}

/* ---- all ---- */

static size_t count_devices(const syncing *run)
{
    size_t count = 0;
    bool own = false;
    int64_t last = 0;
    for (size_t i = 0; i < run->documents.count; i++) {
        const int64_t device = run->documents.items[i].device;
        count += device != last ? 1 : 0;
        own = own || device == run->report->device;
        last = device;
    }
    return count + (own ? 0 : 1);
}

static int64_t last_number(const syncing *run)
{
    int64_t last = 0;
    for (size_t i = 0; i < run->lines->count; i++) {
        const bs_sync_line *line = &run->lines->items[i];
        last = line->device == run->report->device && line->number > last ? line->number : last;
    }
    return last;
}

static bs_status prepare(syncing *run, bs_error *error)
{
    bs_status status = bs_store_close_weeks(run->store, run->now, error);
    if (status == BS_OK) {
        status = take_all(run, error);
    }
    if (status == BS_OK) {
        status = find_accounts(run, error);
    }
    if (status == BS_OK) {
        status = take_all(run, error);
    }
    if (status == BS_OK) {
        status = identify(run, error);
    }
    if (status == BS_OK) {
        run->number = last_number(run);
        status = agree_on_zone(run, false, error);
    }
    return status;
}

static bs_status work(void *context, bool *keep, bs_error *error)
{
    syncing *run = context;
    bs_status status = prepare(run, error);
    for (size_t i = 0; i < run->before_count && status == BS_OK; i++) {
        status = keep_own_parts(run, &run->before[i], error);
    }
    for (size_t i = 0; i < run->before_count && status == BS_OK; i++) {
        status = tell(run, &run->before[i], error);
    }
    if (status == BS_OK && run->out.size > 0) {
        status = read_again(run, error);
        status = status == BS_OK ? agree_on_zone(run, false, error) : status;
    }
    for (size_t i = 0; i < run->before_count && status == BS_OK; i++) {
        status = settle(run, &run->before[i], error);
    }
    run->report->accounts = run->before_count;
    run->report->skipped = run->lines->skipped + run->documents.skipped;
    run->report->devices = count_devices(run);
    *keep = run->keep;
    return status;
}

static bs_status sync_lines(bs_sync_report *report, bs_store *store, const char *folder,
                            const bs_sync_lines *lines, int64_t now, bs_error *error)
{
    syncing run = {.report = report, .store = store, .lines = lines, .now = now};
    bs_buffer_init(&run.out, NEWS_MAX);
    bs_status status = bs_sync_documents_read(&run.documents, lines, now, error);
    if (status == BS_OK) {
        status = bs_store_together(store, work, &run, error);
    }
    if (status == BS_OK && run.out.size > 0) {
        status = bs_sync_folder_append(folder, report->device, &run.out, error);
        report->step = status == BS_OK ? report->step : BS_SYNC_WRITE;
    }
    for (size_t i = 0; i < run.before_count; i++) {
        bs_sync_picture_release(&run.before[i]);
    }
    free(run.before);
    bs_sync_documents_free(&run.documents);
    bs_buffer_free(&run.out);
    return status;
}

bs_status bs_sync(bs_sync_report *report, bs_store *store, const char *folder, const char *lock,
                  bs_sync_refusal refused, void *context, int64_t now, bs_error *error)
{
    bs_lock held = BS_LOCK_NONE;
    bs_sync_folder read = {0};
    *report = (bs_sync_report){0};
    BS_TRY(bs_fs_make(lock, error));
    bs_status status = bs_lock_open(&held, lock, error);
    if (status == BS_OK) {
        status = bs_lock_take(&held, true, error);
    }
    if (status == BS_OK) {
        status = bs_sync_folder_read(&read, folder, refused, context, error);
        report->step = status == BS_OK ? report->step : BS_SYNC_READ;
    }
    if (status == BS_OK) {
        report->refused = read.refused;
        status = sync_lines(report, store, folder, &read.lines, now, error);
    }
    bs_sync_folder_free(&read);
    bs_lock_close(&held);
    return status;
}
