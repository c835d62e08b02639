#include <math.h>

#include "bussola/core/corrections.h"
#include "bussola/core/state.h"
#include "core/points/score.h"
#include "core/points/timeline_parts.h"
#include "line.h"

static bs_day earlier(bs_day a, bs_day b)
{
    return a < b ? a : b;
}

static bs_day later(bs_day a, bs_day b)
{
    return a > b ? a : b;
}

/* ---- since when a signal is known ------------------------------------------------------------ */

static bool is_imported(bs_source source)
{
    return source == BS_FROM_ARCHIVE || source == BS_FROM_API;
}

/** When the page or archive that shows the signal was first read; BS_DAY_NONE if not known. */
static bs_day read_on(const bs_timeline *timeline, bs_signal signal, bs_source source)
{
    bs_page_kind kind = BS_PAGE_COUNT;
    if (is_imported(source)) {
        kind = BS_PAGE_ARCHIVE;
    } else if (source == BS_FROM_PAGE && signal != BS_DAYS_ACTIVE) {
        kind = bs_signal_info_of(signal)->page; /* any page shows days_active */
    }
    const bs_moment *read = kind == BS_PAGE_COUNT ? NULL : &timeline->evidence->pages_read[kind];
    return read == NULL || read->seconds == 0 ? BS_DAY_NONE : bs_moment_day(*read);
}

/** An imported level may be dated before the import. */
static bs_day level_known(const bs_timeline *timeline, bs_signal signal)
{
    const bs_gauge_track *track = &timeline->gauges[signal];
    bs_day known = BS_DAY_LAST;
    for (size_t i = 0; i < track->gauge_count; i++) {
        const bs_gauge *gauge = &track->gauges[i];
        const bs_day at = bs_moment_day(gauge->at);
        if (!is_imported(gauge->source)) {
            return earlier(known, at);
        }
        known = earlier(known, later(at, read_on(timeline, signal, gauge->source)));
    }
    return known;
}

/** The day on which a source had counted BS_LEARNING_DAYS; a list counts days before its page. */
static bs_day count_known(const bs_timeline *timeline, bs_signal signal)
{
    const bs_tally_track *track = &timeline->tallies[signal];
    bs_day known = BS_DAY_LAST;
    int counted = 0;
    for (size_t i = 0; i < track->cover_count; i++) {
        const bs_cover *cover = &track->covers[i];
        if (i == 0 || cover->source != track->covers[i - 1].source) {
            counted = timeline->evidence->days_before[signal];
        }
        const int missing = counted < BS_LEARNING_DAYS ? BS_LEARNING_DAYS - counted : 1;
        counted += cover->to - cover->from + 1;
        if (counted >= BS_LEARNING_DAYS) {
            known = earlier(
                known, later(cover->from + missing - 1, read_on(timeline, signal, cover->source)));
        }
    }
    /* Known only by several sources together, or by days before the evidence. */
    return known == BS_DAY_LAST ? BS_DAY_NONE : known;
}

/** The day from which on the exact readings of connections span BS_LEARNING_DAYS. */
static bs_day rise_known(const bs_timeline *timeline)
{
    const bs_gauge_track *track = &timeline->gauges[BS_CONNECTIONS];
    bs_day enough = BS_DAY_NONE;
    for (size_t i = 0; i < track->count; i++) {
        const bs_gauge_step *step = &track->steps[i];
        if (bs_step_gauge(track, step)->bound != BS_EXACT) {
            continue;
        }
        const bs_day from = bs_moment_day(step->from);
        enough = enough == BS_DAY_NONE ? from + BS_LEARNING_DAYS : enough;
        if (bs_moment_day(step->seen) >= enough) {
            return later(enough, from);
        }
    }
    return BS_DAY_LAST;
}

static bs_day new_connections_known(const bs_timeline *timeline)
{
    const bs_day risen = rise_known(timeline);
    return timeline->tallies[BS_NEW_CONNECTIONS].scored
               ? earlier(risen, count_known(timeline, BS_NEW_CONNECTIONS))
               : risen;
}

/** The day from which on the signal is scored, if it is. */
static bs_day known_since(const bs_timeline *timeline, bs_signal signal)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    switch (info->kind) {
    case BS_KIND_FLAG:
    case BS_KIND_GAUGE:
        return level_known(timeline, signal);
    case BS_KIND_RATE:
        return later(
            later(count_known(timeline, info->numerator), count_known(timeline, info->denominator)),
            timeline->rates[signal].first_known);
    case BS_KIND_TALLY:
        break;
    }
    return signal == BS_NEW_CONNECTIONS ? new_connections_known(timeline)
                                        : count_known(timeline, signal);
}

/* ---- the correction -------------------------------------------------------------------------- */

/** The total at the end of `day` by what was known on the day `known`; NAN without an estimate. */
static double total_by(bs_timeline *timeline, bs_day day, const bs_day since[BS_SIGNAL_COUNT],
                       bs_day known)
{
    bs_line_point point;
    bs_signal_values values;
    const bs_moment end = bs_day_end(day, 0);
    bs_score_values(&values, timeline, end);
    for (size_t s = 0; s < BS_SIGNAL_COUNT; s++) {
        values.of[s].known = values.of[s].known && since[s] <= known;
    }
    bs_line_then(&point, timeline, end, &values);
    return point.alone ? point.total : NAN;
}

/** As known now: a later reading may have taken the number away. */
static bool has_number(bs_timeline *timeline, bs_day day)
{
    bs_number_kind kind;
    return !isnan(bs_state_total(&kind, timeline, bs_day_end(day, 0)));
}

static bool is_first(const bs_day since[BS_SIGNAL_COUNT], size_t signal)
{
    for (size_t s = 0; s < signal; s++) {
        if (since[s] == since[signal]) {
            return false;
        }
    }
    return true;
}

size_t bs_corrections_by_sight(bs_correction found[BS_SIGNAL_COUNT], bs_timeline *timeline,
                               bs_day from, bs_day to)
{
    bs_day since[BS_SIGNAL_COUNT];
    size_t count = 0;
    const bs_day first = bs_moment_day(timeline->evidence->first_seen) + 1;
    for (size_t s = 0; s < BS_SIGNAL_COUNT; s++) {
        since[s] = known_since(timeline, (bs_signal)s);
    }
    for (size_t s = 0; s < BS_SIGNAL_COUNT; s++) {
        const bs_day day = since[s];
        if (day < later(from, first) || day > to || !is_first(since, s)) {
            continue;
        }
        const double points =
            total_by(timeline, day - 1, since, day) - total_by(timeline, day - 1, since, day - 1);
        if (fabs(points) >= BS_CORRECTION_MIN && has_number(timeline, day - 1)) {
            found[count++] =
                (bs_correction){.day = day, .cause = BS_CORRECTED_SIGHT, .points = points};
        }
    }
    return count;
}
