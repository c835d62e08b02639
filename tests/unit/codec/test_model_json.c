#include "bussola/codec/json_check.h"
#include "bussola/core/embedded.h"
#include "bussola/service/model_json.h"
#include "support.h"

static void the_models_built_in_are_some(void **state)
{
    (void)state;
    bs_model model;
    size_t count = 0;
    for (const char *id = NULL; (id = bs_model_builtin_id(count)) != NULL; count++) {
        const char *text = bs_model_builtin_text(id);
        assert_int_equal(bs_json_check(text, strlen(text), NULL), BS_OK);
        assert_int_equal(bs_model_named(&model, id, NULL), BS_OK);
        assert_string_equal(model.id, id);
        assert_int_equal(model.window_days, 90);
        double sum = 0;
        for (size_t i = 0; i < model.row_count; i++) {
            sum += model.rows[i].points;
        }
        assert_true(fabs(sum - 100) < 1e-9);
        assert_int_equal(model.rows[0].signal, BS_PHOTO);
        assert_int_equal(model.rows[0].curve, BS_CURVE_FLAG);
    }
    assert_int_equal(count, 2);
    assert_int_equal(bs_model_named(&model, "bussola-0", NULL), BS_BAD_REQUEST);
    assert_int_equal(bs_model_builtin(&model, NULL), BS_OK);
    assert_string_equal(model.id, "bussola-2");
}

/** The embedded model with the first `from` replaced by `to`. */
static bs_status parse_changed(const char *from, const char *to, bs_error *error)
{
    static char text[16384];
    const char *found = strstr(bs_embedded_model_1, from);
    assert_non_null(found);
    const int length = snprintf(text, sizeof text, "%.*s%s%s", (int)(found - bs_embedded_model_1),
                                bs_embedded_model_1, to, found + strlen(from));
    assert_true(length > 0 && (size_t)length < sizeof text);
    bs_model model;
    return bs_model_parse(&model, text, (size_t)length, error);
}

static void a_wrong_model_is_refused_by_the_name_of_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        bs_status status;
        const char *field;
    } cases[] = {
        {"bussola-1", "mine", BS_OK, ""},
        {"\"bussola-1\"", "7", BS_BAD_REQUEST, "id"},
        {"\"bussola-1\"", "\"\"", BS_BAD_REQUEST, "id"},
        {"\"bussola-1\"", "\"an-id-that-is-longer-than-32-bytes\"", BS_OUT_OF_RANGE, "id"},
        {"\"window_days\": 90", "\"window_days\": 90.5", BS_BAD_REQUEST, "window_days"},
        {"\"window_days\": 90", "\"window_days\": -90", BS_BAD_REQUEST, "window_days"},
        {"\"window_days\": 90", "\"window_days\": 1e9", BS_BAD_REQUEST, "window_days"},
        {"\"rows\": [", "\"rows\": {}, \"x\": [", BS_BAD_REQUEST, "rows"},
        {"\"rows\": [", "\"x\": [", BS_BAD_REQUEST, "rows"},
        {"\"rows\": [", "\"rows\": [7,", BS_BAD_REQUEST, "rows[0]"},
        {"\"signal\": \"about\"", "\"signal\": \"abut\"", BS_UNKNOWN_SIGNAL, "rows[1].signal"},
        {"\"pillar\": \"brand\"", "\"pillar\": \"brad\"", BS_BAD_REQUEST, "rows[0].pillar"},
        {"\"points\": 2,", "\"points\": \"2\",", BS_BAD_REQUEST, "rows[0].points"},
        {"\"points\": 2,", "\"points\": 26,", BS_OUT_OF_RANGE, "rows[0].points"},
        {"\"points\": 2,", "\"points\": 3,", BS_BAD_REQUEST, "brand"},
        {"\"curve\": \"log\"", "\"curve\": \"exp\"", BS_BAD_REQUEST, "rows[8].curve"},
        {"\"curve\": \"flag\"", "\"curve\": \"log\", \"target\": 2", BS_BAD_REQUEST, "brand.photo"},
        {"\"target\": 5,", "", BS_BAD_REQUEST, "rows[7].target"},
        {"\"target\": 5,", "\"target\": -5,", BS_OUT_OF_RANGE, "rows[7].target"},
        {"\"target\": 5,", "\"target\": 0,", BS_BAD_REQUEST, "brand.skills"},
        {"\"curve\": \"log\"", "\"curve\": \"steps\", \"steps\": [[10, 1], [100, 3]]", BS_OK, ""},
        {"\"curve\": \"log\"", "\"curve\": \"steps\"", BS_BAD_REQUEST, "rows[8].steps"},
        {"\"curve\": \"log\"", "\"curve\": \"steps\", \"steps\": []", BS_BAD_REQUEST,
         "brand.endorsements"},
        {"\"curve\": \"log\"", "\"curve\": \"steps\", \"steps\": [[10], [100, 3]]", BS_OUT_OF_RANGE,
         "rows[8].steps"},
        {"\"curve\": \"log\"", "\"curve\": \"steps\", \"steps\": [{\"a\": 1, \"b\": 3}]",
         BS_OUT_OF_RANGE, "rows[8].steps"},
        {"{", "", BS_BAD_JSON, ""},
        {"{", "[{}, {", BS_BAD_JSON, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_error error = {0};
        assert_int_equal(parse_changed(cases[i].from, cases[i].to, &error), cases[i].status);
        assert_string_equal(error.field, cases[i].field);
    }
    bs_model model;
    assert_int_equal(bs_model_parse(&model, "[]", 2, NULL), BS_BAD_JSON);
}

static void write_file(const char *path, const char *text, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void a_file_of_ones_own_is_in_force_unless_it_is_wrong(void **state)
{
    (void)state;
    char path[] = "/tmp/bussola-model-XXXXXX";
    const int file = mkstemp(path);
    assert_true(file >= 0);
    (void)close(file);
    bs_model model;
    bs_error error;
    bool refused = true;
    static char large[BS_MODEL_FILE_MAX + 1];
    assert_int_equal(setenv("BUSSOLA_MODEL", path, 1), 0);
    write_file(path, bs_embedded_model_1, strlen(bs_embedded_model_1));
    assert_int_equal(bs_model_in_force(&model, &refused, &error), BS_OK);
    assert_false(refused);
    write_file(path, "{\"id\":\"mine\"}", 13);
    assert_int_equal(bs_model_in_force(&model, &refused, &error), BS_OK);
    assert_true(refused);
    assert_string_equal(error.field, "window_days");
    assert_string_equal(model.id, "bussola-2");
    write_file(path, large, sizeof large);
    assert_int_equal(bs_model_read(&model, path, &error), BS_TOO_LARGE);
    write_file(path, "", 0);
    assert_int_equal(bs_model_read(&model, path, &error), BS_BAD_JSON);
    (void)unlink(path);
    assert_int_equal(bs_model_read(&model, path, &error), BS_STORAGE);
    assert_int_equal(bs_model_in_force(&model, &refused, &error), BS_OK);
    assert_false(refused);
    (void)unsetenv("BUSSOLA_MODEL");
}

static void the_users_file_is_where_the_desktop_keeps_settings(void **state)
{
    (void)state;
    char path[64];
    (void)unsetenv("BUSSOLA_MODEL");
    (void)setenv("HOME", "/home/ines", 1);
    (void)setenv("XDG_CONFIG_HOME", "/home/ines/settings", 1);
    assert_true(bs_model_user_path(path, sizeof path));
    assert_string_equal(path, "/home/ines/settings/bussola/model.json");
    (void)setenv("XDG_CONFIG_HOME", "relative", 1);
    assert_true(bs_model_user_path(path, sizeof path));
    assert_string_equal(path, "/home/ines/.config/bussola/model.json");
    assert_false(bs_model_user_path(path, 10));
    (void)unsetenv("HOME");
    assert_false(bs_model_user_path(path, sizeof path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_models_built_in_are_some),
        cmocka_unit_test(a_wrong_model_is_refused_by_the_name_of_what_is_wrong),
        cmocka_unit_test(a_file_of_ones_own_is_in_force_unless_it_is_wrong),
        cmocka_unit_test(the_users_file_is_where_the_desktop_keeps_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
