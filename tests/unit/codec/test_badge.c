#include "../core/files.h"
#include "bussola/codec/reply.h"
#include "support.h"

static const bs_day TODAY = 20780; /* 2026-11-23 */

static bs_state shown(bs_number_kind kind, double total, const bs_official *official)
{
    return (bs_state){.at = bs_day_end(TODAY, 60),
                      .kind = kind,
                      .total = total,
                      .error = NAN,
                      .coverage_points = 12.4,
                      .official = official};
}

static bs_number_kind kind_called(const char *id)
{
    bs_number_kind kind = BS_OFFICIAL;
    while (kind < BS_LEARNING && strcmp(bs_number_kind_id(kind), id) != 0) {
        kind++;
    }
    return kind;
}

/** The extension's badge is tested with the same file. */
static void the_text_is_the_one_of_the_fixture(void **state)
{
    (void)state;
    cJSON *cases = read_json("tests/fixtures/badges.json");
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cases)
    {
        const cJSON *age = cJSON_GetObjectItem(item, "age");
        const cJSON *total = cJSON_GetObjectItem(item, "total");
        const char *kind = cJSON_GetStringValue(cJSON_GetObjectItem(item, "kind"));
        const bs_official official = {
            .at = bs_day_start(TODAY - (cJSON_IsNumber(age) ? age->valueint : 0), 60)};
        const bs_state s =
            shown(kind_called(kind), cJSON_IsNumber(total) ? total->valuedouble : NAN,
                  cJSON_IsNumber(age) ? &official : NULL);
        assert_string_equal(bs_badge_of(&s).text,
                            cJSON_GetStringValue(cJSON_GetObjectItem(item, "text")));
    }
    assert_true(cJSON_GetArraySize(cases) > 5);
    cJSON_Delete(cases);
}

static void the_colour_follows_the_rounded_total(void **state)
{
    (void)state;
    static const struct {
        double total;
        const char *color;
    } cases[] = {
        {0, "#4a87d6"},    {34.5, "#4a87d6"}, {49.49, "#4a87d6"}, {49.5, "#1d949f"},
        {69.4, "#1d949f"}, {69.5, "#2c9a62"}, {100, "#2c9a62"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const bs_state s = shown(BS_ESTIMATE, cases[i].total, NULL);
        assert_string_equal(bs_badge_of(&s).color, cases[i].color);
    }
    const bs_state s = shown(BS_LEARNING, NAN, NULL);
    assert_string_equal(bs_badge_of(&s).color, "#848893");
}

static void the_title_says_which_number_how_old_and_how_good(void **state)
{
    (void)state;
    bs_official official = {.at = bs_day_start(TODAY, 60)};
    bs_state s = shown(BS_OFFICIAL, 42.4, &official);
    assert_string_equal(bs_badge_of(&s).title,
                        "Your SSI is 42 of 100: LinkedIn's number, read today.");
    official.at = bs_day_start(TODAY - 1, 60);
    s = shown(BS_ANCHORED, 42.4, &official);
    assert_string_equal(
        bs_badge_of(&s).title,
        "Your SSI is about 42 of 100: counted on from LinkedIn's number, read yesterday.");
    official.at = bs_day_start(TODAY - 12345, 60);
    s.total = 100;
    s.error = 10.25;
    assert_string_equal(bs_badge_of(&s).title,
                        "Your SSI is about 100 of 100: counted on from LinkedIn's number, read "
                        "12345 days ago, typical error 10 points.");
    s = shown(BS_ESTIMATE, 42.4, NULL);
    assert_string_equal(
        bs_badge_of(&s).title,
        "Bussola index (estimate): about 42 of 100; LinkedIn's number was not read.");
    s = shown(BS_LEARNING, NAN, NULL);
    assert_string_equal(bs_badge_of(&s).title,
                        "No number yet: it could be off by more than 10 points; 12 of 100 points "
                        "were seen.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_the_one_of_the_fixture),
        cmocka_unit_test(the_colour_follows_the_rounded_total),
        cmocka_unit_test(the_title_says_which_number_how_old_and_how_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
