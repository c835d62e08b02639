/**
 * @file goal.h
 * A goal for the week: how often the member means to do one thing from Monday to Sunday.
 *
 * There is one goal a profile and it stands until it is changed; weeks are not held against one
 * another. A bs_goal is a plain value; nothing is owned and nothing can fail.
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

#define BS_GOAL_COUNT_MAX 1000

typedef struct bs_goal {
    bool present; /**< false: everything else is meaningless */
    bs_signal signal;
    int64_t count; /**< 1 … BS_GOAL_COUNT_MAX */
    bs_day since;  /**< the day it was set */
} bs_goal;

/** Whether a signal is something that can be done a number of times: a scorable count or level. */
bool bs_goal_allows(bs_signal signal);

/** The Monday of a day's week. */
bs_day bs_goal_week(bs_day day);

/**
 * What was done of a signal from the Monday of `at`'s week up to `at`: the counts of its days, or
 * how far the level has risen above what it may have been when the week began; never below 0.
 */
int64_t bs_goal_done(const bs_timeline *timeline, bs_signal signal, bs_moment at);

/** The best piece of advice that can be a goal and gains something; NULL when there is none. */
const bs_advice *bs_goal_propose(const bs_advice *advice, size_t count);

#endif
