/**
 * @file timeline_parts.h
 * What a timeline is made of, for the modules of core that compute with it.
 *
 * Three kinds of track, each built once: the readings of a gauge in the order in which they came to
 * stand, the running sums of a tally by day, and those of a rate over the days that both of its
 * tallies cover.
 */
#ifndef BUSSOLA_TIMELINE_PARTS_H
#define BUSSOLA_TIMELINE_PARTS_H

#include "bussola/timeline.h"

/** From `from` on, until the next step, `gauge` stands and was last seen at `seen`. */
typedef struct bs_gauge_step {
    bs_moment from;
    bs_moment seen;
    const bs_gauge *gauge;
} bs_gauge_step;

typedef struct bs_gauge_track {
    bs_gauge_step *steps; /**< by from */
    size_t count;
} bs_gauge_track;

/** A day of a tally, and the sums over the days before it from the track's first day on. */
typedef struct bs_tally_sum {
    const bs_tally *standing; /**< the count that stands on the day itself, or NULL */
    int64_t count;
    int32_t covered;     /**< days */
    int32_t at_least;    /**< days whose standing count is only a lower bound */
    int32_t approximate; /**< days whose standing count is approximate */
} bs_tally_sum;

typedef struct bs_tally_track {
    bs_day first;
    size_t days;
    bs_tally_sum *sums;     /**< days + 1; sums[i] is the day first + i */
    const bs_cover *covers; /**< of this signal, in the evidence */
    size_t cover_count;
} bs_tally_track;

/** As bs_tally_sum, over the days that both tallies of a rate cover. */
typedef struct bs_rate_sum {
    int64_t numerator, denominator;
    int32_t covered;
} bs_rate_sum;

typedef struct bs_rate_track {
    bs_day first;
    size_t days;
    bs_rate_sum *sums;
} bs_rate_track;

/** The values that changes since a moment are counted from. */
typedef struct bs_reference {
    bool present;
    bs_moment at;
    bool scored[BS_SIGNAL_COUNT];
    bool taken_back[BS_SIGNAL_COUNT]; /**< not scored at the moment itself */
    double value[BS_SIGNAL_COUNT];
    /** Where `value` is a level known only as a lower bound: what it may have been, at most. */
    double most[BS_SIGNAL_COUNT];
} bs_reference;

struct bs_timeline {
    const bs_evidence *evidence;
    const bs_model *model;
    bs_gauge_track gauges[BS_SIGNAL_COUNT];
    bs_tally_track tallies[BS_SIGNAL_COUNT];
    bs_rate_track rates[BS_SIGNAL_COUNT];
    /** A state and the one a week before it: the two references in use while days go by. */
    bs_reference references[2];
    size_t reference_next;
};

/** Where a day stands in a track: 0 … days, days outside moved to the nearer end. */
size_t bs_track_index(bs_day first, size_t days, bs_day day);

/** How many steps begin at or before a moment. */
size_t bs_steps_until(const bs_gauge_track *track, bs_moment at);

/** The sums over `from` to `to`, both included; no day, so `standing` is NULL. */
bs_tally_sum bs_tally_between(const bs_tally_track *track, bs_day from, bs_day to);
bs_rate_sum bs_rate_between(const bs_rate_track *track, bs_day from, bs_day to);

/**
 * The rise of exact connections readings across the window that ends on `day`, as far as read by
 * `at`: from the one that stood at the window's start (else the first one inside) to the last one.
 * Removals hide new connections, so it is a lower bound at best.
 */
bs_value bs_connections_rise(const bs_timeline *timeline, bs_day day, bs_moment at);

/**
 * What a level that stood at a moment as a lower bound may have been at most: the next reading that
 * is no lower bound, for nobody knows that it was less before; INFINITY without one.
 */
double bs_timeline_most(const bs_timeline *timeline, bs_signal signal, bs_moment at);

/** Whether a value gives points: known, and not learning. */
bool bs_value_scored(const bs_value *value);

/**
 * The values at a moment, with all that is known today. A signal that is not scored there is taken
 * back: its value is the one when it is first scored afterwards. Valid until two other moments have
 * been asked for.
 */
const bs_reference *bs_timeline_reference(bs_timeline *timeline, bs_moment at);

#endif
