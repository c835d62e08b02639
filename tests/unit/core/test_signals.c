#include <string.h>

#include "../test.h"
#include "bussola/core/error.h"
#include "bussola/core/signals.h"

static void every_signal_is_found_by_its_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < BS_SIGNAL_COUNT; i++) {
        bs_signal found = BS_SIGNAL_COUNT;
        const bs_signal_info *info = bs_signal_info_of((bs_signal)i);
        assert_non_null(info->id);
        assert_true(info->max > 0);
        assert_true(bs_signal_find(&found, info->id));
        assert_int_equal(found, i);
    }
}

static void other_names_are_unknown(void **state)
{
    (void)state;
    static const char *const names[] = {"", "connection", "connections ", "Connections", "ssi"};
    bs_signal signal = BS_POSTS;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_false(bs_signal_find(&signal, names[i]));
    }
    assert_int_equal(signal, BS_POSTS);
}

static void rates_divide_tallies(void **state)
{
    (void)state;
    size_t rates = 0;
    for (size_t i = 0; i < BS_SIGNAL_COUNT; i++) {
        const bs_signal_info *info = bs_signal_info_of((bs_signal)i);
        if (info->kind != BS_KIND_RATE) {
            assert_int_equal(info->numerator, BS_SIGNAL_COUNT);
            assert_int_equal(info->denominator, BS_SIGNAL_COUNT);
            continue;
        }
        rates++;
        assert_int_equal(bs_signal_info_of(info->numerator)->kind, BS_KIND_TALLY);
        assert_int_equal(bs_signal_info_of(info->denominator)->kind, BS_KIND_TALLY);
    }
    assert_int_equal(rates, 3);
}

static void only_tallies_are_counted_locally(void **state)
{
    (void)state;
    for (size_t i = 0; i < BS_SIGNAL_COUNT; i++) {
        const bs_signal_info *info = bs_signal_info_of((bs_signal)i);
        assert_true(!info->local || info->kind == BS_KIND_TALLY);
    }
    assert_true(bs_signal_info_of(BS_PEOPLE_SEARCHES)->local);
    assert_true(bs_signal_info_of(BS_PROFILES_VIEWED)->local);
    assert_false(bs_signal_info_of(BS_POSTS)->local);
}

static void an_error_says_what_and_where(void **state)
{
    (void)state;
    bs_error error;
    assert_int_equal(bs_fail(&error, BS_OUT_OF_RANGE, "days", "%d of %s", 3, "them"),
                     BS_OUT_OF_RANGE);
    assert_int_equal(error.status, BS_OUT_OF_RANGE);
    assert_string_equal(error.field, "days");
    assert_string_equal(error.message, "3 of them");
    assert_int_equal(bs_fail(NULL, BS_BUSY, "", "%s", "unheard"), BS_BUSY);
}

/** Number of characters of `width` bytes; fails if the last one is incomplete. */
static size_t whole_characters(const char *text, size_t width)
{
    size_t length = strlen(text);
    assert_int_equal(length % width, 0);
    return length / width;
}

static void long_errors_are_cut_at_a_whole_character(void **state)
{
    (void)state;
    static const struct {
        const char *character;
        size_t width;
    } cases[] = {{"x", 1}, {"\u00e8", 2}, {"\u20ac", 3}, {"\U0001f9ed", 4}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2048] = "";
        for (size_t n = 0; n < 400; n++) {
            memcpy(text + n * cases[i].width, cases[i].character, cases[i].width + 1);
        }
        bs_error error;
        (void)bs_fail(&error, BS_INTERNAL, text, "%s", text);
        size_t width = cases[i].width;
        assert_int_equal(whole_characters(error.message, width),
                         (sizeof error.message - 1) / width);
        assert_int_equal(whole_characters(error.field, width), (sizeof error.field - 1) / width);
    }
}

static void status_words_are_those_of_the_protocol(void **state)
{
    (void)state;
    static const char *const codes[] = {
        "ok",           "bad_frame",      "too_large",    "bad_json",        "bad_request",
        "unknown_type", "unknown_signal", "out_of_range", "unknown_profile", "storage",
        "busy",         "newer_schema",   "internal",
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_string_equal(bs_status_id((bs_status)i), codes[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_signal_is_found_by_its_name),
        cmocka_unit_test(other_names_are_unknown),
        cmocka_unit_test(rates_divide_tallies),
        cmocka_unit_test(only_tallies_are_counted_locally),
        cmocka_unit_test(an_error_says_what_and_where),
        cmocka_unit_test(long_errors_are_cut_at_a_whole_character),
        cmocka_unit_test(status_words_are_those_of_the_protocol),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
