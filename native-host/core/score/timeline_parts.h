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

#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

/**
 * From `from` on, until the next step, `gauge` stands and was last seen at `seen`. `level` is what
 * later readings say it was: at least what a lower bound grew to without anybody seeing a rise.
 */
typedef struct bs_gauge_step {
    bs_moment from;
    bs_moment seen;
    const bs_gauge *gauge;
    double level;
} bs_gauge_step;

typedef struct bs_gauge_track {
    bs_gauge_step *steps; /**< by from */
    size_t count;
    double before; /**< the level until the first step */
} bs_gauge_track;

/** A day of a tally, and the sums over the days before it from the track's first day on. */
typedef struct bs_tally_sum {
    const bs_tally *standing; /**< the count that stands on the day itself, or NULL */
    int64_t count;
    int32_t active;      /**< days with a count above 0 */
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
    bool known_before; /**< counted on days before those of the evidence, too */
    bool scored;       /**< counted on enough days, whichever they are */
} bs_tally_track;

/** As bs_tally_sum, over the days that both tallies of a rate cover. */
typedef struct bs_rate_sum {
    int64_t numerator, denominator;
    int32_t covered;
    bs_day told; /**< the last day, up to the day itself, with a window that tells the rate */
} bs_rate_sum;

typedef struct bs_rate_track {
    bs_day first;
    size_t days;
    bs_rate_sum *sums;
    bs_day first_told, last_told; /**< days with a window that tells it; BS_DAY_NONE without any */
} bs_rate_track;

/** Every value that a model's rows need at one moment. */
typedef struct bs_signal_values {
    bs_value of[BS_SIGNAL_COUNT];
} bs_signal_values;

typedef struct bs_kept_values {
    bool present;
    bs_moment at;
    bs_signal_values values;
} bs_kept_values;

/** A state stands between two of LinkedIn's values, the one a week before it between two others. */
#define BS_KEPT_VALUES 4

/** What is worked out once for each of LinkedIn's readings (moves.h). */
typedef struct bs_move {
    bool known;                      /**< `points` is filled */
    double points[BS_PILLAR_COUNT];  /**< by which the model moved since the reading day before */
    bool learned;                    /**< `factors` is filled */
    double factors[BS_PILLAR_COUNT]; /**< for the model's change after the reading */
} bs_move;

struct bs_timeline {
    const bs_evidence *evidence;
    const bs_model *model;
    bs_gauge_track gauges[BS_SIGNAL_COUNT];
    bs_tally_track tallies[BS_SIGNAL_COUNT];
    bs_rate_track rates[BS_SIGNAL_COUNT];
    bs_day known_from; /**< the first day that anything is known of; BS_DAY_LAST: nothing is */
    bs_kept_values kept[BS_KEPT_VALUES]; /**< those at LinkedIn's values in use while days go by */
    size_t kept_next;
    bs_move *moves; /**< by official reading; filled when asked for */
};

/** Where a day stands in a track: 0 … days, days outside moved to the nearer end. */
size_t bs_track_index(bs_day first, size_t days, bs_day day);

/** How many steps begin at or before a moment. */
size_t bs_steps_until(const bs_gauge_track *track, bs_moment at);

/** The sums over `from` to `to`, both included; no day, so `standing` is NULL. */
bs_tally_sum bs_tally_between(const bs_tally_track *track, bs_day from, bs_day to);
bs_rate_sum bs_rate_between(const bs_rate_track *track, bs_day from, bs_day to);

/** The step that stood at a moment, the first one before it; NULL when there is none. */
const bs_gauge_step *bs_step_at(const bs_gauge_track *track, bs_moment at);

/**
 * The last day before the next one on which an act enters or leaves the window, as far as days are
 * known; where none is known since the last such day, that. One and the same for all days between
 * two of them. The track has days.
 */
bs_day bs_tally_quiet_until(const bs_tally_track *track, bs_day day, int window_days);

/**
 * How often acts entered or left the windows of the days after `from` up to `to`: once for each day
 * of acts, and once when that day leaves.
 */
int bs_tally_events(const bs_tally_track *track, bs_day from, bs_day to, int window_days);

/**
 * How far exact readings of connections rose across the window that ends on `day`. Removals hide
 * new connections, so it is a lower bound at best.
 */
bs_value bs_connections_rise(const bs_timeline *timeline, bs_day day, int16_t offset_minutes);

/** Whether a value gives points: known, and not learning. */
bool bs_value_scored(const bs_value *value);

#endif
