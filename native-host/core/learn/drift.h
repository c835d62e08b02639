/**
 * @file drift.h
 * The error of numbers that continue from an official reading, measured at later readings. Internal
 * to native-host/core.
 *
 * Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_CORE_DRIFT_H
#define BUSSOLA_CORE_DRIFT_H

#include <stddef.h>

#include "bussola/core/timeline.h"

typedef struct bs_drift {
    double error; /**< mean absolute error, points; NAN below BS_TYPICAL_READINGS_MIN days with a
                     reading */
    double gap;   /**< mean days between a predicted reading and the one before; NAN without any */
} bs_drift;

/** The drift over the timeline's first `count` readings. */
bs_drift bs_drift_of(bs_timeline *timeline, size_t count);

/** Forgets the sums from reading `index` on: its prediction changes. */
void bs_drift_forget(bs_timeline *timeline, size_t index);

/** The error after `days`: grows with their square root. NAN if `error` is. */
double bs_drift_after(const bs_drift *drift, double days);

#endif
