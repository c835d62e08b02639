#include <cjson/cJSON.h>

#include "bussola/codec/json_check.h"
#include "support.h"

/* Based on the cases of JSONTestSuite (Seriot, "Parsing JSON is a Minefield"). */
static const char *const accepted[] = {
    "{}",
    "[]",
    "0",
    "-0",
    "-0.0e-0",
    "1E+2",
    "1.5e3",
    "true",
    "false",
    "null",
    "\"\"",
    " [ ] ",
    "\t{\r\n\"a\" : 1 }",
    "[1,\"2\",[3],{\"4\":5}]",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\u0041\\u00e9\\u20AC\"",
    "\"\\uD83D\\uDE00\"",
    "\"\xf0\x9f\x98\x80\"",
    "\"\xed\x9f\xbf\"",
    "\"\xef\xbf\xbf\"",
    "\"\xf4\x8f\xbf\xbf\"",
    "\"\x7f\"",
    "{\"a\":1,\"A\":2}",
    "{\"a\":{\"a\":1},\"b\":{\"a\":2}}",
    "{\"\":0}",
    "123456789012345678901234567890",
    "[{\"k\":1},{\"k\":1}]",
};

static const char *const refused[] = {
    "",
    " ",
    "{",
    "}",
    "[",
    "]",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{,}",
    "{a:1}",
    "{'a':1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\" 1}",
    "{1:2}",
    "+1",
    "01",
    "-",
    "-a",
    "--1",
    "1.",
    ".5",
    "1.e1",
    "1e",
    "1e+",
    "0x10",
    "1a",
    "NaN",
    "Infinity",
    "-Infinity",
    "tru",
    "True",
    "nul",
    "nulll",
    "truefalse",
    "\"",
    "\"a",
    "\"\\\"",
    "\"\\",
    "\"\\x\"",
    "\"\\u\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\\U0041\"",
    "\"\n\"",
    "\"\x01\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\ud800x\"",
    "\"\\ud800\\n\"",
    "\"\\ud800\\u0041\"",
    "\"\\ud800\\ud800\"",
    "\"\\udc00\"",
    "\"\\udc00\\ud800\"",
    "\"\x80\"",
    "\"\xc0\x80\"",
    "\"\xc1\xbf\"",
    "\"\xc3\"",
    "\"\xe0\x80\x80\"",
    "\"\xe0\x9f\xbf\"",
    "\"\xed\xa0\x80\"",
    "\"\xf0\x80\x80\x80\"",
    "\"\xf4\x90\x80\x80\"",
    "\"\xf5\x80\x80\x80\"",
    "\"\xff\"",
    "\"\xe2\x82\"",
    "1 2",
    "{} []",
    "{}}",
    "[]x",
    "\xef\xbb\xbf{}",
    "/**/{}",
    "{}//",
    "\v1",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "{\"\xc3\xa9\":1,\"\\u00e9\":2}",
    "{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}",
    "{\"\":1,\"\":2}",
    "{\"a\":{},\"b\":[{\"c\":1}],\"a\":0}",
};

static void the_grammar_is_kept_to_the_letter(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        assert_int_equal(bs_json_check(accepted[i], strlen(accepted[i]), NULL), BS_OK);
        cJSON *parsed = cJSON_ParseWithLength(accepted[i], strlen(accepted[i]));
        assert_non_null(parsed); /* cJSON must parse whatever the check accepts */
        cJSON_Delete(parsed);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        bs_error error = {0};
        if (bs_json_check(refused[i], strlen(refused[i]), &error) != BS_BAD_JSON) {
            fail_msg("accepted: %s", refused[i]);
        }
        assert_true(error.message[0] != '\0');
    }
    assert_int_equal(bs_json_check("[\0]", 3, NULL), BS_BAD_JSON);
    assert_int_equal(bs_json_check("\"\0\"", 3, NULL), BS_BAD_JSON);
}

/** `count` times `open`, then `middle`, then `count` times `close`. */
static char *nested(const char *open, const char *middle, const char *close, size_t count)
{
    const size_t size = count * (strlen(open) + strlen(close)) + strlen(middle) + 1;
    char *text = malloc(size);
    assert_non_null(text);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        used += (size_t)snprintf(text + used, size - used, "%s", open);
    }
    used += (size_t)snprintf(text + used, size - used, "%s", middle);
    for (size_t i = 0; i < count; i++) {
        used += (size_t)snprintf(text + used, size - used, "%s", close);
    }
    return text;
}

static bs_status check(char *text)
{
    const bs_status status = bs_json_check(text, strlen(text), NULL);
    free(text);
    return status;
}

static void depth_values_and_digits_are_bounded(void **state)
{
    (void)state;
    assert_int_equal(check(nested("[", "", "]", BS_JSON_DEPTH_MAX)), BS_OK);
    assert_int_equal(check(nested("[", "", "]", BS_JSON_DEPTH_MAX + 1)), BS_BAD_JSON);
    assert_int_equal(check(nested("{\"a\":", "1", "}", BS_JSON_DEPTH_MAX)), BS_OK);
    assert_int_equal(check(nested("{\"a\":", "1", "}", BS_JSON_DEPTH_MAX + 1)), BS_BAD_JSON);
    assert_int_equal(check(nested("[", "", "", 1000000)), BS_BAD_JSON);
    char *many = nested("0,", "0]", "", BS_JSON_VALUES_MAX - 2);
    char *list = nested("[", many, "", 1);
    assert_int_equal(check(list), BS_OK);
    list = nested("[0,", many, "", 1);
    assert_int_equal(check(list), BS_TOO_LARGE);
    free(many);
    assert_int_equal(check(nested("1", "", "", BS_JSON_NUMBER_MAX)), BS_OK);
    assert_int_equal(check(nested("1", "", "", BS_JSON_NUMBER_MAX + 1)), BS_OUT_OF_RANGE);
}

static void duplicates_are_found_among_many(void **state)
{
    (void)state;
    const size_t size = (size_t)1024 * 1024;
    char *text = malloc(size);
    assert_non_null(text);
    for (int twice = 0; twice < 2; twice++) {
        size_t used = (size_t)snprintf(text, size, "{");
        for (int i = 0; i < 19000; i++) {
            used += (size_t)snprintf(text + used, size - used, "\"name-%d\":0,", i);
        }
        used += (size_t)snprintf(text + used, size - used, "\"name-%d\":0}", twice == 0 ? -1 : 7);
        assert_int_equal(bs_json_check(text, used, NULL), twice == 0 ? BS_OK : BS_BAD_JSON);
    }
    free(text);
}

/** Every truncation and every changed byte gets an answer without reading beyond the text. */
static void any_damage_is_answered(void **state)
{
    (void)state;
    static const char good[] = "{\"a\":[1.5e3,\"\\ud83d\\ude00\xc3\xa9\",{\"b\":null}],\"c\":true}";
    for (size_t length = 0; length < sizeof good - 1; length++) {
        char *cut = malloc(length + 1);
        assert_non_null(cut);
        char *exact = realloc(cut, length == 0 ? 1 : length);
        assert_non_null(exact);
        memcpy(exact, good, length);
        assert_int_equal(bs_json_check(exact, length, NULL), BS_BAD_JSON);
        for (int byte = 0; byte < 256 && length > 0; byte++) {
            memcpy(exact, good, length);
            exact[length - 1] = (char)byte;
            const bs_status status = bs_json_check(exact, length, NULL);
            cJSON *parsed = status == BS_OK ? cJSON_ParseWithLength(exact, length) : NULL;
            assert_true(status == BS_BAD_JSON || parsed != NULL);
            cJSON_Delete(parsed);
        }
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_grammar_is_kept_to_the_letter),
        cmocka_unit_test(depth_values_and_digits_are_bounded),
        cmocka_unit_test(duplicates_are_found_among_many),
        cmocka_unit_test(any_damage_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
