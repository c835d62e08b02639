#include "uncounted.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "core/facts/search.h"

/** The estimate for one window, without limit. */
static bs_uncounted mean_around(const bs_tally_track *track, bs_day day, int window_days)
{
    const bs_day from = day - window_days + 1;
    const bs_tally_sum window = bs_tally_between(track, from, day);
    const bs_tally_sum around = bs_tally_between(track, from - window_days, day + window_days - 1);
    const int uncounted = window_days - window.covered;
    if (uncounted <= 0 || around.covered == 0) {
        return (bs_uncounted){0};
    }
    return (bs_uncounted){.acts = (double)uncounted * (double)around.count / around.covered,
                          .counted = around.covered};
}

static double limit_on(const bs_tally_track *track, bs_day day)
{
    if (day < track->first || day >= track->first + (bs_day)track->limited) {
        return INFINITY;
    }
    assert(track->limits != NULL);
    return track->limits[day - track->first];
}

/** True only if each day of the window that ends on `day` was counted. */
static bool is_counted(const bs_tally_track *track, bs_day day)
{
    return track->limited > 0 && day >= track->first + (bs_day)track->limited &&
           day < track->first + (bs_day)track->days;
}

bs_uncounted bs_uncounted_of(const bs_tally_track *track, bs_day day, int window_days)
{
    if (is_counted(track, day)) {
        return (bs_uncounted){0};
    }
    /* The last day without a change, so that days without acts change nothing. */
    const bs_day until = bs_tally_quiet_until(track, day, window_days);
    bs_uncounted found = mean_around(track, until, window_days);
    const int64_t count = bs_tally_between(track, day - window_days + 1, day).count;
    found.acts = fmin(found.acts, limit_on(track, day) - (double)count);
    return found;
}

static bool acted_on(const bs_tally_track *track, bs_day day)
{
    return bs_tally_between(track, day, day).active > 0;
}

/** False if all days from this one on were counted. */
static bool is_before_uncounted(const void *sum, const void *track)
{
    const bs_tally_sum *from = sum;
    const bs_tally_track *of = track;
    return of->sums[of->days].covered - from->covered != (int32_t)(of->sums + of->days - from);
}

/**
 * Number of days up to the last one with an uncounted day in its window. On later ones, and in a
 * count without points or acts, a limit changes nothing.
 */
static size_t days_to_limit(const bs_tally_track *track, int window_days)
{
    const bs_tally_sum *sums = track->sums;
    if (!track->scored || track->days == 0 || sums[track->days].active == 0) {
        return 0;
    }
    const size_t counted = bs_search(sums, track->days, sizeof *sums, is_before_uncounted, track);
    const size_t days = counted + (size_t)window_days - 1;
    return days < track->days ? days : track->days;
}

/**
 * The limit of the day before, from that of a day: between two acts the estimate may have fallen;
 * the fall must not land on the later one, which takes away only what leaves the window that day.
 */
static double limit_before(const bs_tally_track *track, bs_day day, int window_days, double limit)
{
    if (!acted_on(track, day)) {
        return acted_on(track, day - window_days) ? INFINITY : limit;
    }
    const int64_t count = bs_tally_between(track, day - window_days, day).count;
    return (double)count + bs_uncounted_of(track, day, window_days).acts;
}

/** Number of days up to the first one from index `from` on that decides the limit before it. */
static size_t days_deciding(const bs_tally_track *track, size_t from, int window_days)
{
    size_t days = from;
    while (days < track->days) {
        const bs_day day = track->first + (bs_day)days++;
        if (acted_on(track, day) || acted_on(track, day - window_days)) {
            break;
        }
    }
    return days;
}

void bs_uncounted_fill(bs_tally_track *track, bs_day from, int window_days)
{
    const size_t limited = days_to_limit(track, window_days);
    const size_t first = bs_track_index(track->first, track->days, from);
    double limit = INFINITY;
    assert(limited == 0 || track->limits != NULL);
    track->limited = limited;
    for (size_t i = limited == 0 ? 0 : days_deciding(track, limited, window_days); i > first; i--) {
        if (i <= limited) {
            track->limits[i - 1] = limit;
        }
        limit = limit_before(track, track->first + (bs_day)i - 1, window_days, limit);
    }
}

bool bs_uncounted_limit(bs_tally_track *track, int window_days)
{
    const size_t limited = days_to_limit(track, window_days);
    track->limits = limited == 0 ? NULL : malloc(limited * sizeof *track->limits);
    if (limited > 0 && track->limits == NULL) {
        track->limited = 0;
        return false;
    }
    bs_uncounted_fill(track, track->first, window_days);
    return true;
}
