#include "suppose.h"

#include <string.h>

#include "timeline_parts.h"
#include "uncounted.h"

/** Most days of a copy: at a window of 90 days, of readings up to four years old. */
enum { DAYS_MAX = 5 * BS_WINDOW_MAX };

/** The days of a tally around some windows, in memory that does not have to be allocated. */
typedef struct excerpt {
    bs_tally_track track;
    bs_tally_sum sums[DAYS_MAX + 1];
    double limits[DAYS_MAX];
} excerpt;

bs_day bs_suppose_until(const bs_timeline *timeline, bs_signal signal, bs_day from, int64_t acts)
{
    const int64_t most = bs_signal_info_of(signal)->max;
    const int64_t all = bs_timeline_sum(timeline, signal, from, from) + acts;
    return from + (bs_day)((all + most - 1) / most) - 1;
}

static bs_day later(bs_day a, bs_day b)
{
    return a > b ? a : b;
}

/**
 * Copies the days that the values of `first` to `last` are estimated from, two windows before and
 * one after; days after the track's are uncounted.
 */
static void copy_days(excerpt *copy, const bs_tally_track *track, bs_day first, bs_day last,
                      int window_days)
{
    const bs_day begin = later(track->first, first - 2 * window_days);
    const bs_day known = track->first + (bs_day)track->days;
    const bs_day end = known < last + window_days ? known : last + window_days;
    const bs_day stop = later(later(begin, end), last + 1);
    const size_t from = bs_track_index(track->first, track->days, begin);
    const size_t counted = bs_track_index(track->first, track->days, stop) - from;
    copy->track = *track;
    copy->track.first = begin;
    copy->track.days = (size_t)(stop - begin);
    copy->track.sums = copy->sums;
    memcpy(copy->sums, &track->sums[from], (counted + 1) * sizeof *copy->sums);
    for (size_t i = counted + 1; i <= copy->track.days; i++) {
        copy->sums[i] = copy->sums[counted];
    }
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

static double value_on(const bs_tally_track *track, bs_signal signal, bs_day day, int window_days)
{
    return day == BS_DAY_NONE ? 0 : bs_tally_value(track, signal, day, window_days, false).value;
}

bs_supposed_values bs_suppose(const bs_timeline *timeline, const bs_supposed *supposed, bs_day base)
{
    const bs_signal signal = supposed->signal;
    const bs_tally_track *track = &timeline->tallies[signal];
    const int window_days = timeline->model->window_days;
    bs_supposed_values values;
    excerpt copy;
    if (count_up(&values, track, supposed, base, window_days)) {
        return values;
    }
    if (supposed->to < supposed->from) {
        return (bs_supposed_values){value_on(track, signal, supposed->to, window_days),
                                    value_on(track, signal, base, window_days)};
    }
    const bool together = base != BS_DAY_NONE && supposed->to - base < DAYS_MAX - 3 * window_days;
    const bs_day first = together ? base : supposed->to;
    copy_days(&copy, track, first, supposed->to, window_days);
    add(&copy.track, supposed);
    copy.track.limits = copy.limits;
    bs_uncounted_fill(&copy.track, first, window_days);
    return (bs_supposed_values){
        value_on(&copy.track, signal, supposed->to, window_days),
        value_on(together ? &copy.track : track, signal, base, window_days)};
}
