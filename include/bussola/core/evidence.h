/**
 * @file evidence.h
 * What is known about one member: the observations, as core computes with them.
 *
 * Observations are the truth and scores are derived: store fills an evidence from the database,
 * state.h derives everything shown from it. The arrays belong to whoever filled the struct; core
 * only reads them, but for the sorting helpers, which work in place. Nothing here can fail.
 */
#ifndef BUSSOLA_EVIDENCE_H
#define BUSSOLA_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/signals.h"

typedef enum bs_bound { BS_EXACT, BS_AT_LEAST, BS_APPROXIMATE } BS_ONE_BYTE bs_bound;

/**
 * A list of acts some of which have no date has a lower bound, 0 included, on at least one of any
 * so many consecutive days of its span.
 */
#define BS_PARTIAL_DAYS 30

typedef enum bs_source {
    BS_FROM_PAGE,
    BS_FROM_TYPED,
    BS_FROM_LOCAL,
    BS_FROM_ARCHIVE,
    BS_FROM_API,
    BS_SOURCE_COUNT
} BS_ONE_BYTE bs_source;

const char *bs_bound_id(bs_bound bound);    /**< "exact", "at_least", "approximate" */
const char *bs_source_id(bs_source source); /**< "page", "typed", "local", "archive", "api" */

/** A level that was first read at `at` and last confirmed at `seen`, never before `at`. */
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

/** A span that one source covers; days in it without a tally are 0. */
typedef struct bs_cover {
    bs_signal signal;
    bs_source source;
    bs_day from, to; /**< both included */
    bs_moment seen;  /**< when the source was read; of merged spans the latest; all 0: not known */
} bs_cover;

/**
 * The days that a source has listed in full: an archive or a full pull of the API, from the first
 * row of the file behind the signal to the day it was made.
 */
typedef struct bs_listing {
    bs_signal signal;
    bs_source source;
    bs_day from, to; /**< both included */
    bs_day made;     /**< the archive's or the pull's day */
    int64_t start; /**< UTC seconds of the first act on `from`; 0: not known, or no list's first */
} bs_listing;

/** Acts that were taken back: sources that were read before still count them. */
typedef struct bs_undone {
    bs_signal signal;
    bs_source source; /**< who tells: BS_FROM_LOCAL an event, BS_FROM_API the change log */
    bs_day day;       /**< of the acts */
    int64_t at;       /**< UTC seconds, when they were taken back */
    int64_t count;    /**< above 0 */
} bs_undone;

/** True when a source dates an act by the post that it is about. */
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

/** What LinkedIn's own page said. */
typedef struct bs_official {
    bs_moment at;
    double total;                    /**< 0–100 */
    double pillars[BS_PILLAR_COUNT]; /**< 0–25 each */
    bs_group industry, network;
    /** What Bussola would have shown just before, from the reading before; NAN when there is none.
     */
    double predicted;
} bs_official;

/** LinkedIn's SSI page said that the user has no SSI; all 0: it did not, or shows one again. */
typedef struct bs_no_access {
    bs_moment since; /**< the first time after the last official reading */
    bs_moment seen;  /**< the last time */
} bs_no_access;

/** Whether the user is on LinkedIn on a phone too, where nothing sees what they do. */
typedef enum bs_phone { BS_PHONE_NOT_ASKED, BS_PHONE_NO, BS_PHONE_YES } bs_phone;

const char *bs_phone_id(bs_phone phone); /**< "no", "yes"; "" while not asked */

/** What shows signals: kinds of LinkedIn's pages, and the archive that LinkedIn sends. */
typedef enum bs_page_kind {
    BS_PAGE_OWN_PROFILE,
    BS_PAGE_SKILLS,
    BS_PAGE_ACTIVITY_POSTS,
    BS_PAGE_ACTIVITY_COMMENTS,
    BS_PAGE_ACTIVITY_REACTIONS,
    BS_PAGE_CONNECTIONS,
    BS_PAGE_NETWORK,
    BS_PAGE_PEOPLE_SEARCH,
    BS_PAGE_OTHER_PROFILE,
    BS_PAGE_FEED,
    BS_PAGE_MESSAGING,
    BS_PAGE_ARCHIVE,
    BS_PAGE_COUNT
} bs_page_kind;

/** The name of a kind in the protocol, such as "own_profile". */
const char *bs_page_kind_id(bs_page_kind kind);
/** The kind with this name; BS_PAGE_COUNT when there is none. */
bs_page_kind bs_page_kind_find(const char *id);

typedef struct bs_evidence {
    /** When the first and the last observation were made; all 0: no observation. */
    bs_moment first_seen, last_seen;
    bs_moment pages_read[BS_PAGE_COUNT]; /**< when each was first read; all 0: not yet */
    bs_no_access no_access;
    bs_phone phone;
    bs_gauge *gauges; /**< by signal, then at */
    size_t gauge_count;
    bs_tally *tallies; /**< by signal, then day, then source */
    size_t tally_count;
    bs_cover *covers; /**< by signal, then source, then from; merged, not overlapping */
    size_t cover_count;
    /** Of each tally, the days counted before the first of `tallies` and `covers`; at most 7. */
    uint8_t days_before[BS_SIGNAL_COUNT];
    bs_official *officials; /**< by at */
    size_t official_count;
} bs_evidence;

/**
 * The rule for a new reading of a gauge against the standing one (NULL when none):
 * an equal one, or an at_least at or below the standing value, only refreshes when it was seen; an
 * at_least above it raises; approximate never replaces an exact last seen within 90 days; any other
 * reading replaces.
 */
typedef enum bs_gauge_verdict {
    BS_GAUGE_STORE,
    BS_GAUGE_REFRESH,
    BS_GAUGE_IGNORE
} bs_gauge_verdict;
bs_gauge_verdict bs_gauge_judge(const bs_gauge *standing, const bs_gauge *reading);

/** For how many days an exact level stands against approximate ones. */
#define BS_GAUGE_EXACT_DAYS 90

/** Puts gauges, and tallies, in the order that bs_evidence asks for. */
void bs_gauges_sort(bs_gauge *gauges, size_t count);
void bs_tallies_sort(bs_tally *tallies, size_t count);

/**
 * Puts covers in the order that bs_evidence asks for and joins what overlaps or touches within one
 * signal and source. Returns how many are left at the front of the array.
 */
size_t bs_covers_merge(bs_cover *covers, size_t count);

#endif
