#include <cjson/cJSON.h>

#include "../core/random.h"
#include "bussola/codec/json_check.h"
#include "bussola/codec/json_write.h"
#include "support.h"

static void numbers_are_short_and_right(void **state)
{
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *text;
    } cases[] = {
        {0, 2, "0"},
        {-0.0, 2, "0"},
        {1, 2, "1"},
        {-1, 0, "-1"},
        {35.2, 2, "35.2"},
        {35.25, 2, "35.25"},
        {35.255001, 2, "35.26"},
        {0.004, 2, "0"},
        {-0.004, 2, "0"},
        {0.005001, 2, "0.01"},
        {-0.125, 3, "-0.125"},
        {99.999, 2, "100"},
        {0.05, 2, "0.05"},
        {10.10, 2, "10.1"},
        {3.3333333, 4, "3.3333"},
        {1e12, 2, "1000000000000"},
        {0.000001, 6, "0.000001"},
        {7, 6, "7"},
        {NAN, 2, "null"},
        {INFINITY, 2, "null"},
        {-INFINITY, 2, "null"},
        {1e300, 2, "null"},
    };
    bs_buffer buffer;
    bs_buffer_init(&buffer, 1000);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_buffer_clear(&buffer);
        bs_json json = bs_json_begin(&buffer);
        bs_json_number(&json, cases[i].value, cases[i].decimals);
        assert_string_equal(text_of(&buffer), cases[i].text);
    }
    bs_buffer_free(&buffer);
}

static void numbers_read_back_within_their_decimals(void **state)
{
    (void)state;
    uint32_t seed = 7;
    bs_buffer buffer;
    bs_buffer_init(&buffer, 1000);
    for (int i = 0; i < 20000; i++) {
        const double value = (random_unit(&seed) - 0.5) * pow(10, random_below(&seed, 9));
        const int decimals = (int)random_below(&seed, 7);
        bs_buffer_clear(&buffer);
        bs_json json = bs_json_begin(&buffer);
        bs_json_number(&json, value, decimals);
        assert_true(fabs(strtod(text_of(&buffer), NULL) - value) <= 0.500001 * pow(10, -decimals));
    }
    bs_buffer_free(&buffer);
}

static void any_text_comes_back_as_it_was(void **state)
{
    (void)state;
    uint32_t seed = 7;
    bs_buffer buffer;
    bs_buffer_init(&buffer, 10000);
    for (int i = 0; i < 2000; i++) {
        char text[64];
        const size_t length = random_below(&seed, sizeof text);
        for (size_t c = 0; c < length; c++) {
            text[c] = (char)(1 + random_below(&seed, 126));
        }
        text[length == sizeof text ? length - 1 : length] = '\0';
        bs_buffer_clear(&buffer);
        bs_json json = bs_json_begin(&buffer);
        bs_json_string(&json, text);
        assert_int_equal(bs_json_check(buffer.data, buffer.size, NULL), BS_OK);
        cJSON *parsed = cJSON_ParseWithLength(buffer.data, buffer.size);
        assert_string_equal(parsed->valuestring, text);
        cJSON_Delete(parsed);
    }
    bs_buffer_free(&buffer);
}

static void commas_come_by_themselves(void **state)
{
    (void)state;
    bs_buffer buffer;
    bs_buffer_init(&buffer, 1000);
    bs_json json = bs_json_begin(&buffer);
    bs_json_open(&json, '{');
    bs_json_name(&json, "a");
    bs_json_open(&json, '[');
    bs_json_integer(&json, -5);
    bs_json_bool(&json, true);
    bs_json_open(&json, '{');
    bs_json_close(&json, '}');
    bs_json_null(&json);
    bs_json_close(&json, ']');
    bs_json_name(&json, "b");
    bs_json_text(&json, "x\"yz", 3);
    bs_json_close(&json, '}');
    assert_string_equal(text_of(&buffer), "{\"a\":[-5,true,{},null],\"b\":\"x\\\"y\"}");
    bs_buffer_free(&buffer);
}

static void a_full_buffer_is_noticed_and_keeps_what_it_has(void **state)
{
    (void)state;
    bs_buffer buffer;
    bs_buffer_init(&buffer, 5);
    bs_buffer_text(&buffer, "abc");
    bs_buffer_text(&buffer, "def");
    assert_true(buffer.failed);
    bs_buffer_text(&buffer, "g");
    assert_int_equal(buffer.size, 3);
    bs_buffer_cut(&buffer, 1);
    bs_buffer_text(&buffer, "bcde");
    assert_false(buffer.failed);
    assert_memory_equal(buffer.data, "abcde", 5);
    assert_int_equal(bs_buffer_reserve(&buffer, 6), BS_INTERNAL);
    bs_buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_short_and_right),
        cmocka_unit_test(numbers_read_back_within_their_decimals),
        cmocka_unit_test(any_text_comes_back_as_it_was),
        cmocka_unit_test(commas_come_by_themselves),
        cmocka_unit_test(a_full_buffer_is_noticed_and_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
