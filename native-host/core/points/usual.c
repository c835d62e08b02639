#include "bussola/core/usual.h"

#include <math.h>

#include "timeline_parts.h"

enum { WEEK = 7, COVERED_MIN = 5 };

/** Acts of a signal in the week that ends on `last`; NAN if too few days are covered. */
static double acts_of(const bs_timeline *timeline, bs_signal signal, bs_day last)
{
    bs_tally_sum sum = bs_tally_between(&timeline->tallies[signal], last - WEEK + 1, last);
    return sum.covered < COVERED_MIN ? NAN : (double)sum.count * WEEK / sum.covered;
}

/**
 * The user's own acts in LinkedIn's pillars, independent of the model. Excludes what others do,
 * filtered searches, which are also people searches, and active days, which are no acts.
 */
static const struct {
    bs_pillar pillar;
    bs_signal signal;
} acts[] = {
    {BS_BRAND, BS_POSTS},
    {BS_PEOPLE, BS_PEOPLE_SEARCHES},
    {BS_PEOPLE, BS_PROFILES_VIEWED},
    {BS_INSIGHTS, BS_COMMENTS},
    {BS_INSIGHTS, BS_REACTIONS},
    {BS_INSIGHTS, BS_POSTS},
    {BS_INSIGHTS, BS_REPOSTS},
    {BS_INSIGHTS, BS_MESSAGES_SENT},
    {BS_RELATIONSHIPS, BS_NEW_CONNECTIONS},
};

/** Acts of a pillar in that week; NAN if none was ever seen, or one is not covered. */
static double acts_in(const bs_timeline *timeline, bs_pillar pillar, bs_day last)
{
    bool counted = false;
    double sum = 0;
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        /* Some signals are only in an archive; ignore them without one. */
        if (acts[i].pillar == pillar && timeline->tallies[acts[i].signal].days > 0) {
            sum += acts_of(timeline, acts[i].signal, last);
            counted = true;
        }
    }
    return counted ? sum : NAN;
}

/** Insertion sort. */
static void insert(double *sorted, int count, double value)
{
    int at = count;
    for (; at > 0 && sorted[at - 1] > value; at--) {
        sorted[at] = sorted[at - 1];
    }
    sorted[at] = value;
}

/** Interpolates between the two nearest values. */
static double quantile(const double *sorted, int count, double part)
{
    double place = part * (count - 1);
    int below = (int)floor(place);
    int above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

static bool compare(bs_usual *usual, const double weeks[1 + BS_USUAL_WEEKS])
{
    double before[BS_USUAL_WEEKS];
    int count = 0;
    for (int i = 1; i <= BS_USUAL_WEEKS; i++) {
        if (!isnan(weeks[i])) {
            insert(before, count++, weeks[i]);
        }
    }
    if (count < BS_USUAL_WEEKS_MIN) {
        return false;
    }
    *usual = (bs_usual){.week = weeks[0],
                        .usual = quantile(before, count, 0.5),
                        .low = quantile(before, count, 0.25),
                        .high = quantile(before, count, 0.75),
                        .weeks = count};
    return true;
}

bool bs_usual_of(bs_usual *usual, const bs_timeline *timeline, bs_pillar pillar, bs_moment at)
{
    double weeks[1 + BS_USUAL_WEEKS];
    for (int i = 0; i <= BS_USUAL_WEEKS; i++) {
        weeks[i] = acts_in(timeline, pillar, bs_moment_day(at) - i * WEEK);
    }
    return !isnan(weeks[0]) && compare(usual, weeks);
}

bool bs_usual_act(bs_usual *usual, const bs_timeline *timeline, bs_signal signal, bs_day last)
{
    double weeks[1 + BS_USUAL_WEEKS];
    for (int i = 0; i <= BS_USUAL_WEEKS; i++) {
        weeks[i] = acts_of(timeline, signal, last - i * WEEK);
    }
    return compare(usual, weeks);
}

bs_verdict bs_usual_verdict(const bs_usual *usual)
{
    if (round(usual->week) > round(usual->high)) {
        return BS_VERDICT_MORE;
    }
    return round(usual->week) < round(usual->low) ? BS_VERDICT_LESS : BS_VERDICT_SAME;
}
