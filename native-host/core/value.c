#include <math.h>

#include "timeline_parts.h"

const bs_gauge *bs_timeline_gauge(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    const bs_gauge_track *track = &timeline->gauges[signal];
    size_t count = bs_steps_until(track, at);
    return count == 0 ? NULL : track->steps[count - 1].gauge;
}

static bs_value gauge_value(const bs_gauge_track *track, bs_moment at)
{
    size_t count = bs_steps_until(track, at);
    if (count == 0) {
        return (bs_value){.known = false};
    }
    const bs_gauge_step *step = &track->steps[count - 1];
    return (bs_value){
        .known = true,
        .value = (double)step->gauge->value,
        .bound = step->gauge->bound,
        .source = step->gauge->source,
        .seen = step->seen,
    };
}

/** The most recently seen reading behind a window; a window of zeros rests on its covers. */
static void stamp_seen(bs_value *value, const bs_tally_track *track, bs_day from, bs_day to)
{
    size_t low = bs_track_index(track->first, track->days, from);
    size_t high = bs_track_index(track->first, track->days, to + 1);
    bool found = false;
    for (size_t i = low; i < high; i++) {
        const bs_tally *tally = track->sums[i].standing;
        if (tally != NULL && tally->count > 0 &&
            (!found || bs_moment_compare(tally->seen, value->seen) > 0)) {
            value->seen = tally->seen;
            value->source = tally->source;
            found = true;
        }
    }
    if (found) {
        return;
    }
    for (size_t i = 0; i < track->cover_count; i++) {
        const bs_cover *cover = &track->covers[i];
        if (cover->from <= to && cover->to >= from &&
            (!found || bs_moment_compare(cover->seen, value->seen) > 0)) {
            value->seen = cover->seen;
            value->source = cover->source;
            found = true;
        }
    }
    for (size_t i = low; !found && i < high; i++) {
        const bs_tally *tally = track->sums[i].standing;
        if (tally != NULL) {
            value->seen = tally->seen;
            value->source = tally->source;
        }
    }
}

/** Projects a sum over `covered` days onto the window, or marks it as learning. */
static void project(bs_value *value, int covered, int window_days)
{
    if (covered >= window_days) {
        return;
    }
    if (covered < BS_LEARNING_DAYS) {
        value->learning = true;
        value->bound = BS_AT_LEAST;
        return;
    }
    value->value = value->value * window_days / covered;
    value->bound = BS_APPROXIMATE;
    value->projected_from_days = covered;
}

static bs_value tally_value(const bs_timeline *timeline, bs_signal signal, bs_day day)
{
    const bs_tally_track *track = &timeline->tallies[signal];
    int window_days = timeline->model->window_days;
    bs_day from = day - window_days + 1;
    bs_tally_sum sum = bs_tally_between(track, from, day);
    if (sum.covered == 0) {
        return (bs_value){.known = false};
    }
    bs_value value = {.known = true, .value = (double)sum.count, .bound = BS_EXACT};
    if (sum.at_least > 0) {
        value.bound = BS_AT_LEAST;
    } else if (sum.approximate > 0) {
        value.bound = BS_APPROXIMATE;
    }
    project(&value, sum.covered, window_days);
    /* A member cannot be active on more days than the window has. */
    value.value = fmin(value.value, (double)bs_signal_info_of(signal)->max * window_days);
    stamp_seen(&value, track, from, day);
    return value;
}

static const bs_gauge_step *last_exact(const bs_gauge_track *track, size_t count)
{
    while (count > 0 && track->steps[count - 1].gauge->bound != BS_EXACT) {
        count--;
    }
    return count == 0 ? NULL : &track->steps[count - 1];
}

bs_value bs_connections_rise(const bs_timeline *timeline, bs_day day, bs_moment at)
{
    const bs_gauge_track *track = &timeline->gauges[BS_CONNECTIONS];
    int window_days = timeline->model->window_days;
    bs_day first_day = day - window_days + 1;
    size_t count = bs_steps_until(track, at);
    const bs_gauge_step *end = last_exact(track, count);
    if (end == NULL) {
        return (bs_value){.known = false};
    }

    size_t before = bs_steps_until(track, bs_day_start(first_day, at.offset_minutes));
    const bs_gauge_step *start = NULL;
    bs_day start_day = first_day;
    if (before > 0 && track->steps[before - 1].gauge->bound == BS_EXACT) {
        start = &track->steps[before - 1];
        bool confirmed_inside = before < count && track->steps[before].gauge == start->gauge;
        start_day = confirmed_inside ? first_day : bs_moment_day(start->seen);
    } else {
        for (size_t i = before; start == NULL && i < count; i++) {
            if (track->steps[i].gauge->bound == BS_EXACT) {
                start = &track->steps[i];
                start_day = bs_moment_day(start->from);
            }
        }
    }
    bs_day end_day = bs_moment_day(end->seen);
    if (start == NULL || end_day <= start_day) {
        return (bs_value){.known = false};
    }

    int64_t rise = end->gauge->value - start->gauge->value;
    bs_value value = {
        .known = true,
        .value = rise > 0 ? (double)rise : 0,
        .bound = BS_AT_LEAST,
        .source = end->gauge->source,
        .seen = end->seen,
    };
    project(&value, end_day - start_day, window_days);
    return value;
}

static bs_value new_connections_value(const bs_timeline *timeline, bs_day day, bs_moment at)
{
    bs_value counted = tally_value(timeline, BS_NEW_CONNECTIONS, day);
    if (counted.known && !counted.learning) {
        return counted;
    }
    bs_value risen = bs_connections_rise(timeline, day, at);
    return risen.known ? risen : counted;
}

static bs_value rate_value(const bs_timeline *timeline, bs_signal signal, bs_day day)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    int window_days = timeline->model->window_days;
    bs_day from = day - window_days + 1;
    bs_rate_sum sum = bs_rate_between(&timeline->rates[signal], from, day);
    if (sum.denominator < BS_RATE_DENOMINATOR_MIN) {
        return (bs_value){.known = false};
    }
    bs_value value = {
        .known = true,
        .learning = sum.covered < BS_LEARNING_DAYS,
        .value = fmin(1, (double)sum.numerator / (double)sum.denominator),
        .bound = sum.covered < window_days ? BS_APPROXIMATE : BS_EXACT,
    };
    bool answered_later = signal == BS_RESPONSE_RATE || signal == BS_INMAIL_REPLY_RATE;
    bs_day young = day - BS_THREAD_YOUNG_DAYS + 1;
    if (answered_later && bs_rate_between(&timeline->rates[signal], young, day).denominator > 0) {
        value.bound = BS_AT_LEAST;
    }

    bs_value other = {0};
    stamp_seen(&value, &timeline->tallies[info->numerator], from, day);
    stamp_seen(&other, &timeline->tallies[info->denominator], from, day);
    if (bs_moment_compare(other.seen, value.seen) > 0) {
        value.seen = other.seen;
        value.source = other.source;
    }
    return value;
}

bs_value bs_timeline_value(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    bs_day day = bs_moment_day(at);
    switch (bs_signal_info_of(signal)->kind) {
    case BS_KIND_FLAG:
    case BS_KIND_GAUGE:
        return gauge_value(&timeline->gauges[signal], at);
    case BS_KIND_RATE:
        return rate_value(timeline, signal, day);
    case BS_KIND_TALLY:
        break;
    }
    return signal == BS_NEW_CONNECTIONS ? new_connections_value(timeline, day, at)
                                        : tally_value(timeline, signal, day);
}

int64_t bs_timeline_sum(const bs_timeline *timeline, bs_signal signal, bs_day from, bs_day to)
{
    return bs_tally_between(&timeline->tallies[signal], from, to).count;
}

bool bs_value_scored(const bs_value *value)
{
    return value->known && !value->learning;
}
