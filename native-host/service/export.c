#include "bussola/service/export.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/export_reader.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/records.h"
#include "bussola/store/store.h"
#include "codec/values.h"

typedef struct piece {
    bs_buffer *out;
    size_t begin, size;
    bs_format format;
    bool first; /**< no record has been written yet */
} piece;

/* ---- JSON ---- */

/** Moments at their own offsets; each offset applies from its moment on. */
static void json_offsets(bs_json *json, const bs_offsets *offsets)
{
    bs_json_name(json, "offsets");
    bs_json_open(json, '[');
    for (size_t i = 0; i < offsets->count; i++) {
        char since[BS_MOMENT_TEXT];
        bs_moment_format(since, (bs_moment){offsets->spans[i].since, offsets->spans[i].minutes});
        bs_json_string(json, since);
    }
    bs_json_close(json, ']');
    bs_values_moment(json, "offsets_until", (bs_moment){.seconds = offsets->until});
}

/** When each kind of page was first read. */
static void json_pages(bs_json *json, const bs_moment pages_read[BS_PAGE_COUNT])
{
    bs_json_name(json, "pages_read");
    bs_json_open(json, '{');
    for (int i = 0; i < BS_PAGE_COUNT; i++) {
        if (pages_read[i].seconds != 0) {
            bs_values_moment(json, bs_page_info_of((bs_page_kind)i)->id, pages_read[i]);
        }
    }
    bs_json_close(json, '}');
}

/** Acts that were taken back. */
static void json_undone(bs_json *json, const bs_undone *undone, size_t count)
{
    bs_json_name(json, "undone");
    bs_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        bs_json_open(json, '{');
        bs_values_text(json, "signal", bs_signal_info_of(undone[i].signal)->id);
        bs_values_text(json, "source", bs_source_id(undone[i].source));
        bs_values_day(json, "day", undone[i].day);
        bs_values_moment(json, "at", (bs_moment){.seconds = undone[i].at});
        bs_json_name(json, "count");
        bs_json_integer(json, undone[i].count);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void json_profile(bs_json *json, const bs_record *record)
{
    const bs_profile *profile = record->profile;
    if (profile->key[0] != '\0') {
        bs_values_text(json, "key", profile->key);
    } else {
        bs_json_name(json, "key");
        bs_json_null(json);
        bs_values_text(json, "instance", profile->instance);
    }
    bs_values_text(json, "label", profile->label);
    bs_json_name(json, "aliases");
    bs_json_open(json, '[');
    for (size_t i = 0; i < profile->alias_count; i++) {
        bs_json_string(json, profile->aliases[i]);
    }
    bs_json_close(json, ']');
    bs_values_moment(json, "first_seen", profile->first_seen);
    bs_values_moment(json, "last_seen", profile->last_seen);
    json_pages(json, record->pages_read);
    if (record->undone_count > 0) {
        json_undone(json, record->undone, record->undone_count);
    }
    if (record->no_access->seen.seconds != 0) {
        bs_values_no_access(json, record->no_access);
    }
    if (record->shown_week_count > 0) {
        bs_json_name(json, "shown_weeks");
        bs_json_open(json, '[');
        for (size_t i = 0; i < record->shown_week_count; i++) {
            bs_values_shown_week(json, &record->shown_weeks[i]);
        }
        bs_json_close(json, ']');
    }
    if (record->redrawn_count > 0) {
        bs_json_name(json, "redrawn");
        bs_json_open(json, '[');
        for (size_t i = 0; i < record->redrawn_count; i++) {
            bs_values_redrawn(json, &record->redrawn[i]);
        }
        bs_json_close(json, ']');
    }
    if (record->offsets->count > 0) {
        json_offsets(json, record->offsets);
    }
}

static void json_gauge(bs_json *json, const bs_gauge *gauge)
{
    bs_values_text(json, "signal", bs_signal_info_of(gauge->signal)->id);
    bs_json_name(json, "value");
    bs_json_integer(json, gauge->value);
    bs_values_text(json, "bound", bs_bound_id(gauge->bound));
    bs_values_text(json, "source", bs_source_id(gauge->source));
    bs_values_moment(json, "at", gauge->at);
    bs_values_moment(json, "seen", gauge->seen);
}

static void json_tally(bs_json *json, const bs_tally *tally)
{
    bs_values_text(json, "signal", bs_signal_info_of(tally->signal)->id);
    bs_values_day(json, "day", tally->day);
    bs_json_name(json, "count");
    bs_json_integer(json, tally->count);
    bs_values_text(json, "bound", bs_bound_id(tally->bound));
    bs_values_text(json, "source", bs_source_id(tally->source));
    bs_values_moment(json, "seen", tally->seen);
}

/** An earlier Bussola reads it as a local count, which is less than the sum. */
static void json_device_tally(bs_json *json, const bs_device_tally *part)
{
    const bs_tally tally = {.signal = part->signal,
                            .source = BS_FROM_LOCAL,
                            .bound = BS_EXACT,
                            .day = part->day,
                            .count = part->count,
                            .seen = part->seen};
    json_tally(json, &tally);
    bs_json_name(json, "taken");
    bs_json_integer(json, part->taken);
    bs_json_name(json, "device");
    bs_json_integer(json, part->device);
}

static void json_cover(bs_json *json, const bs_cover *cover)
{
    bs_values_text(json, "signal", bs_signal_info_of(cover->signal)->id);
    bs_values_text(json, "source", bs_source_id(cover->source));
    bs_values_day(json, "from", cover->from);
    bs_values_day(json, "to", cover->to);
    bs_values_moment(json, "seen", cover->seen);
}

/* Readers that ignore "made" read it as a cover. */
static void json_listing(bs_json *json, const bs_listing *listing)
{
    bs_values_text(json, "signal", bs_signal_info_of(listing->signal)->id);
    bs_values_text(json, "source", bs_source_id(listing->source));
    bs_values_day(json, "from", listing->from);
    bs_values_day(json, "to", listing->to);
    bs_values_day(json, "made", listing->made);
    if (listing->start != 0) {
        bs_values_moment(json, "start", (bs_moment){.seconds = listing->start});
    }
    bs_values_moment(json, "seen", bs_day_start(listing->made, 0));
}

static void json_point(bs_json *json, const bs_point *point, const char *model)
{
    bs_values_text(json, "model", model);
    bs_values_day(json, "day", point->day);
    bs_values_text(json, "kind", bs_number_kind_id(point->kind));
    bs_values_points(json, "total", point->total);
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        bs_values_points(json, bs_pillar_id((bs_pillar)i), point->pillars[i]);
    }
    bs_values_points(json, "coverage", point->coverage);
}

static void json_goal(bs_json *json, const bs_goal *goal)
{
    bs_values_text(json, "signal", bs_signal_info_of(goal->signal)->id);
    bs_json_name(json, "count");
    bs_json_integer(json, goal->count);
    bs_values_day(json, "since", goal->since);
}

static const char *const record_names[BS_RECORD_END] = {
    [BS_RECORD_PROFILE] = "profile",     [BS_RECORD_GAUGE] = "gauge",
    [BS_RECORD_TALLY] = "tally",         [BS_RECORD_DEVICE_TALLY] = "tally",
    [BS_RECORD_COVER] = "cover",         [BS_RECORD_LISTING] = "cover",
    [BS_RECORD_OFFICIAL] = "official",   [BS_RECORD_SNAPSHOT] = "snapshot",
    [BS_RECORD_MILESTONE] = "milestone", [BS_RECORD_GOAL] = "goal",
};

void bs_export_record(bs_buffer *out, const bs_record *record)
{
    bs_json json = bs_json_begin(out);
    bs_json_open(&json, '{');
    bs_values_text(&json, "record", record_names[record->kind]);
    switch (record->kind) {
    case BS_RECORD_PROFILE:
        json_profile(&json, record);
        break;
    case BS_RECORD_GAUGE:
        json_gauge(&json, &record->of.gauge);
        break;
    case BS_RECORD_TALLY:
        json_tally(&json, &record->of.tally);
        break;
    case BS_RECORD_DEVICE_TALLY:
        json_device_tally(&json, &record->of.device_tally);
        break;
    case BS_RECORD_COVER:
        json_cover(&json, &record->of.cover);
        break;
    case BS_RECORD_LISTING:
        json_listing(&json, &record->of.listing);
        break;
    case BS_RECORD_OFFICIAL:
        bs_json_name(&json, "reading");
        bs_values_official(&json, &record->of.official);
        bs_values_points(&json, "predicted", record->of.official.predicted);
        break;
    case BS_RECORD_SNAPSHOT:
        json_point(&json, &record->of.snapshot.point, record->of.snapshot.model);
        break;
    case BS_RECORD_MILESTONE:
        bs_values_text(&json, "id", record->of.milestone.id);
        bs_values_day(&json, "day", record->of.milestone.day);
        break;
    case BS_RECORD_GOAL:
        json_goal(&json, &record->of.goal);
        break;
    case BS_RECORD_END:
        break;
    }
    bs_json_close(&json, '}');
}

/* ---- CSV ---- */

/** The cells of a line after record and profile; "" where the record has no value. */
typedef struct line {
    const char *name, *id;
    char day[BS_DAY_TEXT], to_day[BS_DAY_TEXT], at[BS_MOMENT_TEXT], seen[BS_MOMENT_TEXT];
    char value[24];
    const char *bound, *source;
    double total;
    double pillars[BS_PILLAR_COUNT];
    const char *kind, *model;
} line;

static const char csv_header[] =
    "record,profile,id,day,to_day,at,seen,value,bound,source,total,brand,people,insights,"
    "relationships,kind,model\r\n";

static line empty_line(const char *name)
{
    return (line){.name = name,
                  .id = "",
                  .bound = "",
                  .source = "",
                  .total = NAN,
                  .pillars = {NAN, NAN, NAN, NAN},
                  .kind = "",
                  .model = ""};
}

/** RFC 4180, with an apostrophe before cells that a spreadsheet would evaluate. */
static void cell(bs_buffer *out, const char *text)
{
    const bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
    if (!formula && strpbrk(text, ",\"\r\n") == NULL) {
        bs_buffer_text(out, text);
        return;
    }
    bs_buffer_text(out, formula ? "\"'" : "\"");
    for (const char *c = text; *c != '\0'; c++) {
        bs_buffer_append(out, "\"", *c == '"' ? 1 : 0);
        bs_buffer_append(out, c, 1);
    }
    bs_buffer_text(out, "\"");
}

static void number_cell(bs_buffer *out, double value)
{
    bs_buffer_text(out, ",");
    if (isfinite(value)) {
        bs_json json = bs_json_begin(out);
        bs_json_number(&json, value, BS_POINTS_DECIMALS);
    }
}

static void write_line(bs_buffer *out, const line *cells, const char *profile)
{
    const char *texts[] = {profile,     cells->id,    cells->day,   cells->to_day, cells->at,
                           cells->seen, cells->value, cells->bound, cells->source};
    bs_buffer_text(out, cells->name);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bs_buffer_text(out, ",");
        cell(out, texts[i]);
    }
    number_cell(out, cells->total);
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        number_cell(out, cells->pillars[i]);
    }
    bs_buffer_text(out, ",");
    cell(out, cells->kind);
    bs_buffer_text(out, ",");
    cell(out, cells->model);
    bs_buffer_text(out, "\r\n");
}

static void set_value(line *cells, int64_t value)
{
    (void)snprintf(cells->value, sizeof cells->value, "%" PRId64, value);
}

/** The line of industry or network: rank as value, average as total. */
static void write_group(bs_buffer *out, const bs_official *official, const bs_group *group,
                        const char *name, const char *profile)
{
    if (!group->present) {
        return;
    }
    line cells = empty_line(name);
    bs_moment_format(cells.at, official->at);
    if (isfinite(group->rank_pct)) {
        (void)snprintf(cells.value, sizeof cells.value, "%g", group->rank_pct);
    }
    cells.total = group->average;
    for (int i = 0; i < BS_PILLAR_COUNT && group->has_pillars; i++) {
        cells.pillars[i] = group->pillars[i];
    }
    write_line(out, &cells, profile);
}

static void write_official(bs_buffer *out, const bs_official *official, const char *profile)
{
    line cells = empty_line(record_names[BS_RECORD_OFFICIAL]);
    bs_moment_format(cells.at, official->at);
    cells.total = official->total;
    memcpy(cells.pillars, official->pillars, sizeof cells.pillars);
    write_line(out, &cells, profile);
    write_group(out, official, &official->industry, "industry", profile);
    write_group(out, official, &official->network, "network", profile);
}

static void fill_observed(line *cells, const bs_record *record)
{
    switch (record->kind) {
    case BS_RECORD_GAUGE:
        cells->id = bs_signal_info_of(record->of.gauge.signal)->id;
        bs_moment_format(cells->at, record->of.gauge.at);
        bs_moment_format(cells->seen, record->of.gauge.seen);
        set_value(cells, record->of.gauge.value);
        cells->bound = bs_bound_id(record->of.gauge.bound);
        cells->source = bs_source_id(record->of.gauge.source);
        break;
    case BS_RECORD_TALLY:
        cells->id = bs_signal_info_of(record->of.tally.signal)->id;
        bs_day_format(cells->day, record->of.tally.day);
        bs_moment_format(cells->seen, record->of.tally.seen);
        set_value(cells, record->of.tally.count);
        cells->bound = bs_bound_id(record->of.tally.bound);
        cells->source = bs_source_id(record->of.tally.source);
        break;
    default:
        cells->id = bs_signal_info_of(record->of.cover.signal)->id;
        bs_day_format(cells->day, record->of.cover.from);
        bs_day_format(cells->to_day, record->of.cover.to);
        bs_moment_format(cells->seen, record->of.cover.seen);
        cells->source = bs_source_id(record->of.cover.source);
        break;
    }
}

static void write_csv(bs_buffer *out, const bs_record *record)
{
    line cells = empty_line(record_names[record->kind]);
    char profile[BS_KEY_MAX + 1];
    bs_profile_name(profile, record->profile);
    switch (record->kind) {
    case BS_RECORD_DEVICE_TALLY:
    case BS_RECORD_LISTING:
        return;
    case BS_RECORD_OFFICIAL:
        write_official(out, &record->of.official, profile);
        return;
    case BS_RECORD_PROFILE:
        cells.id = record->profile->label;
        bs_moment_format(cells.at, record->profile->first_seen);
        bs_moment_format(cells.seen, record->profile->last_seen);
        break;
    case BS_RECORD_SNAPSHOT: {
        const bs_point *point = &record->of.snapshot.point;
        bs_day_format(cells.day, point->day);
        cells.total = point->total;
        memcpy(cells.pillars, point->pillars, sizeof cells.pillars);
        cells.kind = bs_number_kind_id(point->kind);
        cells.model = record->of.snapshot.model;
        break;
    }
    case BS_RECORD_MILESTONE:
        cells.id = record->of.milestone.id;
        bs_day_format(cells.day, record->of.milestone.day);
        break;
    case BS_RECORD_GOAL:
        cells.id = bs_signal_info_of(record->of.goal.signal)->id;
        bs_day_format(cells.day, record->of.goal.since);
        set_value(&cells, record->of.goal.count);
        break;
    default:
        fill_observed(&cells, record);
        break;
    }
    write_line(out, &cells, profile);
}

/* ---- pieces ---- */

static bool take(void *context, const bs_record *record)
{
    piece *p = context;
    if (record->kind == BS_RECORD_END) {
        return true;
    }
    if (p->out->size - p->begin >= p->size) {
        return false;
    }
    if (p->format == BS_FORMAT_CSV) {
        write_csv(p->out, record);
    } else {
        bs_buffer_text(p->out, p->first ? "\n" : ",\n");
        bs_export_record(p->out, record);
    }
    p->first = false;
    return true;
}

/** Reads a number of a cursor and the character after it. */
static bool read_number(int64_t *number, const char **text, char end)
{
    char *after = NULL;
    if (**text < '0' || **text > '9') {
        return false;
    }
    errno = 0;
    *number = strtoll(*text, &after, 10);
    *text = after + 1;
    return errno == 0 && *after == end;
}

static bs_status read_cursor(bs_export_position *position, const char *cursor, bs_error *error)
{
    int64_t kind = 0;
    if (!read_number(&position->profile, &cursor, '.') || !read_number(&kind, &cursor, '.') ||
        !read_number(&position->row, &cursor, '\0') || position->profile < 1 ||
        kind > BS_RECORD_END) {
        return bs_fail(error, BS_BAD_REQUEST, "cursor", "The cursor is not one of an export.");
    }
    position->kind = (int32_t)kind;
    return BS_OK;
}

bs_status bs_export_piece(bs_buffer *out, char cursor[BS_CURSOR_MAX], bs_store *store,
                          bs_profile_id profile, bs_format format, size_t size, bs_error *error)
{
    const bool begin = cursor[0] == '\0';
    bs_export_position position = {0};
    bs_status status = begin ? BS_OK : read_cursor(&position, cursor, error);
    if (status != BS_OK) {
        return status;
    }
    piece p = {.out = out, .begin = out->size, .size = size, .format = format, .first = begin};
    if (begin && format == BS_FORMAT_CSV) {
        bs_buffer_text(out, csv_header);
    } else if (begin) {
        char head[64];
        (void)snprintf(head, sizeof head, "{\"format\":\"bussola\",\"version\":%d,\"records\":[",
                       BS_EXPORT_VERSION);
        bs_buffer_text(out, head);
    }
    bool done = false;
    status = bs_store_export(&done, &position, store, profile, take, &p, error);
    if (status != BS_OK) {
        return status;
    }
    if (done && format == BS_FORMAT_JSON) {
        bs_buffer_text(out, "\n]}\n");
    }
    (void)snprintf(cursor, BS_CURSOR_MAX, "%" PRId64 ".%" PRId32 ".%" PRId64, position.profile,
                   position.kind, position.row);
    if (done) {
        cursor[0] = '\0';
    }
    return BS_OK;
}
