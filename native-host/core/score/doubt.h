/**
 * @file doubt.h Uncertainty of a user's inputs, and the resulting range of the index. Internal to
 * native-host/core.
 */
#ifndef BUSSOLA_CORE_DOUBT_H
#define BUSSOLA_CORE_DOUBT_H

#include "bussola/core/model.h"
#include "bussola/core/range.h"
#include "bussola/core/timeline.h"
#include "core/points/score.h"

/**
 * Range of the index for a moment's values. An unseen input has the usual share, with the largest
 * deviation among users. A count of a part of the window is uncertain by its number of acts. If the
 * user also uses a phone, acts of people and insights may be missing. No seen input is less certain
 * than an unseen one.
 */
bs_range bs_doubt_range(const bs_timeline *timeline, const bs_signal_values *values,
                        const double maxima[BS_MODEL_ROWS_MAX]);

/** Two moments, in either order. */
typedef struct bs_doubt_span {
    const bs_signal_values *from, *to;
    bs_day from_day, to_day;
} bs_doubt_span;

/**
 * Range of the change between two moments' values. An input unknown at either end has a mean change
 * of 0; its deviation grows with the root of `unseen_days`, and in a whole window reaches that
 * between two users. Other devices and LinkedIn itself may change what was seen: half as much, or
 * with a phone as much in acts of people and insights. With `unseen_days` 0 all of these are left
 * out. On uncounted days the usual number of acts entered or left the window, with Poisson
 * variation.
 */
bs_range bs_doubt_change(const bs_timeline *timeline, const bs_doubt_span *span,
                         const double maxima[BS_MODEL_ROWS_MAX], int unseen_days);

/** Half the width of that range if only uncounted days changed, in points. */
double bs_doubt_gaps(const bs_timeline *timeline, const bs_doubt_span *span,
                     const double maxima[BS_MODEL_ROWS_MAX]);

#endif
