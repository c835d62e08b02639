#include "affected.h"

static bs_day earlier(bs_day a, bs_day b)
{
    return a < b ? a : b;
}

static size_t fewer(size_t a, size_t b)
{
    return a < b ? a : b;
}

/**
 * The first day that differs between two tracks of running sums with the same first day: the first
 * `same` sums are equal, and each holds the days before its own.
 */
static bs_day first_changed(size_t same, size_t days_before, size_t days_after, bs_day first)
{
    const bool all = same > fewer(days_before, days_after) && days_before == days_after;
    return all ? BS_DAY_LAST : first + (bs_day)same - 1;
}

/* ---- gauges ---- */

/** The first day of the steps from `index` on. After a flight west they are not in its order. */
static bs_day first_of(const bs_gauge_track *track, size_t index)
{
    bs_day first = BS_DAY_LAST;
    for (size_t i = index; i < track->count; i++) {
        first = earlier(first, bs_moment_day(track->steps[i].from));
    }
    return first;
}

static bool same_level(const bs_gauge_step *a, const bs_gauge_step *b)
{
    return a != NULL && b != NULL && a->level == b->level && a->bound == b->bound;
}

bs_day bs_affected_gauge(const bs_gauge_track *before, const bs_gauge_track *after)
{
    const bs_gauge_step *old = NULL;
    const bs_gauge_step *fresh = NULL;
    size_t i = 0;
    size_t k = 0;
    if (before->count == 0 || after->count == 0 || before->before != after->before) {
        return before->count == after->count ? BS_DAY_LAST : 0;
    }
    /* A confirmation adds or moves a step without changing the level. */
    while (i < before->count || k < after->count) {
        const int64_t next = i < before->count ? before->steps[i].from.seconds : INT64_MAX;
        const int64_t other = k < after->count ? after->steps[k].from.seconds : INT64_MAX;
        const size_t from = i;
        const size_t to = k;
        if (next <= other) {
            old = &before->steps[i++];
        }
        if (other <= next) {
            fresh = &after->steps[k++];
        }
        if (!same_level(old, fresh)) {
            return earlier(first_of(before, from), first_of(after, to));
        }
    }
    return BS_DAY_LAST;
}

/* ---- tallies ---- */

static bool same_tally(const bs_tally_sum *a, const bs_tally_sum *b)
{
    return a->count == b->count && a->active == b->active && a->covered == b->covered &&
           a->at_least == b->at_least && a->approximate == b->approximate;
}

/** The first day with another count; both tracks have the same first day. */
static bs_day recounted(const bs_tally_track *before, const bs_tally_track *after)
{
    const size_t shared = fewer(before->days, after->days);
    size_t same = 0;
    while (same <= shared && same_tally(&before->sums[same], &after->sums[same])) {
        same++;
    }
    return first_changed(same, before->days, after->days, after->first);
}

/** The first day with another limit of its estimate. */
static bs_day relimited(const bs_tally_track *before, const bs_tally_track *after)
{
    const size_t shared = fewer(before->limited, after->limited);
    size_t same = 0;
    while (same < shared && before->limits[same] == after->limits[same]) {
        same++;
    }
    return same == shared && before->limited == after->limited ? BS_DAY_LAST
                                                               : after->first + (bs_day)same;
}

/** True if every day from `from` to the track's end was counted. */
static bool is_counted_from(const bs_tally_track *track, bs_day from)
{
    const bs_day last = track->first + (bs_day)track->days - 1;
    return bs_tally_between(track, from, last).covered == last - from + 1;
}

bs_day bs_affected_tally(const bs_tally_track *before, const bs_tally_track *after, int window_days)
{
    if (before->days == 0 || after->days == 0 || before->first != after->first ||
        before->scored != after->scored || before->known_before != after->known_before) {
        return before->days == after->days ? BS_DAY_LAST : 0;
    }
    const bs_day counted = recounted(before, after);
    const bs_day day = earlier(counted, relimited(before, after));
    if (day <= after->first) {
        return 0; /* earlier days have the value of the first */
    }
    if (!after->scored || counted == BS_DAY_LAST) {
        return day;
    }
    /* An estimate counts up to a window more on both sides of a window that ends on a quiet day. */
    const bs_day reached = counted - window_days + 1;
    const bs_day needed = reached - window_days + 1;
    if (is_counted_from(before, needed) && is_counted_from(after, needed)) {
        return day;
    }
    const bs_day quiet = bs_tally_quiet_from(after, reached, window_days);
    return quiet == BS_DAY_NONE ? 0 : earlier(day, quiet);
}

/* ---- rates ---- */

/** Days until a rate is no longer learning. */
static bool is_young(const bs_rate_track *track)
{
    return track->sums[track->days].covered < BS_LEARNING_DAYS;
}

static bool same_rate(const bs_rate_sum *a, const bs_rate_sum *b)
{
    return a->numerator == b->numerator && a->denominator == b->denominator &&
           a->covered == b->covered;
}

bs_day bs_affected_rate(const bs_rate_track *before, const bs_rate_track *after)
{
    if (before->days == 0 || after->days == 0) {
        return before->days == after->days ? BS_DAY_LAST : 0;
    }
    if (before->first != after->first || before->first_known != after->first_known ||
        is_young(before) || is_young(after)) {
        return 0;
    }
    const size_t shared = fewer(before->days, after->days);
    size_t same = 0;
    size_t known = 0;
    while (same <= shared && same_rate(&before->sums[same], &after->sums[same])) {
        same++;
    }
    while (known < shared && before->sums[known].last_known == after->sums[known].last_known) {
        known++;
    }
    const bs_day counted = first_changed(same, before->days, after->days, after->first);
    return known == shared ? counted : earlier(counted, after->first + (bs_day)known);
}

/* ---- the number ---- */

bs_day bs_affected_number(const bs_evidence *evidence, bs_day values, bs_day readings)
{
    const bs_day day = earlier(values, readings);
    size_t before = evidence->official_count;
    while (before > 0 && bs_moment_day(evidence->officials[before - 1].at) >= day) {
        before--;
    }
    if (day == BS_DAY_LAST || (before == evidence->official_count && readings == BS_DAY_LAST)) {
        return day;
    }
    return before == 0 ? 0 : bs_moment_day(evidence->officials[before - 1].at) + 1;
}
