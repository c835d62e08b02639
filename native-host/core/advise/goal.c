#include "bussola/core/goal.h"

#include "core/points/timeline_parts.h"

bool bs_goal_allows(bs_signal signal)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    return info->scorable && (info->kind == BS_KIND_TALLY || info->kind == BS_KIND_GAUGE);
}

bs_day bs_goal_week(bs_day day)
{
    return day - bs_day_weekday(day);
}

/** Rise of a level since a moment, or since its first reading if that is later. */
static int64_t level_rise(const bs_timeline *timeline, bs_signal signal, bs_moment since,
                          bs_moment at)
{
    const bs_gauge_track *track = &timeline->gauges[signal];
    size_t before = bs_steps_until(track, since);
    size_t until = bs_steps_until(track, at);
    size_t first = before == 0 ? 0 : before - 1;
    if (until <= first) {
        return 0;
    }
    const double level = (double)bs_step_gauge(track, &track->steps[until - 1])->value;
    const double start = track->steps[first].level;
    return level > start ? (int64_t)(level - start) : 0;
}

int64_t bs_goal_done(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    bs_day today = bs_moment_day(at);
    bs_day monday = bs_goal_week(today);
    bs_moment before = bs_day_end(monday - 1, at.offset_minutes);
    if (bs_signal_info_of(signal)->kind == BS_KIND_GAUGE) {
        return level_rise(timeline, signal, before, at);
    }
    int64_t counted = bs_timeline_sum(timeline, signal, monday, today);
    if (signal == BS_NEW_CONNECTIONS) {
        int64_t risen = level_rise(timeline, BS_CONNECTIONS, before, at);
        return risen > counted ? risen : counted;
    }
    return counted;
}

/** True if each step is one act of the user's own; the step for replies is to write, not to get
 * them. */
static bool is_act(bs_signal signal)
{
    return bs_goal_allows(signal) && bs_signal_info_of(signal)->kind == BS_KIND_TALLY &&
           signal != BS_INMAIL_REPLIES;
}

const bs_advice *bs_goal_propose(const bs_advice *advice, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_act(advice[i].signal) && advice[i].gain >= BS_GAIN_MIN && advice[i].step >= 1 &&
            advice[i].step <= BS_GOAL_COUNT_MAX) {
            return &advice[i];
        }
    }
    return NULL;
}
