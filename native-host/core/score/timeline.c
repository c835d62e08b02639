#include "bussola/timeline.h"

#include <stdlib.h>

#include "timeline_parts.h"

typedef struct gauge_event {
    bs_moment at;
    const bs_gauge *gauge;
} gauge_event;

/** By time; at one time in the evidence's order. */
static int compare_events(const void *left, const void *right)
{
    const gauge_event *a = left;
    const gauge_event *b = right;
    int order = bs_moment_compare(a->at, b->at);
    return order != 0 ? order : (a->gauge > b->gauge) - (a->gauge < b->gauge);
}

/** Goes through readings and confirmations as they happened and notes what stood after each. */
static size_t fold_events(bs_gauge_step *steps, const gauge_event *events, size_t count)
{
    size_t step_count = 0;
    for (size_t i = 0; i < count; i++) {
        bs_gauge reading = *events[i].gauge;
        reading.at = events[i].at;
        reading.seen = events[i].at;
        bs_gauge_step step = {.from = reading.at, .seen = reading.at, .gauge = events[i].gauge};
        if (step_count > 0) {
            const bs_gauge_step *last = &steps[step_count - 1];
            bs_gauge standing = *last->gauge;
            standing.seen = last->seen;
            bs_gauge_verdict verdict = bs_gauge_judge(&standing, &reading);
            if (verdict == BS_GAUGE_IGNORE) {
                continue;
            }
            if (verdict == BS_GAUGE_REFRESH) {
                step.gauge = last->gauge;
            }
        }
        steps[step_count++] = step;
    }
    return step_count;
}

static bs_status build_gauge(bs_gauge_track *track, const bs_gauge *gauges, size_t count)
{
    gauge_event *events = malloc(2 * count * sizeof *events);
    track->steps = malloc(2 * count * sizeof *track->steps);
    if (events == NULL || track->steps == NULL) {
        free(events);
        return BS_INTERNAL;
    }
    size_t event_count = 0;
    for (size_t i = 0; i < count; i++) {
        events[event_count++] = (gauge_event){.at = gauges[i].at, .gauge = &gauges[i]};
        if (bs_moment_compare(gauges[i].seen, gauges[i].at) > 0) {
            events[event_count++] = (gauge_event){.at = gauges[i].seen, .gauge = &gauges[i]};
        }
    }
    qsort(events, event_count, sizeof *events, compare_events);
    track->count = fold_events(track->steps, events, event_count);
    free(events);
    return BS_OK;
}

/**
 * Of two sources' counts for one day the larger stands; of equal ones the exact one, then the one
 * seen last.
 */
static bool stands_over(const bs_tally *challenger, const bs_tally *standing)
{
    if (standing == NULL || challenger->count != standing->count) {
        return standing == NULL || challenger->count > standing->count;
    }
    bool exact = challenger->bound == BS_EXACT;
    if (exact != (standing->bound == BS_EXACT)) {
        return exact;
    }
    return bs_moment_compare(challenger->seen, standing->seen) > 0;
}

static bs_day clip_day(bs_day day)
{
    return day < 0 ? 0 : day > BS_DAY_LAST ? BS_DAY_LAST : day;
}

static bs_status build_tally(bs_tally_track *track, const bs_tally *tallies, size_t tally_count,
                             const bs_cover *covers, size_t cover_count)
{
    bs_day first = BS_DAY_LAST;
    bs_day last = 0;
    if (tally_count > 0) {
        first = clip_day(tallies[0].day);
        last = clip_day(tallies[tally_count - 1].day);
    }
    for (size_t i = 0; i < cover_count; i++) {
        bs_day from = clip_day(covers[i].from);
        bs_day to = clip_day(covers[i].to);
        first = from < first ? from : first;
        last = to > last ? to : last;
    }
    size_t days = (size_t)(last - first) + 1;
    track->sums = calloc(days + 1, sizeof *track->sums);
    if (track->sums == NULL) {
        return BS_INTERNAL;
    }
    track->first = first;
    track->days = days;
    track->covers = covers;
    track->cover_count = cover_count;

    for (size_t i = 0; i < tally_count; i++) {
        size_t day = bs_track_index(first, days - 1, tallies[i].day);
        if (stands_over(&tallies[i], track->sums[day].standing)) {
            track->sums[day].standing = &tallies[i];
        }
    }
    /* How many covers begin or end on a day, for now where its sum will stand. */
    for (size_t i = 0; i < cover_count; i++) {
        track->sums[bs_track_index(first, days, covers[i].from)].covered++;
        track->sums[bs_track_index(first, days, covers[i].to + 1)].covered--;
    }
    int32_t depth = 0;
    bs_tally_sum sum = {0};
    for (size_t i = 0; i < days; i++) {
        const bs_tally *standing = track->sums[i].standing;
        depth += track->sums[i].covered;
        sum.standing = standing;
        track->sums[i] = sum;
        if (standing != NULL) {
            sum.count += standing->count;
            sum.at_least += standing->bound == BS_AT_LEAST ? 1 : 0;
            sum.approximate += standing->bound == BS_APPROXIMATE ? 1 : 0;
        }
        sum.covered += depth > 0 || standing != NULL ? 1 : 0;
    }
    sum.standing = NULL;
    track->sums[days] = sum;
    return BS_OK;
}

static bs_status build_rate(bs_rate_track *track, const bs_tally_track *numerator,
                            const bs_tally_track *denominator)
{
    if (numerator->days == 0 || denominator->days == 0) {
        return BS_OK;
    }
    bs_day first = numerator->first > denominator->first ? numerator->first : denominator->first;
    bs_day numerator_end = numerator->first + (bs_day)numerator->days;
    bs_day denominator_end = denominator->first + (bs_day)denominator->days;
    bs_day end = numerator_end < denominator_end ? numerator_end : denominator_end;
    if (end <= first) {
        return BS_OK;
    }
    size_t days = (size_t)(end - first);
    track->sums = calloc(days + 1, sizeof *track->sums);
    if (track->sums == NULL) {
        return BS_INTERNAL;
    }
    track->first = first;
    track->days = days;
    for (size_t i = 0; i < days; i++) {
        bs_day day = first + (bs_day)i;
        bs_tally_sum n = bs_tally_between(numerator, day, day);
        bs_tally_sum d = bs_tally_between(denominator, day, day);
        bool shared = n.covered > 0 && d.covered > 0;
        bs_rate_sum sum = track->sums[i];
        if (shared) {
            sum.numerator += n.count;
            sum.denominator += d.count;
            sum.covered++;
        }
        track->sums[i + 1] = sum;
    }
    return BS_OK;
}

static bs_status build_gauges(bs_timeline *timeline)
{
    const bs_evidence *evidence = timeline->evidence;
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < evidence->gauge_count;) {
        bs_signal signal = evidence->gauges[i].signal;
        size_t end = i;
        while (end < evidence->gauge_count && evidence->gauges[end].signal == signal) {
            end++;
        }
        status = build_gauge(&timeline->gauges[signal], &evidence->gauges[i], end - i);
        i = end;
    }
    return status;
}

static bs_status build_tallies(bs_timeline *timeline)
{
    const bs_evidence *evidence = timeline->evidence;
    bs_status status = BS_OK;
    size_t tally = 0;
    size_t cover = 0;
    for (size_t s = 0; status == BS_OK && s < BS_SIGNAL_COUNT; s++) {
        size_t tally_end = tally;
        size_t cover_end = cover;
        while (tally_end < evidence->tally_count && evidence->tallies[tally_end].signal == s) {
            tally_end++;
        }
        while (cover_end < evidence->cover_count && evidence->covers[cover_end].signal == s) {
            cover_end++;
        }
        if (tally_end > tally || cover_end > cover) {
            /* Where there are none at all, there is no array to point into. */
            status =
                build_tally(&timeline->tallies[s],
                            tally_end > tally ? &evidence->tallies[tally] : NULL, tally_end - tally,
                            cover_end > cover ? &evidence->covers[cover] : NULL, cover_end - cover);
        }
        tally = tally_end;
        cover = cover_end;
    }
    for (size_t s = 0; status == BS_OK && s < BS_SIGNAL_COUNT; s++) {
        const bs_signal_info *info = bs_signal_info_of((bs_signal)s);
        if (info->kind == BS_KIND_RATE) {
            status = build_rate(&timeline->rates[s], &timeline->tallies[info->numerator],
                                &timeline->tallies[info->denominator]);
        }
    }
    return status;
}

bs_status bs_timeline_new(bs_timeline **timeline, const bs_evidence *evidence,
                          const bs_model *model)
{
    bs_timeline *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return BS_INTERNAL;
    }
    made->evidence = evidence;
    made->model = model;
    bs_status status = build_gauges(made);
    if (status == BS_OK) {
        status = build_tallies(made);
    }
    if (status != BS_OK) {
        bs_timeline_free(made);
        return status;
    }
    *timeline = made;
    return BS_OK;
}

void bs_timeline_free(bs_timeline *timeline)
{
    if (timeline == NULL) {
        return;
    }
    for (size_t s = 0; s < BS_SIGNAL_COUNT; s++) {
        free(timeline->gauges[s].steps);
        free(timeline->tallies[s].sums);
        free(timeline->rates[s].sums);
    }
    free(timeline);
}

size_t bs_track_index(bs_day first, size_t days, bs_day day)
{
    if (day <= first) {
        return 0;
    }
    size_t index = (size_t)(day - first);
    return index < days ? index : days;
}

bs_tally_sum bs_tally_between(const bs_tally_track *track, bs_day from, bs_day to)
{
    if (track->days == 0) {
        return (bs_tally_sum){0};
    }
    const bs_tally_sum *low = &track->sums[bs_track_index(track->first, track->days, from)];
    const bs_tally_sum *high = &track->sums[bs_track_index(track->first, track->days, to + 1)];
    return (bs_tally_sum){
        .count = high->count - low->count,
        .covered = high->covered - low->covered,
        .at_least = high->at_least - low->at_least,
        .approximate = high->approximate - low->approximate,
    };
}

bs_rate_sum bs_rate_between(const bs_rate_track *track, bs_day from, bs_day to)
{
    if (track->days == 0) {
        return (bs_rate_sum){0};
    }
    const bs_rate_sum *low = &track->sums[bs_track_index(track->first, track->days, from)];
    const bs_rate_sum *high = &track->sums[bs_track_index(track->first, track->days, to + 1)];
    return (bs_rate_sum){
        .numerator = high->numerator - low->numerator,
        .denominator = high->denominator - low->denominator,
        .covered = high->covered - low->covered,
    };
}

size_t bs_steps_until(const bs_gauge_track *track, bs_moment at)
{
    size_t low = 0;
    size_t high = track->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (bs_moment_compare(track->steps[middle].from, at) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
