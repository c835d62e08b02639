#include "bussola/codec/json_write.h"
#include "bussola/codec/reply.h"
#include "bussola/core/counts.h"
#include "bussola/store/activity.h"
#include "values.h"

static bs_count step_count(const bs_activity *activity, bs_signal signal, size_t step)
{
    const bs_day from = step == 0 ? activity->from : activity->last[step - 1] + 1;
    return bs_count_between(activity->view.timeline, signal, from, activity->last[step]);
}

static void write_bounds(bs_json *json, const bs_activity *activity, bs_signal signal)
{
    bs_json_name(json, "bounds");
    bs_json_open(json, '[');
    for (size_t i = 0; i < activity->count; i++) {
        const bs_count count = step_count(activity, signal, i);
        if (count.known) {
            bs_json_string(json, bs_bound_id(count.bound));
        } else {
            bs_json_null(json);
        }
    }
    bs_json_close(json, ']');
}

static void write_parts(bs_json *json, const bs_state *state, bs_signal signal)
{
    bs_json_name(json, "parts");
    bs_json_open(json, '[');
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        const bs_pillar_state *pillar = &state->pillars[p];
        for (size_t i = 0; i < pillar->row_count; i++) {
            const bs_row_state *row = &state->rows[pillar->row_first + i];
            if (row->signal == signal) {
                bs_json_open(json, '{');
                bs_values_text(json, "pillar", bs_pillar_id((bs_pillar)p));
                bs_values_points(json, "points", row->points);
                bs_values_points(json, "max", row->max);
                bs_json_close(json, '}');
            }
        }
    }
    bs_json_close(json, ']');
}

/** What the steps of a signal have in common. */
typedef struct summary {
    bool known; /**< some are */
    bool exact; /**< all that are known are */
} summary;

static summary summarize(const bs_activity *activity, bs_signal signal)
{
    summary of = {.exact = true};
    for (size_t i = 0; i < activity->count; i++) {
        const bs_count count = step_count(activity, signal, i);
        of.known = of.known || count.known;
        of.exact = of.exact && (!count.known || count.bound == BS_EXACT);
    }
    return of;
}

static void write_series(bs_json *json, const bs_activity *activity, bs_signal signal)
{
    const summary of = summarize(activity, signal);
    if (!of.known) {
        return;
    }
    bs_json_open(json, '{');
    bs_values_text(json, "signal", bs_signal_info_of(signal)->id);
    bs_json_name(json, "values");
    bs_json_open(json, '[');
    for (size_t i = 0; i < activity->count; i++) {
        const bs_count count = step_count(activity, signal, i);
        bs_values_count(json, &count);
    }
    bs_json_close(json, ']');
    if (!of.exact) {
        write_bounds(json, activity, signal);
    }
    bs_values_sources(json, activity->view.timeline, signal, activity->view.state.at, 0);
    write_parts(json, &activity->view.state, signal);
    bs_json_close(json, '}');
}

static void write_kind(bs_json *json, const char *name, const bs_activity *activity,
                       bs_signal_kind kind)
{
    bs_json_name(json, name);
    bs_json_open(json, '[');
    for (int s = 0; s < BS_SIGNAL_COUNT; s++) {
        if (bs_signal_info_of((bs_signal)s)->kind == kind) {
            write_series(json, activity, (bs_signal)s);
        }
    }
    bs_json_close(json, ']');
}

void bs_reply_write_activity(bs_json *json, const bs_activity *activity)
{
    bs_values_text(json, "step", bs_step_id(activity->step));
    if (activity->count > 0) {
        bs_values_day(json, "from", activity->from);
    }
    bs_json_name(json, "day");
    bs_json_open(json, '[');
    for (size_t i = 0; i < activity->count; i++) {
        char day[BS_DAY_TEXT];
        bs_day_format(day, activity->last[i]);
        bs_json_string(json, day);
    }
    bs_json_close(json, ']');
    write_kind(json, "acts", activity, BS_KIND_TALLY);
    write_kind(json, "levels", activity, BS_KIND_GAUGE);
}

void bs_reply_activity(bs_buffer *out, const bs_request *request, const bs_activity *activity)
{
    bs_json json = bs_values_begin(out, request);
    bs_json_name(&json, "activity");
    bs_json_open(&json, '{');
    bs_reply_write_activity(&json, activity);
    bs_json_close(&json, '}');
    bs_json_close(&json, '}');
}
