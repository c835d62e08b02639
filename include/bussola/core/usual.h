/**
 * @file usual.h
 * The user's own yardstick: what was done in the last seven days beside the thirteen weeks before.
 *
 * It counts acts and needs no weight, so it says something true also where nobody knows what
 * LinkedIn makes of them. Plain values; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_USUAL_H
#define BUSSOLA_USUAL_H

#include <stdbool.h>

#include "bussola/core/dates.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

/** How many weeks are looked at before the last seven days. */
#define BS_USUAL_WEEKS 13
/** Fewest of them that were seen from which anything is called usual. */
#define BS_USUAL_WEEKS_MIN 4

/** Acts in seven days. */
typedef struct bs_usual {
    double week;      /**< in the last seven days; of one act NAN where they were not seen */
    double usual;     /**< median of the weeks before */
    double low, high; /**< their quartiles: half of the weeks lie between */
    int weeks;        /**< how many of them were seen, BS_USUAL_WEEKS_MIN … BS_USUAL_WEEKS */
} bs_usual;

/**
 * The user's acts in a pillar, whatever the model, up to the day of `at`. A week counts where each
 * kind of them that is ever seen was covered on five days or more; days without cover are taken for
 * the others' mean. False where the last seven days or too few weeks before them were seen, or
 * where no kind is.
 */
bool bs_usual_of(bs_usual *usual, const bs_timeline *timeline, bs_pillar pillar, bs_moment at);

/**
 * One act in the seven days up to `last`, beside the weeks before; a week counts as above. False
 * where too few weeks before were seen.
 */
bool bs_usual_act(bs_usual *usual, const bs_timeline *timeline, bs_signal signal, bs_day last);

/** "less" below the quartiles, "more" above them, else "same"; worded by `usual_<verdict>`. */
const char *bs_usual_verdict_id(const bs_usual *usual);

#endif
