#include "bussola/core/model.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define SUM_TOLERANCE 1e-6

/** Interpolates along the steps. */
static double along_steps(const bs_model_row *row, double x)
{
    bs_model_step from = {0, 0};
    for (size_t i = 0; i < row->step_count; i++) {
        const bs_model_step *to = &row->steps[i];
        if (x < to->value) {
            const double part = (x - from.value) / (to->value - from.value);
            return from.points + part * (to->points - from.points);
        }
        from = *to;
    }
    return from.points;
}

bool bs_model_equal(const bs_model *one, const bs_model *other)
{
    return one->fingerprint == other->fingerprint && strcmp(one->id, other->id) == 0;
}

double bs_model_points(const bs_model_row *row, double points, double x)
{
    switch (row->curve) {
    case BS_CURVE_FLAG:
        return x > 0 ? points : 0;
    case BS_CURVE_LINEAR:
        return points * fmin(1, x / row->target);
    case BS_CURVE_STEPS:
        return points * along_steps(row, x) / row->points;
    case BS_CURVE_LOG:
        break;
    }
    return points * fmin(1, log1p(x) / log1p(row->target));
}

static bool curve_fits(bs_signal_kind kind, bs_curve curve)
{
    switch (kind) {
    case BS_KIND_FLAG:
        return curve == BS_CURVE_FLAG;
    case BS_KIND_RATE:
        return curve == BS_CURVE_LINEAR || curve == BS_CURVE_STEPS;
    case BS_KIND_GAUGE:
    case BS_KIND_TALLY:
        break;
    }
    return curve != BS_CURVE_FLAG;
}

static bool has_target(bs_curve curve)
{
    return curve == BS_CURVE_LINEAR || curve == BS_CURVE_LOG;
}

/** True if the steps rise from (0, 0) to the row's points. */
static bool steps_rise(const bs_model_row *row)
{
    bs_model_step from = {0, 0};
    for (size_t i = 0; i < row->step_count; i++) {
        const bs_model_step *to = &row->steps[i];
        if (!(to->value > from.value && to->points > from.points && isfinite(to->value))) {
            return false;
        }
        from = *to;
    }
    return row->step_count > 0 && fabs(from.points - row->points) <= SUM_TOLERANCE;
}

/** The value from which a row's points no longer change. */
static double last_value(const bs_model_row *row)
{
    return row->curve == BS_CURVE_STEPS ? row->steps[row->step_count - 1].value : row->target;
}

static const char *row_problem(const bs_model *model, size_t index)
{
    const bs_model_row *row = &model->rows[index];
    const bs_signal_info *info = bs_signal_info_of(row->signal);
    if (!info->scorable) {
        return "is kept but never scored";
    }
    if (!(row->points > 0 && row->points <= BS_PILLAR_MAX)) {
        return "must be worth more than 0 and at most 25 points";
    }
    if (!curve_fits(info->kind, row->curve)) {
        return "has a curve that does not fit: flag is for flags, linear or steps for rates, "
               "linear, log or steps for all else";
    }
    if (has_target(row->curve) && !(row->target > 0 && isfinite(row->target))) {
        return "needs a target above 0";
    }
    if (row->curve == BS_CURVE_STEPS && !steps_rise(row)) {
        return "needs rising values and points in its steps; the last step has all points";
    }
    if (info->kind == BS_KIND_RATE && last_value(row) > 1) {
        return "is a rate: it has nothing above 1";
    }
    for (size_t i = 0; i < index; i++) {
        if (model->rows[i].signal == row->signal && model->rows[i].pillar == row->pillar) {
            return "appears twice in this pillar";
        }
    }
    return NULL;
}

static bs_status refuse_row(bs_error *error, const bs_model_row *row, const char *problem)
{
    const char *pillar = bs_pillar_id(row->pillar);
    const char *signal = bs_signal_info_of(row->signal)->id;
    char field[sizeof error->field] = "";
    size_t pillar_length = strlen(pillar);
    size_t signal_length = strlen(signal);
    if (pillar_length + signal_length + 2 <= sizeof field) {
        memcpy(field, pillar, pillar_length);
        field[pillar_length] = '.';
        memcpy(field + pillar_length + 1, signal, signal_length);
        field[pillar_length + 1 + signal_length] = '\0';
    }
    return bs_fail(error, BS_BAD_REQUEST, field, "%s (%s) %s.", signal, pillar, problem);
}

/** Stable insertion sort: rows of a pillar stay in the file's order. */
static void group_by_pillar(bs_model *model)
{
    for (size_t i = 1; i < model->row_count; i++) {
        bs_model_row row = model->rows[i];
        size_t j = i;
        for (; j > 0 && model->rows[j - 1].pillar > row.pillar; j--) {
            model->rows[j] = model->rows[j - 1];
        }
        model->rows[j] = row;
    }
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv). */
static uint64_t hash_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * UINT64_C(0x100000001b3);
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    do {
        hash = hash_byte(hash, (unsigned char)*text);
    } while (*text++ != '\0');
    return hash;
}

/** Low byte first, so that the fingerprint is the same on every machine. */
static uint64_t hash_number(uint64_t hash, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    for (int i = 0; i < 8; i++) {
        hash = hash_byte(hash, (unsigned char)(bits >> (8 * i)));
    }
    return hash;
}

static uint64_t fingerprint(const bs_model *model)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    hash = hash_number(hash, model->window_days);
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        hash = hash_text(hash, bs_signal_info_of(row->signal)->id);
        hash = hash_text(hash, bs_pillar_id(row->pillar));
        hash = hash_byte(hash, (unsigned char)row->curve);
        hash = hash_number(hash, row->points);
        hash = hash_number(hash, has_target(row->curve) ? row->target : 0);
        hash = hash_number(hash, row->usual);
        for (size_t j = 0; j < row->step_count; j++) {
            hash = hash_number(hash, row->steps[j].value);
            hash = hash_number(hash, row->steps[j].points);
        }
    }
    return hash;
}

bs_status bs_model_check(bs_model *model, bs_error *error)
{
    if (model->id[0] == '\0') {
        return bs_fail(error, BS_BAD_REQUEST, "id", "The model needs an id.");
    }
    if (model->window_days < BS_WINDOW_MIN || model->window_days > BS_WINDOW_MAX) {
        return bs_fail(error, BS_BAD_REQUEST, "window_days",
                       "The window must be %d to %d days long.", BS_WINDOW_MIN, BS_WINDOW_MAX);
    }
    if (model->row_count > BS_MODEL_ROWS_MAX) {
        return bs_fail(error, BS_BAD_REQUEST, "rows", "At most %d rows are allowed.",
                       BS_MODEL_ROWS_MAX);
    }
    double sums[BS_PILLAR_COUNT] = {0};
    for (size_t i = 0; i < model->row_count; i++) {
        const char *problem = row_problem(model, i);
        if (problem != NULL) {
            return refuse_row(error, &model->rows[i], problem);
        }
        sums[model->rows[i].pillar] += model->rows[i].points;
    }
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        if (fabs(sums[p] - BS_PILLAR_MAX) > SUM_TOLERANCE) {
            const char *pillar = bs_pillar_id((bs_pillar)p);
            return bs_fail(error, BS_BAD_REQUEST, pillar,
                           "The points of %s sum to %g; they must sum to 25.", pillar, sums[p]);
        }
    }
    group_by_pillar(model);
    model->fingerprint = fingerprint(model);
    return BS_OK;
}
