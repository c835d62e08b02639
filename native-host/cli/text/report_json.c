#include <math.h>

#include "bussola/codec/reply.h"
#include "report.h"

static void write_goal(bs_json *json, const bs_report *report)
{
    const bs_goal *goal = &report->goal;
    if (!goal->present) {
        bs_json_member_null(json, "goal");
        return;
    }
    bs_json_member_open(json, "goal", '{');
    bs_json_member_text(json, "signal", bs_signal_info_of(goal->signal)->id);
    bs_json_member_integer(json, "count", goal->count);
    bs_json_member_integer(
        json, "done", bs_goal_done(report->view.timeline, goal->signal, report->view.state.at));
    bs_json_close(json, '}');
}

static void write_badges(bs_json *json, const bs_report *report)
{
    bs_json_member_open(json, "badges", '[');
    for (size_t i = 0; i < report->badge_count; i++) {
        const bs_milestone badge = report->badges[i];
        bs_json_open(json, '{');
        bs_json_member_text(json, "id", bs_milestone_id(badge));
        bs_json_member_day(json, "day", report->view.milestones.days[badge]);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

void bs_report_write_json(bs_json *json, const bs_report *report)
{
    bs_json_member_day(json, "from", report->monday);
    bs_json_member_day(json, "to", report->monday + 6);
    bs_json_member_bool(json, "so_far", report->monday + 6 >= report->today);
    bs_reply_write_done(json, &report->view);
    write_goal(json, report);
    bs_json_member_open(json, "state", '{');
    bs_reply_write_state(json, &report->view);
    bs_json_close(json, '}');
    bs_json_member_open(json, "why", '{');
    bs_reply_write_why(json, &report->why);
    bs_json_close(json, '}');
    bs_json_member_open(json, "weeks", '{');
    bs_reply_write_history(json, &report->weeks);
    bs_json_close(json, '}');
    write_badges(json, report);
}
