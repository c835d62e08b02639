#include <math.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "../test.h"
#include "bussola/core/embedded.h"
#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/service/model_json.h"

static void assert_points(double actual, double expected)
{
    assert_true(fabs(actual - expected) < 1e-9);
}

static double points_of(bs_curve curve, double points, double target, double x)
{
    const bs_model_row row = {.curve = curve, .points = points, .target = target};
    return bs_model_points(&row, points, x);
}

static void curves_are_those_documented(void **state)
{
    (void)state;
    assert_points(points_of(BS_CURVE_FLAG, 2.5, 0, 0), 0);
    assert_points(points_of(BS_CURVE_FLAG, 2.5, 0, 1), 2.5);
    assert_points(points_of(BS_CURVE_LINEAR, 8, 150, 0), 0);
    assert_points(points_of(BS_CURVE_LINEAR, 8, 150, 75), 4);
    assert_points(points_of(BS_CURVE_LINEAR, 8, 150, 150), 8);
    assert_points(points_of(BS_CURVE_LINEAR, 8, 150, 1e9), 8);
    assert_points(points_of(BS_CURVE_LOG, 12, 500, 0), 0);
    assert_points(points_of(BS_CURVE_LOG, 12, 500, 268), 12 * log(269) / log(501));
    assert_points(points_of(BS_CURVE_LOG, 12, 500, 500), 12);
    assert_points(points_of(BS_CURVE_LOG, 12, 500, 30000), 12);
}

static void steps_are_joined_by_straight_lines(void **state)
{
    (void)state;
    const bs_model_row row = {.curve = BS_CURVE_STEPS,
                              .points = 9,
                              .step_count = 3,
                              .steps = {{50, 3}, {150, 5}, {500, 9}}};
    static const struct {
        double value, points;
    } cases[] = {{0, 0}, {25, 1.5}, {50, 3}, {100, 4}, {150, 5}, {325, 7}, {500, 9}, {30000, 9}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_points(bs_model_points(&row, 9, cases[i].value), cases[i].points);
        /* A row that receives another row's points keeps its shape. */
        assert_points(bs_model_points(&row, 18, cases[i].value), 2 * cases[i].points);
    }
}

static void steps_that_do_not_rise_are_refused(void **state)
{
    (void)state;
    static const bs_model_step steps[][2] = {
        {{50, 3}, {50, 9}}, {{50, 3}, {40, 9}}, {{50, 9}, {60, 9}},
        {{50, 3}, {60, 8}}, {{0, 3}, {60, 9}},
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        bs_model model;
        bs_error error;
        assert_int_equal(bs_model_named(&model, "bussola-1", NULL), BS_OK);
        for (size_t j = 0; j < model.row_count; j++) {
            bs_model_row *row = &model.rows[j];
            if (row->signal == BS_PROFILES_VIEWED) {
                row->curve = BS_CURVE_STEPS;
                row->step_count = 2;
                memcpy(row->steps, steps[i], sizeof steps[i]);
            }
        }
        assert_int_equal(bs_model_check(&model, &error), BS_BAD_REQUEST);
        assert_non_null(strstr(error.message, "steps"));
    }
}

static void the_builtin_model_holds(void **state)
{
    (void)state;
    bs_model model;
    assert_int_equal(bs_model_named(&model, "bussola-1", NULL), BS_OK);
    assert_int_equal(model.row_count, 27);
    assert_int_equal(model.window_days, 90);
    assert_true(model.fingerprint != 0);
    cJSON *json = cJSON_Parse(bs_embedded_model_1);
    const cJSON *row;
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(json, "rows"))
    {
        const char *source = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(row, "source"));
        assert_non_null(source);
        assert_true(strlen(source) > 10);
    }
    cJSON_Delete(json);
}

static void rows_are_grouped_by_pillar_in_the_order_of_the_file(void **state)
{
    (void)state;
    bs_model model;
    assert_int_equal(bs_model_named(&model, "bussola-1", NULL), BS_OK);
    bs_model mixed = model;
    /* Moves the last row of the last pillar to the front. */
    bs_model_row last = mixed.rows[mixed.row_count - 1];
    memmove(&mixed.rows[1], &mixed.rows[0], (mixed.row_count - 1) * sizeof *mixed.rows);
    mixed.rows[0] = last;
    assert_int_equal(bs_model_check(&mixed, NULL), BS_OK);
    bs_pillar pillar = BS_BRAND;
    for (size_t i = 0; i < mixed.row_count; i++) {
        assert_true(mixed.rows[i].pillar >= pillar);
        pillar = mixed.rows[i].pillar;
    }
    assert_int_equal(mixed.rows[0].signal, BS_PHOTO);
    assert_int_equal(mixed.rows[20].signal, last.signal);
    assert_int_equal(mixed.rows[21].signal, BS_CONNECTIONS);
}

static void the_fingerprint_follows_what_decides_a_score(void **state)
{
    (void)state;
    bs_model model;
    assert_int_equal(bs_model_named(&model, "bussola-1", NULL), BS_OK);
    bs_model other = model;
    memcpy(other.id, "mine", 5);
    assert_int_equal(bs_model_check(&other, NULL), BS_OK);
    assert_true(other.fingerprint == model.fingerprint);

    other = model;
    other.rows[12].target = 151;
    assert_int_equal(bs_model_check(&other, NULL), BS_OK);
    assert_true(other.fingerprint != model.fingerprint);

    other = model;
    other.rows[0].points = 3;
    other.rows[1].points = 2;
    assert_int_equal(bs_model_check(&other, NULL), BS_OK);
    assert_true(other.fingerprint != model.fingerprint);

    other = model;
    other.window_days = 91;
    assert_int_equal(bs_model_check(&other, NULL), BS_OK);
    assert_true(other.fingerprint != model.fingerprint);
}

static size_t row_index(const bs_model *model, bs_signal signal)
{
    size_t i = 0;
    while (i < model->row_count && model->rows[i].signal != signal) {
        i++;
    }
    assert_true(i < model->row_count);
    return i;
}

static void assert_refused(bs_model model, const char *field)
{
    bs_error error = {0};
    assert_int_equal(bs_model_check(&model, &error), BS_BAD_REQUEST);
    assert_string_equal(error.field, field);
    assert_true(strlen(error.message) > 10);
}

static void each_fault_is_refused_with_its_row(void **state)
{
    (void)state;
    bs_model model;
    assert_int_equal(bs_model_named(&model, "bussola-1", NULL), BS_OK);
    bs_model bad = model;
    bad.id[0] = '\0';
    assert_refused(bad, "id");

    static const int windows[] = {0, -1, 27, 367};
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        bad = model;
        bad.window_days = windows[i];
        assert_refused(bad, "window_days");
    }

    bad = model;
    bad.row_count = BS_MODEL_ROWS_MAX + 1;
    assert_refused(bad, "rows");

    bad = model;
    bad.rows[row_index(&bad, BS_PHOTO)].points = 2.1;
    assert_refused(bad, "brand");
    bad = model;
    bad.row_count--;
    assert_refused(bad, "relationships");

    bad = model;
    bad.rows[row_index(&bad, BS_ABOUT)].signal = BS_PHOTO;
    assert_refused(bad, "brand.photo");

    bad = model;
    bad.rows[row_index(&bad, BS_GROUPS)].signal = BS_PROFILE_VIEWS;
    assert_refused(bad, "insights.profile_views");
    bad = model;
    bad.rows[row_index(&bad, BS_COMMENTS)].signal = BS_INVITATIONS_SENT;
    assert_refused(bad, "insights.invitations_sent");

    bad = model;
    bad.rows[row_index(&bad, BS_PHOTO)].curve = BS_CURVE_LINEAR;
    assert_refused(bad, "brand.photo");
    bad = model;
    bad.rows[row_index(&bad, BS_CONNECTIONS)].curve = BS_CURVE_FLAG;
    assert_refused(bad, "relationships.connections");
    bad = model;
    bad.rows[row_index(&bad, BS_RESPONSE_RATE)].curve = BS_CURVE_LOG;
    assert_refused(bad, "relationships.response_rate");

    static const double points[] = {0, -1, 25.5, NAN, INFINITY};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        bad = model;
        bad.rows[row_index(&bad, BS_REPOSTS)].points = points[i];
        assert_refused(bad, "insights.reposts");
    }
    static const double targets[] = {0, -5, NAN, INFINITY};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        bad = model;
        bad.rows[row_index(&bad, BS_FOLLOWERS)].target = targets[i];
        assert_refused(bad, "brand.followers");
    }
    bad = model;
    bad.rows[row_index(&bad, BS_ACCEPTANCE_RATE)].target = 1.01;
    assert_refused(bad, "relationships.acceptance_rate");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves_are_those_documented),
        cmocka_unit_test(steps_are_joined_by_straight_lines),
        cmocka_unit_test(steps_that_do_not_rise_are_refused),
        cmocka_unit_test(the_builtin_model_holds),
        cmocka_unit_test(rows_are_grouped_by_pillar_in_the_order_of_the_file),
        cmocka_unit_test(the_fingerprint_follows_what_decides_a_score),
        cmocka_unit_test(each_fault_is_refused_with_its_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
