#include "bussola/service/model_json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/buffer.h"
#include "bussola/codec/json_check.h"
#include "bussola/core/embedded.h"
#include "bussola/core/range.h"
#include "bussola/store/models.h"
#include "bussola/store/store.h"
#include "codec/fields.h"
#include "platform/environment.h"
#include "platform/fs.h"
#include "platform/path.h"
#include "platform/user.h"

/** The built-in models; the last is used if the user has no model file and chose none. */
static const struct {
    const char *id;
    const char *text;
} built_in[] = {{"bussola-1", bs_embedded_model_1}, {"bussola-2", bs_embedded_model_2}};
enum { BUILT_IN = sizeof built_in / sizeof built_in[0] };

/** `[[value, points], …]`; bs_model_check checks that they rise. */
static bs_status read_steps(bs_model_row *row, const bs_fields *fields)
{
    const cJSON *steps = NULL;
    const cJSON *step = NULL;
    bs_status status = bs_fields_array(&steps, fields, "steps", false);
    row->step_count = 0;
    cJSON_ArrayForEach(step, steps)
    {
        const cJSON *value = cJSON_GetArrayItem(step, 0);
        const cJSON *points = cJSON_GetArrayItem(step, 1);
        if (row->step_count == BS_MODEL_STEPS_MAX || !cJSON_IsArray(step) ||
            cJSON_GetArraySize(step) != 2 || !cJSON_IsNumber(value) || !cJSON_IsNumber(points)) {
            return bs_fields_fail(fields, BS_OUT_OF_RANGE, "steps",
                                  "must be 1 to " BS_LIMIT_TEXT(
                                      BS_MODEL_STEPS_MAX) " pairs of a value and its points");
        }
        row->steps[row->step_count++] =
            (bs_model_step){.value = value->valuedouble, .points = points->valuedouble};
    }
    return status;
}

/** `usual` defaults to the pillar's group mean. */
static bs_status read_support(bs_model_row *row, const bs_fields *fields)
{
    int word = -1;
    row->usual = bs_range_usual(row->pillar);
    BS_TRY(bs_fields_word_maybe(&word, fields, "grade", bs_grade_words, BS_GRADE_COUNT));
    row->grade = (bs_grade)(word + 1);
    return bs_fields_number_maybe(&row->usual, fields, "usual", 0, 1);
}

static bs_status read_row(bs_model_row *row, const bs_fields *fields)
{
    char signal[BS_SIGNAL_ID_MAX];
    int curve = 0;
    int pillar = 0;
    bs_status status = bs_fields_text(signal, sizeof signal, fields, "signal");
    if (status == BS_OK && !bs_signal_find(&row->signal, signal)) {
        status = bs_fields_fail(fields, BS_UNKNOWN_SIGNAL, "signal", "no such signal");
    }
    if (status == BS_OK) {
        status = bs_fields_word(&pillar, fields, "pillar", bs_pillar_words, BS_PILLAR_COUNT);
    }
    if (status == BS_OK) {
        status = bs_fields_number(&row->points, fields, "points", 0, BS_PILLAR_MAX);
    }
    if (status == BS_OK) {
        status = bs_fields_word(&curve, fields, "curve", bs_curve_words, BS_CURVE_COUNT);
    }
    row->pillar = (bs_pillar)pillar;
    row->curve = (bs_curve)curve;
    row->target = 1;
    if (status == BS_OK) {
        status = read_support(row, fields);
    }
    if (status != BS_OK || row->curve == BS_CURVE_FLAG) {
        return status;
    }
    return row->curve == BS_CURVE_STEPS
               ? read_steps(row, fields)
               : bs_fields_number(&row->target, fields, "target", 0, BS_TARGET_MAX);
}

static bs_status read_model(bs_model *model, const bs_fields *fields)
{
    int64_t window = 0;
    const cJSON *rows = NULL;
    const cJSON *item = NULL;
    BS_TRY(bs_fields_text(model->id, sizeof model->id, fields, "id"));
    BS_TRY(bs_fields_integer(&window, fields, "window_days"));
    /* Only narrows safely; bs_model_check checks the range. */
    model->window_days = window < 0 || window > INT16_MAX ? 0 : (int)window;
    BS_TRY(bs_fields_array(&rows, fields, "rows", false));
    cJSON_ArrayForEach(item, rows)
    {
        bs_fields row;
        if (model->row_count == BS_MODEL_ROWS_MAX) {
            return bs_fields_fail(fields, BS_OUT_OF_RANGE, "rows", "has too many rows");
        }
        BS_TRY(bs_fields_item(&row, fields, "rows", model->row_count, item));
        BS_TRY(read_row(&model->rows[model->row_count], &row));
        model->row_count++;
    }
    return BS_OK;
}

/** Parses text that is known to be JSON. */
static bs_status parse(bs_model *model, const char *text, size_t length, bs_error *error)
{
    bs_model read = {0};
    cJSON *json = cJSON_ParseWithLength(text, length);
    if (json == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    if (!cJSON_IsObject(json)) {
        cJSON_Delete(json);
        return bs_fail(error, BS_BAD_JSON, "", "A model is a JSON object.");
    }
    const bs_fields fields = {.object = json, .error = error};
    bs_status status = read_model(&read, &fields);
    cJSON_Delete(json);
    if (status == BS_OK) {
        status = bs_model_check(&read, error);
    }
    if (status == BS_OK) {
        *model = read;
    }
    return status;
}

bs_status bs_model_parse(bs_model *model, const char *text, size_t length, bs_error *error)
{
    BS_TRY(bs_json_check(text, length, error));
    return parse(model, text, length, error);
}

static bs_status read_file(bs_buffer *text, const char *path, bs_error *error)
{
    if (bs_buffer_reserve(text, BS_MODEL_FILE_MAX) != BS_OK) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    int file = -1;
    bs_status status = bs_fs_open(&file, path, error);
    int64_t got = 1;
    for (int64_t at = 0; status == BS_OK && got > 0 && !text->failed; at += got) {
        char part[4096];
        got = bs_fs_read(file, part, sizeof part, at);
        if (got < 0) {
            status = bs_fs_fail(error, "cannot be read", path);
        } else {
            bs_buffer_append(text, part, (size_t)got);
        }
    }
    bs_fs_close(file);
    if (status != BS_OK) {
        return status;
    }
    return text->failed
               ? bs_fail_file(error, BS_TOO_LARGE, "model", path, " is larger than any model.")
               : BS_OK;
}

bs_status bs_model_read(bs_model *model, const char *path, bs_error *error)
{
    bs_buffer text;
    bs_buffer_init(&text, BS_MODEL_FILE_MAX);
    bs_status status = read_file(&text, path, error);
    if (status == BS_OK) {
        status = bs_model_parse(model, text.data, text.size, error);
    }
    bs_buffer_free(&text);
    return status;
}

const char *bs_model_builtin_id(size_t index)
{
    return index < BUILT_IN ? built_in[index].id : NULL;
}

const char *bs_model_builtin_text(const char *id)
{
    for (size_t i = 0; i < BUILT_IN; i++) {
        if (strcmp(id, built_in[i].id) == 0) {
            return built_in[i].text;
        }
    }
    return NULL;
}

bs_status bs_model_named(bs_model *model, const char *id, bs_error *error)
{
    const char *text = bs_model_builtin_text(id);
    /* No JSON check: a test does it. */
    return text != NULL ? parse(model, text, strlen(text), error)
                        : bs_fail(error, BS_BAD_REQUEST, "", "There is no model %.32s.", id);
}

bs_status bs_model_builtin(bs_model *model, bs_error *error)
{
    return bs_model_named(model, built_in[BUILT_IN - 1].id, error);
}

bool bs_model_user_path(char *path, size_t size)
{
    char config[BS_STORE_PATH_MAX];
    const char *named = bs_environment("BUSSOLA_MODEL");
    int length = -1;
    if (named != NULL && named[0] != '\0') {
        length = snprintf(path, size, "%s", named);
    } else if (bs_home_config(config)) {
        length = snprintf(path, size, "%s/bussola/model.json", config);
    }
    return length >= 0 && (size_t)length < size;
}

bs_status bs_model_in_force(bs_model *model, bool *refused, bs_error *error)
{
    char path[4096];
    *refused = false;
    if (bs_model_user_path(path, sizeof path) && bs_path_exists(path)) {
        if (bs_model_read(model, path, error) == BS_OK) {
            return BS_OK;
        }
        *refused = true;
    }
    bs_error own;
    const bs_status status = bs_model_builtin(model, &own);
    return status == BS_OK ? BS_OK : bs_fail(error, status, own.field, "%s", own.message);
}

bs_status bs_model_of_choice(bs_model *model, const char *chosen, bs_error *error)
{
    return bs_model_builtin_text(chosen) != NULL ? bs_model_named(model, chosen, error) : BS_OK;
}

bs_status bs_model_follow(bs_model *model, bs_store *store, bs_error *error)
{
    char chosen[BS_MODEL_ID_MAX + 1];
    BS_TRY(bs_store_model_chosen(chosen, store, error));
    BS_TRY(bs_model_of_choice(model, chosen, error));
    bs_store_use(store, model, false);
    return BS_OK;
}
