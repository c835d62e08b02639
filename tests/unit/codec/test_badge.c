#include "bussola/reply.h"
#include "support.h"

static const bs_day TODAY = 20780; /* 2026-11-23 */

static bs_state shown(bs_number_kind kind, double total, const bs_official *official)
{
    return (bs_state){.at = bs_day_end(TODAY, 60),
                      .kind = kind,
                      .total = total,
                      .typical_error = NAN,
                      .coverage_points = 12.4,
                      .official = official};
}

static void text_and_colour_follow_the_rounded_total(void **state)
{
    (void)state;
    static const struct {
        double total;
        const char *text, *color;
    } cases[] = {
        {0, "0", "#2a5fa8"},     {34.5, "35", "#2a5fa8"}, {49.49, "49", "#2a5fa8"},
        {49.5, "50", "#0f6a73"}, {69.4, "69", "#0f6a73"}, {69.5, "70", "#1d6b43"},
        {100, "100", "#1d6b43"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const bs_state s = shown(BS_ESTIMATE, cases[i].total, NULL);
        const bs_badge badge = bs_badge_of(&s);
        assert_string_equal(badge.text, cases[i].text);
        assert_string_equal(badge.color, cases[i].color);
    }
    const bs_state s = shown(BS_LEARNING, NAN, NULL);
    const bs_badge badge = bs_badge_of(&s);
    assert_string_equal(badge.text, "…");
    assert_string_equal(badge.color, "#666a73");
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
    s.typical_error = 10.25;
    assert_string_equal(bs_badge_of(&s).title,
                        "Your SSI is about 100 of 100: counted on from LinkedIn's number, read "
                        "12345 days ago, typical error 10.2 points.");
    s = shown(BS_ESTIMATE, 42.4, NULL);
    assert_string_equal(bs_badge_of(&s).title,
                        "Your SSI is about 42 of 100: Bussola's estimate of today; LinkedIn's "
                        "number was not read.");
    s = shown(BS_LEARNING, NAN, NULL);
    assert_string_equal(bs_badge_of(&s).title,
                        "Too little was seen to show a number: 12 of 100 points so far.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_colour_follow_the_rounded_total),
        cmocka_unit_test(the_title_says_which_number_how_old_and_how_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
