/**
 * @file drift.h
 * By how much a number that goes on from LinkedIn's value missed LinkedIn's later ones. Internal to
 * native-host/core.
 *
 * Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_CORE_DRIFT_H
#define BUSSOLA_CORE_DRIFT_H

#include <stddef.h>

#include "bussola/core/evidence.h"

typedef struct bs_drift {
    double error; /**< mean of the misses, points; NAN until BS_TYPICAL_READINGS_MIN days */
    double gap;   /**< mean days between the readings behind it; NAN without any */
} bs_drift;

/** From the first `count` readings. */
bs_drift bs_drift_of(const bs_official *officials, size_t count);

/** After so many days: it grows with their root. NAN as long as the mean is. */
double bs_drift_after(const bs_drift *drift, double days);

#endif
