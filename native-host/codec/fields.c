#include "fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bussola/codec/json_check.h"

bs_status bs_fields_parse(cJSON **message, const char *text, size_t length, bs_error *error)
{
    *message = NULL;
    const bs_status status = bs_json_check(text, length, error);
    if (status != BS_OK) {
        return status;
    }
    cJSON *json = cJSON_ParseWithLength(text, length);
    if (json == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    if (!cJSON_IsObject(json)) {
        cJSON_Delete(json);
        return bs_fail(error, BS_BAD_REQUEST, "", "A request is a JSON object.");
    }
    *message = json;
    return BS_OK;
}

void bs_fields_path(char path[BS_FIELD_PATH_MAX], const bs_fields *fields, const char *name)
{
    const char *dot = fields->path[0] == '\0' || name[0] == '[' ? "" : ".";
    const int length = snprintf(path, BS_FIELD_PATH_MAX, "%s%s%s", fields->path, dot, name);
    if (length < 0) {
        path[0] = '\0';
    }
}

bs_status bs_fields_fail(const bs_fields *fields, bs_status status, const char *name,
                         const char *message)
{
    char path[BS_FIELD_PATH_MAX];
    bs_fields_path(path, fields, name);
    return bs_fail(fields->error, status, path, "%s: %s.", path, message);
}

const cJSON *bs_fields_get(const bs_fields *fields, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(fields->object, name);
    return cJSON_IsNull(member) ? NULL : member;
}

/* ---- text ---- */

bs_status bs_fields_text_maybe(char *text, size_t size, const bs_fields *fields, const char *name)
{
    const cJSON *member = bs_fields_get(fields, name);
    if (member == NULL) {
        return BS_OK;
    }
    if (!cJSON_IsString(member)) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "must be a string");
    }
    const size_t length = strlen(member->valuestring);
    if (length >= size) {
        return bs_fields_fail(fields, BS_OUT_OF_RANGE, name, "is too long");
    }
    memcpy(text, member->valuestring, length + 1);
    return BS_OK;
}

bs_status bs_fields_text(char *text, size_t size, const bs_fields *fields, const char *name)
{
    const cJSON *member = bs_fields_get(fields, name);
    if (!cJSON_IsString(member) || member->valuestring[0] == '\0') {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "must be a string that is not empty");
    }
    return bs_fields_text_maybe(text, size, fields, name);
}

int bs_fields_index(const cJSON *value, const char *const *words, int count)
{
    for (int i = 0; i < count && cJSON_IsString(value); i++) {
        if (strcmp(value->valuestring, words[i]) == 0) {
            return i;
        }
    }
    return -1;
}

bs_status bs_fields_word_maybe(int *index, const bs_fields *fields, const char *name,
                               const char *const *words, int count)
{
    const cJSON *member = bs_fields_get(fields, name);
    if (member == NULL) {
        return BS_OK;
    }
    const int found = bs_fields_index(member, words, count);
    if (found < 0) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "is not an allowed word");
    }
    *index = found;
    return BS_OK;
}

bs_status bs_fields_word(int *index, const bs_fields *fields, const char *name,
                         const char *const *words, int count)
{
    if (bs_fields_get(fields, name) == NULL) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "is missing");
    }
    return bs_fields_word_maybe(index, fields, name, words, count);
}

/* ---- numbers ---- */

/* Fails for a fraction, or beyond ±BS_INTEGER_MAX. */
static bs_status read_whole(int64_t *value, double number)
{
    if (!(fabs(number) <= (double)BS_INTEGER_MAX)) {
        return BS_OUT_OF_RANGE;
    }
    if (number != floor(number)) {
        return BS_BAD_REQUEST;
    }
    *value = (int64_t)number;
    return BS_OK;
}

bs_status bs_fields_integer(int64_t *value, const bs_fields *fields, const char *name)
{
    const cJSON *member = bs_fields_get(fields, name);
    const bs_status status =
        cJSON_IsNumber(member) ? read_whole(value, member->valuedouble) : BS_BAD_REQUEST;
    if (status == BS_OK) {
        return BS_OK;
    }
    return bs_fields_fail(fields, status, name,
                          status == BS_OUT_OF_RANGE ? "is beyond 2^53" : "must be an integer");
}

bs_status bs_fields_number_maybe(double *value, const bs_fields *fields, const char *name,
                                 double least, double most)
{
    const cJSON *member = bs_fields_get(fields, name);
    if (member == NULL) {
        return BS_OK;
    }
    if (!cJSON_IsNumber(member)) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "must be a number");
    }
    if (!(member->valuedouble >= least && member->valuedouble <= most)) {
        return bs_fields_fail(fields, BS_OUT_OF_RANGE, name, "is not a value that can be");
    }
    *value = member->valuedouble;
    return BS_OK;
}

bs_status bs_fields_number(double *value, const bs_fields *fields, const char *name, double least,
                           double most)
{
    if (bs_fields_get(fields, name) == NULL) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "is missing");
    }
    return bs_fields_number_maybe(value, fields, name, least, most);
}

/* ---- days and moments ---- */

static bs_status refuse_date(const bs_fields *fields, bs_status status, const char *name,
                             const char *shape)
{
    return bs_fields_fail(fields, status, name,
                          status == BS_OUT_OF_RANGE ? "the calendar has no such day" : shape);
}

bs_status bs_fields_day_maybe(bs_day *day, const bs_fields *fields, const char *name)
{
    const cJSON *member = bs_fields_get(fields, name);
    if (member == NULL) {
        return BS_OK;
    }
    const bs_status status =
        cJSON_IsString(member) ? bs_day_parse(day, member->valuestring) : BS_BAD_REQUEST;
    return status == BS_OK ? BS_OK : refuse_date(fields, status, name, "must be YYYY-MM-DD");
}

bs_status bs_fields_day(bs_day *day, const bs_fields *fields, const char *name)
{
    if (bs_fields_get(fields, name) == NULL) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "is missing");
    }
    return bs_fields_day_maybe(day, fields, name);
}

bs_status bs_fields_moment(bs_moment *moment, const bs_fields *fields, const char *name)
{
    const cJSON *member = bs_fields_get(fields, name);
    const bs_status status =
        cJSON_IsString(member) ? bs_moment_parse(moment, member->valuestring) : BS_BAD_REQUEST;
    return status == BS_OK
               ? BS_OK
               : refuse_date(fields, status, name, "must be a moment as RFC 3339 writes it");
}

bs_status bs_fields_signal(bs_signal *signal, const bs_fields *fields, const char *name)
{
    char id[BS_SIGNAL_ID_MAX];
    const cJSON *member = bs_fields_get(fields, name);
    if (cJSON_IsString(member) && strlen(member->valuestring) >= sizeof id) {
        return bs_fields_fail(fields, BS_UNKNOWN_SIGNAL, name, "no such signal");
    }
    const bs_status status = bs_fields_text(id, sizeof id, fields, name);
    return status == BS_OK && !bs_signal_find(signal, id)
               ? bs_fields_fail(fields, BS_UNKNOWN_SIGNAL, name, "no such signal")
               : status;
}

/* ---- objects and arrays ---- */

bs_status bs_fields_object_maybe(bs_fields *inner, bool *present, const bs_fields *fields,
                                 const char *name)
{
    const cJSON *member = bs_fields_get(fields, name);
    *present = member != NULL;
    if (member != NULL && !cJSON_IsObject(member)) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "must be an object");
    }
    inner->object = member;
    inner->error = fields->error;
    bs_fields_path(inner->path, fields, name);
    return BS_OK;
}

bs_status bs_fields_object(bs_fields *inner, const bs_fields *fields, const char *name)
{
    bool present = false;
    const bs_status status = bs_fields_object_maybe(inner, &present, fields, name);
    return status == BS_OK && !present ? bs_fields_fail(fields, BS_BAD_REQUEST, name, "is missing")
                                       : status;
}

bs_status bs_fields_array(const cJSON **array, const bs_fields *fields, const char *name,
                          bool optional)
{
    const cJSON *member = bs_fields_get(fields, name);
    if (member == NULL && !optional) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "is missing");
    }
    if (member != NULL && !cJSON_IsArray(member)) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, name, "must be an array");
    }
    *array = member;
    return BS_OK;
}

bs_status bs_fields_item(bs_fields *inner, const bs_fields *fields, const char *name, size_t index,
                         const cJSON *item)
{
    char position[BS_FIELD_PATH_MAX];
    (void)snprintf(position, sizeof position, "%s[%zu]", name, index);
    if (!cJSON_IsObject(item)) {
        return bs_fields_fail(fields, BS_BAD_REQUEST, position, "must be an object");
    }
    inner->object = item;
    inner->error = fields->error;
    bs_fields_path(inner->path, fields, position);
    return BS_OK;
}
