/**
 * @file reply.h
 * Answers of protocol 1, as JSON text appended to a buffer.
 *
 * Values are the caller's and only read. A reply that does not fit the buffer's limit shows as its
 * `failed`; nothing else can fail.
 */
#ifndef BUSSOLA_REPLY_H
#define BUSSOLA_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/request.h"
#include "bussola/core/error.h"
#include "bussola/core/goal.h"
#include "bussola/core/model.h"
#include "bussola/core/state.h"
#include "bussola/core/why.h"
#include "bussola/platform/locks.h"
#include "bussola/store/forget.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/view.h"

#define BS_BADGE_TITLE_MAX 192

/** What the toolbar shows. */
typedef struct bs_badge {
    char text[8]; /**< the rounded total, with "≈" unless LinkedIn showed it that day; "…" while
                     learning */
    const char *color;              /**< "#rrggbb" */
    char title[BS_BADGE_TITLE_MAX]; /**< which number, how old, its typical error; English */
} bs_badge;

bs_badge bs_badge_of(const bs_state *state);

void bs_reply_error(bs_buffer *out, const bs_request *request, const bs_error *error);
/** Beside DESIGN's fields, `host.locks` tells which of bs_locks hold, by their ids. */
void bs_reply_hello(bs_buffer *out, const bs_request *request, const bs_model *model,
                    const bs_locks *locks, const bs_profile *profiles, size_t count);
/**
 * Of observe and state: the state with its advice, `unseen:[{id, signal, pillar, points, link}]`
 * (the pages that would show more, advice.h) and milestones, and the badge; `first_seen` and
 * `week_from` are days, of the first observation and of the number that week_delta compares with. A
 * signal of which several sources speak carries `sources:[{source, value, bound, seen_at, days?,
 * differs_from: [source…]}]` (accounts.h).
 */
void bs_reply_state(bs_buffer *out, const bs_request *request, const bs_view *view);
void bs_reply_history(bs_buffer *out, const bs_request *request, const bs_history *history);
/** `data` is the piece; `cursor` NULL at the end. */
void bs_reply_export(bs_buffer *out, const bs_request *request, const bs_buffer *data,
                     const char *cursor);
void bs_reply_forget(bs_buffer *out, const bs_request *request, const bs_forgotten *forgotten);
void bs_reply_profiles(bs_buffer *out, const bs_request *request, const bs_profile *profiles,
                       size_t count);
/** `why`: the change between two days, taken apart by cause, the largest part first. */
void bs_reply_why(bs_buffer *out, const bs_request *request, const bs_why *why);
/** `goal`: the weekly goal (null without one), this week, what was done in it, and a proposal. */
void bs_reply_goal(bs_buffer *out, const bs_request *request, const bs_goal *goal,
                   const bs_view *view);

#endif
