/**
 * @file goal.h
 * A weekly goal: how often the user wants to do one thing from Monday to Sunday.
 *
 * A profile has at most one goal, which holds until it is changed. Weeks are not compared and there
 * are no streaks. A bs_goal is a plain value; nothing is owned and nothing can fail.
 */
#ifndef BUSSOLA_GOAL_H
#define BUSSOLA_GOAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/advice.h"
#include "bussola/core/dates.h"
#include "bussola/core/signals.h"
#include "bussola/core/timeline.h"

typedef struct bs_goal {
    bool present; /**< false: everything else is meaningless */
    bs_signal signal;
    int64_t count; /**< 1 … BS_GOAL_COUNT_MAX */
    bs_day since;  /**< day on which the user set it */
} bs_goal;

/** True if a signal can be done a number of times: a scorable tally or gauge. */
bool bs_goal_allows(bs_signal signal);

/** The Monday of a day's week. */
bs_day bs_goal_week(bs_day day);

/**
 * How often a signal was done from the Monday of `at`'s week up to `at`: the sum of a tally, or the
 * rise of a gauge above its highest possible value at the start of the week; never below 0.
 */
int64_t bs_goal_done(const bs_timeline *timeline, bs_signal signal, bs_moment at);

/** The best advice with a gain to act a number of times, such as 5 comments; NULL without one. */
const bs_advice *bs_goal_propose(const bs_advice *advice, size_t count);

#endif
