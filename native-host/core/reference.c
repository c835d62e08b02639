#include <math.h>
#include <string.h>

#include "timeline_parts.h"

/** Whether a signal would be scored at the end of a day, without the cost of its value. */
static bool scored_on(const bs_timeline *timeline, bs_signal signal, bs_moment end, bs_day day)
{
    bs_day from = day - timeline->model->window_days + 1;
    if (bs_signal_info_of(signal)->kind == BS_KIND_RATE) {
        bs_rate_sum sum = bs_rate_between(&timeline->rates[signal], from, day);
        return sum.denominator >= BS_RATE_DENOMINATOR_MIN && sum.covered >= BS_LEARNING_DAYS;
    }
    if (bs_tally_between(&timeline->tallies[signal], from, day).covered >= BS_LEARNING_DAYS) {
        return true;
    }
    if (signal != BS_NEW_CONNECTIONS) {
        return false;
    }
    bs_value risen = bs_connections_rise(timeline, day, end);
    return bs_value_scored(&risen);
}

/** The last day on which a signal of the window can be scored for the first time. */
static bs_day last_day_of(const bs_timeline *timeline, bs_signal signal)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    bs_signal behind = info->kind == BS_KIND_RATE ? info->denominator : signal;
    const bs_tally_track *track = &timeline->tallies[behind];
    bs_day last = track->days == 0 ? BS_DAY_NONE : track->first + (bs_day)track->days - 1;
    const bs_gauge_track *connections = &timeline->gauges[BS_CONNECTIONS];
    if (signal == BS_NEW_CONNECTIONS && connections->count > 0) {
        bs_day read = bs_moment_day(connections->steps[connections->count - 1].from);
        last = read > last ? read : last;
    }
    /* Later windows only hold less of what is known. */
    return last;
}

/** The value when a signal is first scored after the reference; false when it never is. */
static bool first_scored(double *first, const bs_timeline *timeline, bs_signal signal,
                         bs_moment reference)
{
    bs_signal_kind kind = bs_signal_info_of(signal)->kind;
    if (kind == BS_KIND_FLAG || kind == BS_KIND_GAUGE) {
        const bs_gauge_track *track = &timeline->gauges[signal];
        size_t next = bs_steps_until(track, reference);
        if (next == track->count) {
            return false;
        }
        *first = (double)track->steps[next].gauge->value;
        return true;
    }
    bs_day last = last_day_of(timeline, signal);
    for (bs_day day = bs_moment_day(reference) + 1; day <= last; day++) {
        bs_moment end = bs_day_end(day, reference.offset_minutes);
        if (scored_on(timeline, signal, end, day)) {
            *first = bs_timeline_value(timeline, signal, end).value;
            return true;
        }
    }
    return false;
}

double bs_timeline_most(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    const bs_gauge_track *track = &timeline->gauges[signal];
    for (size_t i = bs_steps_until(track, at); i < track->count; i++) {
        const bs_gauge *gauge = track->steps[i].gauge;
        if (gauge->bound != BS_AT_LEAST) {
            return (double)gauge->value;
        }
    }
    return INFINITY;
}

/** Whether a signal is a level whose reading at or after a moment is only a lower bound. */
static bool is_lower_bound(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    const bs_gauge_track *track = &timeline->gauges[signal];
    bs_signal_kind kind = bs_signal_info_of(signal)->kind;
    if (kind != BS_KIND_GAUGE || track->count == 0) {
        return false;
    }
    size_t count = bs_steps_until(track, at);
    return track->steps[count == 0 ? 0 : count - 1].gauge->bound == BS_AT_LEAST;
}

const bs_reference *bs_timeline_reference(bs_timeline *timeline, bs_moment at)
{
    for (size_t i = 0; i < 2; i++) {
        const bs_reference *kept = &timeline->references[i];
        if (kept->present && kept->at.seconds == at.seconds &&
            kept->at.offset_minutes == at.offset_minutes) {
            return kept;
        }
    }
    bs_reference *reference = &timeline->references[timeline->reference_next];
    timeline->reference_next = 1 - timeline->reference_next;
    memset(reference, 0, sizeof *reference);
    reference->present = true;
    reference->at = at;
    for (size_t i = 0; i < timeline->model->row_count; i++) {
        bs_signal signal = timeline->model->rows[i].signal;
        if (reference->scored[signal]) {
            continue;
        }
        bs_value value = bs_timeline_value(timeline, signal, at);
        reference->scored[signal] = bs_value_scored(&value);
        reference->taken_back[signal] = !reference->scored[signal];
        reference->value[signal] = value.value;
        if (!reference->scored[signal]) {
            reference->scored[signal] =
                first_scored(&reference->value[signal], timeline, signal, at);
        }
        reference->most[signal] = reference->value[signal];
        if (is_lower_bound(timeline, signal, at)) {
            reference->most[signal] =
                fmax(reference->value[signal], bs_timeline_most(timeline, signal, at));
        }
    }
    return reference;
}
