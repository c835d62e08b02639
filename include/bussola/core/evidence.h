/**
 * @file evidence.h
 * All observations of one profile, as core computes with them.
 *
 * Observations are the truth and scores are derived: store fills an evidence from the database and
 * state.h derives everything shown from it. The caller that fills the struct owns its arrays. Core
 * only reads them; the sorting functions below work in place. Nothing here can fail.
 */
#ifndef BUSSOLA_EVIDENCE_H
#define BUSSOLA_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/pages.h"
#include "bussola/core/signals.h"

/**
 * If some acts of a list have no date, the list claims a lower bound (which may be 0) on at least
 * one of any 30 consecutive days of its span.
 */
#define BS_PARTIAL_DAYS 30

/** A level, first read at `at` and last confirmed at `seen` (never before `at`). */
typedef struct bs_gauge {
    bs_signal signal;
    bs_moment at;
    bs_moment seen;
    int64_t value;
    bs_bound bound;
    bs_source source;
} bs_gauge;

/** One source's count for one day. */
typedef struct bs_tally {
    bs_signal signal;
    bs_source source;
    bs_bound bound;
    bs_day day;
    int64_t count;
    bs_moment seen;
} bs_tally;

/** A span that one source covers; a day in it without a tally counts as 0. */
typedef struct bs_cover {
    bs_signal signal;
    bs_source source;
    bs_day from, to; /**< both included */
    bs_moment seen;  /**< when the source was read, the latest of merged spans; all 0: not known */
} bs_cover;

/**
 * Days that a source listed completely. An archive or a full pull of the API lists a signal from
 * the first row of its file to the day it was made.
 */
typedef struct bs_listing {
    bs_signal signal;
    bs_source source;
    bs_day from, to; /**< both included */
    bs_day made;     /**< the day on which the archive was made or the API was read */
    int64_t start;   /**< UTC seconds of the first act on `from`; 0: not known, or not the first row
                        of a list */
} bs_listing;

/** Acts that the user took back. Sources read before that still count them. */
typedef struct bs_undone {
    bs_signal signal;
    bs_source source; /**< of the information: BS_FROM_LOCAL an event, BS_FROM_API the change log */
    bs_day day;       /**< on which the acts were done */
    int64_t at;       /**< UTC seconds, when they were taken back */
    int64_t count;    /**< above 0 */
} bs_undone;

/** True if the source dates an act by the post it refers to, not by the act itself. */
bool bs_source_by_post(bs_signal signal, bs_source source);

/** Rank and average of the industry or the network; NAN where the page did not show a value. */
typedef struct bs_group {
    bool present;
    double rank_pct; /**< "Top N %", 0–100, lower is better */
    double average;  /**< 0–100 */
    bool has_pillars;
    double pillars[BS_PILLAR_COUNT];
    double week_change;
} bs_group;

/** A reading of LinkedIn's SSI page. */
typedef struct bs_official {
    bs_moment at;
    double total;                    /**< 0–100 */
    double pillars[BS_PILLAR_COUNT]; /**< 0–25 each */
    bs_group industry, network;
    /** The number that Bussola would have shown just before, from the previous reading; NAN without
     * one. */
    double predicted;
} bs_official;

/**
 * LinkedIn's SSI page said that the user has no SSI. All 0: it never did, or it shows one again.
 */
typedef struct bs_no_access {
    bs_moment since; /**< first time since the last official reading */
    bs_moment seen;  /**< last time */
} bs_no_access;

typedef struct bs_evidence {
    /** When the first and the last observation were made; all 0 without observations. */
    bs_moment first_seen, last_seen;
    bs_moment pages_read[BS_PAGE_COUNT]; /**< when each kind was first read; all 0: never */
    bs_no_access no_access;
    bs_phone phone;
    bs_gauge *gauges; /**< by signal, then at */
    size_t gauge_count;
    bs_tally *tallies; /**< by signal, then day, then source */
    size_t tally_count;
    bs_cover *covers; /**< by signal, then source, then from; merged, not overlapping */
    size_t cover_count;
    /** For each tally, days covered before the first day of `tallies` and `covers`; at most 7. */
    uint8_t days_before[BS_SIGNAL_COUNT];
    bs_official *officials; /**< by at */
    size_t official_count;
} bs_evidence;

/**
 * Compares a new reading of a gauge with the current one (NULL without one). An equal reading, or
 * an at_least that is not above the current value, only refreshes `seen`; a higher at_least
 * replaces it; an approximate one never replaces an exact one seen within 90 days; any other
 * reading replaces it.
 */
typedef enum bs_gauge_verdict {
    BS_GAUGE_STORE,
    BS_GAUGE_REFRESH,
    BS_GAUGE_IGNORE
} bs_gauge_verdict;
bs_gauge_verdict bs_gauge_judge(const bs_gauge *standing, const bs_gauge *reading);

/**
 * Index of the first of an evidence's gauges, tallies or covers (`count`, of `size` bytes each)
 * with a signal not below `signal`; `count` without one.
 */
size_t bs_evidence_find(const void *items, size_t count, size_t size, int signal);

/** Days for which approximate readings cannot replace an exact one. */
#define BS_GAUGE_EXACT_DAYS 90

/** Sorts gauges (tallies) in the order that bs_evidence requires. */
void bs_gauges_sort(bs_gauge *gauges, size_t count);
void bs_tallies_sort(bs_tally *tallies, size_t count);

/**
 * Sorts covers in the order that bs_evidence requires and merges overlapping and adjacent ones of
 * the same signal and source. Returns how many remain at the front of the array.
 */
size_t bs_covers_merge(bs_cover *covers, size_t count);

#endif
