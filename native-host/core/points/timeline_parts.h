/**
 * @file timeline_parts.h
 * The parts of a timeline, for the modules of core that compute with it.
 *
 * Three kinds of track, each built once: the readings of a gauge in the order in which they took
 * effect, the running sums of a tally by day, and those of a rate over the days that both of its
 * tallies cover.
 */
#ifndef BUSSOLA_TIMELINE_PARTS_H
#define BUSSOLA_TIMELINE_PARTS_H

#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

/**
 * A gauge's reading in force from `from` until the next step, last seen at `seen`. `level` is its
 * value with what later readings show: a lower bound takes the next higher level.
 */
typedef struct bs_gauge_step {
    bs_moment from;
    bs_moment seen;
    uint32_t gauge; /**< index into the track's gauges */
    bs_bound bound; /**< of that gauge */
    double level;
} bs_gauge_step;

typedef struct bs_gauge_track {
    const bs_gauge *gauges; /**< of this signal, in the evidence */
    size_t gauge_count;
    bs_gauge_step *steps; /**< by from */
    size_t count;
    size_t room;   /**< steps that fit */
    double before; /**< level before the first step */
} bs_gauge_track;

/** One day of a tally, with the sums over all earlier days of the track. */
typedef struct bs_tally_sum {
    size_t standing; /**< the count used for the day itself: 1 + its index; 0 without one */
    int64_t count;
    int32_t active;      /**< days with a count above 0 */
    int32_t covered;     /**< days */
    int32_t at_least;    /**< days with only a lower bound */
    int32_t approximate; /**< days with an approximate count */
} bs_tally_sum;

typedef struct bs_tally_track {
    bs_day first;
    size_t days;
    bs_tally_sum *sums;      /**< days + 1; sums[i] is the day first + i */
    double *limits;          /**< of count and estimate of the windows that end on the first days */
    size_t limited;          /**< days; later ones have no estimate */
    const bs_tally *tallies; /**< of this signal, in the evidence, as are the covers */
    size_t tally_count;
    const bs_cover *covers;
    size_t cover_count;
    bool known_before; /**< also covered on days before the evidence */
    bool scored;       /**< covered on enough days to be scored */
} bs_tally_track;

/** As bs_tally_sum, over the days that both tallies of a rate cover. */
typedef struct bs_rate_sum {
    int64_t numerator, denominator;
    int32_t covered;
    bs_day last_known; /**< last day up to this one with enough acts in its window */
} bs_rate_sum;

typedef struct bs_rate_track {
    bs_day first;
    size_t days;
    bs_rate_sum *sums;
    bs_day first_known, last_known; /**< days with enough acts in their window, or BS_DAY_NONE */
} bs_rate_track;

/** The values of all signals at one moment, not stamped (bs_value_at). */
typedef struct bs_signal_values {
    bs_value of[BS_SIGNAL_COUNT];
} bs_signal_values;

typedef struct bs_kept_values {
    bool present;
    bs_moment at;
    bs_signal_values values;
} bs_kept_values;

/** A state needs two official readings, and the state a week before may need two others. */
#define BS_IMPORT_MATCH_VALUES 4

/** Most learned weights that are used at a time. */
#define BS_ACTS_MAX 8

/** A learned weight: what one act of a row gives. */
typedef struct bs_act_weight {
    size_t row; /**< of the model */
    double points;
} bs_act_weight;

/** How changes after a reading are counted (weigh.h). */
typedef struct bs_weights {
    double factors[BS_PILLAR_COUNT]; /**< factors of the model's change */
    size_t act_count;
    bs_act_weight acts[BS_ACTS_MAX]; /**< replace the model's points, by row */
} bs_weights;

/** Sums over the first official readings (drift.h). */
typedef struct bs_drift_sum {
    size_t days;        /**< with a reading */
    size_t predictions; /**< readings that were predicted */
    size_t gaps;        /**< of these, all but the first reading */
    int64_t between;    /**< days of the gaps */
    double missed;      /**< points by which the predictions were off */
} bs_drift_sum;

/** Cached results for one official reading (moves.h, weigh.h). */
typedef struct bs_move {
    bool known;                      /**< `points` is filled */
    double points[BS_PILLAR_COUNT];  /**< the model's change since the previous reading day */
    bool learned;                    /**< `factors` is filled */
    double factors[BS_PILLAR_COUNT]; /**< for the model's change after the reading */
    bool weighed;                    /**< `weights` is filled */
    bs_weights weights;
    bool missed;                  /**< `miss` and `events` are filled */
    double miss[BS_PILLAR_COUNT]; /**< the model's error at the next reading day */
    int events[BS_PILLAR_COUNT];  /**< acts until that day that move the number */
} bs_move;

/** The exact readings of connections: the first, and what the window that it opens shows. */
typedef struct bs_rise_base {
    bool known;  /**< read on two days or more */
    int left;    /**< as bs_value's days_left */
    bs_day from; /**< of the first reading */
    bs_day seen; /**< last reading in the window */
    int64_t rise;
} bs_rise_base;

struct bs_timeline {
    const bs_evidence *evidence;
    const bs_model *model;
    bs_gauge_track gauges[BS_SIGNAL_COUNT];
    bs_gauge_track spare;     /**< its steps are room for the next track that is built */
    bs_rise_base connections; /**< of their gauge track */
    bs_tally_track tallies[BS_SIGNAL_COUNT];
    bs_rate_track rates[BS_SIGNAL_COUNT];
    bs_day known_from; /**< first day with any observation; BS_DAY_LAST without any */
    bs_kept_values kept[BS_IMPORT_MATCH_VALUES]; /**< cached values at official readings */
    size_t kept_next;
    bs_move *moves;       /**< by official reading; filled on demand */
    bs_drift_sum *drifts; /**< by number of official readings; filled on demand */
    size_t drift_count;   /**< those filled, beside that of no reading */
};

/** Index of a day in a track, clamped to 0 … days. */
size_t bs_track_index(bs_day first, size_t days, bs_day day);

/**
 * Number of observations up to the last one that counts at `at` (bs_moment_reaches), of `count`
 * structs of `size` bytes that begin with the moment they were made and are sorted by it.
 */
size_t bs_moments_until(const void *made, size_t count, size_t size, bs_moment at);

/** Number of steps up to the last one that counts at a moment (bs_moments_until). */
size_t bs_steps_until(const bs_gauge_track *track, bs_moment at);

/** The reading behind a step. */
static inline const bs_gauge *bs_step_gauge(const bs_gauge_track *track, const bs_gauge_step *step)
{
    return &track->gauges[step->gauge];
}

/** The count used for the day `first` + `index`, or NULL. */
static inline const bs_tally *bs_tally_standing(const bs_tally_track *track, size_t index)
{
    const size_t standing = track->sums[index].standing;
    return standing == 0 ? NULL : &track->tallies[standing - 1];
}

/** Sums over `from` to `to`, both included; `standing` is 0. */
bs_tally_sum bs_tally_between(const bs_tally_track *track, bs_day from, bs_day to);
bs_rate_sum bs_rate_between(const bs_rate_track *track, bs_day from, bs_day to);

/** The step in force at a moment, else the first one; NULL without steps. */
const bs_gauge_step *bs_step_at(const bs_gauge_track *track, bs_moment at);

/**
 * The last day before an act next enters or leaves the window; after the last such day, that day.
 * Returns the same day for all days between two such events. The track must have days.
 */
bs_day bs_tally_quiet_until(const bs_tally_track *track, bs_day day, int window_days);

/**
 * The first day for which bs_tally_quiet_until returns the same as for `day`; BS_DAY_NONE if no act
 * entered or left the window until then.
 */
bs_day bs_tally_quiet_from(const bs_tally_track *track, bs_day day, int window_days);

/**
 * How often acts enter or leave the windows of the days after `from` up to `to`: each day with acts
 * counts once when it enters and once when it leaves.
 */
int bs_tally_events(const bs_tally_track *track, bs_day from, bs_day to, int window_days);

/**
 * The rise of exact connections readings over the window that ends on `day`. Removed connections
 * hide new ones, so it is a lower bound.
 */
bs_value bs_connections_rise(const bs_timeline *timeline, bs_day day, int16_t offset_minutes);

bs_rise_base bs_rise_base_of(const bs_gauge_track *track, int window_days);

/** A tally's value in the window that ends on `day`; `stamped` as for bs_value_at. */
bs_value bs_tally_value(const bs_tally_track *track, bs_signal signal, bs_day day, int window_days,
                        bool stamped);

/**
 * As bs_timeline_value; unless `stamped`, for less time and without source and seen of counts and
 * rates.
 */
bs_value bs_value_at(const bs_timeline *timeline, bs_signal signal, bs_moment at, bool stamped);

/** True if a value gives points: known, and not learning. */
bool bs_value_scored(const bs_value *value);

#endif
