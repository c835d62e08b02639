/** @file goal_text.h Words the weekly goal and its progress. */
#ifndef BUSSOLA_CLI_GOAL_TEXT_H
#define BUSSOLA_CLI_GOAL_TEXT_H

#include "bussola/core/goal.h"
#include "bussola/store/view.h"
#include "cli/output/messages.h"

/**
 * "This week, until 22 Mar 2026: 3 of 5 comments", or "Goal reached: 6 comments, 5 planned", in the
 * week of the view. The caller frees it; there must be a goal.
 */
char *bs_goal_text(const bs_messages *text, const bs_goal *goal, const bs_view *view);

#endif
