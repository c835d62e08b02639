/**
 * @file timeline.h
 * An evidence made quick to ask: every signal's value at any moment.
 *
 * Building costs one pass over the evidence (what stands on each day and the running sums);
 * after that a value costs no more than a look at its window, so a single state and ten years of
 * daily ones use the same thing. A timeline belongs to the caller (bs_timeline_free) and only reads
 * the evidence and the model, which must outlive it unchanged. Not safe for use by two threads.
 * Only memory can fail.
 */
#ifndef BUSSOLA_TIMELINE_H
#define BUSSOLA_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"

/** A tally covered for fewer days is shown as learning, not scored. */
#define BS_LEARNING_DAYS 7
/** A rate with a smaller denominator says nothing. */
#define BS_RATE_DENOMINATOR_MIN 3
/** An unanswered thread younger than this may still be answered. */
#define BS_THREAD_YOUNG_DAYS 14

/** A signal's value in the window, before any curve. */
typedef struct bs_value {
    bool known;    /**< a value was seen; false: everything else is meaningless */
    bool learning; /**< covered for fewer than 7 days: shown, not scored */
    int days_left; /**< 1–7 while learning: days to count until it is scored; else 0 */
    double value;  /**< count, level, or rate 0–1; after projection */
    bs_bound bound;
    bs_source source;        /**< of the most recently seen reading behind the value */
    bs_moment seen;          /**< when that was; all 0 when not known */
    int projected_from_days; /**< 7–89 when projected, else 0 */
} bs_value;

typedef struct bs_timeline bs_timeline;

/** BS_INTERNAL when memory is short. */
BS_MUST_CHECK bs_status bs_timeline_new(bs_timeline **timeline, const bs_evidence *evidence,
                                        const bs_model *model);
/** NULL is allowed. */
void bs_timeline_free(bs_timeline *timeline);

/**
 * The value of a signal at `at`. Gauges and flags stand as they were last read by then; before the
 * first reading they stand as it says, so that seeing something for the first time never looks like
 * a change, unless an archive dates its growth. Tallies and
 * rates are taken over the model's window, the local day of `at` being its last day, whenever they
 * were learned. new_connections without a tally is the rise of exact connections readings.
 */
bs_value bs_timeline_value(const bs_timeline *timeline, bs_signal signal, bs_moment at);

/**
 * The reading of a gauge or flag that stood at `at`; NULL when none. Rows may have arrived late:
 * what was read after `at` has no part in the answer. A row counts as read at `at` and again at
 * `seen`, so that a level confirmed after another one's late arrival stands again.
 */
const bs_gauge *bs_timeline_gauge(const bs_timeline *timeline, bs_signal signal, bs_moment at);

/** What a tally holds for the days `from` to `to`: the sum of the standing counts. */
int64_t bs_timeline_sum(const bs_timeline *timeline, bs_signal signal, bs_day from, bs_day to);

#endif
