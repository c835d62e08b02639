#include "drift.h"

#include <math.h>

#include "bussola/core/state.h"
#include "core/points/timeline_parts.h"

/** The sums with one more reading, `index`. */
static bs_drift_sum add(bs_drift_sum sum, const bs_official *officials, size_t index)
{
    const bs_official *official = &officials[index];
    const bs_day day = bs_moment_day(official->at);
    const bs_day before = index > 0 ? bs_moment_day(official[-1].at) : BS_DAY_NONE;
    sum.days += day != before ? 1 : 0;
    if (!isnan(official->predicted)) {
        sum.missed += fabs(official->predicted - official->total);
        sum.predictions++;
        sum.between += index > 0 ? day - before : 0;
        sum.gaps += index > 0 ? 1 : 0;
    }
    return sum;
}

bs_drift bs_drift_of(bs_timeline *timeline, size_t count)
{
    for (size_t i = timeline->drift_count; i < count; i++) {
        timeline->drifts[i + 1] = add(timeline->drifts[i], timeline->evidence->officials, i);
        timeline->drift_count = i + 1;
    }
    const bs_drift_sum *sum = &timeline->drifts[count];
    const bool typical = sum->days >= BS_TYPICAL_READINGS_MIN && sum->predictions > 0;
    return (bs_drift){.error = typical ? sum->missed / (double)sum->predictions : NAN,
                      .gap = sum->gaps > 0 ? (double)sum->between / (double)sum->gaps : NAN};
}

void bs_drift_forget(bs_timeline *timeline, size_t index)
{
    timeline->drift_count = index < timeline->drift_count ? index : timeline->drift_count;
}

double bs_drift_after(const bs_drift *drift, double days)
{
    return drift->error * sqrt(days / drift->gap);
}
