/*
 * Model bussola-2 on invented users (tests/bench/population.json, which documents the assumptions):
 * the pillars' means are within those of LinkedIn's groups, and published values can be reached.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../test.h"
#include "bussola/core/model.h"
#include "bussola/service/model_json.h"
#include "files.h"
#include "random.h"

typedef struct population {
    cJSON *json;
    bs_model model;
} population;

static double number_of(const cJSON *object, const char *name, double otherwise)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(member) ? member->valuedouble : otherwise;
}

static void open_population(population *p)
{
    const char *text = bs_model_builtin_text("bussola-2");
    assert_non_null(text);
    assert_int_equal(bs_model_parse(&p->model, text, strlen(text), NULL), BS_OK);
    p->json = read_json("tests/bench/population.json");
}

static void draw_user(double values[BS_SIGNAL_COUNT], const population *p, uint32_t *seed)
{
    const cJSON *of = NULL;
    memset(values, 0, BS_SIGNAL_COUNT * sizeof *values);
    cJSON_ArrayForEach(of, cJSON_GetObjectItemCaseSensitive(p->json, "signals"))
    {
        bs_signal signal = BS_PHOTO;
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(of, "signal");
        assert_true(cJSON_IsString(id) && bs_signal_find(&signal, id->valuestring));
        const bool none = random_unit(seed) < number_of(of, "none", 0);
        const double deviation = random_normal(seed) * number_of(of, "spread", 0);
        const double value = number_of(of, "median", 1) * exp(deviation);
        values[signal] = none ? 0 : fmin(value, number_of(of, "most", value));
    }
}

/** Mean share of each row's points. */
static void mean_shares(double shares[BS_MODEL_ROWS_MAX], const population *p)
{
    uint32_t seed = 20261128;
    const int users = (int)number_of(p->json, "users", 0);
    memset(shares, 0, BS_MODEL_ROWS_MAX * sizeof *shares);
    for (int user = 0; user < users; user++) {
        double values[BS_SIGNAL_COUNT];
        draw_user(values, p, &seed);
        for (size_t i = 0; i < p->model.row_count; i++) {
            const bs_model_row *row = &p->model.rows[i];
            shares[i] += bs_model_points(row, 1, values[row->signal]) / users;
        }
    }
}

static void assert_within_groups(const population *p, const double shares[BS_MODEL_ROWS_MAX])
{
    double means[BS_PILLAR_COUNT] = {0};
    const cJSON *groups = cJSON_GetObjectItemCaseSensitive(p->json, "group_means");
    for (size_t i = 0; i < p->model.row_count; i++) {
        means[p->model.rows[i].pillar] += p->model.rows[i].points * shares[i];
    }
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        const char *pillar = bs_pillar_id((bs_pillar)i);
        const cJSON *range = cJSON_GetObjectItemCaseSensitive(groups, pillar);
        const double least = cJSON_GetArrayItem(range, 0)->valuedouble;
        const double most = cJSON_GetArrayItem(range, 1)->valuedouble;
        if (!(means[i] >= least && means[i] <= most)) {
            fail_msg("%s: mean %.2f is not within %.1f to %.1f", pillar, means[i], least, most);
        }
    }
}

static void the_means_of_a_population_are_those_of_groups(void **state)
{
    (void)state;
    population p;
    double shares[BS_MODEL_ROWS_MAX];
    open_population(&p);
    mean_shares(shares, &p);
    assert_within_groups(&p, shares);
    cJSON_Delete(p.json);
}

static void usual_shares_are_those_of_the_population(void **state)
{
    (void)state;
    population p;
    double shares[BS_MODEL_ROWS_MAX];
    double usual[BS_MODEL_ROWS_MAX];
    open_population(&p);
    mean_shares(shares, &p);
    for (size_t i = 0; i < p.model.row_count; i++) {
        usual[i] = p.model.rows[i].usual;
        if (!(fabs(usual[i] - shares[i]) <= 0.05)) {
            fail_msg("%s: usual %.3f, population %.3f",
                     bs_signal_info_of(p.model.rows[i].signal)->id, usual[i], shares[i]);
        }
    }
    assert_within_groups(&p, usual);
    cJSON_Delete(p.json);
}

/** Continuous curves from 0 to all points reach every value in between. */
static void published_values_are_within_reach(void **state)
{
    (void)state;
    population p;
    open_population(&p);
    const cJSON *published = cJSON_GetObjectItemCaseSensitive(p.json, "published");
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        double flags = 0;
        double slopes = 0;
        for (size_t r = 0; r < p.model.row_count; r++) {
            const bs_model_row *row = &p.model.rows[r];
            if (row->pillar == (bs_pillar)i) {
                *(row->curve == BS_CURVE_FLAG ? &flags : &slopes) += row->points;
            }
        }
        const cJSON *value = NULL;
        cJSON_ArrayForEach(value,
                           cJSON_GetObjectItemCaseSensitive(published, bs_pillar_id((bs_pillar)i)))
        {
            const double rest = fmax(0, value->valuedouble - flags);
            assert_true(rest <= slopes + 1e-9);
            assert_true(value->valuedouble <= flags + slopes + 1e-9);
        }
    }
    cJSON_Delete(p.json);
}

static bool is_on(double value, double grid)
{
    return fabs(value - grid * round(value / grid)) < 1e-6;
}

/** Insights are multiples of 0.05; people of 0.02, except one that a user reported themselves. */
static void published_values_and_corners_lie_on_a_grid(void **state)
{
    (void)state;
    population p;
    open_population(&p);
    const double grids[BS_PILLAR_COUNT] = {[BS_PEOPLE] = 0.02, [BS_INSIGHTS] = 0.05};
    const cJSON *published = cJSON_GetObjectItemCaseSensitive(p.json, "published");
    for (int i = BS_PEOPLE; i <= BS_INSIGHTS; i++) {
        const cJSON *value = NULL;
        int off = 0;
        cJSON_ArrayForEach(value,
                           cJSON_GetObjectItemCaseSensitive(published, bs_pillar_id((bs_pillar)i)))
        {
            off += is_on(value->valuedouble, grids[i]) ? 0 : 1;
        }
        assert_int_equal(off, i == BS_PEOPLE ? 1 : 0);
    }
    for (size_t r = 0; r < p.model.row_count; r++) {
        const bs_model_row *row = &p.model.rows[r];
        for (size_t s = 0; s < row->step_count && grids[row->pillar] > 0; s++) {
            assert_true(is_on(row->steps[s].points, grids[row->pillar]));
        }
    }
    cJSON_Delete(p.json);
}

/** Every row rises up to its last corner and stays constant after it. */
static void curves_rise_to_a_cap(void **state)
{
    (void)state;
    population p;
    open_population(&p);
    for (size_t r = 0; r < p.model.row_count; r++) {
        const bs_model_row *row = &p.model.rows[r];
        const bool flag = row->curve == BS_CURVE_FLAG;
        assert_true(flag || row->curve == BS_CURVE_STEPS);
        const double last = flag ? 1 : row->steps[row->step_count - 1].value;
        assert_true(fabs(bs_model_points(row, row->points, last) - row->points) < 1e-9);
        assert_true(fabs(bs_model_points(row, row->points, 1e9) - row->points) < 1e-9);
        assert_true(bs_model_points(row, row->points, last / 2) <= row->points);
        assert_true(bs_model_points(row, row->points, 0) == 0);
    }
    cJSON_Delete(p.json);
}

/** A part must end exactly at 15 and 25, as published values do. */
static void the_network_alone_ends_at_15(void **state)
{
    (void)state;
    population p;
    open_population(&p);
    double network = 0;
    double all = 0;
    for (size_t i = 0; i < p.model.row_count; i++) {
        const bs_model_row *row = &p.model.rows[i];
        if (row->pillar == BS_RELATIONSHIPS) {
            const bool rate = row->signal == BS_ACCEPTANCE_RATE;
            network += rate ? 0 : bs_model_points(row, row->points, 30000);
            all += bs_model_points(row, row->points, rate ? 43.0 / 46 : 30000);
        }
    }
    assert_true(fabs(network - 15) < 1e-9);
    assert_true(fabs(all - 24.348) < 0.0005);
    cJSON_Delete(p.json);
}

static void rows_name_their_source_and_grade(void **state)
{
    (void)state;
    cJSON *json = cJSON_Parse(bs_model_builtin_text("bussola-2"));
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(json, "rows"))
    {
        assert_true(cJSON_IsString(cJSON_GetObjectItemCaseSensitive(row, "source")));
        assert_true(cJSON_IsString(cJSON_GetObjectItemCaseSensitive(row, "grade")));
        assert_true(cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(row, "usual")));
    }
    cJSON_Delete(json);
    assert_null(bs_model_builtin_text("bussola-0"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_means_of_a_population_are_those_of_groups),
        cmocka_unit_test(usual_shares_are_those_of_the_population),
        cmocka_unit_test(published_values_are_within_reach),
        cmocka_unit_test(published_values_and_corners_lie_on_a_grid),
        cmocka_unit_test(curves_rise_to_a_cap),
        cmocka_unit_test(the_network_alone_ends_at_15),
        cmocka_unit_test(rows_name_their_source_and_grade),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
