#include <math.h>

#include "timeline_parts.h"
#include "uncounted.h"

const bs_gauge *bs_timeline_gauge(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    const bs_gauge_track *track = &timeline->gauges[signal];
    size_t count = bs_steps_until(track, at);
    return count == 0 ? NULL : bs_step_gauge(track, &track->steps[count - 1]);
}

const bs_gauge *bs_timeline_gauges(size_t *count, const bs_timeline *timeline, bs_signal signal)
{
    *count = timeline->gauges[signal].gauge_count;
    return timeline->gauges[signal].gauges;
}

/** A level as known now; before the first reading it has that reading's level. */
static bs_value gauge_value(const bs_gauge_track *track, bs_signal signal, bs_moment at)
{
    const bs_gauge_step *step = bs_step_at(track, at);
    const bs_signal_info *info = bs_signal_info_of(signal);
    const bool before = step != NULL && !bs_moment_reaches(at, step->from);
    if (step == NULL || (before && !info->scorable)) {
        return (bs_value){.known = false};
    }
    const bs_gauge *gauge = bs_step_gauge(track, step);
    const double level = before ? track->before : step->level;
    const bool inferred = before || level != (double)gauge->value;
    const bool rough = inferred && info->kind == BS_KIND_GAUGE && gauge->bound == BS_EXACT;
    return (bs_value){
        .known = true,
        .value = level,
        .bound = rough ? BS_APPROXIMATE : gauge->bound,
        .source = gauge->source,
        .seen = step->seen,
    };
}

static bool stamp_later(bs_value *value, bool found, bs_moment seen, bs_source source)
{
    if (!found || bs_moment_compare(seen, value->seen) > 0) {
        value->seen = seen;
        value->source = source;
    }
    return true;
}

/**
 * Stamps the value with the most recently seen reading of some days; for days of zeros, with that
 * of their covers.
 */
static bool stamp_days(bs_value *value, const bs_tally_track *track, bs_day from, bs_day to)
{
    size_t low = bs_track_index(track->first, track->days, from);
    size_t high = bs_track_index(track->first, track->days, to + 1);
    bool found = false;
    for (size_t i = low; i < high; i++) {
        const bs_tally *tally = bs_tally_standing(track, i);
        if (tally != NULL && tally->count > 0) {
            found = stamp_later(value, found, tally->seen, tally->source);
        }
    }
    bool covered = false;
    for (size_t i = 0; !found && i < track->cover_count; i++) {
        const bs_cover *cover = &track->covers[i];
        if (cover->from <= to && cover->to >= from) {
            covered = stamp_later(value, covered, cover->seen, cover->source);
        }
    }
    found = found || covered;
    for (size_t i = low; !found && i < high; i++) {
        const bs_tally *tally = bs_tally_standing(track, i);
        found = tally != NULL && stamp_later(value, false, tally->seen, tally->source);
    }
    return found;
}

/**
 * Stamps the value with the reading behind a window; if nothing counted it, with those of earlier
 * days.
 */
static void stamp_seen(bs_value *value, const bs_tally_track *track, bs_day from, bs_day to)
{
    if (track->days > 0 && !stamp_days(value, track, from, to)) {
        (void)stamp_days(value, track, track->first, to);
    }
}

static int learning_left(int counted)
{
    return counted < BS_LEARNING_DAYS ? BS_LEARNING_DAYS - counted : 0;
}

static bs_value young_value(const bs_tally_sum *sum)
{
    return (bs_value){
        .known = sum->covered > 0 && (sum->count > 0 || sum->at_least == 0),
        .learning = true,
        .days_left = learning_left(sum->covered),
        .value = (double)sum->count,
        .bound = BS_AT_LEAST,
    };
}

static bs_value scored_value(const bs_tally_track *track, bs_day day, const bs_tally_sum *sum,
                             int window_days)
{
    bs_value value = {.known = true, .value = (double)sum->count, .bound = BS_EXACT};
    bs_uncounted missing = {0};
    if (track->days > 0) {
        missing = bs_uncounted_of(track, day, window_days);
    }
    value.value += missing.acts;
    if (missing.counted > 0) {
        value.bound = BS_APPROXIMATE;
        value.projected_from_days =
            missing.counted < window_days ? missing.counted : window_days - 1;
    } else if (sum->at_least > 0) {
        value.bound = BS_AT_LEAST;
    } else if (sum->approximate > 0) {
        value.bound = BS_APPROXIMATE;
    }
    return value;
}

bs_value bs_tally_value(const bs_tally_track *track, bs_signal signal, bs_day day, int window_days,
                        bool stamped)
{
    if (track->scored && !track->known_before && day < track->first) {
        day = track->first; /* days before the first are uncounted: use the same estimate */
    }
    const bs_day from = day - window_days + 1;
    const bs_tally_sum sum = bs_tally_between(track, from, day);
    bs_value value =
        track->scored ? scored_value(track, day, &sum, window_days) : young_value(&sum);
    /* days_active cannot exceed the days of the window. */
    value.value = fmin(value.value, (double)bs_signal_info_of(signal)->max * window_days);
    if (value.known && stamped) {
        stamp_seen(&value, track, from, day);
    }
    return value;
}

static bool is_exact(const bs_gauge_track *track, size_t step)
{
    return bs_step_gauge(track, &track->steps[step])->bound == BS_EXACT;
}

static const bs_gauge_step *last_exact(const bs_gauge_track *track, size_t count)
{
    while (count > 0 && !is_exact(track, count - 1)) {
        count--;
    }
    return count == 0 ? NULL : &track->steps[count - 1];
}

static const bs_gauge_step *first_exact(const bs_gauge_track *track, size_t from)
{
    while (from < track->count && !is_exact(track, from)) {
        from++;
    }
    return from == track->count ? NULL : &track->steps[from];
}

/** The last day up to `end` on which the exact level changed; BS_DAY_NONE without any. */
static bs_day risen_on(const bs_gauge_track *track, bs_moment end)
{
    const bs_gauge_step *to = last_exact(track, bs_steps_until(track, end));
    const bs_gauge_step *step = to;
    while (step != NULL && bs_step_gauge(track, step)->value == bs_step_gauge(track, to)->value) {
        to = step;
        step = last_exact(track, (size_t)(step - track->steps));
    }
    return step == NULL ? BS_DAY_NONE : bs_moment_day(to->from);
}

bs_rise_base bs_rise_base_of(const bs_gauge_track *track, int window_days)
{
    const bs_gauge_step *first = first_exact(track, 0);
    const bs_gauge_step *last = last_exact(track, track->count);
    if (first == NULL || bs_moment_day(last->seen) <= bs_moment_day(first->from)) {
        return (bs_rise_base){.known = false};
    }
    const bs_day from = bs_moment_day(first->from);
    const bs_day end = from + window_days - 1;
    const bs_gauge_step *until = last_exact(track, bs_steps_until(track, bs_day_end(end, 0)));
    const bs_day seen = bs_moment_day(until->seen);
    return (bs_rise_base){
        .known = true,
        .left = learning_left(bs_moment_day(last->seen) - from),
        .from = from,
        .seen = seen < end ? seen : end,
        .rise = bs_step_gauge(track, until)->value - bs_step_gauge(track, first)->value,
    };
}

/**
 * Estimates the days of the window before the first reading from the window after it. Evaluated at
 * the last day on which a rise entered or left, so that only rises change the estimate.
 */
static bs_uncounted usual_rise(const bs_gauge_track *track, const bs_rise_base *base, bs_day day,
                               int window_days, int16_t offset_minutes)
{
    const bs_day came = risen_on(track, bs_day_end(day, offset_minutes));
    const bs_day went = risen_on(track, bs_day_end(day - window_days, offset_minutes));
    bs_day event = came > base->from ? came : base->from;
    event = went != BS_DAY_NONE && went + window_days > event ? went + window_days : event;
    const bs_day unseen = base->from - (event - window_days);
    const int days = base->seen - base->from;
    if (unseen <= 0 || base->rise <= 0 || days < BS_LEARNING_DAYS) {
        return (bs_uncounted){0};
    }
    return (bs_uncounted){.acts = (double)base->rise * unseen / days, .counted = days};
}

bs_value bs_connections_rise(const bs_timeline *timeline, bs_day day, int16_t offset_minutes)
{
    const bs_gauge_track *track = &timeline->gauges[BS_CONNECTIONS];
    const int window_days = timeline->model->window_days;
    const bs_rise_base *base = &timeline->connections;
    if (!base->known) {
        return (bs_value){.known = false};
    }
    const bs_moment end = bs_day_end(day, offset_minutes);
    const bs_moment begin = bs_day_end(day - window_days, offset_minutes);
    const bs_gauge_step *to = last_exact(track, bs_steps_until(track, end));
    const size_t before = bs_steps_until(track, begin);
    const bs_gauge_step *from = first_exact(track, before == 0 ? 0 : before - 1);
    to = to == NULL ? first_exact(track, 0) : to;
    const int64_t rise =
        from == NULL ? 0 : bs_step_gauge(track, to)->value - bs_step_gauge(track, from)->value;
    const bs_uncounted unseen = usual_rise(track, base, day, window_days, offset_minutes);
    return (bs_value){
        .known = true,
        .learning = base->left > 0,
        .days_left = base->left,
        .value = (rise > 0 ? (double)rise : 0) + unseen.acts,
        .bound = unseen.counted > 0 ? BS_APPROXIMATE : BS_AT_LEAST,
        .projected_from_days = unseen.counted,
        .source = bs_step_gauge(track, to)->source,
        .seen = to->seen,
    };
}

static bs_value new_connections_value(const bs_timeline *timeline, bs_day day,
                                      int16_t offset_minutes, bool stamped)
{
    const bs_value counted =
        bs_tally_value(&timeline->tallies[BS_NEW_CONNECTIONS], BS_NEW_CONNECTIONS, day,
                       timeline->model->window_days, stamped);
    if (bs_value_scored(&counted)) {
        return counted;
    }
    const bs_value risen = bs_connections_rise(timeline, day, offset_minutes);
    return risen.known ? risen : counted;
}

/** The day near `day` with enough acts in its window for the rate; BS_DAY_NONE without any. */
static bs_day known_day(const bs_rate_track *track, bs_day day)
{
    if (track->days == 0) {
        return BS_DAY_NONE;
    }
    const bs_day last = track->first + (bs_day)track->days - 1;
    if (day > last) {
        return day < track->last_known ? day : track->last_known;
    }
    const bs_day known =
        day < track->first ? BS_DAY_NONE : track->sums[day - track->first].last_known;
    return known == BS_DAY_NONE ? track->first_known : known;
}

/** Stamps a rate with the more recently seen of its two tallies. */
static void stamp_rate(bs_value *value, const bs_timeline *timeline, bs_signal signal, bs_day from,
                       bs_day to)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    bs_value other = {0};
    stamp_seen(value, &timeline->tallies[info->numerator], from, to);
    stamp_seen(&other, &timeline->tallies[info->denominator], from, to);
    if (bs_moment_compare(other.seen, value->seen) > 0) {
        value->seen = other.seen;
        value->source = other.source;
    }
}

static bs_value rate_value(const bs_timeline *timeline, bs_signal signal, bs_day today,
                           bool stamped)
{
    const bs_rate_track *track = &timeline->rates[signal];
    const int window_days = timeline->model->window_days;
    const bs_day day = known_day(track, today);
    if (day == BS_DAY_NONE) {
        return (bs_value){.known = false};
    }
    const bs_day from = day - window_days + 1;
    const bs_rate_sum sum = bs_rate_between(track, from, day);
    const int left = learning_left(track->sums[track->days].covered);
    bs_value value = {
        .known = true,
        .learning = left > 0,
        .days_left = left,
        .value = fmin(1, (double)sum.numerator / (double)sum.denominator),
        .bound = day != today || sum.covered < window_days ? BS_APPROXIMATE : BS_EXACT,
    };
    const bool answered_later = signal == BS_RESPONSE_RATE || signal == BS_INMAIL_REPLY_RATE;
    const bs_day young = day - BS_THREAD_YOUNG_DAYS + 1;
    if (answered_later && bs_rate_between(track, young, day).denominator > 0) {
        value.bound = BS_AT_LEAST;
    }

    if (stamped) {
        stamp_rate(&value, timeline, signal, from, day);
    }
    return value;
}

bs_value bs_value_at(const bs_timeline *timeline, bs_signal signal, bs_moment at, bool stamped)
{
    bs_day day = bs_moment_day(at);
    switch (bs_signal_info_of(signal)->kind) {
    case BS_KIND_FLAG:
    case BS_KIND_GAUGE:
        return gauge_value(&timeline->gauges[signal], signal, at);
    case BS_KIND_RATE:
        return rate_value(timeline, signal, day, stamped);
    case BS_KIND_TALLY:
        break;
    }
    return signal == BS_NEW_CONNECTIONS
               ? new_connections_value(timeline, day, at.offset_minutes, stamped)
               : bs_tally_value(&timeline->tallies[signal], signal, day,
                                timeline->model->window_days, stamped);
}

bs_value bs_timeline_value(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    return bs_value_at(timeline, signal, at, true);
}

int64_t bs_timeline_sum(const bs_timeline *timeline, bs_signal signal, bs_day from, bs_day to)
{
    return bs_tally_between(&timeline->tallies[signal], from, to).count;
}

bool bs_value_scored(const bs_value *value)
{
    return value->known && !value->learning;
}
