#include "bussola/codec/line_protocol.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bussola/codec/json_write.h"
#include "bussola/core/signals.h"
#include "bussola/core/utf8.h"

#define SERIES "bussola"
#define NOON_SECONDS 43200
/** Written as the bound of a count that was not seen, after those of bs_bound. */
#define BOUND_NOT_SEEN BS_BOUND_COUNT

int64_t bs_line_time(bs_day day, int64_t revision)
{
    return ((int64_t)day * BS_DAY_SECONDS + NOON_SECONDS) * 1000 + revision;
}

bool bs_line_label_allowed(const char *label)
{
    const size_t length = strlen(label);
    bool allowed = length > 0 && length <= BS_TEAM_LABEL_MAX;
    for (size_t at = 0; at < length && allowed;) {
        const unsigned char *byte = (const unsigned char *)label + at;
        const size_t size = bs_utf8_length(byte, length - at);
        allowed = size > 0 && *byte >= ' ' && *byte != 0x7f && *byte != '\\';
        at += size;
    }
    return allowed;
}

/* ---- one line ---- */

/** A line being written; fields are separated by commas. */
typedef struct line {
    bs_buffer *out;
    bool any; /**< it has a field */
} line;

static line begin(bs_buffer *out, const bs_push_target *target)
{
    bs_buffer_text(out, SERIES ",member=");
    bs_buffer_text(out, target->member);
    return (line){.out = out};
}

static void name_field(line *to, const char *name)
{
    bs_buffer_text(to->out, to->any ? "," : " ");
    bs_buffer_text(to->out, name);
    to->any = true;
}

static void write_number(line *to, const char *name, double value, int decimals)
{
    if (!isnan(value)) {
        bs_json json = bs_json_begin(to->out);
        name_field(to, name);
        bs_buffer_text(to->out, "=");
        bs_json_number(&json, value, decimals);
    }
}

static void write_integer(line *to, const char *name, const char *suffix, int64_t value)
{
    char text[24];
    name_field(to, name);
    bs_buffer_text(to->out, suffix);
    (void)snprintf(text, sizeof text, "=%" PRId64, value);
    bs_buffer_text(to->out, text);
}

static void end(const line *to, int64_t time)
{
    char text[24];
    (void)snprintf(text, sizeof text, " %" PRId64 "\n", time);
    bs_buffer_text(to->out, text);
}

/* ---- lines ---- */

static void write_label(bs_buffer *out, const bs_push_target *target, int64_t time)
{
    line labelled = begin(out, target);
    bs_buffer_text(out, ",label=");
    for (const char *at = target->label; *at != '\0'; at++) {
        if (strchr(" ,=", *at) != NULL) {
            bs_buffer_text(out, "\\");
        }
        bs_buffer_append(out, at, 1);
    }
    write_integer(&labelled, "label", "", 1);
    end(&labelled, time);
}

void bs_line_write_day(bs_buffer *out, const bs_push_target *target, const bs_push_day *day)
{
    const int64_t time = bs_line_time(day->day, day->revision);
    const size_t before = out->size;
    line all = begin(out, target);
    if (day->has_kind) {
        write_integer(&all, "kind", "", day->kind);
    }
    write_number(&all, "index", day->total, 1);
    write_number(&all, "error", day->error, 1);
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        write_number(&all, bs_pillar_id((bs_pillar)i), day->pillars[i], 1);
    }
    for (size_t i = 0; i < BS_MAIN_COUNTS && day->has_counts; i++) {
        const bs_count *count = &day->counts[i];
        const char *name = bs_signal_info_of(bs_main_counts[i])->id;
        if (count->known) {
            write_integer(&all, name, "", count->value);
        }
        write_integer(&all, name, "_bound", count->known ? (int)count->bound : BOUND_NOT_SEEN);
    }
    if (!all.any) {
        bs_buffer_cut(out, before);
        return;
    }
    end(&all, time);
    if (target->label[0] != '\0') {
        write_label(out, target, time);
    }
}

void bs_line_write_withdrawn(bs_buffer *out, const bs_push_target *target)
{
    line all = begin(out, target);
    write_integer(&all, "withdrawn", "", 1);
    end(&all, target->withdrawn * 1000);
}
