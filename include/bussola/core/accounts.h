/**
 * @file accounts.h
 * What each source says of one signal, side by side: a score takes one number, people see all.
 *
 * Pure over a borrowed timeline; nothing can fail. Rates and signals that nobody counts have none.
 */
#ifndef BUSSOLA_ACCOUNTS_H
#define BUSSOLA_ACCOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/evidence.h"
#include "bussola/core/timeline.h"

/** One source's account of a signal; all 0 but for `known` when it has none. */
typedef struct bs_account {
    int64_t value;  /**< a gauge's last reading; a tally's sum over the days within the window */
    bs_moment seen; /**< when the source was last read */
    bs_bound bound;
    int days; /**< of the window that it covers; 0 for gauges */
    bool known;
    /** From that other source: gauges by their last readings, tallies by the days both cover. */
    bool differs[BS_SOURCE_COUNT];
} bs_account;

/**
 * What every source says at `at`; tallies over the model's window that ends with the local day of
 * `at`. Returns how many are known.
 */
size_t bs_accounts_of(bs_account accounts[BS_SOURCE_COUNT], const bs_timeline *timeline,
                      bs_signal signal, bs_moment at);

#endif
