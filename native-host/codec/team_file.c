#include "bussola/codec/team_file.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <string.h>

#include "bussola/core/signals.h"
#include "bussola/store/store.h"
#include "fields.h"
#include "values.h"

#define FORMAT "bussola-team"

/** Decimals of points: what the error leaves certain is coarser still. */
#define DECIMALS 1
/** By how much five rounded values may miss each other. */
#define ROUNDING 0.25

/* ---- writing ---- */

static void write_points(bs_json *json, const char *name, double points)
{
    bs_json_name(json, name);
    bs_json_number(json, points, DECIMALS);
}

static void write_pillars(bs_json *json, const bs_team_member *member)
{
    bs_json_name(json, "pillars");
    if (isnan(member->pillars[0])) {
        bs_json_null(json);
        return;
    }
    bs_json_open(json, '{');
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        write_points(json, bs_pillar_id((bs_pillar)i), member->pillars[i]);
    }
    bs_json_close(json, '}');
}

static void write_counts(bs_json *json, const bs_team_member *member)
{
    bs_json_name(json, "counts");
    bs_json_open(json, '[');
    for (size_t i = 0; i < BS_MAIN_COUNTS; i++) {
        bs_json_line(json);
        bs_json_open(json, '{');
        bs_values_text(json, "signal", bs_signal_info_of(bs_main_counts[i])->id);
        bs_json_name(json, "value");
        bs_values_count(json, &member->counts[i]);
        bs_values_text(json, "bound", bs_bound_id(member->counts[i].bound));
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void write_weeks(bs_json *json, const bs_team_member *member)
{
    bs_json_name(json, "weeks");
    bs_json_open(json, '[');
    for (size_t i = 0; i < member->week_count; i++) {
        bs_json_line(json);
        bs_json_open(json, '{');
        bs_values_day(json, "day", member->weeks[i].day);
        write_points(json, "total", member->weeks[i].total);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

void bs_team_member_write(bs_json *json, const bs_team_member *member)
{
    bs_values_text(json, "label", member->label);
    bs_values_day(json, "day", member->day);
    if (member->shares[BS_SHARE_INDEX]) {
        bs_json_line(json);
        bs_values_text(json, "kind", bs_number_kind_id(member->kind));
        write_points(json, "total", member->total);
    }
    if (member->shares[BS_SHARE_ERROR]) {
        bs_json_line(json);
        write_points(json, "error", member->error);
    }
    if (member->shares[BS_SHARE_PILLARS]) {
        bs_json_line(json);
        write_pillars(json, member);
    }
    if (member->shares[BS_SHARE_COUNTS]) {
        bs_json_line(json);
        write_counts(json, member);
    }
    if (member->shares[BS_SHARE_WEEKS]) {
        bs_json_line(json);
        write_weeks(json, member);
    }
}

void bs_team_file_write(bs_buffer *out, const bs_team_member *member)
{
    bs_json json = bs_json_begin(out);
    json.lines = true;
    bs_json_open(&json, '{');
    bs_values_text(&json, "format", FORMAT);
    bs_json_name(&json, "version");
    bs_json_integer(&json, BS_TEAM_VERSION);
    bs_json_line(&json);
    bs_team_member_write(&json, member);
    bs_json_close(&json, '}');
    bs_buffer_text(out, "\n");
}

/* ---- reading ---- */

/** Also for a member that is null. */
static bool has(const bs_fields *fields, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(fields->object, name) != NULL;
}

static bs_status read_format(const bs_fields *fields)
{
    int64_t version = 0;
    const cJSON *format = bs_fields_get(fields, "format");
    if (!cJSON_IsString(format) || strcmp(format->valuestring, FORMAT) != 0) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, "format", "is not a file for the team");
    }
    BS_TRY(bs_fields_integer(&version, fields, "version"));
    if (version > BS_TEAM_VERSION) {
        return bs_fields_fail(fields, BS_NEWER_SCHEMA, "version", "is newer than this program");
    }
    return version < 1 ? bs_fields_fail(fields, BS_OUT_OF_RANGE, "version", "does not exist")
                       : BS_OK;
}

/** A day up to `last`. */
static bs_status read_day(bs_day *day, const bs_fields *fields, int64_t last)
{
    BS_TRY(bs_fields_day(day, fields, "day"));
    return *day < BS_DAY_FIRST || *day > last
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, "day",
                                "is before LinkedIn opened, or in the future")
               : BS_OK;
}

static bs_status read_index(bs_team_member *member, const bs_fields *fields)
{
    int kind = 0;
    member->shares[BS_SHARE_INDEX] = has(fields, "total") || has(fields, "kind");
    if (!member->shares[BS_SHARE_INDEX]) {
        return BS_OK;
    }
    BS_TRY(bs_fields_word(&kind, fields, "kind", bs_number_kind_words, BS_NUMBER_KIND_COUNT));
    member->kind = (bs_number_kind)kind;
    if (member->kind != BS_LEARNING) {
        return bs_fields_number(&member->total, fields, "total", 0,
                                BS_PILLAR_MAX * BS_PILLAR_COUNT);
    }
    return bs_fields_get(fields, "total") == NULL
               ? BS_OK
               : bs_fields_fail(fields, BS_OUT_OF_RANGE, "total", "must be null while learning");
}

static bs_status read_pillars(bs_team_member *member, const bs_fields *fields)
{
    bs_fields inner;
    bool present = false;
    double sum = 0;
    member->shares[BS_SHARE_PILLARS] = has(fields, "pillars");
    BS_TRY(bs_fields_object_maybe(&inner, &present, fields, "pillars"));
    for (int i = 0; present && i < BS_PILLAR_COUNT; i++) {
        BS_TRY(bs_fields_number(&member->pillars[i], &inner, bs_pillar_id((bs_pillar)i), 0,
                                BS_PILLAR_MAX));
        sum += member->pillars[i];
    }
    if (!member->shares[BS_SHARE_PILLARS] || !member->shares[BS_SHARE_INDEX]) {
        return BS_OK;
    }
    if (present == isnan(member->total)) {
        return bs_fields_fail(fields, BS_OUT_OF_RANGE, "pillars",
                              "must be null while learning, and only then");
    }
    return present && fabs(sum - member->total) > BS_PILLAR_SUM_MAX + ROUNDING
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, "pillars", "do not add up to the total")
               : BS_OK;
}

/** Index of a signal in bs_main_counts; BS_MAIN_COUNTS for any other signal. */
static size_t place_of(bs_signal signal)
{
    size_t place = 0;
    while (place < BS_MAIN_COUNTS && bs_main_counts[place] != signal) {
        place++;
    }
    return place;
}

static bs_status read_count(bool seen[BS_MAIN_COUNTS], bs_team_member *member,
                            const bs_fields *fields)
{
    bs_signal signal = BS_SIGNAL_COUNT;
    int bound = 0;
    BS_TRY(bs_fields_signal(&signal, fields, "signal"));
    const size_t place = place_of(signal);
    if (place == BS_MAIN_COUNTS || seen[place]) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, "signal", "is not shared, or is there twice");
    }
    bs_count *count = &member->counts[place];
    seen[place] = true;
    BS_TRY(bs_fields_word(&bound, fields, "bound", bs_bound_words, BS_BOUND_COUNT));
    count->bound = (bs_bound)bound;
    count->known = bs_fields_get(fields, "value") != NULL;
    if (count->known) {
        BS_TRY(bs_fields_integer(&count->value, fields, "value"));
    }
    /* A tally's greatest value is that of one day. */
    const bs_signal_info *info = bs_signal_info_of(signal);
    const int64_t days = info->kind == BS_KIND_TALLY ? BS_WINDOW_MAX : 1;
    return count->value < 0 || count->value > info->max * days
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, "value", "is not a value that can be")
               : BS_OK;
}

static bs_status read_counts(bs_team_member *member, const bs_fields *fields)
{
    const cJSON *array = NULL;
    const cJSON *item = NULL;
    bool seen[BS_MAIN_COUNTS] = {false};
    size_t index = 0;
    BS_TRY(bs_fields_array(&array, fields, "counts", true));
    member->shares[BS_SHARE_COUNTS] = array != NULL;
    cJSON_ArrayForEach(item, array)
    {
        bs_fields inner;
        BS_TRY(bs_fields_item(&inner, fields, "counts", index++, item));
        BS_TRY(read_count(seen, member, &inner));
    }
    return array != NULL && index != BS_MAIN_COUNTS
               ? bs_fields_fail(fields, BS_BAD_REQUEST, "counts", "must be all of them")
               : BS_OK;
}

static bs_status read_weeks(bs_team_member *member, const bs_fields *fields)
{
    const cJSON *array = NULL;
    const cJSON *item = NULL;
    BS_TRY(bs_fields_array(&array, fields, "weeks", true));
    member->shares[BS_SHARE_WEEKS] = array != NULL;
    cJSON_ArrayForEach(item, array)
    {
        bs_fields inner;
        if (member->week_count == BS_REPORT_WEEKS) {
            return bs_fields_fail(fields, BS_OUT_OF_RANGE, "weeks", "are too many");
        }
        bs_team_week *week = &member->weeks[member->week_count];
        BS_TRY(bs_fields_item(&inner, fields, "weeks", member->week_count, item));
        BS_TRY(read_day(&week->day, &inner, member->day));
        if (member->week_count > 0 && week->day <= week[-1].day) {
            return bs_fields_fail(&inner, BS_OUT_OF_RANGE, "day", "is not after the one before");
        }
        BS_TRY(bs_fields_number(&week->total, &inner, "total", 0, BS_PILLAR_MAX * BS_PILLAR_COUNT));
        member->week_count++;
    }
    return BS_OK;
}

static bs_status read_member(bs_team_member *member, const bs_fields *fields, int64_t now)
{
    /* One and a half days: the member's day may be ahead of UTC. */
    const int64_t last = (now + (int64_t)BS_STORE_AHEAD_MAX * 3 / 2) / BS_DAY_SECONDS;
    BS_TRY(read_format(fields));
    BS_TRY(bs_fields_text(member->label, sizeof member->label, fields, "label"));
    BS_TRY(read_day(&member->day, fields, last));
    BS_TRY(read_index(member, fields));
    member->shares[BS_SHARE_ERROR] = bs_fields_get(fields, "error") != NULL;
    BS_TRY(bs_fields_number_maybe(&member->error, fields, "error", 0,
                                  BS_PILLAR_MAX * BS_PILLAR_COUNT));
    BS_TRY(read_pillars(member, fields));
    BS_TRY(read_counts(member, fields));
    return read_weeks(member, fields);
}

bs_status bs_team_file_read(bs_team_member *member, const char *text, size_t length, int64_t now,
                            bs_error *error)
{
    cJSON *json = NULL;
    *member = (bs_team_member){.total = NAN, .pillars = {NAN, NAN, NAN, NAN}};
    if (length > BS_TEAM_FILE_MAX) {
        return bs_fail(error, BS_TOO_LARGE, "", "A file for the team has at most %u bytes.",
                       BS_TEAM_FILE_MAX);
    }
    bs_status status = bs_fields_parse(&json, text, length, error);
    if (status == BS_OK) {
        const bs_fields fields = {.object = json, .error = error};
        status = read_member(member, &fields, now);
    }
    cJSON_Delete(json);
    return status;
}
