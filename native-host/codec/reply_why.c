#include <math.h>

#include "bussola/codec/json_write.h"
#include "bussola/codec/reply.h"
#include "bussola/store/view.h"
#include "reply_parts.h"
#include "values.h"

static void write_value(bs_json *json, const char *name, double value)
{
    bs_json_name(json, name);
    bs_json_number(json, value, BS_VALUE_DECIMALS);
}

static void write_item(bs_json *json, const bs_why_item *item)
{
    bs_json_open(json, '{');
    bs_json_name(json, "signal");
    if (item->signal == BS_SIGNAL_COUNT) {
        bs_json_null(json);
    } else {
        bs_json_string(json, bs_signal_info_of(item->signal)->id);
    }
    bs_values_text(json, "pillar", bs_pillar_id(item->pillar));
    bs_values_points(json, "delta", item->delta);
    bs_values_text(json, "cause", bs_why_cause_id(item->cause));
    if (item->count > 0) {
        bs_json_name(json, "count");
        bs_json_integer(json, item->count);
    }
    if (item->first != BS_DAY_NONE) {
        bs_values_day(json, "first", item->first);
        bs_values_day(json, "last", item->last);
    }
    if (item->signal != BS_SIGNAL_COUNT) {
        write_value(json, "from", item->from);
        write_value(json, "to", item->to);
    }
    bs_json_close(json, '}');
}

/** Writes the direction of the change and its corrections. */
static void write_turn(bs_json *json, const bs_why *why)
{
    if (!isnan(why->change)) {
        bs_values_points(json, "error", why->error);
        bs_values_text(json, "turn", bs_turn_id(bs_why_turn(why)));
    }
    if (why->corrected.day != BS_DAY_NONE) {
        bs_json_name(json, "corrected");
        bs_json_open(json, '{');
        bs_values_day(json, "day", why->corrected.day);
        bs_values_points(json, "points", why->corrected.points);
        bs_json_close(json, '}');
    }
    if (why->redrawn.day != BS_DAY_NONE) {
        bs_json_name(json, "redrawn");
        bs_values_correction(json, &why->redrawn);
    }
    if (why->move_count > 0) {
        bs_values_moves(json, why->moves, why->move_count);
    }
}

void bs_reply_write_why(bs_json *json, const bs_why *why)
{
    bs_why_shown shown;
    bs_why_show(&shown, why);
    bs_values_day(json, "from", bs_moment_day(why->from));
    bs_values_day(json, "to", bs_moment_day(why->to));
    bs_values_text(json, "kind_from", bs_number_kind_id(why->kind_from));
    bs_values_text(json, "kind_to", bs_number_kind_id(why->kind_to));
    bs_values_points(json, "total_from", why->total_from);
    bs_values_points(json, "total_to", why->total_to);
    bs_values_points(json, "total_delta", shown.change);
    if (fabs(shown.rounding) > 0) {
        bs_values_points(json, "rounding", shown.rounding);
    }
    if (why->recounted) {
        bs_json_name(json, "recounted");
        bs_json_bool(json, true);
    }
    if (why->phone != BS_PHONE_NOT_ASKED) {
        bs_values_text(json, "phone", bs_phone_id(why->phone));
    }
    write_turn(json, why);
    bs_json_name(json, "reading_between");
    bs_json_bool(json, why->reading_between);
    bs_json_name(json, "pillars");
    bs_json_open(json, '[');
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        bs_json_open(json, '{');
        bs_values_text(json, "id", bs_pillar_id((bs_pillar)i));
        bs_values_points(json, "delta", shown.pillars[i]);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
    bs_json_name(json, "items");
    bs_json_open(json, '[');
    for (size_t i = 0; i < shown.count; i++) {
        write_item(json, &shown.items[i]);
    }
    bs_json_close(json, ']');
}

void bs_reply_part_why(bs_json *json, const bs_why *why)
{
    bs_json_name(json, "why");
    bs_json_open(json, '{');
    bs_reply_write_why(json, why);
    bs_json_close(json, '}');
}

void bs_reply_why(bs_buffer *out, const bs_request *request, const bs_why *why)
{
    bs_json json = bs_values_begin(out, request);
    bs_reply_part_why(&json, why);
    bs_json_close(&json, '}');
}

void bs_reply_part_goal(bs_json *json, const bs_goal *goal, const bs_view *view)
{
    bs_json_name(json, "goal");
    if (!goal->present) {
        bs_json_null(json);
        return;
    }
    bs_json_open(json, '{');
    bs_values_text(json, "signal", bs_signal_info_of(goal->signal)->id);
    bs_json_name(json, "count");
    bs_json_integer(json, goal->count);
    bs_json_name(json, "done");
    bs_json_integer(json, bs_goal_done(view->timeline, goal->signal, view->state.at));
    bs_values_day(json, "since", goal->since);
    bs_json_close(json, '}');
}

static void write_proposal(bs_json *json, const bs_view *view)
{
    bs_advice advice[BS_ADVICE_MAX];
    const size_t count = bs_view_advice(advice, view);
    const bs_advice *proposal = bs_goal_propose(advice, count);
    bs_json_name(json, "proposal");
    if (proposal == NULL) {
        bs_json_null(json);
        return;
    }
    bs_json_open(json, '{');
    bs_values_text(json, "signal", bs_signal_info_of(proposal->signal)->id);
    bs_values_text(json, "pillar", bs_pillar_id(proposal->pillar));
    bs_json_name(json, "count");
    bs_json_integer(json, proposal->step);
    bs_values_points(json, "gain", proposal->gain);
    bs_values_text(json, "link", proposal->link);
    bs_json_close(json, '}');
}

void bs_reply_write_goal(bs_json *json, const bs_goal *goal, const bs_view *view)
{
    const bs_day monday = bs_goal_week(bs_moment_day(view->state.at));
    bs_reply_part_goal(json, goal, view);
    bs_json_name(json, "week");
    bs_json_open(json, '{');
    bs_values_day(json, "from", monday);
    bs_values_day(json, "to", monday + 6);
    bs_json_close(json, '}');
    write_proposal(json, view);
}

void bs_reply_goal(bs_buffer *out, const bs_request *request, const bs_goal *goal,
                   const bs_view *view)
{
    bs_json json = bs_values_begin(out, request);
    bs_reply_write_goal(&json, goal, view);
    bs_json_close(&json, '}');
}
