#include "suppose.h"

#include <stdlib.h>
#include <string.h>

#include "timeline_parts.h"
#include "uncounted.h"

bs_day bs_suppose_until(const bs_timeline *timeline, bs_signal signal, bs_day from, int64_t acts)
{
    const int64_t most = bs_signal_info_of(signal)->max;
    const int64_t all = bs_timeline_sum(timeline, signal, from, from) + acts;
    return from + (bs_day)((all + most - 1) / most) - 1;
}

/** Copies the days of a track, and uncounted ones up to `until`; false without memory. */
static bool copy_days(bs_tally_track *copy, const bs_tally_track *track, bs_day until)
{
    *copy = *track;
    copy->limits = NULL;
    copy->limited = 0;
    if (until >= copy->first + (bs_day)copy->days) {
        copy->days = (size_t)(until - copy->first) + 1;
    }
    copy->sums = malloc((copy->days + 1) * sizeof *copy->sums);
    if (copy->sums == NULL) {
        return false;
    }
    memcpy(copy->sums, track->sums, (track->days + 1) * sizeof *copy->sums);
    for (size_t i = track->days + 1; i <= copy->days; i++) {
        copy->sums[i] = track->sums[track->days];
    }
    return true;
}

/** Adds what is supposed to the running sums. */
static void add(bs_tally_track *track, const bs_supposed *supposed)
{
    const int64_t most = bs_signal_info_of(supposed->signal)->max;
    const size_t begin = bs_track_index(track->first, track->days, supposed->from);
    bs_tally_sum before = track->sums[begin];
    bs_tally_sum added = {0};
    for (size_t i = begin; i < track->days; i++) {
        bs_tally_sum *sum = &track->sums[i + 1];
        const int64_t own = sum->count - before.count;
        const int64_t left = supposed->acts - added.count;
        if (track->first + (bs_day)i <= supposed->to) {
            const int64_t done = left < most - own ? left : most - own;
            added.active += done > 0 && own == 0 ? 1 : 0;
            added.covered += sum->covered == before.covered ? 1 : 0;
            added.count += done > 0 ? done : 0;
        }
        before = *sum;
        sum->count += added.count;
        sum->active += added.active;
        sum->covered += added.covered;
    }
}

static bool is_counted(const bs_tally_track *track, bs_day from, bs_day to)
{
    return bs_tally_between(track, from, to).covered == to - from + 1;
}

static double count_of(const bs_tally_track *track, bs_day last, int window_days)
{
    return (double)bs_tally_between(track, last - window_days + 1, last).count;
}

/** Without uncounted days in the windows, values are counts; returns false otherwise. */
static bool count_up(bs_supposed_values *values, const bs_tally_track *track,
                     const bs_supposed *supposed, bs_day base, int window_days)
{
    const bool counted = is_counted(track, supposed->to - window_days + 1, supposed->from - 1) &&
                         (base == BS_DAY_NONE || is_counted(track, base - window_days + 1, base));
    if (counted || track->days == 0) {
        values->to = count_of(track, supposed->to, window_days) + (double)supposed->acts;
        values->base = base == BS_DAY_NONE ? 0 : count_of(track, base, window_days);
    }
    return counted || track->days == 0;
}

static void estimate(bs_supposed_values *values, const bs_tally_track *track,
                     const bs_supposed *supposed, bs_day base, int window_days)
{
    const bs_signal signal = supposed->signal;
    values->to = bs_tally_value(track, signal, supposed->to, window_days, false).value;
    values->base =
        base == BS_DAY_NONE ? 0 : bs_tally_value(track, signal, base, window_days, false).value;
}

bs_status bs_suppose(bs_supposed_values *values, const bs_timeline *timeline,
                     const bs_supposed *supposed, bs_day base)
{
    const bs_tally_track *track = &timeline->tallies[supposed->signal];
    const int window_days = timeline->model->window_days;
    bs_tally_track copy;
    if (count_up(values, track, supposed, base, window_days)) {
        return BS_OK;
    }
    if (supposed->to < supposed->from) {
        estimate(values, track, supposed, base, window_days);
        return BS_OK;
    }
    if (!copy_days(&copy, track, supposed->to)) {
        return BS_INTERNAL;
    }
    add(&copy, supposed);
    const bool limited = bs_uncounted_limit(&copy, window_days);
    estimate(values, &copy, supposed, base, window_days);
    free(copy.limits);
    free(copy.sums);
    return limited ? BS_OK : BS_INTERNAL;
}
