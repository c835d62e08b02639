/**
 * @file reply_parts.h
 * Members that the reply to a state shares with replies of their own. Each writes its name too.
 */
#ifndef BUSSOLA_REPLY_PARTS_H
#define BUSSOLA_REPLY_PARTS_H

#include "bussola/codec/json_write.h"
#include "bussola/core/goal.h"
#include "bussola/core/why.h"
#include "bussola/store/view.h"

void bs_reply_part_why(bs_json *json, const bs_why *why);
/** Null without a goal. */
void bs_reply_part_goal(bs_json *json, const bs_goal *goal, const bs_view *view);

#endif
