#include "tenths.h"

#include <math.h>

/** Smaller values come from floating point. */
#define NOTHING 1e-6

long bs_tenths(double value)
{
    return isfinite(value) ? lround(value * 10) : 0;
}

double bs_tenths_change(double from, double to)
{
    return (double)(bs_tenths(to) - bs_tenths(from)) / 10;
}

/** Moves the value that gains most by it one tenth up (1) or down (−1), unless all are 0. */
static void move_one(long *tenths, const double *values, size_t count, int direction)
{
    size_t found = count;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        const double gain = direction * (values[i] * 10 - (double)tenths[i]);
        if (fabs(values[i]) >= NOTHING && (found == count || gain > most)) {
            found = i;
            most = gain;
        }
    }
    if (found < count) {
        tenths[found] += direction;
    }
}

void bs_tenths_share(long *tenths, const double *values, size_t count, long sum)
{
    long missing = sum;
    for (size_t i = 0; i < count; i++) {
        tenths[i] = bs_tenths(values[i]);
        missing -= tenths[i];
    }
    /* Rounding misses at most half a tenth per value, and one for the sum's own ends. */
    for (size_t moves = 0; missing != 0 && moves <= count; moves++) {
        const int direction = missing > 0 ? 1 : -1;
        move_one(tenths, values, count, direction);
        missing -= direction;
    }
}
