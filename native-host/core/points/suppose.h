/**
 * @file suppose.h
 * The value that a tally would have after acts that were not done, for what advice and forecasts
 * promise. Internal to native-host/core.
 */
#ifndef BUSSOLA_CORE_SUPPOSE_H
#define BUSSOLA_CORE_SUPPOSE_H

#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

typedef struct bs_supposed {
    bs_signal signal; /**< a tally */
    bs_day from, to;  /**< days taken as counted; none if `to` is before `from` */
    int64_t acts;     /**< done on these days, each as early as its day holds one more */
} bs_supposed;

/** A tally's values at the ends of two days. */
typedef struct bs_supposed_values {
    double to;   /**< of the supposed days */
    double base; /**< of an earlier day: its estimate of uncounted days changes too */
} bs_supposed_values;

/** The first day on which `acts` more acts have been done, beginning on `from`. */
bs_day bs_suppose_until(const bs_timeline *timeline, bs_signal signal, bs_day from, int64_t acts);

/**
 * The values that follow from `supposed`; `base` may be BS_DAY_NONE, which gives 0. Expects a tally
 * that is scored. A base more than four years before (at a window of 90 days) keeps its value.
 */
bs_supposed_values bs_suppose(const bs_timeline *timeline, const bs_supposed *supposed,
                              bs_day base);

#endif
