/** Matches the owner of an import with known accounts. All people are invented. */

#include <stdio.h>
#include <string.h>

#include "../test.h"
#include "bussola/core/owner.h"

static uint64_t digest(const char *text)
{
    return bs_owner_digest(text, strlen(text));
}

static uint64_t number(const char *digits)
{
    return bs_owner_number(digits, strlen(digits));
}

static bs_owner named(const char *slug, const char *digits, const char *name)
{
    bs_owner owner = {.slug = digest(slug), .number = number(digits)};
    bs_owner_add_words(&owner, name, strlen(name));
    return owner;
}

static void a_digest_is_the_same_however_an_address_is_written(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"Tilda-Varga", "tilda-varga"},
        {"ren%C3%A9e", "ren\xC3\xA9"
                       "e"},
        {"ren%25c3%25a9e", "ren%C3%A9e"},
        {"REN\xC3\x89"
         "E",
         "ren\xC3\xA9"
         "e"},
        {"a%2", "A%2"},
        {"a%zz", "A%ZZ"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_true(digest(same[i][0]) == digest(same[i][1]));
    }
    assert_true(digest("") == 0);
    assert_true(number("") == 0);
    assert_true(digest("34875879") != number("34875879"));
    assert_true(digest("tilda-varga") != digest("tilda-varg"));
    /* The multiplication sign has no lower case. */
    assert_true(digest("\xC3\x97") != digest("\xC3\xB7"));
    char longest[600];
    memset(longest, 'a', sizeof longest);
    assert_true(bs_owner_digest(longest, sizeof longest) != 0);
}

static void words_are_parted_by_blanks_and_hyphens_and_digits_are_none(void **state)
{
    (void)state;
    const bs_owner owner = named("", "", "Tilda  Varga-Holm 8812");
    assert_int_equal(owner.word_count, 3);
    assert_true(owner.words[2] == digest("holm"));
    const bs_owner many = named("", "", "a b c d e f g h");
    assert_int_equal(many.word_count, BS_OWNER_WORDS_MAX);
    assert_int_equal(named("", "", " - ").word_count, 0);
}

static void what_is_known_first_stays(void **state)
{
    (void)state;
    bs_owner owner = {.slug = digest("tilda-varga")};
    assert_true(bs_owner_has_id(&owner));
    const bs_owner more = named("greta-holm", "7", "Greta Holm");
    bs_owner_add(&owner, &more);
    assert_true(owner.slug == digest("tilda-varga"));
    assert_true(owner.number == number("7"));
    assert_int_equal(owner.word_count, 2);
    const bs_owner other = named("", "", "Ivo Brandt Lund");
    bs_owner_add(&owner, &other);
    assert_int_equal(owner.word_count, 2);
    assert_false(bs_owner_has_id(&other));
    assert_true(bs_owner_named(&other));
}

static void a_mark_comes_back_as_it_was(void **state)
{
    (void)state;
    const bs_owner nobody = {0};
    char mark[BS_OWNER_MARK_MAX + 1];
    assert_false(bs_owner_mark(mark, &nobody));
    assert_false(bs_owner_named(&nobody));
    const bs_owner cases[] = {named("tilda-varga", "", ""), named("", "34875879", ""),
                              named("", "", "Tilda Varga"),
                              named("tilda-varga", "34875879", "Tilda Maria Varga")};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(bs_owner_mark(mark, &cases[i]));
        assert_true(bs_owner_is_mark(mark));
        const bs_owner back = bs_owner_read_mark(mark);
        assert_memory_equal(&back, &cases[i], sizeof back);
    }
    const bs_owner longest = named("tilda-varga", "34875879", "a b c d e f");
    assert_true(bs_owner_mark(mark, &longest));
    assert_true(strlen(mark) <= BS_OWNER_MARK_MAX);
    assert_true(bs_owner_read_mark(mark).word_count > 3);
}

static void what_is_no_mark_tells_nothing(void **state)
{
    (void)state;
    static const char *const none[] = {"tilda-varga", "",          "archive",
                                       "archive:",    "archive:x", "archive:0123"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        const bs_owner owner = bs_owner_read_mark(none[i]);
        assert_false(bs_owner_named(&owner));
    }
}

/** Compares an owner with up to three names of one account. */
static bs_ownership judge(const bs_owner *owner, const char *const names[3])
{
    bs_owner_compared compared = {.address = false};
    for (size_t i = 0; i < 3 && names[i] != NULL; i++) {
        bs_owner_compare(&compared, owner, names[i]);
    }
    return bs_owner_decide(&compared, owner);
}

static void number_and_address_decide_and_the_name_where_they_cannot(void **state)
{
    (void)state;
    char mark[BS_OWNER_MARK_MAX + 1];
    const bs_owner known = named("tilda-varga", "7", "Tilda Varga");
    assert_true(bs_owner_mark(mark, &known));
    const struct {
        bs_owner owner;
        const char *names[3];
        bs_ownership ownership;
    } cases[] = {
        {named("tilda-varga", "", ""), {"ACoAABtIlDa", "Tilda-Varga"}, BS_OWNER_SAME},
        {named("greta-holm", "", ""), {"ACoAABtIlDa", "tilda-varga"}, BS_OWNER_OTHER},
        {named("greta-holm", "", "Tilda Varga"), {"tilda-varga"}, BS_OWNER_OTHER},
        {named("tilda-v-2", "7", ""), {"ACoAABtIlDa", mark}, BS_OWNER_SAME},
        {named("", "8", "Tilda Varga"), {"ACoAABtIlDa", mark}, BS_OWNER_OTHER},
        {named("", "7", ""), {"ACoAABtIlDa", "tilda-varga"}, BS_OWNER_UNKNOWN},
        {named("", "", "Tilda Varga"), {"tilda-varga-8b3"}, BS_OWNER_SAME},
        {named("", "", "Tilda Varga"), {"tilda-maria-varga-holm"}, BS_OWNER_UNKNOWN},
        {named("", "", "Ivo Varga"), {"tilda-varga"}, BS_OWNER_UNKNOWN},
        {named("", "", "Ivo Brandt"), {"tilda-varga"}, BS_OWNER_OTHER},
        {named("", "", "Ivo Brandt"), {"ACoAABtIlDa"}, BS_OWNER_UNKNOWN},
        {named("", "", ""), {"tilda-varga", mark}, BS_OWNER_UNKNOWN},
        {named("greta-holm", "7", "Greta Holm"), {NULL}, BS_OWNER_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (judge(&cases[i].owner, cases[i].names) != cases[i].ownership) {
            fail_msg("case %zu", i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digest_is_the_same_however_an_address_is_written),
        cmocka_unit_test(words_are_parted_by_blanks_and_hyphens_and_digits_are_none),
        cmocka_unit_test(what_is_known_first_stays),
        cmocka_unit_test(a_mark_comes_back_as_it_was),
        cmocka_unit_test(what_is_no_mark_tells_nothing),
        cmocka_unit_test(number_and_address_decide_and_the_name_where_they_cannot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
