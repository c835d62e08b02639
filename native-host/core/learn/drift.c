#include "drift.h"

#include <math.h>

#include "bussola/core/state.h"

bs_drift bs_drift_of(const bs_official *officials, size_t count)
{
    bs_day before = BS_DAY_NONE;
    size_t days = 0;
    size_t predictions = 0;
    size_t gaps = 0;
    double missed = 0;
    double between = 0;
    for (size_t i = 0; i < count; i++) {
        const bs_official *official = &officials[i];
        const bs_day day = bs_moment_day(official->at);
        days += day != before ? 1 : 0;
        if (!isnan(official->predicted)) {
            missed += fabs(official->predicted - official->total);
            predictions++;
            between += i > 0 ? day - before : 0;
            gaps += i > 0 ? 1 : 0;
        }
        before = day;
    }
    const bool typical = days >= BS_TYPICAL_READINGS_MIN && predictions > 0;
    return (bs_drift){.error = typical ? missed / (double)predictions : NAN,
                      .gap = gaps > 0 ? between / (double)gaps : NAN};
}

double bs_drift_after(const bs_drift *drift, double days)
{
    return drift->error * sqrt(days / drift->gap);
}
