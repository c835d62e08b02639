#include "bussola/codec/export_reader.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/json_check.h"
#include "bussola/codec/request.h"
#include "bussola/core/goal.h"
#include "bussola/store/profiles.h"
#include "fields.h"
#include "observe.h"

#define FORMAT "bussola"
/** More than a lifetime of daily values of every signal. */
#define VALUES_MAX ((size_t)50 * 1000 * 1000)

/** State of reading one document. */
typedef struct reading {
    bs_export_reader *document;
    int64_t now;
} reading;

/** Appends a zeroed item; NULL out of memory. Arrays grow by powers of two. */
static void *append(void **items, size_t *count, size_t size)
{
    if ((*count & (*count - 1)) == 0) {
        void *grown = realloc(*items, (*count == 0 ? 1 : *count * 2) * size);
        if (grown == NULL) {
            return NULL;
        }
        *items = grown;
    }
    void *item = (char *)*items + *count * size;
    memset(item, 0, size);
    (*count)++;
    return item;
}

static bs_status out_of_memory(const bs_fields *fields)
{
    return bs_fail(fields->error, BS_INTERNAL, "", "Out of memory.");
}

/* ---- values that several kinds have ---- */

static bs_status read_moment(bs_moment *moment, const bs_fields *fields, const char *name,
                             int64_t now)
{
    BS_TRY(bs_fields_moment(moment, fields, name));
    return moment->seconds > now + BS_STORE_AHEAD_MAX
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, name, "is in the future")
               : BS_OK;
}

static bs_status read_day(bs_day *day, const bs_fields *fields, const char *name, int64_t now)
{
    const bs_status status = bs_fields_day(day, fields, name);
    if (status != BS_OK) {
        return status;
    }
    /* One and a half days: the user's day may be ahead of UTC. */
    const int64_t last = (now + BS_STORE_AHEAD_MAX * 3 / 2) / BS_DAY_SECONDS;
    return *day < BS_DAY_FIRST || *day > last
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, name,
                                "is before LinkedIn opened, or in the future")
               : BS_OK;
}

/** Reads a tally (`by_day`), or a gauge or flag. */
static bs_status read_signal(bs_signal *signal, const bs_fields *fields, bool by_day)
{
    const bs_status status = bs_fields_signal(signal, fields, "signal");
    if (status != BS_OK) {
        return status;
    }
    const bs_signal_kind kind = bs_signal_info_of(*signal)->kind;
    const bool fits = by_day ? kind == BS_KIND_TALLY : kind <= BS_KIND_GAUGE;
    return fits ? BS_OK
                : bs_fields_fail(fields, BS_BAD_REQUEST, "signal", "is not one of this kind");
}

static bs_status read_count(int64_t *count, const bs_fields *fields, const char *name, int64_t most)
{
    BS_TRY(bs_fields_integer(count, fields, name));
    return *count < 0 || *count > most
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, name, "is not a value that can be")
               : BS_OK;
}

static bs_status read_bound(bs_bound *bound, const bs_fields *fields)
{
    int index = 0;
    const bs_status status =
        bs_fields_word(&index, fields, "bound", bs_bound_words, BS_BOUND_COUNT);
    *bound = (bs_bound)index;
    return status;
}

static bs_status read_source(bs_source *source, const bs_fields *fields)
{
    int index = 0;
    const bs_status status =
        bs_fields_word(&index, fields, "source", bs_source_words, BS_SOURCE_COUNT);
    *source = (bs_source)index;
    return status;
}

/* ---- one function per kind of record ---- */

static bs_status read_aliases(bs_profile *profile, const bs_fields *fields)
{
    const cJSON *aliases = NULL;
    const cJSON *alias = NULL;
    bs_status status = bs_fields_array(&aliases, fields, "aliases", true);
    cJSON_ArrayForEach(alias, aliases)
    {
        const size_t length = cJSON_IsString(alias) ? strlen(alias->valuestring) : 0;
        if (length == 0 || length > BS_KEY_MAX) {
            return bs_fields_fail(fields, BS_BAD_REQUEST, "aliases", "must hold names");
        }
        char *name =
            append((void **)&profile->aliases, &profile->alias_count, sizeof *profile->aliases);
        if (name == NULL) {
            return out_of_memory(fields);
        }
        memcpy(name, alias->valuestring, length + 1);
    }
    return status;
}

/** A key, or the client of an account that was unidentified when exported. */
static bs_status read_key(bs_profile *profile, const bs_fields *fields)
{
    const cJSON *key = cJSON_GetObjectItemCaseSensitive(fields->object, "key");
    return cJSON_IsNull(key)
               ? bs_fields_text(profile->instance, sizeof profile->instance, fields, "instance")
               : bs_fields_text(profile->key, sizeof profile->key, fields, "key");
}

static bs_status add_offset(bs_offsets *offsets, const cJSON *since, const bs_fields *fields)
{
    bs_moment moment = {0};
    const char *text = cJSON_IsString(since) ? since->valuestring : "";
    const bs_offset *last = offsets->count > 0 ? &offsets->spans[offsets->count - 1] : NULL;
    if (bs_moment_parse(&moment, text) != BS_OK ||
        (last != NULL && moment.seconds <= last->since)) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, "offsets", "must hold moments in order");
    }
    return bs_offsets_add(offsets, moment.seconds, moment.offset_minutes) == BS_OK
               ? BS_OK
               : out_of_memory(fields);
}

/** The user's UTC offsets; missing in exports of 0.2.0. */
static bs_status read_offsets(bs_offsets *offsets, const bs_fields *fields, int64_t now)
{
    bs_moment until = {0};
    const cJSON *spans = NULL;
    const cJSON *since = NULL;
    if (bs_fields_get(fields, "offsets") == NULL) {
        return BS_OK;
    }
    bs_status status = bs_fields_array(&spans, fields, "offsets", true);
    cJSON_ArrayForEach(since, spans)
    {
        status = status == BS_OK ? add_offset(offsets, since, fields) : status;
    }
    if (status == BS_OK) {
        status = read_moment(&until, fields, "offsets_until", now);
    }
    if (status == BS_OK && offsets->count > 0 &&
        until.seconds < offsets->spans[offsets->count - 1].since) {
        status = bs_fields_fail(fields, BS_OUT_OF_RANGE, "offsets_until", "is before \"offsets\"");
    }
    offsets->until = until.seconds;
    return status;
}

/** When each kind of page was first read; missing in older exports. Skips unknown kinds. */
static bs_status read_pages(bs_moment pages_read[BS_PAGE_COUNT], const bs_fields *fields,
                            int64_t now)
{
    bs_fields pages;
    bool present = false;
    BS_TRY(bs_fields_object_maybe(&pages, &present, fields, "pages_read"));
    for (int i = 0; i < BS_PAGE_COUNT && present; i++) {
        const char *id = bs_page_info_of((bs_page_kind)i)->id;
        if (bs_fields_get(&pages, id) != NULL) {
            BS_TRY(read_moment(&pages_read[i], &pages, id, now));
        }
    }
    return BS_OK;
}

static bs_status read_undone_item(bs_profile_export *profile_export, const bs_fields *fields,
                                  int64_t now)
{
    bs_moment at = {0};
    bs_undone *undone =
        append((void **)&profile_export->undone, &profile_export->undone_count, sizeof *undone);
    if (undone == NULL) {
        return out_of_memory(fields);
    }
    BS_TRY(read_signal(&undone->signal, fields, true));
    BS_TRY(read_source(&undone->source, fields));
    BS_TRY(read_day(&undone->day, fields, "day", now));
    BS_TRY(read_moment(&at, fields, "at", now));
    undone->at = at.seconds;
    return read_count(&undone->count, fields, "count", bs_signal_info_of(undone->signal)->max);
}

/** Acts that were taken back; missing in older exports. */
static bs_status read_undone(bs_profile_export *profile_export, const bs_fields *fields,
                             int64_t now)
{
    const cJSON *items = NULL;
    const cJSON *item = NULL;
    size_t number = 0;
    BS_TRY(bs_fields_array(&items, fields, "undone", true));
    cJSON_ArrayForEach(item, items)
    {
        bs_fields inner;
        BS_TRY(bs_fields_item(&inner, fields, "undone", number++, item));
        BS_TRY(read_undone_item(profile_export, &inner, now));
    }
    return BS_OK;
}

/** When LinkedIn showed no SSI; missing in exports of 0.2.0. */
static bs_status read_no_access(bs_no_access *no_access, const bs_fields *fields, int64_t now)
{
    bs_fields inner;
    bool present = false;
    BS_TRY(bs_fields_object_maybe(&inner, &present, fields, "no_access"));
    if (!present) {
        return BS_OK;
    }
    BS_TRY(read_moment(&no_access->since, &inner, "since", now));
    BS_TRY(read_moment(&no_access->seen, &inner, "seen", now));
    return no_access->seen.seconds < no_access->since.seconds
               ? bs_fields_fail(&inner, BS_OUT_OF_RANGE, "seen", "is before \"since\"")
               : BS_OK;
}

static bs_status read_pillars(double pillars[BS_PILLAR_COUNT], const bs_fields *fields,
                              const char *name, double least, bool optional)
{
    bs_fields inner;
    BS_TRY(bs_fields_object(&inner, fields, name));
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        const char *id = bs_pillar_id((bs_pillar)i);
        pillars[i] = NAN;
        BS_TRY(optional ? bs_fields_number_maybe(&pillars[i], &inner, id, least, BS_PILLAR_MAX)
                        : bs_fields_number(&pillars[i], &inner, id, least, BS_PILLAR_MAX));
    }
    return BS_OK;
}

/** True if the changes of the total and of all pillars are known, or none is. */
static bool changes_match(const bs_shown_week *week)
{
    bool match = true;
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        match = match && isnan(week->changes[i]) == isnan(week->change);
    }
    return match;
}

static bs_status read_shown_numbers(bs_shown_week *week, const bs_fields *fields)
{
    int kind = 0;
    week->typical_error = NAN;
    week->change = NAN;
    /* A week without a number is not stored. */
    BS_TRY(bs_fields_word(&kind, fields, "kind", bs_number_kind_words, BS_LEARNING));
    BS_TRY(bs_fields_number(&week->total, fields, "total", 0, 100));
    BS_TRY(read_pillars(week->pillars, fields, "pillars", 0, false));
    BS_TRY(bs_fields_number_maybe(&week->typical_error, fields, "typical_error", 0, 100));
    BS_TRY(bs_fields_number_maybe(&week->change, fields, "change", -100, 100));
    BS_TRY(read_pillars(week->changes, fields, "changes", -BS_PILLAR_MAX, true));
    week->kind = (bs_number_kind)kind;
    return changes_match(week) ? BS_OK
                               : bs_fields_fail(fields, BS_BAD_REQUEST, "changes",
                                                "must be numbers if \"change\" is one, else null");
}

static bs_status read_shown_week(bs_profile_export *profile_export, const bs_fields *fields,
                                 int64_t now)
{
    bs_shown_week *week = append((void **)&profile_export->shown_weeks,
                                 &profile_export->shown_week_count, sizeof *week);
    if (week == NULL) {
        return out_of_memory(fields);
    }
    week->present = true;
    BS_TRY(read_day(&week->monday, fields, "monday", now));
    if (bs_day_weekday(week->monday) != 0) {
        return bs_fields_fail(fields, BS_OUT_OF_RANGE, "monday", "is not a Monday");
    }
    BS_TRY(read_moment(&week->at, fields, "at", now));
    return read_shown_numbers(week, fields);
}

static bs_status read_redrawn(bs_profile_export *profile_export, const bs_fields *fields,
                              int64_t now)
{
    int cause = 0;
    bs_redrawn *redrawn =
        append((void **)&profile_export->redrawn, &profile_export->redrawn_count, sizeof *redrawn);
    if (redrawn == NULL) {
        return out_of_memory(fields);
    }
    *redrawn = (bs_redrawn){.before = NAN, .after = NAN};
    BS_TRY(read_day(&redrawn->day, fields, "day", now));
    BS_TRY(bs_fields_word(&cause, fields, "cause", bs_correction_cause_words,
                          BS_CORRECTION_CAUSE_COUNT));
    redrawn->cause = (bs_correction_cause)cause;
    BS_TRY(bs_fields_number_maybe(&redrawn->before, fields, "before", 0, 100));
    return bs_fields_number_maybe(&redrawn->after, fields, "after", 0, 100);
}

/** Days on which earlier ones were redrawn; missing in older exports. */
static bs_status read_all_redrawn(bs_profile_export *profile_export, const bs_fields *fields,
                                  int64_t now)
{
    const cJSON *items = NULL;
    const cJSON *item = NULL;
    size_t number = 0;
    BS_TRY(bs_fields_array(&items, fields, "redrawn", true));
    cJSON_ArrayForEach(item, items)
    {
        bs_fields inner;
        BS_TRY(bs_fields_item(&inner, fields, "redrawn", number++, item));
        BS_TRY(read_redrawn(profile_export, &inner, now));
    }
    return BS_OK;
}

/** The numbers in the reports of closed weeks; missing in older exports. */
static bs_status read_shown_weeks(bs_profile_export *profile_export, const bs_fields *fields,
                                  int64_t now)
{
    const cJSON *items = NULL;
    const cJSON *item = NULL;
    size_t number = 0;
    BS_TRY(bs_fields_array(&items, fields, "shown_weeks", true));
    cJSON_ArrayForEach(item, items)
    {
        bs_fields inner;
        BS_TRY(bs_fields_item(&inner, fields, "shown_weeks", number++, item));
        BS_TRY(read_shown_week(profile_export, &inner, now));
    }
    return BS_OK;
}

static bs_status read_profile(reading *to, const bs_fields *fields)
{
    bs_profile_export *profile_export = append((void **)&to->document->profile_exports,
                                               &to->document->count, sizeof *profile_export);
    if (profile_export == NULL) {
        return out_of_memory(fields);
    }
    bs_profile *profile = &profile_export->profile;
    BS_TRY(read_key(profile, fields));
    BS_TRY(bs_fields_text_maybe(profile->label, sizeof profile->label, fields, "label"));
    BS_TRY(read_aliases(profile, fields));
    BS_TRY(read_offsets(&profile_export->offsets, fields, to->now));
    BS_TRY(read_pages(profile_export->pages_read, fields, to->now));
    BS_TRY(read_undone(profile_export, fields, to->now));
    BS_TRY(read_no_access(&profile_export->no_access, fields, to->now));
    BS_TRY(read_shown_weeks(profile_export, fields, to->now));
    BS_TRY(read_all_redrawn(profile_export, fields, to->now));
    BS_TRY(read_moment(&profile->first_seen, fields, "first_seen", to->now));
    BS_TRY(read_moment(&profile->last_seen, fields, "last_seen", to->now));
    return profile->last_seen.seconds < profile->first_seen.seconds
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, "last_seen", "is before \"first_seen\"")
               : BS_OK;
}

static bs_status read_gauge(bs_profile_export *profile_export, const bs_fields *fields, int64_t now)
{
    bs_gauge *gauge =
        append((void **)&profile_export->gauges, &profile_export->gauge_count, sizeof *gauge);
    if (gauge == NULL) {
        return out_of_memory(fields);
    }
    BS_TRY(read_signal(&gauge->signal, fields, false));
    BS_TRY(read_count(&gauge->value, fields, "value", bs_signal_info_of(gauge->signal)->max));
    BS_TRY(read_bound(&gauge->bound, fields));
    BS_TRY(read_source(&gauge->source, fields));
    BS_TRY(read_moment(&gauge->at, fields, "at", now));
    BS_TRY(read_moment(&gauge->seen, fields, "seen", now));
    return gauge->seen.seconds < gauge->at.seconds
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, "seen", "is before \"at\"")
               : BS_OK;
}

static bs_status read_device_tally(bs_profile_export *profile_export, const bs_fields *fields,
                                   int64_t now)
{
    bs_device_tally *part = append((void **)&profile_export->device_tallies,
                                   &profile_export->device_tally_count, sizeof *part);
    if (part == NULL) {
        return out_of_memory(fields);
    }
    BS_TRY(read_signal(&part->signal, fields, true));
    BS_TRY(read_day(&part->day, fields, "day", now));
    BS_TRY(read_count(&part->count, fields, "count", BS_DEVICE_ACTS_MAX));
    BS_TRY(read_count(&part->taken, fields, "taken", BS_DEVICE_ACTS_MAX));
    BS_TRY(read_moment(&part->seen, fields, "seen", now));
    BS_TRY(bs_fields_integer(&part->device, fields, "device"));
    return part->device < 1 ? bs_fields_fail(fields, BS_OUT_OF_RANGE, "device", "is not a device")
                            : BS_OK;
}

static bs_status read_tally(bs_profile_export *profile_export, const bs_fields *fields, int64_t now)
{
    if (bs_fields_get(fields, "device") != NULL) {
        return read_device_tally(profile_export, fields, now);
    }
    bs_tally *tally =
        append((void **)&profile_export->tallies, &profile_export->tally_count, sizeof *tally);
    if (tally == NULL) {
        return out_of_memory(fields);
    }
    BS_TRY(read_signal(&tally->signal, fields, true));
    BS_TRY(read_day(&tally->day, fields, "day", now));
    BS_TRY(read_count(&tally->count, fields, "count", bs_signal_info_of(tally->signal)->max));
    BS_TRY(read_bound(&tally->bound, fields));
    BS_TRY(read_source(&tally->source, fields));
    return read_moment(&tally->seen, fields, "seen", now);
}

static bs_status read_span(bs_cover *cover, const bs_fields *fields, int64_t now)
{
    BS_TRY(read_signal(&cover->signal, fields, true));
    BS_TRY(read_source(&cover->source, fields));
    BS_TRY(read_day(&cover->from, fields, "from", now));
    BS_TRY(read_day(&cover->to, fields, "to", now));
    if (cover->to < cover->from) {
        return bs_fields_fail(fields, BS_OUT_OF_RANGE, "to", "is before \"from\"");
    }
    return read_moment(&cover->seen, fields, "seen", now);
}

static bs_status read_listing(bs_profile_export *profile_export, const bs_fields *fields,
                              int64_t now)
{
    bs_cover span = {0};
    bs_listing *listing =
        append((void **)&profile_export->listings, &profile_export->listing_count, sizeof *listing);
    if (listing == NULL) {
        return out_of_memory(fields);
    }
    BS_TRY(read_span(&span, fields, now));
    BS_TRY(read_day(&listing->made, fields, "made", now));
    if (bs_fields_get(fields, "start") != NULL) {
        bs_moment start = {0};
        BS_TRY(read_moment(&start, fields, "start", now));
        listing->start = start.seconds;
    }
    listing->signal = span.signal;
    listing->source = span.source;
    listing->from = span.from;
    listing->to = span.to;
    return BS_OK;
}

static bs_status read_cover(bs_profile_export *profile_export, const bs_fields *fields, int64_t now)
{
    if (bs_fields_get(fields, "made") != NULL) {
        return read_listing(profile_export, fields, now);
    }
    bs_cover *cover =
        append((void **)&profile_export->covers, &profile_export->cover_count, sizeof *cover);
    return cover == NULL ? out_of_memory(fields) : read_span(cover, fields, now);
}

static bs_status read_official(bs_profile_export *profile_export, const bs_fields *fields,
                               int64_t now)
{
    bs_fields inner;
    bs_official *official = append((void **)&profile_export->officials,
                                   &profile_export->official_count, sizeof *official);
    if (official == NULL) {
        return out_of_memory(fields);
    }
    BS_TRY(bs_fields_object(&inner, fields, "reading"));
    BS_TRY(bs_observe_read_official(official, &inner));
    BS_TRY(read_moment(&official->at, &inner, "at", now));
    return bs_fields_number_maybe(&official->predicted, fields, "predicted", 0, 100);
}

static bs_status read_milestone(bs_profile_export *profile_export, const bs_fields *fields,
                                int64_t now)
{
    bs_profile_export_milestone *milestone = append(
        (void **)&profile_export->milestones, &profile_export->milestone_count, sizeof *milestone);
    if (milestone == NULL) {
        return out_of_memory(fields);
    }
    BS_TRY(bs_fields_text(milestone->id, sizeof milestone->id, fields, "id"));
    return read_day(&milestone->day, fields, "day", now);
}

static bs_status read_goal(bs_profile_export *profile_export, const bs_fields *fields, int64_t now)
{
    bs_goal *goal = &profile_export->goal;
    bs_status status = bs_fields_signal(&goal->signal, fields, "signal");
    if (status == BS_OK && !bs_goal_allows(goal->signal)) {
        status = bs_fields_fail(fields, BS_BAD_REQUEST, "signal", "cannot be a goal");
    }
    if (status == BS_OK) {
        status = read_count(&goal->count, fields, "count", BS_GOAL_COUNT_MAX);
    }
    if (status == BS_OK && goal->count == 0) {
        status = bs_fields_fail(fields, BS_OUT_OF_RANGE, "count", "must not be 0");
    }
    if (status == BS_OK) {
        status = read_day(&goal->since, fields, "since", now);
    }
    goal->present = status == BS_OK;
    return status;
}

static bs_status pass_over(bs_profile_export *profile_export, const bs_fields *fields, int64_t now)
{
    (void)profile_export;
    (void)fields;
    (void)now;
    return BS_OK;
}

/* ---- the document ---- */

static bs_status read_record(reading *to, const bs_fields *fields)
{
    static const char *const kinds[] = {"profile",  "gauge",    "tally",     "cover",
                                        "official", "snapshot", "milestone", "goal"};
    static bs_status (*const readers[])(bs_profile_export *, const bs_fields *, int64_t) = {
        NULL,          read_gauge, read_tally,     read_cover,
        read_official, pass_over,  read_milestone, read_goal};
    enum { KINDS = sizeof kinds / sizeof kinds[0], PROFILE = 0 };
    static_assert(sizeof readers / sizeof readers[0] == KINDS, "a reader for each kind");
    int kind = PROFILE;
    bs_export_reader *document = to->document;
    const bs_status status = bs_fields_word(&kind, fields, "record", kinds, KINDS);
    if (status != BS_OK) {
        return status;
    }
    document->records += readers[kind] == pass_over ? 0 : 1;
    if (kind == PROFILE) {
        return read_profile(to, fields);
    }
    return document->count == 0
               ? bs_fields_fail(fields, BS_BAD_REQUEST, "record", "no profile is before it")
               : readers[kind](&document->profile_exports[document->count - 1], fields, to->now);
}

static bs_status read_document(reading *to, const bs_fields *fields)
{
    static const char *const format[] = {FORMAT};
    int index = 0;
    int64_t version = 0;
    const cJSON *records = NULL;
    const cJSON *item = NULL;
    BS_TRY(bs_fields_word(&index, fields, "format", format, 1));
    BS_TRY(bs_fields_integer(&version, fields, "version"));
    if (version != BS_EXPORT_VERSION) {
        BS_TRY(bs_fields_fail(fields, BS_BAD_REQUEST, "version",
                              "is another than this Bussola reads; update it"));
    }
    BS_TRY(bs_fields_array(&records, fields, "records", false));
    size_t number = 0;
    cJSON_ArrayForEach(item, records)
    {
        bs_fields record;
        BS_TRY(bs_fields_item(&record, fields, "records", number++, item));
        BS_TRY(read_record(to, &record));
    }
    return BS_OK;
}

static size_t line_of(const char *text, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++) {
        line += text[i] == '\n' ? 1 : 0;
    }
    return line;
}

bs_status bs_export_reader_read(bs_export_reader *document, const char *text, size_t length,
                                int64_t now, bs_error *error)
{
    size_t at = 0;
    bs_error reason = {.status = BS_OK};
    reading to = {.document = document, .now = now};
    *document = (bs_export_reader){0};
    bs_status status = bs_json_check_within(&at, text, length, VALUES_MAX, &reason);
    if (status != BS_OK) {
        return bs_fail(error, status, "", "Line %zu: %s", line_of(text, at), reason.message);
    }
    cJSON *json = cJSON_ParseWithLength(text, length);
    if (json == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    if (cJSON_IsObject(json)) {
        const bs_fields fields = {.object = json, .error = error};
        status = read_document(&to, &fields);
    } else {
        status = bs_fail(error, BS_BAD_REQUEST, "", "An export is a JSON object.");
    }
    cJSON_Delete(json);
    return status;
}

void bs_export_reader_free(bs_export_reader *document)
{
    bs_profile_exports_free(document->profile_exports, document->count);
    *document = (bs_export_reader){0};
}
