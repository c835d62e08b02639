#include "values.h"

#include <math.h>

#include "bussola/core/by_source.h"

bs_json bs_values_begin(bs_buffer *out, const bs_request *request)
{
    bs_json json = bs_json_begin(out);
    bs_json_open(&json, '{');
    bs_json_name(&json, "id");
    bs_json_integer(&json, request->id);
    bs_json_name(&json, "ok");
    bs_json_bool(&json, true);
    bs_values_text(&json, "type", bs_request_type_id(request->type));
    return json;
}

void bs_values_text(bs_json *json, const char *name, const char *value)
{
    bs_json_name(json, name);
    bs_json_string(json, value);
}

void bs_values_points(bs_json *json, const char *name, double value)
{
    bs_json_name(json, name);
    bs_json_number(json, value, BS_POINTS_DECIMALS);
}

void bs_values_day(bs_json *json, const char *name, bs_day day)
{
    char text[BS_DAY_TEXT];
    bs_day_format(text, day);
    bs_values_text(json, name, text);
}

void bs_values_moment(bs_json *json, const char *name, bs_moment moment)
{
    char text[BS_MOMENT_TEXT];
    bs_moment_format(text, moment);
    bs_values_text(json, name, text);
}

void bs_values_error(bs_json *json, const bs_error *error)
{
    bs_json_name(json, "error");
    bs_json_open(json, '{');
    bs_values_text(json, "code", bs_status_id(error->status));
    bs_values_text(json, "message", error->message);
    if (error->field[0] != '\0') {
        bs_values_text(json, "field", error->field);
    }
    bs_json_close(json, '}');
}

static void write_pillars(bs_json *json, const char *name, const double pillars[BS_PILLAR_COUNT])
{
    bs_json_name(json, name);
    bs_json_open(json, '{');
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        bs_values_points(json, bs_pillar_id((bs_pillar)i), pillars[i]);
    }
    bs_json_close(json, '}');
}

static void write_shown(bs_json *json, const char *name, double value)
{
    if (isfinite(value)) {
        bs_values_points(json, name, value);
    }
}

static void write_group(bs_json *json, const char *name, const bs_group *group)
{
    if (!group->present) {
        return;
    }
    bs_json_name(json, name);
    bs_json_open(json, '{');
    write_shown(json, "rank_pct", group->rank_pct);
    write_shown(json, "average", group->average);
    if (group->has_pillars) {
        write_pillars(json, "pillars", group->pillars);
    }
    write_shown(json, "week_change", group->week_change);
    bs_json_close(json, '}');
}

void bs_values_no_access(bs_json *json, const bs_no_access *no_access)
{
    bs_json_name(json, "no_access");
    bs_json_open(json, '{');
    bs_values_moment(json, "since", no_access->since);
    bs_values_moment(json, "seen", no_access->seen);
    bs_json_close(json, '}');
}

void bs_values_official(bs_json *json, const bs_official *official)
{
    bs_json_open(json, '{');
    bs_values_moment(json, "at", official->at);
    bs_values_points(json, "total", official->total);
    write_pillars(json, "pillars", official->pillars);
    write_group(json, "industry", &official->industry);
    write_group(json, "network", &official->network);
    bs_json_close(json, '}');
}

void bs_values_shown_week(bs_json *json, const bs_shown_week *week)
{
    bs_json_open(json, '{');
    bs_values_day(json, "monday", week->monday);
    bs_values_moment(json, "at", week->at);
    bs_values_text(json, "kind", bs_number_kind_id(week->kind));
    bs_values_points(json, "total", week->total);
    write_pillars(json, "pillars", week->pillars);
    bs_values_points(json, "typical_error", week->typical_error);
    bs_values_points(json, "change", week->change);
    write_pillars(json, "changes", week->changes);
    bs_json_close(json, '}');
}

void bs_values_correction(bs_json *json, const bs_correction *correction)
{
    bs_json_open(json, '{');
    bs_values_day(json, "day", correction->day);
    bs_values_text(json, "cause", bs_correction_cause_id(correction->cause));
    bs_values_points(json, "points", correction->points);
    bs_json_close(json, '}');
}

void bs_values_redrawn(bs_json *json, const bs_redrawn *redrawn)
{
    bs_json_open(json, '{');
    bs_values_day(json, "day", redrawn->day);
    bs_values_text(json, "cause", bs_correction_cause_id(redrawn->cause));
    bs_values_points(json, "before", redrawn->before);
    bs_values_points(json, "after", redrawn->after);
    bs_json_close(json, '}');
}

void bs_values_moves(bs_json *json, const bs_group_move *moves, size_t count)
{
    bs_json_name(json, "group_moves");
    bs_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        bs_json_open(json, '{');
        bs_values_day(json, "day", moves[i].day);
        bs_values_text(json, "group", bs_group_kind_id(moves[i].group));
        bs_values_points(json, "from", moves[i].from);
        bs_values_points(json, "to", moves[i].to);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

void bs_values_count(bs_json *json, const bs_count *count)
{
    if (count->known) {
        bs_json_integer(json, count->value);
    } else {
        bs_json_null(json);
    }
}

static void write_source(bs_json *json, bs_source source, const bs_source_figure *figure)
{
    bs_json_open(json, '{');
    bs_values_text(json, "source", bs_source_id(source));
    bs_json_name(json, "value");
    bs_json_integer(json, figure->value);
    bs_values_text(json, "bound", bs_bound_id(figure->bound));
    bs_values_moment(json, "seen_at", figure->seen);
    if (figure->days > 0) {
        bs_json_name(json, "days");
        bs_json_integer(json, figure->days);
    }
    bs_json_name(json, "differs_from");
    bs_json_open(json, '[');
    for (int other = 0; other < BS_SOURCE_COUNT; other++) {
        if (figure->differs[other]) {
            bs_json_string(json, bs_source_id((bs_source)other));
        }
    }
    bs_json_close(json, ']');
    bs_json_close(json, '}');
}

void bs_values_sources(bs_json *json, const bs_timeline *timeline, bs_signal signal, bs_moment at,
                       size_t least)
{
    bs_source_figure figures[BS_SOURCE_COUNT];
    if (bs_by_source(figures, timeline, signal, at) < least) {
        return;
    }
    bs_json_name(json, "sources");
    bs_json_open(json, '[');
    for (int source = 0; source < BS_SOURCE_COUNT; source++) {
        if (figures[source].known) {
            write_source(json, (bs_source)source, &figures[source]);
        }
    }
    bs_json_close(json, ']');
}
