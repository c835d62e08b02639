/**
 * @file weigh.h
 * How changes after an official reading are counted: by the model times a factor, or by a learned
 * weight of one act. Internal to native-host/core.
 */
#ifndef BUSSOLA_CORE_WEIGH_H
#define BUSSOLA_CORE_WEIGH_H

#include <stddef.h>

#include "bussola/core/evidence.h"
#include "core/points/timeline_parts.h"

/** Most reading days that a weight is learned from. */
#define BS_WEIGH_READINGS_MAX 40

/**
 * The weights after reading `anchor`, the last one of its day, learned from the readings up to it.
 * A learned weight is used only if it predicted BS_TRIAL_MIN readings or more better than the
 * model. The result belongs to the timeline.
 */
const bs_weights *bs_weigh(bs_timeline *timeline, size_t anchor);

/** The first reading that bs_weigh uses. */
size_t bs_weigh_first(const bs_official *officials, size_t anchor);

/** The weighted change of each pillar between two moments' values; `maxima` are the later one's. */
void bs_weigh_change(double change[BS_PILLAR_COUNT], const bs_weights *weights,
                     const bs_timeline *timeline, const bs_signal_values *from,
                     const bs_signal_values *to, const double maxima[BS_MODEL_ROWS_MAX]);

#endif
