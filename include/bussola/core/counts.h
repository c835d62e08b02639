/**
 * @file counts.h
 * What was seen of a signal in a span of days, as a count that is shown.
 *
 * Unlike bs_timeline_value nothing is scaled up: days that nobody saw make a count a lower bound.
 * Pure functions over a borrowed timeline; they cannot fail.
 */
#ifndef BUSSOLA_COUNTS_H
#define BUSSOLA_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

/** A count or a level. Unless `known`, every other field is 0. */
typedef struct bs_count {
    bool known;
    int64_t value;
    bs_bound bound; /**< BS_AT_LEAST too if only some of the days were seen */
    bs_day since;   /**< the first day seen; BS_DAY_NONE if all were, and of levels */
} bs_count;

/** The counts that are shown first: posts, comments, connections, InMail replies. */
#define BS_MAIN_COUNTS 4
extern const bs_signal bs_main_counts[BS_MAIN_COUNTS];

/** Of a tally its acts in the window that ends with the day of `at`, of a gauge its level then. */
bs_count bs_count_at(const bs_timeline *timeline, bs_signal signal, bs_moment at);

/**
 * Of a tally its acts on the days `from` to `to`. Of a gauge the last level on these days; not
 * known unless it was read on one of them, or before and after with the same result.
 */
bs_count bs_count_between(const bs_timeline *timeline, bs_signal signal, bs_day from, bs_day to);

/** How many acts of a kind, above 0. */
typedef struct bs_act_count {
    bs_signal signal;
    int64_t count;
} bs_act_count;

/**
 * Lists the user's acts on a day, in the order of the signals, and returns their number. Days on
 * LinkedIn and engagement received are not acts.
 */
size_t bs_acts_on(bs_act_count acts[BS_SIGNAL_COUNT], const bs_timeline *timeline, bs_day day);

#endif
