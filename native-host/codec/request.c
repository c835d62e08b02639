#include "bussola/codec/request.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "bussola/store/history.h"
#include "fields.h"
#include "hello.h"
#include "observe.h"

/** `since` is a day, or a moment (then its day). */
static bs_status read_since(bs_day *since, const bs_fields *client)
{
    const cJSON *member = bs_fields_get(client, "since");
    if (cJSON_IsString(member) && strchr(member->valuestring, 'T') != NULL) {
        bs_moment moment;
        const bs_status status = bs_fields_moment(&moment, client, "since");
        if (status == BS_OK) {
            *since = bs_moment_day(moment);
        }
        return status;
    }
    return bs_fields_day_maybe(since, client, "since");
}

static bs_status read_hello(bs_request *request, const bs_fields *fields, int64_t now)
{
    bs_fields client;
    bs_day since = BS_DAY_NONE;
    bs_status status = bs_fields_object(&client, fields, "client");
    if (status == BS_OK) {
        status = bs_hello_read(&request->hello, &client);
    }
    if (status == BS_OK) {
        status = read_since(&since, &client);
    }
    if (status == BS_OK && since != BS_DAY_NONE &&
        since > (now + BS_REQUEST_AHEAD_MAX) / BS_DAY_SECONDS) {
        status = bs_fields_fail(&client, BS_OUT_OF_RANGE, "since", "is in the future");
    }
    request->client.since = since;
    request->hello.at = now;
    if (status == BS_OK) {
        memcpy(request->client.instance, request->hello.instance, sizeof request->client.instance);
    }
    return status;
}

static bs_status read_key(bs_request *request, const bs_fields *fields)
{
    bs_fields profile;
    const bs_status status = bs_fields_object_maybe(&profile, &request->has_key, fields, "profile");
    return status == BS_OK && request->has_key
               ? bs_fields_text(request->key, sizeof request->key, &profile, "key")
               : status;
}

/** The moment of a state or goal; the current one if it is missing. */
static bs_status read_at(bs_request *request, const bs_fields *fields, int64_t now)
{
    bs_status status = read_key(request, fields);
    request->has_at = bs_fields_get(fields, "at") != NULL;
    if (status == BS_OK && request->has_at) {
        status = bs_fields_moment(&request->at, fields, "at");
    }
    if (status == BS_OK && request->has_at && request->at.seconds > now + BS_REQUEST_AHEAD_MAX) {
        status = bs_fields_fail(fields, BS_OUT_OF_RANGE, "at", "is in the future");
    }
    return status;
}

/** Ignores words of a later client. */
static bs_status read_with(bs_request *request, const bs_fields *fields)
{
    const cJSON *words = NULL;
    const cJSON *word = NULL;
    const bs_status status = bs_fields_array(&words, fields, "with", true);
    cJSON_ArrayForEach(word, words)
    {
        if (!cJSON_IsString(word)) {
            return bs_fields_fail(fields, BS_BAD_REQUEST, "with", "must be a list of strings");
        }
        for (int i = 0; i < BS_EXTRA_COUNT; i++) {
            request->with[i] =
                request->with[i] || strcmp(word->valuestring, bs_extra_words[i]) == 0;
        }
    }
    return status;
}

/** `set` stores the user's answer. */
static bs_status read_state(bs_request *request, const bs_fields *fields, int64_t now)
{
    bs_fields set;
    bool sets = false;
    int phone = -1;
    bs_status status = read_at(request, fields, now);
    if (status == BS_OK) {
        status = bs_fields_object_maybe(&set, &sets, fields, "set");
    }
    if (status == BS_OK && sets) {
        status = bs_fields_word_maybe(&phone, &set, "phone", bs_phone_words, BS_PHONE_COUNT);
    }
    if (status == BS_OK && phone >= 0) {
        request->phone = (bs_phone)(BS_PHONE_NO + phone);
    }
    return status == BS_OK ? read_with(request, fields) : status;
}

static bs_status read_range(bs_request *request, const bs_fields *fields)
{
    bs_status status = read_key(request, fields);
    if (status == BS_OK) {
        status = bs_fields_day_maybe(&request->from, fields, "from");
    }
    if (status == BS_OK) {
        status = bs_fields_day_maybe(&request->to, fields, "to");
    }
    if (status == BS_OK && request->to != BS_DAY_NONE && request->to < request->from) {
        status = bs_fields_fail(fields, BS_OUT_OF_RANGE, "to", "is before \"from\"");
    }
    return status;
}

/** A history, or what was done in it. */
static bs_status read_series(bs_request *request, const bs_fields *fields)
{
    int step = BS_STEP_AUTO;
    bs_status status = read_range(request, fields);
    if (status == BS_OK) {
        status = bs_fields_word_maybe(&step, fields, "step", bs_step_words, BS_STEP_COUNT);
    }
    request->step = (bs_step)step;
    return status;
}

static bs_status read_export(bs_request *request, const bs_fields *fields)
{
    int format = BS_FORMAT_JSON;
    bs_status status = read_key(request, fields);
    if (status == BS_OK) {
        status = bs_fields_word(&format, fields, "format", bs_format_words, BS_FORMAT_COUNT);
    }
    request->format = (bs_format)format;
    return status == BS_OK
               ? bs_fields_text_maybe(request->cursor, sizeof request->cursor, fields, "cursor")
               : status;
}

/** Requires `all` or a key, so that a missing key never removes everything. */
static bs_status read_forget(bs_request *request, const bs_fields *fields)
{
    /* The archive, and the API after it. */
    const char *const *sources = bs_source_words + BS_FROM_ARCHIVE;
    int source = 0;
    const cJSON *all = bs_fields_get(fields, "all");
    if (all != NULL && !cJSON_IsTrue(all)) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, "all", "must be true");
    }
    request->all = all != NULL;
    bs_status status = read_key(request, fields);
    if (status == BS_OK && request->all == request->has_key) {
        status =
            bs_fields_fail(fields, BS_BAD_REQUEST, "profile", "give a profile or all, not both");
    }
    request->has_source = bs_fields_get(fields, "source") != NULL;
    if (status != BS_OK || !request->has_source) {
        return status;
    }
    request->source = BS_FROM_ARCHIVE;
    if (request->all) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, "source", "needs a profile");
    }
    status = bs_fields_word(&source, fields, "source", sources, 2);
    request->source = (bs_source)(BS_FROM_ARCHIVE + source);
    return status;
}

/** `set` missing: reads; null: clears; an object: sets. */
static bs_status read_goal(bs_request *request, const bs_fields *fields, int64_t now)
{
    bs_fields set;
    bs_status status = read_at(request, fields, now);
    if (status == BS_OK) {
        status = bs_fields_object_maybe(&set, &request->goal.present, fields, "set");
    }
    if (status == BS_OK && request->goal.present) {
        status = bs_fields_signal(&request->goal.signal, &set, "signal");
    }
    if (status == BS_OK && request->goal.present) {
        status = bs_fields_integer(&request->goal.count, &set, "count");
    }
    request->sets_goal = cJSON_HasObjectItem(fields->object, "set");
    return status;
}

static bs_status read_body(bs_request *request, const bs_fields *fields, int64_t now)
{
    switch (request->type) {
    case BS_REQUEST_HELLO:
        return read_hello(request, fields, now);
    case BS_REQUEST_OBSERVE:
        return bs_observe_read(&request->observation, fields, now);
    case BS_REQUEST_STATE:
        return read_state(request, fields, now);
    case BS_REQUEST_HISTORY:
    case BS_REQUEST_ACTIVITY:
        return read_series(request, fields);
    case BS_REQUEST_EXPORT:
        return read_export(request, fields);
    case BS_REQUEST_FORGET:
        return read_forget(request, fields);
    case BS_REQUEST_WHY:
        return read_range(request, fields);
    case BS_REQUEST_GOAL:
        return read_goal(request, fields, now);
    case BS_REQUEST_PROFILES:
        break;
    }
    return BS_OK;
}

static bs_status read_type(bs_request *request, const bs_fields *fields)
{
    const cJSON *type = bs_fields_get(fields, "type");
    if (!cJSON_IsString(type)) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, "type", "must be a string");
    }
    for (int i = 0; i < BS_REQUEST_TYPE_COUNT; i++) {
        if (strcmp(type->valuestring, bs_request_type_words[i]) == 0) {
            request->has_type = true;
            request->type = (bs_request_type)i;
            return BS_OK;
        }
    }
    return bs_fields_fail(fields, BS_UNKNOWN_TYPE, "type", "no such type of request");
}

static bs_status read_message(bs_request *request, const bs_fields *fields, int64_t now)
{
    int64_t id = 0;
    bs_status status = bs_fields_integer(&id, fields, "id");
    if (status == BS_OK && id < 0) {
        status = bs_fields_fail(fields, BS_OUT_OF_RANGE, "id", "must not be negative");
    }
    if (status != BS_OK) {
        return status;
    }
    request->has_id = true;
    request->id = id;
    status = read_type(request, fields);
    return status == BS_OK ? read_body(request, fields, now) : status;
}

bs_status bs_request_parse(bs_request *request, const char *text, size_t length, int64_t now,
                           bs_error *error)
{
    *request =
        (bs_request){.from = BS_DAY_NONE, .to = BS_DAY_NONE, .client = {.since = BS_DAY_NONE}};
    bs_observation_init(&request->observation);
    cJSON *json = NULL;
    bs_status status = bs_fields_parse(&json, text, length, error);
    if (status == BS_OK) {
        const bs_fields fields = {.object = json, .error = error};
        status = read_message(request, &fields, now);
    }
    cJSON_Delete(json);
    return status;
}

void bs_request_free(bs_request *request)
{
    bs_observation_free(&request->observation);
}
