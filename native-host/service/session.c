#include "bussola/service/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/client_hello.h"
#include "bussola/codec/reply.h"
#include "bussola/codec/request.h"
#include "bussola/codec/team_file.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/goal.h"
#include "bussola/core/model.h"
#include "bussola/core/why.h"
#include "bussola/platform/locks.h"
#include "bussola/platform/storage.h"
#include "bussola/service/client_info.h"
#include "bussola/service/export.h"
#include "bussola/service/model_json.h"
#include "bussola/service/share.h"
#include "bussola/store/activity.h"
#include "bussola/store/apply.h"
#include "bussola/store/forget.h"
#include "bussola/store/goals.h"
#include "bussola/store/history.h"
#include "bussola/store/models.h"
#include "bussola/store/phone.h"
#include "bussola/store/profiles.h"
#include "bussola/store/push.h"
#include "bussola/store/spark.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "platform/random.h"

/**
 * Raw size of an export's piece; escaping at most doubles it, and the reply must stay below 1 MiB.
 */
#define EXPORT_PIECE ((size_t)384 * 1024)
#define EXPORT_PIECE_MAX (EXPORT_PIECE + (size_t)64 * 1024)

struct bs_session {
    const bs_model *unchosen; /**< the model if the user chose none */
    bs_model model;           /**< the one in use */
    char chosen[BS_MODEL_ID_MAX + 1];
    bs_clock clock;
    bs_store *store; /**< NULL if it could not be opened */
    bool has_directory;
    char directory[BS_STORE_PATH_MAX];
    bs_client client;
    bool lasting; /**< the client gave a permanent instance */
    bs_locks locks;
    bs_error unmade; /**< why the data directory could not be created; BS_OK if it is there */
    bs_answered answered;
    bool greeted; /**< the client's info is new and not stored yet */
    bs_client_hello hello;
};

/** State of answering one message. */
typedef struct exchange {
    bs_session *session;
    bs_request request;
    bs_buffer *reply;
    int64_t now;
    bs_error error;
} exchange;

static const char *data_directory(const bs_session *session)
{
    return session->has_directory ? session->directory : NULL;
}

/**
 * Switches to the model that the user has chosen since the last request; a failure changes nothing,
 * and the next request tries again.
 */
static bs_status follow_choice(bs_session *session, bs_error *error)
{
    char chosen[BS_MODEL_ID_MAX + 1];
    bs_model model = *session->unchosen;
    BS_TRY(bs_store_model_chosen(chosen, session->store, error));
    if (strcmp(chosen, session->chosen) == 0) {
        return BS_OK;
    }
    BS_TRY(bs_model_of_choice(&model, chosen, error));
    session->model = model;
    memcpy(session->chosen, chosen, sizeof chosen);
    bs_store_use(session->store, &session->model, false);
    return BS_OK;
}

/** Uses the store again; if its file was replaced, opens the new one. */
static bs_status hold_store(bs_session *session, bs_error *error)
{
    bool current = false;
    if (session->store != NULL) {
        const bs_status status = bs_store_resume(&current, session->store, error);
        if (status != BS_OK || current) {
            return status;
        }
        bs_store_close(session->store);
        session->store = NULL;
    }
    const bs_status status = bs_store_open(&session->store, data_directory(session),
                                           &session->model, session->clock(), error);
    if (status == BS_STORAGE && error != NULL && session->locks.files &&
        session->unmade.status == BS_STORAGE && strcmp(error->field, BS_STORAGE_DENIED) == 0) {
        /* The sandbox denies creating it for another reason: report the original one. */
        *error = session->unmade;
    }
    return status;
}

bs_status bs_session_open(bs_session **session, const char *directory, const bs_model *model,
                          bs_clock clock, bs_error *error)
{
    bs_session *opened = calloc(1, sizeof *opened);
    if (opened == NULL || (directory != NULL && strlen(directory) >= sizeof opened->directory)) {
        free(opened);
        return bs_fail(error, BS_INTERNAL, "", "Out of memory, or too long a path.");
    }
    opened->unchosen = model;
    opened->model = *model;
    opened->clock = clock;
    opened->client.since = BS_DAY_NONE;
    opened->answered.type = "";
    opened->has_directory = directory != NULL;
    if (directory != NULL) {
        memcpy(opened->directory, directory, strlen(directory) + 1);
    }
    *session = opened;
    return BS_OK;
}

void bs_session_close(bs_session *session)
{
    if (session == NULL) {
        return;
    }
    if (session->store != NULL && !session->lasting && session->client.instance[0] != '\0') {
        /* On failure, expiry removes them a day later. */
        if (hold_store(session, NULL) == BS_OK) {
            (void)!bs_store_drop_unclaimed(session->store, &session->client, NULL);
        }
    }
    bs_store_close(session->store);
    free(session);
}

void bs_session_locked(bs_session *session, const bs_locks *locks, const bs_error *unmade)
{
    session->locks = *locks;
    session->unmade = *unmade;
}

/** A unique name for a client without one. */
static bs_status name_client(bs_session *session, bs_error *error)
{
    unsigned char random[16];
    if (session->client.instance[0] != '\0') {
        return BS_OK;
    }
    if (!bs_random_fill(random, sizeof random)) {
        return bs_fail(error, BS_INTERNAL, "", "The system gives no random numbers.");
    }
    char *text = session->client.instance;
    int used = snprintf(text, sizeof session->client.instance, "session-");
    for (size_t i = 0; i < sizeof random; i++) {
        used += snprintf(text + used, sizeof session->client.instance - (size_t)used, "%02x",
                         random[i]);
    }
    return BS_OK;
}

static bs_status find(bs_profile_id *profile, exchange *x)
{
    return bs_store_find(profile, x->session->store, x->request.has_key ? x->request.key : NULL,
                         &x->session->client, &x->error);
}

/* ---- one function per type of request ---- */

/** Remembers the client, even if the store cannot be opened. */
static void meet(exchange *x)
{
    bs_session *session = x->session;
    if (x->request.client.instance[0] != '\0') {
        session->client = x->request.client;
        session->lasting = true;
    } else {
        session->client.since = x->request.client.since;
    }
    session->hello = x->request.hello;
    session->greeted = true;
}

static bs_status answer_hello(exchange *x)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    const bs_status status = bs_store_profiles(&profiles, &count, x->session->store, &x->error);
    if (status == BS_OK) {
        bs_reply_hello(x->reply, &x->request, &x->session->model, &x->session->locks, profiles,
                       count);
    }
    bs_profiles_free(profiles, count);
    return status;
}

static bs_status answer_observe(exchange *x)
{
    bs_applied applied = {0};
    bs_status status = name_client(x->session, &x->error);
    if (status == BS_OK) {
        status = bs_store_apply(&applied, x->session->store, &x->request.observation, 1,
                                &x->session->client, false, x->now, &x->error);
    }
    if (status == BS_OK) {
        bs_reply_state(x->reply, &x->request, &applied.view, NULL);
    }
    bs_view_free(&applied.view);
    return status;
}

/** What the request asks for beside the view. */
static bs_status read_extras(bs_state_extras *extras, exchange *x, const bs_view *view)
{
    bs_store *store = x->session->store;
    const bool *with = x->request.with;
    bs_status status = BS_OK;
    if (with[BS_WITH_WHY]) {
        status = bs_store_why_of_state(&extras->why, store, view, &x->error);
    }
    if (status == BS_OK && with[BS_WITH_GOAL]) {
        status = bs_store_goal(&extras->goal, store, view->profile, &x->error);
    }
    if (status == BS_OK && with[BS_WITH_PROFILES]) {
        status = bs_store_profiles(&extras->profiles, &extras->profile_count, store, &x->error);
    }
    return status;
}

static bs_status answer_state(exchange *x)
{
    bs_view view = {0};
    bs_state_extras extras = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_moment at = x->request.at;
    bs_status status = find(&profile, x);
    if (status == BS_OK && x->request.phone != BS_PHONE_NOT_ASKED) {
        status = bs_store_phone_set(x->session->store, x->request.phone, x->now, &x->error);
    }
    if (status == BS_OK && !x->request.has_at) {
        status = bs_store_now(&at, x->session->store, profile, x->now, &x->error);
    }
    if (status == BS_OK) {
        status = x->request.with[BS_WITH_SPARK]
                     ? bs_store_view_spark(&view, &extras.spark, x->session->store, profile, at,
                                           &x->error)
                     : bs_store_view(&view, x->session->store, profile, at, &x->error);
    }
    if (status == BS_OK) {
        status = read_extras(&extras, x, &view);
    }
    if (status == BS_OK) {
        bs_reply_state(x->reply, &x->request, &view, &extras);
    }
    bs_profiles_free(extras.profiles, extras.profile_count);
    bs_view_free(&view);
    return status;
}

static bs_status answer_history(exchange *x)
{
    bs_history history = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find(&profile, x);
    if (status == BS_OK) {
        status = bs_store_history(&history, x->session->store, profile, x->request.from,
                                  x->request.to, x->request.step, x->now, &x->error);
    }
    if (status == BS_OK) {
        bs_reply_history(x->reply, &x->request, &history);
    }
    bs_history_free(&history);
    return status;
}

static bs_status answer_activity(exchange *x)
{
    bs_activity activity = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find(&profile, x);
    if (status == BS_OK) {
        status = bs_store_activity(&activity, x->session->store, profile, x->request.from,
                                   x->request.to, x->request.step, x->now, &x->error);
    }
    if (status == BS_OK) {
        bs_reply_activity(x->reply, &x->request, &activity);
    }
    bs_activity_free(&activity);
    return status;
}

static bs_status answer_export(exchange *x)
{
    bs_buffer data;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = x->request.has_key ? find(&profile, x) : BS_OK;
    bs_buffer_init(&data, EXPORT_PIECE_MAX);
    if (status == BS_OK && x->request.cursor[0] == '\0') {
        status = bs_store_refresh(x->session->store, profile, x->now, &x->error);
    }
    if (status == BS_OK) {
        status = bs_export_piece(&data, x->request.cursor, x->session->store, profile,
                                 x->request.format, EXPORT_PIECE, &x->error);
    }
    if (status == BS_OK && data.failed) {
        status = bs_fail(&x->error, BS_INTERNAL, "", "Out of memory.");
    }
    if (status == BS_OK) {
        bs_reply_export(x->reply, &x->request, &data,
                        x->request.cursor[0] == '\0' ? NULL : x->request.cursor);
    }
    bs_buffer_free(&data);
    return status;
}

static bs_status answer_forget(exchange *x)
{
    bs_forgotten forgotten = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = x->request.all ? BS_OK : find(&profile, x);
    if (status == BS_UNKNOWN_PROFILE) {
        /* An earlier attempt may have left removed rows in the WAL. The reply remains "unknown
         * profile". */
        (void)!bs_store_empty_log(x->session->store, NULL);
    }
    if (status == BS_OK) {
        status = x->request.has_source
                     ? bs_store_forget_source(&forgotten, x->session->store, profile,
                                              x->request.source, x->now, &x->error)
                     : bs_store_forget(&forgotten, x->session->store, profile, &x->error);
    }
    if (status == BS_OK) {
        if (x->request.all) {
            bs_client_hellos_remove(data_directory(x->session), INT64_MAX);
        }
        bs_reply_forget(x->reply, &x->request, &forgotten);
    }
    return status;
}

static bs_status answer_profiles(exchange *x)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    bs_push_target *targets = NULL;
    size_t target_count = 0;
    bs_status status = bs_store_profiles(&profiles, &count, x->session->store, &x->error);
    if (status == BS_OK) {
        status = bs_store_push_targets(&targets, &target_count, x->session->store, &x->error);
    }
    if (status == BS_OK) {
        bs_reply_profiles(x->reply, &x->request, profiles, count, targets, target_count);
    }
    free(targets);
    bs_profiles_free(profiles, count);
    return status;
}

static bs_status answer_why(exchange *x)
{
    bs_why why;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find(&profile, x);
    if (status == BS_OK) {
        status = bs_store_why(&why, x->session->store, profile, x->request.from, x->request.to,
                              x->request.shown, x->now, &x->error);
    }
    if (status == BS_OK) {
        bs_reply_why(x->reply, &x->request, &why);
    }
    return status;
}

static bs_status answer_goal(exchange *x)
{
    bs_view view = {0};
    bs_moment now = {0};
    bs_goal *goal = &x->request.goal;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find(&profile, x);
    if (status == BS_OK) {
        status = bs_store_now(&now, x->session->store, profile, x->now, &x->error);
    }
    if (status == BS_OK && x->request.sets_goal) {
        goal->since = bs_moment_day(now);
        status = bs_store_goal_set(x->session->store, profile, goal, &x->error);
    }
    if (status == BS_OK) {
        status = bs_store_goal(goal, x->session->store, profile, &x->error);
    }
    if (status == BS_OK) {
        const bs_moment at = x->request.has_at ? x->request.at : now;
        status = bs_store_view(&view, x->session->store, profile, at, &x->error);
    }
    if (status == BS_OK) {
        bs_reply_goal(x->reply, &x->request, goal, &view);
    }
    bs_view_free(&view);
    return status;
}

static bs_status answer_share(exchange *x)
{
    bs_buffer file;
    bs_team_member member;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find(&profile, x);
    bs_buffer_init(&file, BS_TEAM_FILE_MAX);
    if (status == BS_OK) {
        status = bs_share(&member, x->session->store, profile, x->request.label, x->request.parts,
                          x->now, &x->error);
    }
    if (status == BS_OK) {
        bs_team_file_write(&file, &member);
        status = file.failed ? bs_fail(&x->error, BS_INTERNAL, "", "Out of memory.") : BS_OK;
    }
    if (status == BS_OK) {
        bs_reply_share(x->reply, &x->request, &file);
    }
    bs_buffer_free(&file);
    return status;
}

static bs_status answer_team(exchange *x)
{
    return bs_reply_team(x->reply, &x->request, x->now, &x->error);
}

static bs_status dispatch(exchange *x)
{
    static bs_status (*const answers[BS_REQUEST_TYPE_COUNT])(exchange *) = {
        [BS_REQUEST_HELLO] = answer_hello,       [BS_REQUEST_OBSERVE] = answer_observe,
        [BS_REQUEST_STATE] = answer_state,       [BS_REQUEST_HISTORY] = answer_history,
        [BS_REQUEST_EXPORT] = answer_export,     [BS_REQUEST_FORGET] = answer_forget,
        [BS_REQUEST_PROFILES] = answer_profiles, [BS_REQUEST_WHY] = answer_why,
        [BS_REQUEST_GOAL] = answer_goal,         [BS_REQUEST_ACTIVITY] = answer_activity,
        [BS_REQUEST_SHARE] = answer_share,       [BS_REQUEST_TEAM] = answer_team,
    };
    if (x->request.type == BS_REQUEST_HELLO) {
        meet(x);
    }
    bs_status status = hold_store(x->session, &x->error);
    if (status == BS_OK) {
        status = follow_choice(x->session, &x->error);
    }
    if (status == BS_OK) {
        status = answers[x->request.type](x);
    }
    bs_store_rest(x->session->store);
    if (status == BS_STORAGE) {
        /* Reopen at the next request: SQLite would stay read-only after failing to open the file
         * for writing. */
        bs_store_close(x->session->store);
        x->session->store = NULL;
    }
    return status;
}

void bs_session_answer(bs_buffer *reply, bs_session *session, const char *message, size_t length)
{
    const size_t begin = reply->size;
    exchange x = {.session = session, .reply = reply, .now = session->clock()};
    bs_status status = bs_request_parse(&x.request, message, length, x.now, &x.error);
    const bool greets = status == BS_OK && x.request.type == BS_REQUEST_HELLO;
    if (status == BS_OK) {
        status = dispatch(&x);
    }
    if (status == BS_OK && reply->failed) {
        status = bs_fail(&x.error, BS_TOO_LARGE, "", "The reply would be larger than 1 MiB.");
    }
    if (status != BS_OK) {
        bs_buffer_cut(reply, begin);
        bs_reply_error(reply, &x.request, &x.error);
    }
    x.error.status = status;
    session->answered =
        (bs_answered){.type = x.request.has_type ? bs_request_type_id(x.request.type) : "",
                      .error = x.error,
                      .hello = greets ? &session->hello : NULL};
    bs_request_free(&x.request);
}

void bs_session_settle(bs_session *session)
{
    if (session->greeted) {
        bs_client_hello_keep(&session->hello, data_directory(session));
        session->greeted = false;
    }
    bs_store_checkpoint(session->store);
}

const bs_answered *bs_session_answered(const bs_session *session)
{
    return &session->answered;
}

void bs_session_refuse(bs_buffer *reply, const bs_error *error)
{
    bs_reply_error(reply, NULL, error);
}
