/**
 * @file by_source.h
 * Compares what each source reports for one signal; the score uses only one of them.
 *
 * Pure functions over a borrowed timeline; they cannot fail. Rates have no figures.
 */
#ifndef BUSSOLA_BY_SOURCE_H
#define BUSSOLA_BY_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/evidence.h"
#include "bussola/core/timeline.h"

/** One source's value of a signal. Unless `known`, every other field is 0. */
typedef struct bs_source_figure {
    int64_t value;  /**< a gauge's last reading; a tally's sum over the days within the window */
    bs_moment seen; /**< when the source was last read */
    bs_bound bound;
    int days; /**< of the window that it covers; 0 for gauges */
    bool known;
    /** Whether that source reports something else: compares the last readings of a gauge, and a
     * tally's sums over the days that both sources cover. */
    bool differs[BS_SOURCE_COUNT];
} bs_source_figure;

/**
 * Fills the account of every source at `at`; tallies are summed over the model's window, which ends
 * with the local day of `at`. Returns how many sources are known.
 */
size_t bs_by_source(bs_source_figure figures[BS_SOURCE_COUNT], const bs_timeline *timeline,
                    bs_signal signal, bs_moment at);

#endif
