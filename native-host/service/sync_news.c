#include "sync_news.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/service/export.h"
#include "bussola/store/records.h"

#define RECORD_MAX ((size_t)4 * 1024 * 1024)

static bs_status out_of_memory(bs_error *error)
{
    return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
}

/* ---- parts ---- */

static bool same_day(const bs_device_tally *part, const bs_tally *tally)
{
    return part->signal == tally->signal && part->day == tally->day;
}

/** This device's part of a day, which its local count and all parts give. */
static bool own_part(bs_device_tally *own, const bs_tally *tally, const bs_device_tally *parts,
                     size_t count, int64_t device)
{
    const int64_t sum = count == 0 ? 0 : bs_device_tallies_sum(parts, count).count;
    const int64_t more = tally->count - sum;
    *own = (bs_device_tally){
        .signal = tally->signal, .day = tally->day, .device = device, .seen = tally->seen};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].device == device) {
            own->count = parts[i].count;
            own->taken = parts[i].taken;
        }
    }
    own->count += more > 0 ? more : 0;
    own->taken -= more < 0 ? more : 0;
    return more != 0 && own->count <= BS_DEVICE_ACTS_MAX && own->taken <= BS_DEVICE_ACTS_MAX;
}

bs_status bs_sync_own_parts(bs_device_tally **parts, size_t *count, const bs_profile_export *here,
                            int64_t device, bs_error *error)
{
    const size_t most = here->device_tally_count;
    bs_device_tally *own = malloc((here->tally_count + 1) * sizeof *own);
    bs_device_tally *sorted = malloc((most + 1) * sizeof *sorted);
    size_t found = 0;
    size_t at = 0;
    if (own == NULL || sorted == NULL) {
        free(own);
        free(sorted);
        return out_of_memory(error);
    }
    for (size_t i = 0; i < most; i++) {
        sorted[i] = here->device_tallies[i];
    }
    bs_device_tallies_sort(sorted, most);
    /* Both are sorted by signal and day. */
    for (size_t i = 0; i < here->tally_count; i++) {
        const bs_tally *tally = &here->tallies[i];
        if (tally->source != BS_FROM_LOCAL) {
            continue;
        }
        while (at < most && (sorted[at].signal < tally->signal ||
                             (sorted[at].signal == tally->signal && sorted[at].day < tally->day))) {
            at++;
        }
        const size_t same = at < most && same_day(&sorted[at], tally)
                                ? bs_device_tallies_of_day(&sorted[at], most - at)
                                : 0;
        found += own_part(&own[found], tally, &sorted[at], same, device) ? 1 : 0;
    }
    free(sorted);
    *parts = own;
    *count = found;
    return BS_OK;
}

/* ---- what the files have ---- */

/** Calls `tells` for each document of the account; true if one of them is enough. */
static bool any_document(const bs_sync_known *known,
                         bool (*tells)(const bs_profile_export *exported, const void *what),
                         const void *what)
{
    bool found = false;
    for (size_t i = 0; i < known->documents->count && !found; i++) {
        const bs_sync_document *document = &known->documents->items[i];
        found = document->profile == known->profile && document->read.count == 1 &&
                tells(document->read.profile_exports, what);
    }
    return found;
}

/* ---- writing a line ---- */

static bs_status put(bs_sync_news *news, bs_record *record, bs_record_kind kind, bs_error *error)
{
    bs_buffer text;
    bs_buffer_init(&text, RECORD_MAX);
    record->kind = kind;
    bs_export_record(&text, record);
    if (!text.failed) {
        const bs_sync_line line = {.device = news->device,
                                   .account = news->account,
                                   .number = ++news->number,
                                   .record = text.data,
                                   .length = text.size};
        bs_sync_lines_write(news->out, &line);
        news->count++;
    }
    const bool failed = text.failed || news->out->failed;
    bs_buffer_free(&text);
    return failed ? out_of_memory(error) : BS_OK;
}

/* ---- levels and official readings ---- */

static bs_status put_gauges(bs_sync_news *news, const bs_sync_known *known, bs_error *error)
{
    const bs_profile_export *files = known->files;
    bs_status status = BS_OK;
    size_t at = 0;
    /* Both are sorted by signal and moment. */
    for (size_t i = 0; i < known->here->gauge_count && status == BS_OK; i++) {
        bs_record record = {.of.gauge = known->here->gauges[i]};
        const bs_gauge *gauge = &record.of.gauge;
        while (at < files->gauge_count && (files->gauges[at].signal < gauge->signal ||
                                           (files->gauges[at].signal == gauge->signal &&
                                            files->gauges[at].at.seconds < gauge->at.seconds))) {
            at++;
        }
        const bs_gauge *other = at < files->gauge_count ? &files->gauges[at] : NULL;
        if (other == NULL || other->signal != gauge->signal ||
            other->at.seconds != gauge->at.seconds || other->seen.seconds < gauge->seen.seconds) {
            status = put(news, &record, BS_RECORD_GAUGE, error);
        }
    }
    return status;
}

static bool tells_official(const bs_profile_export *exported, const void *what)
{
    const bs_official *official = what;
    bool found = false;
    for (size_t i = 0; i < exported->official_count && !found; i++) {
        found = exported->officials[i].at.seconds == official->at.seconds;
    }
    return found;
}

static bs_status put_officials(bs_sync_news *news, const bs_sync_known *known, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < known->here->official_count && status == BS_OK; i++) {
        bs_record record = {.of.official = known->here->officials[i]};
        record.of.official.predicted = NAN;
        if (!any_document(known, tells_official, &record.of.official)) {
            status = put(news, &record, BS_RECORD_OFFICIAL, error);
        }
    }
    return status;
}

/* ---- counts by day ---- */

static bool covers(const bs_profile_export *exported, const bs_cover *cover)
{
    bool found = false;
    for (size_t i = 0; exported != NULL && i < exported->cover_count && !found; i++) {
        const bs_cover *other = &exported->covers[i];
        found = other->signal == cover->signal && other->source == cover->source &&
                other->from <= cover->from && other->to >= cover->to &&
                other->seen.seconds >= cover->seen.seconds;
    }
    return found;
}

static bs_status put_covers(bs_sync_news *news, const bs_sync_known *known, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < known->here->cover_count && status == BS_OK; i++) {
        bs_record record = {.of.cover = known->here->covers[i]};
        if (!covers(known->files, &record.of.cover) && !covers(known->own, &record.of.cover)) {
            status = put(news, &record, BS_RECORD_COVER, error);
        }
    }
    return status;
}

static bool tells_listing(const bs_profile_export *exported, const void *what)
{
    const bs_listing *listing = what;
    bool found = false;
    for (size_t i = 0; i < exported->listing_count && !found; i++) {
        const bs_listing *other = &exported->listings[i];
        found = other->signal == listing->signal && other->source == listing->source &&
                other->made == listing->made && other->from <= listing->from &&
                other->to >= listing->to;
    }
    return found;
}

/** Writes listings; `fresh` receives those written. */
static bs_status put_listings(bs_listing *fresh, size_t *count, bs_sync_news *news,
                              const bs_sync_known *known, bs_error *error)
{
    bs_status status = BS_OK;
    *count = 0;
    for (size_t i = 0; i < known->here->listing_count && status == BS_OK; i++) {
        bs_record record = {.of.listing = known->here->listings[i]};
        if (!any_document(known, tells_listing, &record.of.listing)) {
            fresh[(*count)++] = record.of.listing;
            status = put(news, &record, BS_RECORD_LISTING, error);
        }
    }
    return status;
}

static int compare(const void *left, const void *right)
{
    const bs_tally *a = left;
    const bs_tally *b = right;
    const int64_t pairs[][2] = {{a->signal, b->signal}, {a->day, b->day}, {a->source, b->source}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (pairs[i][0] != pairs[i][1]) {
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
        }
    }
    return 0;
}

/** Tallies are sorted: those of a database by their key, those of a file by keep_last. */
static const bs_tally *find(const bs_profile_export *exported, const bs_tally *tally)
{
    return exported == NULL || exported->tally_count == 0
               ? NULL
               : bsearch(tally, exported->tallies, exported->tally_count, sizeof *tally, compare);
}

static bool is_listed(const bs_listing *listings, size_t count, const bs_tally *tally)
{
    bool found = false;
    for (size_t i = 0; i < count && !found; i++) {
        found = listings[i].signal == tally->signal && listings[i].source == tally->source &&
                listings[i].from <= tally->day && listings[i].to >= tally->day;
    }
    return found;
}

static bool same_count(const bs_tally *a, const bs_tally *b)
{
    return a != NULL && a->count == b->count && a->bound == b->bound;
}

static bool tells_tally(const bs_profile_export *exported, const void *what)
{
    const bs_tally *tally = what;
    const bs_tally *other = find(exported, tally);
    return other != NULL && other->count >= tally->count &&
           other->seen.seconds >= tally->seen.seconds &&
           (other->bound == BS_EXACT || tally->bound != BS_EXACT);
}

/** True if this device has told of more, and acts were taken back since. */
static bool is_lower(const bs_tally *tally, const bs_sync_known *known)
{
    const bs_tally *own = find(known->own, tally);
    return own != NULL && own->count > tally->count;
}

static bs_status put_tallies(bs_sync_news *news, const bs_sync_known *known,
                             const bs_listing *fresh, size_t fresh_count, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < known->here->tally_count && status == BS_OK; i++) {
        bs_record record = {.of.tally = known->here->tallies[i]};
        const bs_tally *tally = &record.of.tally;
        if (tally->source != BS_FROM_LOCAL && !same_count(find(known->own, tally), tally) &&
            (is_listed(fresh, fresh_count, tally) || !any_document(known, tells_tally, tally))) {
            status = put(news, &record, BS_RECORD_TALLY, error);
        }
    }
    return status;
}

/**
 * The line about the account tells which acts were taken back; the counts of this device that
 * included them must follow.
 */
static bs_status put_lowered(bs_sync_news *news, const bs_sync_known *known, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < known->here->tally_count && status == BS_OK; i++) {
        bs_record record = {.of.tally = known->here->tallies[i]};
        if (record.of.tally.source != BS_FROM_LOCAL && is_lower(&record.of.tally, known)) {
            status = put(news, &record, BS_RECORD_TALLY, error);
        }
    }
    return status;
}

/* ---- parts of devices ---- */

/** The parts in all files, sorted; several of one device and day are merged. */
static bs_status collect_parts(bs_device_tally **parts, size_t *count, const bs_sync_known *known,
                               bs_error *error)
{
    size_t most = 0;
    size_t found = 0;
    for (size_t i = 0; i < known->documents->count; i++) {
        const bs_sync_document *document = &known->documents->items[i];
        most += document->profile == known->profile && document->read.count == 1
                    ? document->read.profile_exports->device_tally_count
                    : 0;
    }
    bs_device_tally *all = malloc((most + 1) * sizeof *all);
    if (all == NULL) {
        return out_of_memory(error);
    }
    for (size_t i = 0; i < known->documents->count; i++) {
        const bs_sync_document *document = &known->documents->items[i];
        for (size_t k = 0; document->profile == known->profile && document->read.count == 1 &&
                           k < document->read.profile_exports->device_tally_count;
             k++) {
            all[found++] = document->read.profile_exports->device_tallies[k];
        }
    }
    bs_device_tallies_sort(all, found);
    *count = 0;
    for (size_t i = 0; i < found; i++) {
        bs_device_tally *last = *count > 0 ? &all[*count - 1] : NULL;
        if (last == NULL || bs_device_tallies_compare(last, &all[i]) != 0) {
            all[(*count)++] = all[i];
            continue;
        }
        last->count = all[i].count > last->count ? all[i].count : last->count;
        last->taken = all[i].taken > last->taken ? all[i].taken : last->taken;
        last->seen = all[i].seen.seconds > last->seen.seconds ? all[i].seen : last->seen;
    }
    *parts = all;
    return BS_OK;
}

static bs_status put_parts(bs_sync_news *news, const bs_sync_known *known, bs_error *error)
{
    bs_device_tally *told = NULL;
    size_t count = 0;
    size_t at = 0;
    bs_status status = collect_parts(&told, &count, known, error);
    for (size_t i = 0; i < known->files->device_tally_count && status == BS_OK; i++) {
        bs_record record = {.of.device_tally = known->files->device_tallies[i]};
        const bs_device_tally *part = &record.of.device_tally;
        while (at < count && bs_device_tallies_compare(&told[at], part) < 0) {
            at++;
        }
        const bs_device_tally *other =
            at < count && bs_device_tallies_compare(&told[at], part) == 0 ? &told[at] : NULL;
        if (other == NULL || other->count < part->count || other->taken < part->taken ||
            other->seen.seconds < part->seen.seconds) {
            status = put(news, &record, BS_RECORD_DEVICE_TALLY, error);
        }
    }
    free(told);
    return status;
}

/* ---- milestones and the account itself ---- */

static bool tells_milestone(const bs_profile_export *exported, const void *what)
{
    const bs_profile_export_milestone *milestone = what;
    bool found = false;
    for (size_t i = 0; i < exported->milestone_count && !found; i++) {
        found = strcmp(exported->milestones[i].id, milestone->id) == 0 &&
                exported->milestones[i].day <= milestone->day;
    }
    return found;
}

static bs_status put_milestones(bs_sync_news *news, const bs_sync_known *known, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < known->here->milestone_count && status == BS_OK; i++) {
        const bs_profile_export_milestone *milestone = &known->here->milestones[i];
        bs_record record = {.of.milestone.day = milestone->day};
        memcpy(record.of.milestone.id, milestone->id, sizeof milestone->id);
        if (!any_document(known, tells_milestone, milestone)) {
            status = put(news, &record, BS_RECORD_MILESTONE, error);
        }
    }
    return status;
}

static bool tells_undone(const bs_profile_export *exported, const void *what)
{
    const bs_undone *undone = what;
    bool found = false;
    for (size_t i = 0; i < exported->undone_count && !found; i++) {
        const bs_undone *other = &exported->undone[i];
        found = other->signal == undone->signal && other->source == undone->source &&
                other->day == undone->day && other->at == undone->at &&
                other->count >= undone->count;
    }
    return found;
}

static bool tells_all_undone(const bs_profile_export *exported, const bs_profile_export *here)
{
    bool all = true;
    for (size_t i = 0; i < here->undone_count && all; i++) {
        all = exported != NULL && tells_undone(exported, &here->undone[i]);
    }
    return all;
}

/** By moment, then by offset, as the store does. */
static bool is_before(bs_moment a, bs_moment b)
{
    return a.seconds != b.seconds ? a.seconds < b.seconds : a.offset_minutes < b.offset_minutes;
}

static bool tells_page(const bs_profile_export *exported, const void *what)
{
    const bs_moment *read = what;
    bool found = false;
    for (int i = 0; i < BS_PAGE_COUNT && !found; i++) {
        found = exported->pages_read[i].seconds != 0 && read[i].seconds != 0 &&
                !is_before(read[i], exported->pages_read[i]);
    }
    return found;
}

static bool tells_no_access(const bs_profile_export *exported, const void *what)
{
    const bs_no_access *no_access = what;
    return exported->no_access.seen.seconds >= no_access->seen.seconds;
}

static bool has_name(const bs_profile *profile, const char *name)
{
    bool found = strcmp(profile->key, name) == 0;
    for (size_t i = 0; i < profile->alias_count && !found; i++) {
        found = strcmp(profile->aliases[i], name) == 0;
    }
    return found;
}

static bool has_names(const bs_profile *profile, const bs_profile *of)
{
    bool all = has_name(profile, of->key);
    for (size_t i = 0; i < of->alias_count && all; i++) {
        all = has_name(profile, of->aliases[i]);
    }
    return all;
}

/** True if the account's own line says something that no file has. */
static bool is_profile_news(const bs_sync_known *known)
{
    const bs_profile_export *here = known->here;
    bool news = known->own == NULL || !has_names(&known->own->profile, &here->profile) ||
                !any_document(known, tells_no_access, &here->no_access);
    for (size_t i = 0; i < here->undone_count && !news; i++) {
        news = !any_document(known, tells_undone, &here->undone[i]);
    }
    for (int i = 0; i < BS_PAGE_COUNT && !news; i++) {
        bs_moment one[BS_PAGE_COUNT] = {{0}};
        one[i] = here->pages_read[i];
        news = one[i].seconds != 0 && !any_document(known, tells_page, one);
    }
    return news;
}

bs_status bs_sync_news_profile(bs_sync_news *news, const bs_sync_known *known,
                               const bs_offsets *offsets, bs_error *error)
{
    const bs_profile_export *here = known->here;
    bs_record record = {.profile = &here->profile,
                        .offsets = offsets,
                        .pages_read = here->pages_read,
                        .undone = here->undone,
                        .undone_count = here->undone_count,
                        .no_access = &here->no_access};
    return put(news, &record, BS_RECORD_PROFILE, error);
}

bs_status bs_sync_news_write(bs_sync_news *news, bool *profile, const bs_sync_known *known,
                             bs_error *error)
{
    const size_t before = news->count;
    size_t fresh_count = 0;
    bs_listing *fresh = malloc((known->here->listing_count + 1) * sizeof *fresh);
    if (fresh == NULL) {
        return out_of_memory(error);
    }
    bs_status status = put_listings(fresh, &fresh_count, news, known, error);
    if (status == BS_OK) {
        status = put_covers(news, known, error);
    }
    if (status == BS_OK) {
        status = put_tallies(news, known, fresh, fresh_count, error);
    }
    free(fresh);
    if (status == BS_OK) {
        status = put_gauges(news, known, error);
    }
    if (status == BS_OK) {
        status = put_officials(news, known, error);
    }
    if (status == BS_OK) {
        status = put_parts(news, known, error);
    }
    if (status == BS_OK) {
        status = put_milestones(news, known, error);
    }
    *profile = news->count > before || is_profile_news(known);
    return status == BS_OK && *profile && !tells_all_undone(known->own, known->here)
               ? put_lowered(news, known, error)
               : status;
}
