/**
 * @file doubt.h
 * What is not known of a user's inputs: the range of the index follows from it. Internal to
 * native-host/core.
 */
#ifndef BUSSOLA_CORE_DOUBT_H
#define BUSSOLA_CORE_DOUBT_H

#include "bussola/core/model.h"
#include "bussola/core/range.h"
#include "bussola/core/timeline.h"
#include "score.h"

/**
 * The range of the index for a moment's values. An input that was not seen has the usual share,
 * with any other possible; a count for a part of the window is as sure as its acts are many; where
 * the user acts on a phone too, acts of people and insights may be missing.
 */
bs_range bs_doubt_range(const bs_timeline *timeline, const bs_signal_values *values,
                        const double maxima[BS_MODEL_ROWS_MAX]);

/**
 * The range of the change between two moments' values, by the later one's maxima. An input that is
 * unknown at either end changes by nothing, or within `unseen_days` as much as it can in a window;
 * 0: it is left out.
 */
bs_range bs_doubt_change(const bs_model *model, const bs_signal_values *from,
                         const bs_signal_values *to, const double maxima[BS_MODEL_ROWS_MAX],
                         int unseen_days);

#endif
