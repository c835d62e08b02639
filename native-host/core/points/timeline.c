#include "bussola/core/timeline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "affected.h"
#include "core/facts/search.h"
#include "standing.h"
#include "timeline_parts.h"
#include "uncounted.h"

typedef struct gauge_event {
    bs_moment at;
    uint32_t gauge; /**< index into the track's gauges */
} gauge_event;

/** By time, then by the evidence's order. */
static int compare_events(const void *left, const void *right)
{
    const gauge_event *a = left;
    const gauge_event *b = right;
    int order = bs_moment_compare(a->at, b->at);
    return order != 0 ? order : (a->gauge > b->gauge) - (a->gauge < b->gauge);
}

/** Replays readings and confirmations in order; appends the level in force after each. */
static void fold_events(bs_gauge_track *track, const gauge_event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bs_gauge reading = track->gauges[events[i].gauge];
        reading.at = events[i].at;
        reading.seen = events[i].at;
        bs_gauge_step step = {.from = reading.at, .seen = reading.at, .gauge = events[i].gauge};
        if (track->count > 0) {
            const bs_gauge_step *last = &track->steps[track->count - 1];
            bs_gauge standing = *bs_step_gauge(track, last);
            standing.seen = last->seen;
            bs_gauge_verdict verdict = bs_gauge_judge(&standing, &reading);
            if (verdict == BS_GAUGE_IGNORE) {
                continue;
            }
            if (verdict == BS_GAUGE_REFRESH) {
                step.gauge = last->gauge;
            }
        }
        step.bound = bs_step_gauge(track, &step)->bound;
        track->steps[track->count++] = step;
    }
}

static bool is_imported(const bs_gauge_track *track, size_t step)
{
    const bs_source source = bs_step_gauge(track, &track->steps[step])->source;
    return source == BS_FROM_ARCHIVE || source == BS_FROM_API;
}

/** Running totals from an archive or the API: lower bounds that grow on known days. */
static bool is_dated(const bs_gauge_track *track, size_t step)
{
    return bs_step_gauge(track, &track->steps[step])->bound == BS_AT_LEAST &&
           is_imported(track, step);
}

/**
 * Moves the imported levels before the first reading of a page so that the last of them meets it:
 * nobody saw on which day the level changed in between. Changes among them keep their days.
 */
static void meet_first_page(bs_gauge_track *track, bs_signal signal)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    const double most = info->kind == BS_KIND_FLAG ? 1 : (double)info->max;
    size_t first = 0;
    while (first < track->count && is_imported(track, first)) {
        first++;
    }
    if (first == 0 || first == track->count) {
        return;
    }
    const double change = track->steps[first].level - track->steps[first - 1].level;
    for (size_t i = 0; i < first; i++) {
        bs_gauge_step *step = &track->steps[i];
        step->level = fmin(fmax(step->level + change, 0), most);
    }
    track->before = fmin(fmax(track->before + change, 0), most);
}

/**
 * Computes each reading's level with what later readings show. A lower bound takes the next higher
 * level, because nobody saw it rise. Running totals keep their growth and are all raised by the
 * same amount. The first `kept` steps have the levels from before; an exact one of a page is the
 * last that later readings may change.
 */
static void find_levels(bs_gauge_track *track, bs_signal signal, size_t kept)
{
    double missing = 0;
    for (size_t i = track->count; i > 0; i--) {
        bs_gauge_step *step = &track->steps[i - 1];
        const bs_gauge *gauge = bs_step_gauge(track, step);
        const bs_gauge_step *next = i < track->count ? step + 1 : NULL;
        const double own = (double)gauge->value;
        if (i <= kept && gauge->bound != BS_AT_LEAST && !is_imported(track, i - 1)) {
            return;
        }
        const double short_by = next != NULL && next->level > own ? next->level - own : 0;
        if (gauge->bound != BS_AT_LEAST) {
            missing = 0;
        } else if (!is_dated(track, i - 1) || next == NULL || !is_dated(track, i)) {
            missing = short_by;
        }
        step->level = own + missing;
    }
    track->before = track->count == 0 ? 0 : is_dated(track, 0) ? missing : track->steps[0].level;
    meet_first_page(track, signal);
}

static bool confirmed_from(const bs_gauge *gauge, int64_t from)
{
    return gauge->seen.seconds >= from && gauge->seen.seconds > gauge->at.seconds;
}

static size_t count_events(const bs_gauge_track *track, int64_t from)
{
    size_t count = 0;
    for (size_t i = 0; i < track->gauge_count; i++) {
        count += track->gauges[i].at.seconds >= from ? 1 : 0;
        count += confirmed_from(&track->gauges[i], from) ? 1 : 0;
    }
    return count;
}

/** Fills in the `count` readings and confirmations from `from` on. */
static void find_events(gauge_event *events, size_t count, const bs_gauge_track *track,
                        int64_t from)
{
    size_t found = 0;
    for (size_t i = 0; found < count; i++) {
        const bs_gauge *gauge = &track->gauges[i];
        if (gauge->at.seconds >= from) {
            events[found++] = (gauge_event){.at = gauge->at, .gauge = (uint32_t)i};
        }
        if (confirmed_from(gauge, from)) {
            events[found++] = (gauge_event){.at = gauge->seen, .gauge = (uint32_t)i};
        }
    }
    qsort(events, count, sizeof *events, compare_events);
}

/** Number of steps before a second. */
static size_t steps_before(const bs_gauge_track *track, int64_t seconds)
{
    size_t count = track->count;
    while (count > 0 && track->steps[count - 1].from.seconds >= seconds) {
        count--;
    }
    return count;
}

static bool reserve(bs_gauge_track *track, size_t steps)
{
    if (steps <= track->room) {
        return true;
    }
    const size_t room = steps + steps / 8 + 8;
    bs_gauge_step *grown = realloc(track->steps, room * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    track->steps = grown;
    track->room = room;
    return true;
}

/** Builds the steps from the second `from` on; those before are the same as in `old`. */
static bs_status build_gauge(bs_gauge_track *track, const bs_gauge_track *old, bs_signal signal,
                             int64_t from)
{
    const size_t kept = steps_before(old, from);
    const size_t count = count_events(track, from);
    gauge_event *events = malloc((count == 0 ? 1 : count) * sizeof *events);
    if (events == NULL || !reserve(track, kept + count)) {
        free(events);
        return BS_INTERNAL;
    }
    if (kept > 0) {
        memcpy(track->steps, old->steps, kept * sizeof *track->steps);
    }
    track->count = kept;
    find_events(events, count, track, from);
    fold_events(track, events, count);
    find_levels(track, signal, kept);
    free(events);
    return BS_OK;
}

static void lower(bs_day *affected, bs_day day)
{
    *affected = day < *affected ? day : *affected;
}

/** Builds the steps and lowers `*affected` to the first day with another level. */
static bs_status follow_gauge(bs_day *affected, bs_timeline *timeline, bs_signal signal,
                              int64_t from)
{
    const bs_gauge_track old = timeline->gauges[signal];
    bs_gauge_track fresh = old;
    fresh.steps = timeline->spare.steps;
    fresh.room = timeline->spare.room;
    const bs_status status = build_gauge(&fresh, &old, signal, from);
    if (status == BS_OK) {
        lower(affected, bs_affected_gauge(&old, &fresh));
        timeline->gauges[signal] = fresh;
        timeline->spare = old;
    } else {
        timeline->spare = fresh;
    }
    return status;
}

static bool same_base(const bs_rise_base *a, const bs_rise_base *b)
{
    return a->known == b->known && a->left == b->left && a->from == b->from && a->seen == b->seen &&
           a->rise == b->rise;
}

/** A count without rows of its own takes the rise, on all days before the first reading too. */
static void follow_connections(bs_day *affected, bs_timeline *timeline)
{
    const bs_rise_base before = timeline->connections;
    timeline->connections =
        bs_rise_base_of(&timeline->gauges[BS_CONNECTIONS], timeline->model->window_days);
    lower(affected, same_base(&before, &timeline->connections) ? BS_DAY_LAST : 0);
}

/**
 * Finds the days with enough acts in their window for a rate. After the last day windows only lose
 * acts.
 */
static void find_known_days(bs_rate_track *track, int window_days)
{
    const bs_day last = track->first + (bs_day)track->days - 1;
    track->first_known = BS_DAY_NONE;
    track->last_known = BS_DAY_NONE;
    for (bs_day day = track->first; day < last + window_days; day++) {
        const bs_rate_sum sum = bs_rate_between(track, day - window_days + 1, day);
        if (sum.denominator >= BS_RATE_DENOMINATOR_MIN) {
            track->first_known = track->first_known == BS_DAY_NONE ? day : track->first_known;
            track->last_known = day;
        }
        if (day <= last) {
            track->sums[day - track->first].last_known = track->last_known;
        }
    }
    track->sums[track->days].last_known = track->last_known;
}

static bs_status build_rate(bs_rate_track *track, const bs_tally_track *numerator,
                            const bs_tally_track *denominator, int window_days)
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
    find_known_days(track, window_days);
    return BS_OK;
}

static bs_status update_gauges(bs_timeline *timeline, const bs_evidence_change *change,
                               bs_day *affected)
{
    const bs_evidence *evidence = timeline->evidence;
    bs_status status = BS_OK;
    for (size_t i = 0; status == BS_OK && i < evidence->gauge_count;) {
        const bs_signal signal = evidence->gauges[i].signal;
        bs_gauge_track *track = &timeline->gauges[signal];
        const size_t end = bs_evidence_find(evidence->gauges, evidence->gauge_count,
                                            sizeof(bs_gauge), (int)signal + 1);
        track->gauges = &evidence->gauges[i];
        track->gauge_count = end - i;
        if (change->gauges[signal] != BS_UNCHANGED) {
            status = follow_gauge(affected, timeline, signal, change->gauges[signal]);
        }
        i = end;
    }
    return status;
}

/** Decides for all days together whether the tally is covered enough to be scored. */
static void judge_tally(bs_tally_track *track, int days_before)
{
    const bs_tally_sum *all = track->days > 0 ? &track->sums[track->days] : NULL;
    const int covered = days_before + (all != NULL ? all->covered : 0);
    /* "At least 0" gives no information. */
    const bool empty = all != NULL && all->count == 0 && all->at_least > 0;
    track->known_before = days_before > 0;
    track->scored = covered >= BS_LEARNING_DAYS && (!empty || track->known_before);
}

static bs_status build_tally(bs_timeline *timeline, bs_signal signal)
{
    bs_tally_track *track = &timeline->tallies[signal];
    bs_status status = BS_OK;
    track->sums = NULL;
    track->limits = NULL;
    if (track->tally_count > 0 || track->cover_count > 0) {
        status = bs_standing_build(track, signal);
    }
    if (status == BS_OK) {
        judge_tally(track, timeline->evidence->days_before[signal]);
        status = bs_uncounted_limit(track, timeline->model->window_days) ? BS_OK : BS_INTERNAL;
    }
    return status;
}

static bs_status follow_tally(bs_day *affected, bs_timeline *timeline, bs_signal signal)
{
    const bs_tally_track *track = &timeline->tallies[signal];
    const bs_tally_track before = *track;
    const bs_status status = build_tally(timeline, signal);
    if (status == BS_OK) {
        lower(affected, bs_affected_tally(&before, track, timeline->model->window_days));
    }
    free(before.sums);
    free(before.limits);
    return status;
}

static bs_status update_tallies(bs_timeline *timeline, const bs_evidence_change *change,
                                bs_day *affected)
{
    const bs_evidence *evidence = timeline->evidence;
    bs_status status = BS_OK;
    size_t tally = 0;
    size_t cover = 0;
    for (size_t s = 0; status == BS_OK && s < BS_SIGNAL_COUNT; s++) {
        bs_tally_track *track = &timeline->tallies[s];
        const size_t first_tally = tally;
        const size_t first_cover = cover;
        tally = bs_evidence_find(evidence->tallies, evidence->tally_count, sizeof(bs_tally),
                                 (int)s + 1);
        cover =
            bs_evidence_find(evidence->covers, evidence->cover_count, sizeof(bs_cover), (int)s + 1);
        /* Without items the array may be NULL. */
        track->tally_count = tally - first_tally;
        track->tallies = track->tally_count > 0 ? &evidence->tallies[first_tally] : NULL;
        track->cover_count = cover - first_cover;
        track->covers = track->cover_count > 0 ? &evidence->covers[first_cover] : NULL;
        if (change->tallies[s]) {
            status = follow_tally(affected, timeline, (bs_signal)s);
        }
    }
    return status;
}

static bs_status update_rates(bs_timeline *timeline, const bs_evidence_change *change,
                              bs_day *affected)
{
    bs_status status = BS_OK;
    for (size_t s = 0; status == BS_OK && s < BS_SIGNAL_COUNT; s++) {
        const bs_signal_info *info = bs_signal_info_of((bs_signal)s);
        if (info->kind == BS_KIND_RATE &&
            (change->tallies[info->numerator] || change->tallies[info->denominator])) {
            const bs_rate_track before = timeline->rates[s];
            timeline->rates[s] = (bs_rate_track){0};
            status =
                build_rate(&timeline->rates[s], &timeline->tallies[info->numerator],
                           &timeline->tallies[info->denominator], timeline->model->window_days);
            if (status == BS_OK) {
                lower(affected, bs_affected_rate(&before, &timeline->rates[s]));
            }
            free(before.sums);
        }
    }
    return status;
}

/** Forgets all cached results, because an observation may change the value of any day. */
static bs_status forget_results(bs_timeline *timeline)
{
    const size_t count = timeline->evidence->official_count;
    bs_move *moves = realloc(timeline->moves, (count + 1) * sizeof *moves);
    timeline->moves = moves == NULL ? timeline->moves : moves;
    bs_drift_sum *drifts = realloc(timeline->drifts, (count + 1) * sizeof *drifts);
    timeline->drifts = drifts == NULL ? timeline->drifts : drifts;
    if (moves == NULL || drifts == NULL) {
        return BS_INTERNAL;
    }
    drifts[0] = (bs_drift_sum){0};
    timeline->drift_count = 0;
    for (size_t i = 0; i < count; i++) {
        moves[i].known = false;
        moves[i].learned = false;
        moves[i].weighed = false;
        moves[i].missed = false;
    }
    for (size_t i = 0; i < BS_IMPORT_MATCH_VALUES; i++) {
        timeline->kept[i].present = false;
    }
    return BS_OK;
}

/** The first day with any observation in the evidence. */
static bs_day find_known_from(const bs_timeline *timeline)
{
    const bs_evidence *evidence = timeline->evidence;
    bs_day first =
        evidence->official_count > 0 ? bs_moment_day(evidence->officials[0].at) : BS_DAY_LAST;
    for (size_t s = 0; s < BS_SIGNAL_COUNT; s++) {
        const bs_gauge_track *levels = &timeline->gauges[s];
        const bs_tally_track *counts = &timeline->tallies[s];
        const bs_day read = levels->count > 0 ? bs_moment_day(levels->steps[0].from) : first;
        const bs_day counted = counts->days > 0 ? counts->first : first;
        first = read < first ? read : first;
        first = counted < first ? counted : first;
        first = counts->known_before ? 0 : first;
    }
    return first;
}

bs_status bs_timeline_update(bs_timeline *timeline, const bs_evidence_change *change,
                             bs_day *affected)
{
    const bs_day known_from = timeline->known_from;
    bs_day values = BS_DAY_LAST;
    bs_status status = forget_results(timeline);
    if (status == BS_OK) {
        status = update_gauges(timeline, change, &values);
    }
    if (status == BS_OK && change->gauges[BS_CONNECTIONS] != BS_UNCHANGED) {
        follow_connections(&values, timeline);
    }
    if (status == BS_OK) {
        status = update_tallies(timeline, change, &values);
    }
    if (status == BS_OK) {
        status = update_rates(timeline, change, &values);
    }
    timeline->known_from = status == BS_OK ? find_known_from(timeline) : BS_DAY_LAST;
    if (timeline->known_from != known_from) {
        lower(&values, timeline->known_from);
        lower(&values, known_from);
    }
    *affected = bs_affected_number(timeline->evidence, values, change->official);
    return status;
}

bs_status bs_timeline_new(bs_timeline **timeline, const bs_evidence *evidence,
                          const bs_model *model)
{
    bs_evidence_change everything = {.official = 0};
    bs_day affected = 0;
    bs_timeline *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return BS_INTERNAL;
    }
    made->evidence = evidence;
    made->model = model;
    for (size_t s = 0; s < BS_SIGNAL_COUNT; s++) {
        everything.gauges[s] = INT64_MIN;
        everything.tallies[s] = true;
    }
    const bs_status status = bs_timeline_update(made, &everything, &affected);
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
        free(timeline->tallies[s].limits);
        free(timeline->rates[s].sums);
    }
    free(timeline->spare.steps);
    free(timeline->moves);
    free(timeline->drifts);
    free(timeline);
}

bs_day bs_timeline_known_from(const bs_timeline *timeline)
{
    return timeline->known_from;
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
        .active = high->active - low->active,
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
        .last_known = high->last_known,
    };
}

const bs_gauge_step *bs_step_at(const bs_gauge_track *track, bs_moment at)
{
    const size_t count = bs_steps_until(track, at);
    return track->count == 0 ? NULL : &track->steps[count == 0 ? 0 : count - 1];
}

static bool has_few_acts(const void *sum, const void *number)
{
    const bs_tally_sum *day = sum;
    const int32_t *acts = number;
    return day->active <= *acts;
}

/**
 * The day with the act number `number`, counting days with acts from 0; BS_DAY_LAST if there are
 * fewer.
 */
static bs_day acting_day(const bs_tally_track *track, int32_t number)
{
    const size_t days =
        bs_search(track->sums + 1, track->days, sizeof *track->sums, has_few_acts, &number);
    return days == track->days ? BS_DAY_LAST : track->first + (bs_day)days;
}

/** Number of days with acts up to `day`. */
static int32_t acting_days(const bs_tally_track *track, bs_day day)
{
    return track->sums[bs_track_index(track->first, track->days, day + 1)].active;
}

bs_day bs_tally_quiet_until(const bs_tally_track *track, bs_day day, int window_days)
{
    const bs_day known = track->first + (bs_day)track->days - 1;
    const int32_t entered = acting_days(track, day);
    const int32_t left = acting_days(track, day - window_days);
    const bs_day enters = acting_day(track, entered);
    const bs_day leaves = acting_day(track, left) + window_days;
    bs_day until = (enters < leaves ? enters : leaves) - 1;
    until = known < until ? known : until;

    const bs_day came = entered > 0 ? acting_day(track, entered - 1) : until;
    const bs_day went = left > 0 ? acting_day(track, left - 1) + window_days : until;
    until = came > until ? came : until;
    return went > until ? went : until;
}

bs_day bs_tally_quiet_from(const bs_tally_track *track, bs_day day, int window_days)
{
    const int32_t entered = acting_days(track, day);
    const int32_t left = acting_days(track, day - window_days);
    const bs_day came = entered > 0 ? acting_day(track, entered - 1) : BS_DAY_NONE;
    const bs_day went = left > 0 ? acting_day(track, left - 1) + window_days : BS_DAY_NONE;
    return came > went ? came : went;
}

int bs_tally_events(const bs_tally_track *track, bs_day from, bs_day to, int window_days)
{
    return bs_tally_between(track, from + 1, to).active +
           bs_tally_between(track, from - window_days + 1, to - window_days).active;
}

static bool is_made_until(const void *made, const void *seconds)
{
    const bs_moment *moment = made;
    const int64_t *latest = seconds;
    return moment->seconds <= *latest;
}

size_t bs_moments_until(const void *made, size_t count, size_t size, bs_moment at)
{
    /* Whatever their zones, what was made later belongs to later days. */
    const int64_t latest = at.seconds + (int64_t)2 * BS_OFFSET_MAX * 60;
    const char *first = made;
    size_t until = bs_search(made, count, size, is_made_until, &latest);
    /* After a flight west, a later one may belong to an earlier day: no binary search finds it. */
    while (until > 0 &&
           !bs_moment_reaches(at, *(const bs_moment *)(const void *)(first + (until - 1) * size))) {
        until--;
    }
    return until;
}

size_t bs_steps_until(const bs_gauge_track *track, bs_moment at)
{
    return bs_moments_until(track->steps, track->count, sizeof *track->steps, at);
}
