/* Lines for a team's server, byte by byte. */
#include "support.h"

#include <math.h>
#include <string.h>

#include "bussola/codec/line_protocol.h"

#define MEMBER "00112233445566778899aabbccddeeff"
#define DAY 20000 /* 2024-10-04 */

static bs_push_target target_of(const char *label)
{
    bs_push_target target = {.withdrawn = 1728000000};
    (void)snprintf(target.member, sizeof target.member, "%s", MEMBER);
    (void)snprintf(target.label, sizeof target.label, "%s", label);
    return target;
}

static bs_push_day empty_day(void)
{
    return (bs_push_day){
        .day = DAY, .revision = 7, .total = NAN, .error = NAN, .pillars = {NAN, NAN, NAN, NAN}};
}

static void assert_lines(const bs_push_target *target, const bs_push_day *day, const char *expected)
{
    bs_buffer out;
    bs_buffer_init(&out, 4096);
    bs_line_write_day(&out, target, day);
    assert_false(out.failed);
    assert_int_equal(out.size, strlen(expected));
    assert_memory_equal(out.data == NULL ? "" : out.data, expected, out.size);
    bs_buffer_free(&out);
}

static void a_day_with_everything(void **state)
{
    (void)state;
    const bs_push_target target = target_of("");
    bs_push_day day = empty_day();
    day.has_kind = true;
    day.kind = BS_ANCHORED;
    day.total = 62;
    day.error = 1.3;
    day.pillars[BS_BRAND] = 25;
    day.pillars[BS_PEOPLE] = 0;
    day.pillars[BS_INSIGHTS] = 12.5;
    day.pillars[BS_RELATIONSHIPS] = 24.5;
    day.has_counts = true;
    day.counts[0] = (bs_count){.known = true, .value = 3, .bound = BS_EXACT};
    day.counts[1] = (bs_count){.known = true, .value = 0, .bound = BS_AT_LEAST};
    day.counts[2] = (bs_count){.known = true, .value = 500, .bound = BS_APPROXIMATE};
    day.counts[3] = (bs_count){.known = false};
    assert_lines(&target, &day,
                 "bussola,member=" MEMBER
                 " kind=1,index=62,error=1.3,brand=25,people=0,insights=12.5,relationships=24.5,"
                 "posts=3,posts_bound=0,comments=0,comments_bound=1,connections=500,"
                 "connections_bound=2,inmail_replies_bound=3 1728043200007\n");
}

static void a_day_while_learning_says_so(void **state)
{
    (void)state;
    const bs_push_target target = target_of("");
    bs_push_day day = empty_day();
    day.has_kind = true;
    day.kind = BS_LEARNING;
    assert_lines(&target, &day, "bussola,member=" MEMBER " kind=3 1728043200007\n");
}

static void a_label_is_a_line_of_its_own(void **state)
{
    (void)state;
    const bs_push_target target = target_of("In\xC3\xA9s, a=b");
    bs_push_day day = empty_day();
    assert_lines(&target, &day, "");
    day.error = 2;
    assert_lines(&target, &day,
                 "bussola,member=" MEMBER " error=2 1728043200007\n"
                 "bussola,member=" MEMBER ",label=In\xC3\xA9s\\,\\ a\\=b label=1 1728043200007\n");
}

static void labels_that_can_be_written(void **state)
{
    (void)state;
    char longest[BS_TEAM_LABEL_MAX + 2];
    memset(longest, 'x', sizeof longest);
    longest[BS_TEAM_LABEL_MAX + 1] = '\0';
    assert_false(bs_line_label_allowed(longest));
    longest[BS_TEAM_LABEL_MAX] = '\0';
    assert_true(bs_line_label_allowed(longest));
    assert_true(bs_line_label_allowed("In\xC3\xA9s \"=,"));
    assert_false(bs_line_label_allowed(""));
    assert_false(bs_line_label_allowed("a\nb"));
    assert_false(bs_line_label_allowed("a\\b"));
    assert_false(bs_line_label_allowed("a\x7f"));
    assert_false(bs_line_label_allowed("a\xC3"));
}

static void a_withdrawal(void **state)
{
    (void)state;
    static const char expected[] = "bussola,member=" MEMBER " withdrawn=1 1728000000000\n";
    const bs_push_target target = target_of("Ines");
    bs_buffer out;
    bs_buffer_init(&out, 4096);
    bs_line_write_withdrawn(&out, &target);
    assert_int_equal(out.size, strlen(expected));
    assert_memory_equal(out.data, expected, out.size);
    bs_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_with_everything),
        cmocka_unit_test(a_day_while_learning_says_so),
        cmocka_unit_test(a_label_is_a_line_of_its_own),
        cmocka_unit_test(labels_that_can_be_written),
        cmocka_unit_test(a_withdrawal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
