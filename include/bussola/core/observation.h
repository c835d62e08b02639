/**
 * @file observation.h
 * One observation: what a page, an archive or the API reported at a moment.
 *
 * Codec and ingest build it, store applies it. An observation owns its arrays and strings;
 * bs_observation_add_* copies its arguments, and bs_observation_free releases everything. Adding
 * checks kinds and ranges, so that store never receives an impossible count.
 */
#ifndef BUSSOLA_OBSERVATION_H
#define BUSSOLA_OBSERVATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/offsets.h"
#include "bussola/core/signals.h"

typedef struct bs_profile_ref {
    bool present;
    char key[BS_KEY_MAX + 1];
    char label[BS_LABEL_MAX + 1]; /**< "" when not given */
    size_t alias_count;
    char aliases[BS_ALIASES_MAX][BS_KEY_MAX + 1];
} bs_profile_ref;

/** Adds to a day's local count; a negative count subtracts. */
typedef struct bs_event {
    bs_signal signal;
    bs_day day;
    int64_t count;
} bs_event;

typedef struct bs_observation {
    char request[BS_REQUEST_MAX + 1];
    bs_profile_ref profile;
    char page[BS_PAGE_MAX + 1];
    bool page_filled; /**< the page had finished loading when it was read */
    bs_moment at;
    bs_source source; /**< of gauges and tallies */
    bs_gauge *gauges;
    size_t gauge_count;
    bs_tally *tallies; /**< only days with a count above 0 */
    size_t tally_count;
    bs_cover *covers;
    size_t cover_count;
    bs_listing *listings; /**< their tallies replace earlier ones of the same days */
    size_t listing_count;
    const bs_offsets *offsets; /**< the offsets that dated the acts, borrowed; NULL for a page */
    bs_event *events;
    size_t event_count;
    bs_undone *undone; /**< acts that the change log reports as taken back */
    size_t undone_count;
    bool no_access; /**< LinkedIn's page said that the user has no SSI */
    bool has_official;
    bs_official official;
} bs_observation;

/** An empty observation; bs_observation_free is safe on it. */
void bs_observation_init(bs_observation *observation);
void bs_observation_free(bs_observation *observation);

/**
 * Each adds one item with the observation's `at` and `source` (set these first). BS_BAD_REQUEST if
 * the signal is of another kind. BS_OUT_OF_RANGE if the value, day or span is impossible: negative,
 * above the signal's max, `from` after `to`, more than one day after `at`'s local day, or before
 * 2003-05-05, when LinkedIn opened. BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_observation_add_gauge(bs_observation *observation, bs_signal signal,
                                                 int64_t value, bs_bound bound, bs_error *error);
BS_MUST_CHECK bs_status bs_observation_add_cover(bs_observation *observation, bs_signal signal,
                                                 bs_day from, bs_day to, bs_error *error);
BS_MUST_CHECK bs_status bs_observation_add_tally(bs_observation *observation, bs_signal signal,
                                                 bs_day day, int64_t count, bs_bound bound,
                                                 bs_error *error);
/** `made`: the day of the archive or of the pull. Leaves the listing's `start` unknown. */
BS_MUST_CHECK bs_status bs_observation_add_listing(bs_observation *observation, bs_signal signal,
                                                   bs_day from, bs_day to, bs_day made,
                                                   bs_error *error);
BS_MUST_CHECK bs_status bs_observation_add_event(bs_observation *observation, bs_signal signal,
                                                 bs_day day, int64_t count, bs_error *error);
/** Adds one act of `day` that was taken back at `at` (UTC seconds). */
BS_MUST_CHECK bs_status bs_observation_add_undone(bs_observation *observation, bs_signal signal,
                                                  bs_day day, int64_t at, bs_error *error);

#endif
