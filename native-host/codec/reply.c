#include "bussola/codec/reply.h"

#include <math.h>

#include "bussola/codec/client_hello.h"
#include "bussola/codec/json_write.h"
#include "bussola/codec/locks.h"
#include "bussola/core/advice.h"
#include "bussola/core/leaving.h"
#include "bussola/core/owner.h"
#include "bussola/core/usual.h"
#include "bussola/core/week_acts.h"
#include "bussola/platform/locks.h"
#include "bussola/store/forget.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/view.h"
#include "reply_parts.h"
#include "values.h"

void bs_reply_error(bs_buffer *out, const bs_request *request, const bs_error *error)
{
    bs_json json = bs_json_begin(out);
    bs_json_open(&json, '{');
    bs_json_name(&json, "id");
    if (request != NULL && request->has_id) {
        bs_json_integer(&json, request->id);
    } else {
        bs_json_null(&json);
    }
    bs_json_name(&json, "ok");
    bs_json_bool(&json, false);
    bs_values_error(&json, error);
    bs_json_close(&json, '}');
}

void bs_reply_hello(bs_buffer *out, const bs_request *request, const bs_model *model,
                    const bs_locks *locks, const bs_profile *profiles, size_t count)
{
    bs_json json = bs_values_begin(out, request);
    bs_json_name(&json, "host");
    bs_json_open(&json, '{');
    bs_values_text(&json, "version", BS_VERSION);
    bs_json_name(&json, "protocol");
    bs_json_integer(&json, bs_client_hello_protocol(&request->hello));
    bs_json_name(&json, "locks");
    bs_locks_write(&json, locks);
    bs_json_close(&json, '}');
    bs_json_name(&json, "model");
    bs_json_open(&json, '{');
    bs_values_text(&json, "id", model->id);
    bs_json_name(&json, "window_days");
    bs_json_integer(&json, model->window_days);
    bs_json_close(&json, '}');
    bs_json_name(&json, "profiles");
    bs_json_open(&json, '[');
    for (size_t i = 0; i < count; i++) {
        bs_json_open(&json, '{');
        bs_values_text(&json, "key", profiles[i].key);
        bs_values_text(&json, "label", profiles[i].label);
        bs_values_moment(&json, "last_seen", profiles[i].last_seen);
        bs_json_close(&json, '}');
    }
    bs_json_close(&json, ']');
    bs_json_close(&json, '}');
}

/* ---- the state ---- */

static void write_signal(bs_json *json, const bs_row_state *row, const bs_view *view)
{
    const bs_value *value = &row->value;
    bs_json_open(json, '{');
    bs_values_text(json, "id", bs_signal_info_of(row->signal)->id);
    bs_json_name(json, "value");
    if (value->known) {
        bs_json_number(json, value->value, BS_VALUE_DECIMALS);
    } else {
        bs_json_null(json);
    }
    bs_values_text(json, "bound", bs_bound_id(value->known ? value->bound : BS_EXACT));
    bs_values_points(json, "points", row->points);
    bs_values_points(json, "max", row->max);
    if (row->assumed > 0) {
        bs_values_points(json, "assumed", row->assumed);
    }
    if (value->known && value->seen.seconds != 0) {
        bs_values_moment(json, "seen_at", value->seen);
    } else {
        bs_json_name(json, "seen_at");
        bs_json_null(json);
    }
    if (value->known) {
        bs_values_text(json, "source", bs_source_id(value->source));
    } else {
        bs_json_name(json, "source");
        bs_json_null(json);
    }
    if (value->known && value->projected_from_days > 0) {
        bs_json_name(json, "projected_from_days");
        bs_json_integer(json, value->projected_from_days);
    }
    if (value->known && value->learning) {
        bs_json_name(json, "learning");
        bs_json_bool(json, true);
        bs_values_day(json, "known_on", bs_moment_day(view->state.at) + value->days_left);
    }
    bs_values_sources(json, view->timeline, row->signal, view->state.at, 2);
    bs_json_close(json, '}');
}

static void write_pillars(bs_json *json, const bs_view *view)
{
    const bs_state *state = &view->state;
    bs_json_name(json, "pillars");
    bs_json_open(json, '[');
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        const bs_pillar_state *pillar = &state->pillars[i];
        bs_json_open(json, '{');
        bs_values_text(json, "id", bs_pillar_id((bs_pillar)i));
        bs_values_points(json, "score", pillar->score);
        bs_values_points(json, "estimate", pillar->estimate);
        bs_json_name(json, "max");
        bs_json_integer(json, (int64_t)BS_PILLAR_MAX);
        bs_json_name(json, "signals");
        bs_json_open(json, '[');
        for (size_t row = 0; row < pillar->row_count; row++) {
            write_signal(json, &state->rows[pillar->row_first + row], view);
        }
        bs_json_close(json, ']');
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void write_error(bs_json *json, const bs_state *state)
{
    bs_values_points(json, "error", state->error);
    if (state->kind == BS_ESTIMATE || state->kind == BS_LEARNING) {
        bs_json_name(json, "range");
        bs_json_open(json, '{');
        bs_values_points(json, "low", state->range.low);
        bs_values_points(json, "high", state->range.high);
        bs_values_points(json, "group_error", bs_range_group_error(&state->range));
        bs_json_close(json, '}');
    }
}

static void write_coverage(bs_json *json, const bs_state *state)
{
    bs_json_name(json, "coverage");
    bs_json_open(json, '{');
    bs_values_points(json, "points", state->coverage_points);
    bs_json_name(json, "of");
    bs_json_integer(json, (int64_t)(BS_PILLAR_MAX * BS_PILLAR_COUNT));
    bs_json_name(json, "signals");
    bs_json_integer(json, (int64_t)state->coverage_signals);
    bs_json_name(json, "of_signals");
    bs_json_integer(json, (int64_t)state->row_count);
    bs_json_close(json, '}');
}

/** Begins an object with the members that advice and unseen pages share. */
static void open_step(bs_json *json, const char *id, bs_signal signal, bs_pillar pillar)
{
    bs_json_open(json, '{');
    bs_values_text(json, "id", id);
    bs_values_text(json, "signal", bs_signal_info_of(signal)->id);
    bs_values_text(json, "pillar", bs_pillar_id(pillar));
}

static void write_advice(bs_json *json, const bs_view *view)
{
    bs_advice advice[BS_ADVICE_MAX];
    const size_t count = bs_view_advice(advice, view);
    bs_json_name(json, "advice");
    bs_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        open_step(json, advice[i].id, advice[i].signal, advice[i].pillar);
        bs_json_name(json, "step");
        bs_json_integer(json, advice[i].step);
        bs_values_points(json, "gain", advice[i].gain);
        if (advice[i].keeps > 0) {
            bs_values_points(json, "keeps", advice[i].keeps);
        }
        bs_values_points(json, "effort", advice[i].effort);
        bs_values_text(json, "link", advice[i].link);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void write_unseen(bs_json *json, const bs_view *view)
{
    bs_unseen unseen[BS_PAGE_COUNT];
    const size_t count = bs_advice_unseen(unseen, &view->state, view->timeline);
    bs_json_name(json, "unseen");
    bs_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        open_step(json, unseen[i].id, unseen[i].signal, unseen[i].pillar);
        bs_values_points(json, "points", unseen[i].points);
        bs_values_text(json, "link", unseen[i].link);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void write_leaving(bs_json *json, const bs_view *view)
{
    bs_json_name(json, "leaving");
    bs_json_open(json, '[');
    for (size_t i = 0; i < view->leaving_count; i++) {
        const bs_leaving *leaving = &view->leaving[i];
        bs_json_open(json, '{');
        bs_values_text(json, "signal", bs_signal_info_of(leaving->signal)->id);
        bs_values_text(json, "pillar", bs_pillar_id(leaving->pillar));
        bs_json_name(json, "count");
        bs_json_integer(json, leaving->count);
        bs_values_day(json, "first", leaving->first);
        bs_values_day(json, "last", leaving->last);
        bs_values_points(json, "points", leaving->points);
        bs_json_name(json, "needed");
        bs_json_integer(json, leaving->needed);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void write_usual(bs_json *json, const bs_view *view)
{
    bs_json_name(json, "usual");
    bs_json_open(json, '[');
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        bs_usual usual;
        if (bs_usual_of(&usual, view->timeline, (bs_pillar)p, view->state.at)) {
            bs_json_open(json, '{');
            bs_values_text(json, "pillar", bs_pillar_id((bs_pillar)p));
            bs_values_points(json, "week", usual.week);
            bs_values_points(json, "usual", usual.usual);
            bs_values_points(json, "low", usual.low);
            bs_values_points(json, "high", usual.high);
            bs_values_text(json, "verdict", bs_verdict_id(bs_usual_verdict(&usual)));
            bs_json_name(json, "weeks");
            bs_json_integer(json, usual.weeks);
            bs_json_close(json, '}');
        }
    }
    bs_json_close(json, ']');
}

static void write_milestones(bs_json *json, const bs_view *view)
{
    const bs_day today = bs_moment_day(view->state.at);
    bs_json_name(json, "milestones");
    bs_json_open(json, '[');
    for (int i = 0; i < BS_MILESTONE_COUNT; i++) {
        const bs_day day = view->milestones.days[i];
        if (day != BS_DAY_NONE && day <= today) {
            bs_json_open(json, '{');
            bs_values_text(json, "id", bs_milestone_id((bs_milestone)i));
            bs_values_day(json, "day", day);
            bs_json_close(json, '}');
        }
    }
    bs_json_close(json, ']');
}

static void write_member(bs_json *json, const bs_view *view)
{
    bs_json_name(json, "profile");
    if (view->key[0] == '\0') {
        bs_json_null(json);
        return;
    }
    bs_json_open(json, '{');
    bs_values_text(json, "key", view->key);
    bs_values_text(json, "label", view->label);
    bs_json_close(json, '}');
}

static void write_badge(bs_json *json, const bs_state *state)
{
    const bs_badge badge = bs_badge_of(state);
    bs_json_name(json, "badge");
    bs_json_open(json, '{');
    bs_values_text(json, "text", badge.text);
    bs_values_text(json, "color", badge.color);
    bs_values_text(json, "title", badge.title);
    bs_json_close(json, '}');
}

/** null makes the extension ask the user. */
static void write_phone(bs_json *json, bs_phone phone)
{
    if (phone == BS_PHONE_NOT_ASKED) {
        bs_json_name(json, "phone");
        bs_json_null(json);
    } else {
        bs_values_text(json, "phone", bs_phone_id(phone));
    }
}

void bs_reply_write_state(bs_json *json, const bs_view *view)
{
    const bs_state *state = &view->state;
    write_member(json, view);
    bs_values_moment(json, "at", state->at);
    bs_values_text(json, "kind", bs_number_kind_id(state->kind));
    bs_values_points(json, "total", state->total);
    bs_values_points(json, "typical_error", state->typical_error);
    write_error(json, state);
    write_pillars(json, view);
    write_coverage(json, state);
    bs_json_name(json, "official");
    if (state->official != NULL) {
        bs_values_official(json, state->official);
    } else {
        bs_json_null(json);
    }
    if (bs_view_first_read(view) != BS_DAY_NONE) {
        bs_values_day(json, "first_read", bs_view_first_read(view));
    }
    if (bs_view_has_no_access(view)) {
        bs_values_no_access(json, &view->evidence.no_access);
    }
    if (view->shown_week.present) {
        bs_json_name(json, "shown_week");
        bs_values_shown_week(json, &view->shown_week);
    }
    write_phone(json, view->evidence.phone);
    bs_values_points(json, "week_delta", state->week_delta);
    if (view->evidence.first_seen.seconds != 0) {
        bs_values_day(json, "first_seen", bs_moment_day(view->evidence.first_seen));
    }
    if (state->week_from != BS_DAY_NONE) {
        bs_values_day(json, "week_from", state->week_from);
        bs_values_points(json, "week_error", state->week_error);
    }
    write_advice(json, view);
    write_unseen(json, view);
    write_leaving(json, view);
    write_usual(json, view);
    write_milestones(json, view);
}

static void write_profiles(bs_json *json, const bs_profile *profiles, size_t count)
{
    bs_json_name(json, "profiles");
    bs_json_open(json, '[');
    bs_reply_write_profiles(json, profiles, count);
    bs_json_close(json, ']');
}

void bs_reply_write_done(bs_json *json, const bs_view *view)
{
    bs_week_act acts[BS_WEEK_ACTS_MAX];
    const size_t count = bs_week_acts(acts, view->timeline, view->state.at);
    bs_json_name(json, "done");
    bs_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        bs_json_open(json, '{');
        bs_values_text(json, "signal", bs_signal_info_of(acts[i].signal)->id);
        bs_json_name(json, "count");
        bs_json_integer(json, acts[i].count);
        bs_json_name(json, "usual");
        bs_json_number(json, acts[i].usual, 1);
        bs_json_name(json, "weeks");
        if (isnan(acts[i].usual)) {
            bs_json_null(json);
        } else {
            bs_json_integer(json, acts[i].weeks);
        }
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

void bs_reply_state(bs_buffer *out, const bs_request *request, const bs_view *view,
                    const bs_state_extras *extras)
{
    bs_json json = bs_values_begin(out, request);
    bs_json_name(&json, "state");
    bs_json_open(&json, '{');
    bs_reply_write_state(&json, view);
    if (request->with[BS_WITH_COUNTS]) {
        bs_reply_write_counts(&json, view);
    }
    if (request->with[BS_WITH_TODAY]) {
        bs_reply_write_days(&json, view);
    }
    if (request->with[BS_WITH_SPARK]) {
        bs_reply_write_spark(&json, &extras->spark, view);
    }
    bs_json_close(&json, '}');
    write_badge(&json, &view->state);
    if (request->with[BS_WITH_WHY]) {
        bs_reply_part_why(&json, &extras->why);
    }
    if (request->with[BS_WITH_GOAL]) {
        bs_reply_part_goal(&json, &extras->goal, view);
    }
    if (request->with[BS_WITH_PROFILES]) {
        write_profiles(&json, extras->profiles, extras->profile_count);
    }
    if (request->with[BS_WITH_DONE]) {
        bs_reply_write_done(&json, view);
    }
    bs_json_close(&json, '}');
}

/* ---- the others ---- */

static void write_column(bs_json *json, const char *name, const bs_history *history, int pillar)
{
    bs_json_name(json, name);
    bs_json_open(json, '[');
    for (size_t i = 0; i < history->count; i++) {
        const bs_point *point = &history->points[i];
        bs_json_number(json, pillar < 0 ? point->total : point->pillars[pillar],
                       BS_POINTS_DECIMALS);
    }
    bs_json_close(json, ']');
}

/** Since when the history uses this model, and the model before. */
static void write_model_change(bs_json *json, const bs_history *history)
{
    bs_json_name(json, "model");
    bs_json_open(json, '{');
    bs_values_text(json, "id", history->model);
    bs_values_day(json, "since", history->change.day);
    bs_values_text(json, "before", history->change.before);
    bs_json_close(json, '}');
}

static void write_corrections(bs_json *json, const bs_history *history)
{
    bs_json_name(json, "corrections");
    bs_json_open(json, '[');
    for (size_t i = 0; i < history->correction_count; i++) {
        bs_values_correction(json, &history->corrections[i]);
    }
    bs_json_close(json, ']');
}

void bs_reply_write_history(bs_json *json, const bs_history *history)
{
    bs_json_name(json, "series");
    bs_json_open(json, '{');
    bs_json_name(json, "day");
    bs_json_open(json, '[');
    for (size_t i = 0; i < history->count; i++) {
        char day[BS_DAY_TEXT];
        bs_day_format(day, history->points[i].day);
        bs_json_string(json, day);
    }
    bs_json_close(json, ']');
    write_column(json, "total", history, -1);
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        write_column(json, bs_pillar_id((bs_pillar)i), history, i);
    }
    bs_json_close(json, '}');
    bs_json_name(json, "official");
    bs_json_open(json, '[');
    for (size_t i = 0; i < history->official_count; i++) {
        bs_values_official(json, &history->officials[i]);
    }
    bs_json_close(json, ']');
    if (history->change.day != BS_DAY_NONE) {
        write_model_change(json, history);
    }
    if (history->correction_count > 0) {
        write_corrections(json, history);
    }
    if (history->move_count > 0) {
        bs_values_moves(json, history->moves, history->move_count);
    }
}

void bs_reply_history(bs_buffer *out, const bs_request *request, const bs_history *history)
{
    bs_json json = bs_values_begin(out, request);
    bs_reply_write_history(&json, history);
    bs_json_close(&json, '}');
}

void bs_reply_export(bs_buffer *out, const bs_request *request, const bs_buffer *data,
                     const char *cursor)
{
    bs_json json = bs_values_begin(out, request);
    bs_json_name(&json, "data");
    bs_json_text(&json, data->data == NULL ? "" : data->data, data->size);
    bs_json_name(&json, "cursor");
    if (cursor != NULL) {
        bs_json_string(&json, cursor);
    } else {
        bs_json_null(&json);
    }
    bs_json_close(&json, '}');
}

void bs_reply_forget(bs_buffer *out, const bs_request *request, const bs_forgotten *forgotten)
{
    bs_json json = bs_values_begin(out, request);
    bs_json_name(&json, "forgotten");
    bs_json_open(&json, '{');
    bs_json_name(&json, "profiles");
    bs_json_integer(&json, forgotten->profiles);
    bs_json_name(&json, "rows");
    bs_json_integer(&json, forgotten->rows);
    if (forgotten->copies > 0) {
        bs_json_name(&json, "copies");
        bs_json_integer(&json, (int64_t)forgotten->copies);
    }
    bs_json_close(&json, '}');
    bs_json_close(&json, '}');
}

static void write_key(bs_json *json, const bs_profile *profile)
{
    if (profile->key[0] != '\0') {
        bs_values_text(json, "key", profile->key);
        return;
    }
    char name[BS_KEY_MAX + 1];
    bs_profile_name(name, profile);
    bs_json_name(json, "key");
    bs_json_null(json);
    bs_json_name(json, "identified");
    bs_json_bool(json, false);
    bs_values_text(json, "name", name);
}

/** The members of the open object. */
static void write_profile(bs_json *json, const bs_profile *profile)
{
    write_key(json, profile);
    bs_values_text(json, "label", profile->label);
    bs_json_name(json, "aliases");
    bs_json_open(json, '[');
    for (size_t alias = 0; alias < profile->alias_count; alias++) {
        if (!bs_owner_is_mark(profile->aliases[alias])) {
            bs_json_string(json, profile->aliases[alias]);
        }
    }
    bs_json_close(json, ']');
    bs_values_moment(json, "first_seen", profile->first_seen);
    bs_values_moment(json, "last_seen", profile->last_seen);
}

void bs_reply_write_profiles(bs_json *json, const bs_profile *profiles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bs_json_open(json, '{');
        write_profile(json, &profiles[i]);
        bs_json_close(json, '}');
    }
}

static void write_target(bs_json *json, const bs_push_target *target)
{
    bs_json_name(json, "push");
    bs_json_open(json, '{');
    bs_values_text(json, "url", target->url);
    bs_values_day(json, "since", target->since);
    bs_json_name(json, "parts");
    bs_json_open(json, '[');
    for (int i = 0; i < BS_SHARE_PART_COUNT; i++) {
        if ((target->parts & BS_PUSH_BIT(i)) != 0) {
            bs_json_string(json, bs_share_part_words[i]);
        }
    }
    bs_json_close(json, ']');
    bs_json_close(json, '}');
}

void bs_reply_profiles(bs_buffer *out, const bs_request *request, const bs_profile *profiles,
                       size_t count, const bs_push_target *targets, size_t target_count)
{
    bs_json json = bs_values_begin(out, request);
    bs_json_name(&json, "profiles");
    bs_json_open(&json, '[');
    for (size_t i = 0; i < count; i++) {
        bs_json_open(&json, '{');
        write_profile(&json, &profiles[i]);
        for (size_t k = 0; k < target_count; k++) {
            if (targets[k].profile == profiles[i].id && targets[k].agreed != 0 &&
                targets[k].withdrawn == 0) {
                write_target(&json, &targets[k]);
            }
        }
        bs_json_close(&json, '}');
    }
    bs_json_close(&json, ']');
    bs_json_close(&json, '}');
}
