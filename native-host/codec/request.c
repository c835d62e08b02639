#include "bussola/codec/request.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
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
        BS_TRY(bs_fields_moment(&moment, client, "since"));
        *since = bs_moment_day(moment);
        return BS_OK;
    }
    return bs_fields_day_maybe(since, client, "since");
}

static bs_status read_hello(bs_request *request, const bs_fields *fields, int64_t now)
{
    bs_fields client;
    bs_day since = BS_DAY_NONE;
    BS_TRY(bs_fields_object(&client, fields, "client"));
    BS_TRY(bs_hello_read(&request->hello, &client));
    BS_TRY(read_since(&since, &client));
    if (since != BS_DAY_NONE && since > (now + BS_REQUEST_AHEAD_MAX) / BS_DAY_SECONDS) {
        return bs_fields_fail(&client, BS_OUT_OF_RANGE, "since", "is in the future");
    }
    request->client.since = since;
    request->hello.at = now;
    memcpy(request->client.instance, request->hello.instance, sizeof request->client.instance);
    return BS_OK;
}

static bs_status read_key(bs_request *request, const bs_fields *fields)
{
    bs_fields profile;
    BS_TRY(bs_fields_object_maybe(&profile, &request->has_key, fields, "profile"));
    return request->has_key ? bs_fields_text(request->key, sizeof request->key, &profile, "key")
                            : BS_OK;
}

/** The moment of a state or goal; the current one if it is missing. */
static bs_status read_at(bs_request *request, const bs_fields *fields, int64_t now)
{
    BS_TRY(read_key(request, fields));
    request->has_at = bs_fields_get(fields, "at") != NULL;
    if (request->has_at) {
        BS_TRY(bs_fields_moment(&request->at, fields, "at"));
    }
    if (request->has_at && request->at.seconds > now + BS_REQUEST_AHEAD_MAX) {
        return bs_fields_fail(fields, BS_OUT_OF_RANGE, "at", "is in the future");
    }
    return BS_OK;
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
        const int extra = bs_fields_index(word, bs_extra_words, BS_EXTRA_COUNT);
        if (extra >= 0) {
            request->with[extra] = true;
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
    BS_TRY(read_at(request, fields, now));
    BS_TRY(bs_fields_object_maybe(&set, &sets, fields, "set"));
    if (sets) {
        BS_TRY(bs_fields_word_maybe(&phone, &set, "phone", bs_phone_words, BS_PHONE_COUNT));
    }
    if (phone >= 0) {
        request->phone = (bs_phone)(BS_PHONE_NO + phone);
    }
    return read_with(request, fields);
}

static bs_status read_range(bs_request *request, const bs_fields *fields)
{
    BS_TRY(read_key(request, fields));
    BS_TRY(bs_fields_day_maybe(&request->from, fields, "from"));
    BS_TRY(bs_fields_day_maybe(&request->to, fields, "to"));
    return request->to != BS_DAY_NONE && request->to < request->from
               ? bs_fields_fail(fields, BS_OUT_OF_RANGE, "to", "is before \"from\"")
               : BS_OK;
}

/** A history, or what was done in it. */
static bs_status read_series(bs_request *request, const bs_fields *fields)
{
    int step = BS_STEP_AUTO;
    BS_TRY(read_range(request, fields));
    BS_TRY(bs_fields_word_maybe(&step, fields, "step", bs_step_words, BS_STEP_COUNT));
    request->step = (bs_step)step;
    return BS_OK;
}

static bs_status read_export(bs_request *request, const bs_fields *fields)
{
    int format = BS_FORMAT_JSON;
    BS_TRY(read_key(request, fields));
    BS_TRY(bs_fields_word(&format, fields, "format", bs_format_words, BS_FORMAT_COUNT));
    request->format = (bs_format)format;
    return bs_fields_text_maybe(request->cursor, sizeof request->cursor, fields, "cursor");
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
    BS_TRY(read_key(request, fields));
    if (request->all == request->has_key) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, "profile", "give a profile or all, not both");
    }
    request->has_source = bs_fields_get(fields, "source") != NULL;
    if (!request->has_source) {
        return BS_OK;
    }
    request->source = BS_FROM_ARCHIVE;
    if (request->all) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, "source", "needs a profile");
    }
    BS_TRY(bs_fields_word(&source, fields, "source", sources, 2));
    request->source = (bs_source)(BS_FROM_ARCHIVE + source);
    return BS_OK;
}

/** `set` missing: reads; null: clears; an object: sets. */
static bs_status read_goal(bs_request *request, const bs_fields *fields, int64_t now)
{
    bs_fields set;
    BS_TRY(read_at(request, fields, now));
    BS_TRY(bs_fields_object_maybe(&set, &request->goal.present, fields, "set"));
    if (request->goal.present) {
        BS_TRY(bs_fields_signal(&request->goal.signal, &set, "signal"));
    }
    if (request->goal.present) {
        BS_TRY(bs_fields_integer(&request->goal.count, &set, "count"));
    }
    request->sets_goal = cJSON_HasObjectItem(fields->object, "set");
    return BS_OK;
}

static bs_status read_share(bs_request *request, const bs_fields *fields)
{
    const cJSON *words = NULL;
    const cJSON *word = NULL;
    BS_TRY(read_key(request, fields));
    BS_TRY(bs_fields_text(request->label, sizeof request->label, fields, "label"));
    BS_TRY(bs_fields_array(&words, fields, "parts", false));
    bool any = false;
    cJSON_ArrayForEach(word, words)
    {
        const int part = bs_fields_index(word, bs_share_part_words, BS_SHARE_PART_COUNT);
        if (part < 0) {
            return bs_fields_fail(fields, BS_BAD_REQUEST, "parts", "has no such part");
        }
        request->parts[part] = true;
        any = true;
    }
    return any ? BS_OK
               : bs_fields_fail(fields, BS_BAD_REQUEST, "parts", "must name at least one part");
}

/** A copy that the caller frees; NULL out of memory. */
static char *copy(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *made = malloc(size);
    if (made != NULL) {
        memcpy(made, text, size);
    }
    return made;
}

static bs_status read_team(bs_request *request, const bs_fields *fields)
{
    const cJSON *files = NULL;
    const cJSON *file = NULL;
    BS_TRY(bs_fields_array(&files, fields, "files", false));
    if (cJSON_GetArraySize(files) > BS_TEAM_BATCH_MAX) {
        return bs_fields_fail(fields, BS_OUT_OF_RANGE, "files", "are too many for one request");
    }
    request->files = calloc(BS_TEAM_BATCH_MAX, sizeof *request->files);
    cJSON_ArrayForEach(file, files)
    {
        if (!cJSON_IsString(file)) {
            return bs_fields_fail(fields, BS_BAD_REQUEST, "files", "must be a list of strings");
        }
        char *text = request->files != NULL ? copy(file->valuestring) : NULL;
        if (text == NULL) {
            return bs_fail(fields->error, BS_INTERNAL, "", "Out of memory.");
        }
        request->files[request->file_count++] = text;
    }
    return BS_OK;
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
        request->shown = cJSON_IsTrue(bs_fields_get(fields, "shown"));
        return read_range(request, fields);
    case BS_REQUEST_GOAL:
        return read_goal(request, fields, now);
    case BS_REQUEST_SHARE:
        return read_share(request, fields);
    case BS_REQUEST_TEAM:
        return read_team(request, fields);
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
    const int found = bs_fields_index(type, bs_request_type_words, BS_REQUEST_TYPE_COUNT);
    if (found < 0) {
        return bs_fields_fail(fields, BS_UNKNOWN_TYPE, "type", "no such type of request");
    }
    request->has_type = true;
    request->type = (bs_request_type)found;
    return BS_OK;
}

static bs_status read_message(bs_request *request, const bs_fields *fields, int64_t now)
{
    int64_t id = 0;
    BS_TRY(bs_fields_integer(&id, fields, "id"));
    if (id < 0) {
        return bs_fields_fail(fields, BS_OUT_OF_RANGE, "id", "must not be negative");
    }
    request->has_id = true;
    request->id = id;
    BS_TRY(read_type(request, fields));
    return read_body(request, fields, now);
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
    for (size_t i = 0; i < request->file_count; i++) {
        free(request->files[i]);
    }
    free(request->files);
}
