/** @file steps.h Days, ISO weeks or months as the steps of a series. Pure functions. */
#ifndef BUSSOLA_STEPS_H
#define BUSSOLA_STEPS_H

#include <stdbool.h>

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"

/** `step`, or for BS_STEP_AUTO days up to 400 days, weeks up to 2,000, months beyond. */
bs_step bs_step_of_span(bs_step step, bs_day first, bs_day last);

/** True if both days are in one step: the same day, the same ISO week or the same month. */
bool bs_step_same(bs_step step, bs_day one, bs_day other);

#endif
