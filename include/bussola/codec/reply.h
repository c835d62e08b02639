/**
 * @file reply.h
 * Replies of protocol 1, as JSON appended to a buffer.
 *
 * Only reads the caller's values. If the reply exceeds the buffer's limit, the buffer's `failed` is
 * set; nothing else can fail.
 */
#ifndef BUSSOLA_REPLY_H
#define BUSSOLA_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/json_write.h"
#include "bussola/codec/request.h"
#include "bussola/core/error.h"
#include "bussola/core/goal.h"
#include "bussola/core/model.h"
#include "bussola/core/state.h"
#include "bussola/core/why.h"
#include "bussola/platform/locks.h"
#include "bussola/store/activity.h"
#include "bussola/store/forget.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/push.h"
#include "bussola/store/spark.h"
#include "bussola/store/view.h"

#define BS_BADGE_TITLE_MAX 192

/** The badge on the toolbar. */
typedef struct bs_badge {
    char text[8]; /**< the rounded total, with "≈" unless LinkedIn showed it that day; "…" while
                     learning */
    const char *color;              /**< "#rrggbb" */
    char title[BS_BADGE_TITLE_MAX]; /**< kind of number, its age and typical error; English */
} bs_badge;

/** What a state request can ask for and its view does not hold. */
typedef struct bs_state_extras {
    bs_spark spark;
    bs_why why;
    bs_goal goal;
    bs_profile *profiles;
    size_t profile_count;
} bs_state_extras;

bs_badge bs_badge_of(const bs_state *state);

void bs_reply_error(bs_buffer *out, const bs_request *request, const bs_error *error);
/** In addition to DESIGN's fields, `host.locks` lists the active confinement (bs_locks). */
void bs_reply_hello(bs_buffer *out, const bs_request *request, const bs_model *model,
                    const bs_locks *locks, const bs_profile *profiles, size_t count);
/**
 * Reply to observe and state: the state with advice, milestones, badge and `unseen:[{id, signal,
 * pillar, points, link}]` (pages that would show more, advice.h). `first_seen` is the day of the
 * first observation, `week_from` the day that week_delta compares with. A signal reported by
 * several sources has `sources:[{source, value, bound, seen_at, days?, differs_from: [source…]}]`
 * (by_source.h). A member of `extras` is read only if the request asks for it.
 */
void bs_reply_state(bs_buffer *out, const bs_request *request, const bs_view *view,
                    const bs_state_extras *extras);
void bs_reply_history(bs_buffer *out, const bs_request *request, const bs_history *history);
void bs_reply_activity(bs_buffer *out, const bs_request *request, const bs_activity *activity);
/** `data` is the piece; `cursor` is NULL after the last one. */
void bs_reply_export(bs_buffer *out, const bs_request *request, const bs_buffer *data,
                     const char *cursor);
void bs_reply_forget(bs_buffer *out, const bs_request *request, const bs_forgotten *forgotten);
/** `targets`: where numbers go for teams. */
void bs_reply_profiles(bs_buffer *out, const bs_request *request, const bs_profile *profiles,
                       size_t count, const bs_push_target *targets, size_t target_count);
/** `why`: the change between two days, split by cause, the largest first. */
void bs_reply_why(bs_buffer *out, const bs_request *request, const bs_why *why);
/** `goal`: the weekly goal (null without one), this week, how much is done, and a proposal. */
void bs_reply_goal(bs_buffer *out, const bs_request *request, const bs_goal *goal,
                   const bs_view *view);
/** `file`: what bs_team_file_write wrote. */
void bs_reply_share(bs_buffer *out, const bs_request *request, const bs_buffer *file);
/**
 * Reads the request's files, each into its member or its error; `now` as in bs_team_file_read.
 * BS_INTERNAL out of memory.
 */
BS_MUST_CHECK bs_status bs_reply_team(bs_buffer *out, const bs_request *request, int64_t now,
                                      bs_error *error);

/* ---- the same without an envelope, for `bussola --json`: members of the open object ---- */

void bs_reply_write_state(bs_json *json, const bs_view *view);
/** `counts`: the main counts, with their sources. */
void bs_reply_write_counts(bs_json *json, const bs_view *view);
/** `today` and `tomorrow`: acts of the day, and acts that leave the window after it. */
void bs_reply_write_days(bs_json *json, const bs_view *view);
/** `done`: the acts of the week of the view. */
void bs_reply_write_done(bs_json *json, const bs_view *view);
void bs_reply_write_spark(bs_json *json, const bs_spark *spark, const bs_view *view);
void bs_reply_write_history(bs_json *json, const bs_history *history);
void bs_reply_write_activity(bs_json *json, const bs_activity *activity);
/** Items of the open array. */
void bs_reply_write_profiles(bs_json *json, const bs_profile *profiles, size_t count);
void bs_reply_write_why(bs_json *json, const bs_why *why);
void bs_reply_write_goal(bs_json *json, const bs_goal *goal, const bs_view *view);

#endif
