#include "drift.h"

#include <math.h>

#include "bussola/core/state.h"

static double mean_miss(const bs_official *officials, size_t count)
{
    size_t days = 0;
    size_t predictions = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || bs_moment_day(officials[i].at) != bs_moment_day(officials[i - 1].at)) {
            days++;
        }
        if (!isnan(officials[i].predicted)) {
            sum += fabs(officials[i].predicted - officials[i].total);
            predictions++;
        }
    }
    return days >= BS_TYPICAL_READINGS_MIN && predictions > 0 ? sum / (double)predictions : NAN;
}

static double mean_gap(const bs_official *officials, size_t count)
{
    double days = 0;
    size_t gaps = 0;
    for (size_t i = 1; i < count; i++) {
        if (!isnan(officials[i].predicted)) {
            days += bs_moment_day(officials[i].at) - bs_moment_day(officials[i - 1].at);
            gaps++;
        }
    }
    return gaps > 0 ? days / (double)gaps : NAN;
}

bs_drift bs_drift_of(const bs_official *officials, size_t count)
{
    return (bs_drift){.error = mean_miss(officials, count), .gap = mean_gap(officials, count)};
}

double bs_drift_after(const bs_drift *drift, double days)
{
    return drift->error * sqrt(days / drift->gap);
}
