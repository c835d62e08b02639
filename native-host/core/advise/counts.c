#include "bussola/core/counts.h"

#include "bussola/core/leaving.h"
#include "core/facts/search.h"
#include "core/points/timeline_parts.h"

const bs_signal bs_main_counts[BS_MAIN_COUNTS] = {BS_POSTS, BS_COMMENTS, BS_CONNECTIONS,
                                                  BS_INMAIL_REPLIES};

static bs_count count_acts(const bs_tally_track *track, bs_day from, bs_day to)
{
    const bs_tally_sum sum = bs_tally_between(track, from, to);
    const bool whole = sum.covered == to - from + 1;
    /* "At least 0" gives no information. */
    if (sum.covered == 0 || (sum.count == 0 && sum.at_least > 0)) {
        return (bs_count){.known = false};
    }
    bs_count count = {.known = true, .value = sum.count, .bound = BS_EXACT, .since = BS_DAY_NONE};
    if (!whole || sum.at_least > 0) {
        count.bound = BS_AT_LEAST;
    } else if (sum.approximate > 0) {
        count.bound = BS_APPROXIMATE;
    }
    if (!whole) {
        count.since = from > track->first ? from : track->first;
        while (bs_tally_between(track, count.since, count.since).covered == 0) {
            count.since++;
        }
    }
    return count;
}

static bs_count level_at(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    const bs_value value = bs_timeline_value(timeline, signal, at);
    return (bs_count){
        .known = true, .value = (int64_t)value.value, .bound = value.bound, .since = BS_DAY_NONE};
}

static bool is_until_day(const void *step, const void *day)
{
    const bs_gauge_step *taken = step;
    const bs_day *last = day;
    return bs_moment_day(taken->from) <= *last;
}

/** Number of steps up to the end of a day, each on the local day of its reading. */
static size_t steps_until_day(const bs_gauge_track *track, bs_day day)
{
    return bs_search(track->steps, track->count, sizeof *track->steps, is_until_day, &day);
}

static bs_count count_level(const bs_timeline *timeline, bs_signal signal, bs_day from, bs_day to)
{
    const bs_gauge_track *track = &timeline->gauges[signal];
    const size_t count = steps_until_day(track, to);
    if (count == 0) {
        return (bs_count){.known = false};
    }
    const bs_gauge_step *step = &track->steps[count - 1];
    const bool confirmed = count < track->count && step[1].gauge == step->gauge;
    return bs_moment_day(step->from) >= from || confirmed ? level_at(timeline, signal, step->from)
                                                          : (bs_count){.known = false};
}

bs_count bs_count_at(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    const bs_day day = bs_moment_day(at);
    if (bs_signal_info_of(signal)->kind == BS_KIND_TALLY) {
        return count_acts(&timeline->tallies[signal], day - timeline->model->window_days + 1, day);
    }
    return bs_timeline_gauge(timeline, signal, at) != NULL ? level_at(timeline, signal, at)
                                                           : (bs_count){.known = false};
}

bs_count bs_count_between(const bs_timeline *timeline, bs_signal signal, bs_day from, bs_day to)
{
    return bs_signal_info_of(signal)->kind == BS_KIND_TALLY
               ? count_acts(&timeline->tallies[signal], from, to)
               : count_level(timeline, signal, from, to);
}

size_t bs_acts_on(bs_act_count acts[BS_SIGNAL_COUNT], const bs_timeline *timeline, bs_day day)
{
    size_t found = 0;
    for (int s = 0; s < BS_SIGNAL_COUNT; s++) {
        const int64_t count = bs_timeline_sum(timeline, (bs_signal)s, day, day);
        if (bs_leaving_counts((bs_signal)s) && s != BS_DAYS_ACTIVE && count > 0) {
            acts[found++] = (bs_act_count){.signal = (bs_signal)s, .count = count};
        }
    }
    return found;
}
