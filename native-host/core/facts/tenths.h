/** @file tenths.h Rounds the parts of a sum so that they still add up. Private to core. */
#ifndef BUSSOLA_TENTHS_H
#define BUSSOLA_TENTHS_H

#include <stddef.h>

/** Rounds to the nearest tenth; a value that is not finite to 0. */
long bs_tenths(double value);

/** The change between two numbers as shown, each in tenths. */
double bs_tenths_change(double from, double to);

/**
 * Rounds values to tenths that add up to `sum`, which must be within a tenth of the values' sum. If
 * the nearest tenths do not, those with the largest rounding errors are rounded the other way; a
 * value of 0 stays 0.
 */
void bs_tenths_share(long *tenths, const double *values, size_t count, long sum);

#endif
