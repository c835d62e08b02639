/*
 * Random bytes as a model file: an error that says what is wrong, or a model with points that stay
 * within their rows, reach them at the target, and fill each pillar.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/service/model_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_row(const bs_model_row *row)
{
    const bool steps = row->curve == BS_CURVE_STEPS;
    require(!steps || (row->step_count > 0 && row->step_count <= BS_MODEL_STEPS_MAX));
    const double full = steps ? row->steps[row->step_count - 1].value : row->target;
    const double values[] = {0, 1, full / 2, full, full * 2, 1e12};
    require(row->points > 0 && row->points <= BS_PILLAR_MAX && full > 0);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const double points = bs_model_points(row, row->points, values[i]);
        require(points >= 0 && points <= row->points + 1e-6);
        require(values[i] > 0 || points <= 0);
    }
    require(bs_model_points(row, row->points, full) >= row->points - 1e-6);
}

static void check_model(const bs_model *model)
{
    double sums[BS_PILLAR_COUNT] = {0};
    require(model->id[0] != '\0' && memchr(model->id, '\0', sizeof model->id) != NULL);
    require(model->window_days >= 28 && model->window_days <= 366);
    require(model->row_count > 0 && model->row_count <= BS_MODEL_ROWS_MAX);
    for (size_t i = 0; i < model->row_count; i++) {
        require(i == 0 || model->rows[i].pillar >= model->rows[i - 1].pillar);
        check_row(&model->rows[i]);
        sums[model->rows[i].pillar] += model->rows[i].points;
    }
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        require(fabs(sums[i] - BS_PILLAR_MAX) < 1e-5);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bs_error error = {.status = BS_OK};
    bs_model model;
    bs_model again;
    char *text = malloc(size > 0 ? size : 1);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    const bs_status status = bs_model_parse(&model, text, size, &error);
    if (status == BS_OK) {
        check_model(&model);
        require(bs_model_parse(&again, text, size, &error) == BS_OK);
        require(again.fingerprint == model.fingerprint);
    } else {
        require(error.status == status && error.message[0] != '\0');
    }
    free(text);
    return 0;
}
