/**
 * @file usual.h
 * Compares the user's last seven days with their own thirteen weeks before.
 *
 * Counts acts and uses no weights, so the result holds whatever weights LinkedIn uses. Plain
 * values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_USUAL_H
#define BUSSOLA_USUAL_H

#include <stdbool.h>

#include "bussola/core/dates.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

/** Fewest weeks with data needed to call anything usual. */
#define BS_USUAL_WEEKS_MIN 4

/** Acts in seven days. */
typedef struct bs_usual {
    double week;      /**< in the last seven days; of one act NAN where they were not seen */
    double usual;     /**< median of the weeks before */
    double low, high; /**< quartiles of the weeks before */
    int weeks;        /**< how many weeks have data, BS_USUAL_WEEKS_MIN … BS_USUAL_WEEKS */
} bs_usual;

/**
 * The user's acts in a pillar up to the day of `at`, independent of the model. Uses a week if every
 * kind of act that was ever seen is covered on at least five of its days; uncovered days get the
 * mean of the covered ones. Returns false if the last seven days or too few earlier weeks have
 * data, or no kind of act was ever seen.
 */
bool bs_usual_of(bs_usual *usual, const bs_timeline *timeline, bs_pillar pillar, bs_moment at);

/**
 * One act in the seven days up to `last`, beside the weeks before; a week counts as above. False
 * where too few weeks before were seen.
 */
bool bs_usual_act(bs_usual *usual, const bs_timeline *timeline, bs_signal signal, bs_day last);

/** The week beside the quartiles, both in whole acts as shown; worded by `usual_<verdict>`. */
bs_verdict bs_usual_verdict(const bs_usual *usual);

#endif
