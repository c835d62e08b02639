/**
 * @file timeline.h
 * An index over an evidence: returns every signal's value at any moment.
 *
 * Building takes one pass over the evidence; after that, reading a value costs at most one look at
 * its window. The same timeline serves one state or ten years of daily ones. The caller owns it
 * (bs_timeline_free). It borrows the evidence and the model, which must outlive it; after a change
 * of the evidence call bs_timeline_update. Not thread-safe. Fails only out of memory.
 */
#ifndef BUSSOLA_TIMELINE_H
#define BUSSOLA_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"

/** A tally covered for fewer days is learning: shown, but not scored. */
#define BS_LEARNING_DAYS 7
/** A rate with a smaller denominator is unknown. */
#define BS_RATE_DENOMINATOR_MIN 3
/** An unanswered thread younger than this counts as not yet answered. */
#define BS_THREAD_YOUNG_DAYS 14

/** A signal's value in the window, before any curve. */
typedef struct bs_value {
    bool known;    /**< false if no value was seen; then the other fields are meaningless */
    bool learning; /**< covered for fewer than 7 days: shown, not scored */
    int days_left; /**< 1–7 while learning: days until it is scored; else 0 */
    double value;  /**< count, level, or rate 0–1; after projection */
    bs_bound bound;
    bs_source source;        /**< of the most recently seen reading behind the value */
    bs_moment seen;          /**< when that reading was made; all 0 if not known */
    int projected_from_days; /**< 7–89 when projected, else 0 */
} bs_value;

typedef struct bs_timeline bs_timeline;

/** BS_INTERNAL out of memory. */
BS_MUST_CHECK bs_status bs_timeline_new(bs_timeline **timeline, const bs_evidence *evidence,
                                        const bs_model *model);
/** What changed in an evidence. */
typedef struct bs_evidence_change {
    /** UTC seconds of the first changed gauge, by signal; BS_UNCHANGED without one. */
    int64_t gauges[BS_SIGNAL_COUNT];
    /** True if a tally, a cover or the days before them changed. */
    bool tallies[BS_SIGNAL_COUNT];
    bs_day official; /**< day of the first changed official reading; BS_DAY_LAST without one */
} bs_evidence_change;
#define BS_UNCHANGED INT64_MAX

/**
 * Follows a change of the evidence, for less than a new timeline; the change must not remove a
 * gauge. Official readings and the members without an array may have changed too. `*affected` is
 * the first day with a number that may have changed, 0 for any, BS_DAY_LAST for none; it leaves out
 * the user's answer on a phone. BS_INTERNAL out of memory: the timeline can only be freed.
 */
BS_MUST_CHECK bs_status bs_timeline_update(bs_timeline *timeline, const bs_evidence_change *change,
                                           bs_day *affected);

/** The gauges of a signal in the evidence, by at; NULL without any. */
const bs_gauge *bs_timeline_gauges(size_t *count, const bs_timeline *timeline, bs_signal signal);

/** NULL is allowed. */
void bs_timeline_free(bs_timeline *timeline);

/**
 * The value of a signal at `at`. A gauge or flag has the value last read by then. Before its first
 * reading it has that first value, so that seeing something for the first time never looks like a
 * change, unless an archive dates its growth. Tallies and rates cover the model's window, which
 * ends with the local day of `at`, regardless of when they were read. Without a tally,
 * new_connections is the rise of exact readings of connections.
 */
bs_value bs_timeline_value(const bs_timeline *timeline, bs_signal signal, bs_moment at);

/**
 * The reading of a gauge or flag in force at `at`; NULL without one. Ignores readings made after
 * `at`, in whatever order they arrived. A row counts as read at `at` and again at `seen`, so that a
 * confirmed level prevails over another one that arrived late.
 */
const bs_gauge *bs_timeline_gauge(const bs_timeline *timeline, bs_signal signal, bs_moment at);

/** The first day with any observation in the evidence, or before it; BS_DAY_LAST without one. */
bs_day bs_timeline_known_from(const bs_timeline *timeline);

/** Sum of a tally over the days `from` to `to`, each day by its preferred source. */
int64_t bs_timeline_sum(const bs_timeline *timeline, bs_signal signal, bs_day from, bs_day to);

#endif
