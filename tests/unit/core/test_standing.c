#include "member.h"
#include "random.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static int64_t sum_of(member *m, bs_signal signal, bs_day from, bs_day to)
{
    return bs_timeline_sum(member_timeline(m), signal, from, to);
}

static void count(member *m, bs_signal signal, bs_source source, bs_day day, int64_t number)
{
    add_tally_from(m, signal, source, day, number, BS_EXACT, noon(DAY));
}

static void cover(member *m, bs_signal signal, bs_source source, bs_day from, bs_day to)
{
    add_cover_from(m, signal, source, from, to, noon(DAY));
}

static void an_archive_replaces_every_other_source_but_on_its_last_day(void **state)
{
    member *m = *state;
    cover(m, BS_COMMENTS, BS_FROM_ARCHIVE, DAY - 100, DAY - 1);
    cover(m, BS_COMMENTS, BS_FROM_API, DAY - 50, DAY);
    cover(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 100, DAY);
    count(m, BS_COMMENTS, BS_FROM_ARCHIVE, DAY - 9, 2);
    count(m, BS_COMMENTS, BS_FROM_API, DAY - 9, 3);
    count(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 9, 4);
    count(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 8, 5);
    assert_int_equal(sum_of(m, BS_COMMENTS, DAY - 9, DAY - 8), 2);
    /* The archive was made during its last day, the pull during the current day. */
    count(m, BS_COMMENTS, BS_FROM_ARCHIVE, DAY - 1, 1);
    count(m, BS_COMMENTS, BS_FROM_API, DAY - 1, 2);
    count(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 1, 9);
    count(m, BS_COMMENTS, BS_FROM_API, DAY, 1);
    count(m, BS_COMMENTS, BS_FROM_LOCAL, DAY, 2);
    assert_int_equal(sum_of(m, BS_COMMENTS, DAY - 1, DAY - 1), 2);
    assert_int_equal(sum_of(m, BS_COMMENTS, DAY, DAY), 2);
}

static void of_lower_bounds_the_largest_stands(void **state)
{
    member *m = *state;
    cover(m, BS_PROFILES_VIEWED, BS_FROM_ARCHIVE, DAY - 9, DAY);
    count(m, BS_PROFILES_VIEWED, BS_FROM_ARCHIVE, DAY - 4, 1);
    count(m, BS_PROFILES_VIEWED, BS_FROM_PAGE, DAY - 4, 2);
    count(m, BS_PROFILES_VIEWED, BS_FROM_LOCAL, DAY - 4, 3);
    count(m, BS_PROFILES_VIEWED, BS_FROM_PAGE, DAY - 2, 2);
    count(m, BS_PROFILES_VIEWED, BS_FROM_LOCAL, DAY - 2, 1);
    assert_int_equal(sum_of(m, BS_PROFILES_VIEWED, DAY - 9, DAY), 5);
}

static void a_page_that_dates_by_the_post_is_never_added_to_others(void **state)
{
    member *m = *state;
    cover(m, BS_REACTIONS, BS_FROM_PAGE, DAY - 20, DAY - 5);
    cover(m, BS_REACTIONS, BS_FROM_LOCAL, DAY - 30, DAY);
    count(m, BS_REACTIONS, BS_FROM_PAGE, DAY - 20, 6);
    count(m, BS_REACTIONS, BS_FROM_LOCAL, DAY - 18, 4);
    count(m, BS_REACTIONS, BS_FROM_LOCAL, DAY - 25, 1);
    count(m, BS_REACTIONS, BS_FROM_LOCAL, DAY - 2, 1);
    assert_int_equal(sum_of(m, BS_REACTIONS, DAY - 90, DAY), 8);
    count(m, BS_REACTIONS, BS_FROM_LOCAL, DAY - 10, 3);
    assert_int_equal(sum_of(m, BS_REACTIONS, DAY - 90, DAY), 9);
}

static bs_moment noon_at(bs_day day, int16_t offset)
{
    bs_moment moment = noon(day);
    moment.offset_minutes = offset;
    return moment;
}

static void a_list_of_the_morning_does_not_hide_what_was_seen_afterwards(void **state)
{
    member *m = *state;
    cover(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 9, DAY);
    cover(m, BS_COMMENTS, BS_FROM_LOCAL, DAY - 30, DAY);
    count(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 3, 4);
    count(m, BS_COMMENTS, BS_FROM_LOCAL, DAY - 3, 1);
    count(m, BS_COMMENTS, BS_FROM_LOCAL, DAY, 5);
    assert_int_equal(sum_of(m, BS_COMMENTS, DAY - 9, DAY), 9);
}

static void lower_bounds_from_two_zones_are_not_added(void **state)
{
    member *m = *state;
    /* The same four acts near midnight; the page, read further east, dates each a day later. */
    cover(m, BS_COMMENTS, BS_FROM_LOCAL, DAY - 30, DAY);
    for (int i = 0; i < 4; i++) {
        add_tally_from(m, BS_COMMENTS, BS_FROM_LOCAL, DAY - 10 + i, 1, BS_EXACT,
                       noon_at(DAY - 10 + i, 60));
        add_tally_from(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 9 + i, 1, BS_AT_LEAST,
                       noon_at(DAY, 540));
    }
    add_cover_from(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 9, DAY, noon_at(DAY, 540));
    assert_int_equal(sum_of(m, BS_COMMENTS, DAY - 40, DAY), 4);
    /* Additional acts on the page count. */
    add_tally_from(m, BS_COMMENTS, BS_FROM_PAGE, DAY - 2, 3, BS_AT_LEAST, noon_at(DAY, 540));
    assert_int_equal(sum_of(m, BS_COMMENTS, DAY - 40, DAY), 7);
}

static void an_act_at_the_edge_of_an_archive_is_not_counted_by_a_page_elsewhere(void **state)
{
    member *m = *state;
    for (int east = 0; east < 2; east++) {
        const bs_signal signal = east != 0 ? BS_COMMENTS : BS_POSTS;
        const int16_t offset = east != 0 ? 540 : 60;
        add_cover_from(m, signal, BS_FROM_ARCHIVE, DAY - 60, DAY - 5, noon_at(DAY - 5, 60));
        add_tally_from(m, signal, BS_FROM_ARCHIVE, DAY - 6, 1, BS_EXACT, noon_at(DAY - 5, 60));
        add_cover_from(m, signal, BS_FROM_PAGE, DAY - 8, DAY, noon_at(DAY, offset));
        add_tally_from(m, signal, BS_FROM_PAGE, DAY - 5, 1, BS_AT_LEAST, noon_at(DAY, offset));
        add_tally_from(m, signal, BS_FROM_PAGE, DAY - 3, 1, BS_AT_LEAST, noon_at(DAY, offset));
        assert_int_equal(sum_of(m, signal, DAY - 60, DAY), east != 0 ? 2 : 3);
    }
}

/* ---- random acts, seen by random sources ---- */

enum { SPAN = 120, ACTS = 60 };

/** An act: the day on which it was done and the day of its post. */
typedef struct act {
    bs_day day, post;
} act;

static int newest_first(const void *left, const void *right)
{
    const act *a = left;
    const act *b = right;
    return (b->day > a->day) - (b->day < a->day);
}

static void note(int64_t counts[SPAN], bs_day day)
{
    if (day > DAY - SPAN && day <= DAY) {
        counts[day - (DAY - SPAN + 1)]++;
    }
}

static void add_counts(member *m, bs_source source, const int64_t counts[SPAN])
{
    for (int i = 0; i < SPAN; i++) {
        if (counts[i] > 0) {
            count(m, BS_REACTIONS, source, DAY - SPAN + 1 + i, counts[i]);
        }
    }
}

/** One visit on `seen_on`: the newest acts so far, dated by their posts. */
static void visit(int64_t counts[SPAN], member *m, const act acts[ACTS], bs_day seen_on,
                  size_t most)
{
    int64_t now[SPAN] = {0};
    bs_day oldest = BS_DAY_NONE;
    size_t shown = 0;
    for (size_t i = 0; i < ACTS && shown < most; i++) {
        if (acts[i].day <= seen_on) {
            note(now, acts[i].post);
            oldest = oldest == BS_DAY_NONE || acts[i].post < oldest ? acts[i].post : oldest;
            shown++;
        }
    }
    if (oldest != BS_DAY_NONE) {
        cover(m, BS_REACTIONS, BS_FROM_PAGE, oldest, seen_on);
    }
    for (int i = 0; i < SPAN; i++) {
        counts[i] = now[i] > counts[i] ? now[i] : counts[i];
    }
}

static void any_sources_show_at_most_what_was_done(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        member m;
        act acts[ACTS];
        int64_t page[SPAN] = {0};
        int64_t local[SPAN] = {0};
        int64_t api[SPAN] = {0};
        int64_t archive[SPAN] = {0};
        member_init(&m);
        for (size_t i = 0; i < ACTS; i++) {
            acts[i].day = DAY - (bs_day)(next_random(&seed) % (SPAN / 2));
            acts[i].post = acts[i].day - (bs_day)(next_random(&seed) % 12);
        }
        qsort(acts, ACTS, sizeof *acts, newest_first);
        for (uint32_t i = next_random(&seed) % 4; i > 0; i--) {
            visit(page, &m, acts, DAY - (bs_day)(next_random(&seed) % 50),
                  1 + next_random(&seed) % ACTS);
        }
        const bs_day installed = DAY - (bs_day)(next_random(&seed) % 60);
        const bs_day consent = DAY - (bs_day)(next_random(&seed) % 30);
        const bool pulled = next_random(&seed) % 2 == 0;
        const bool imported = next_random(&seed) % 2 == 0;
        const bs_day made = DAY - (bs_day)(next_random(&seed) % 40);
        for (size_t i = 0; i < ACTS; i++) {
            if (acts[i].day >= installed && next_random(&seed) % 3 > 0) {
                note(local, acts[i].day);
            }
            if (pulled && acts[i].day >= consent) {
                note(api, acts[i].day);
            }
            if (imported && acts[i].day <= made) {
                note(archive, acts[i].day);
            }
        }
        cover(&m, BS_REACTIONS, BS_FROM_LOCAL, installed, DAY);
        if (pulled) {
            cover(&m, BS_REACTIONS, BS_FROM_API, consent, DAY);
        }
        if (imported) {
            cover(&m, BS_REACTIONS, BS_FROM_ARCHIVE, DAY - SPAN + 1, made);
        }
        add_counts(&m, BS_FROM_PAGE, page);
        add_counts(&m, BS_FROM_LOCAL, local);
        add_counts(&m, BS_FROM_API, api);
        add_counts(&m, BS_FROM_ARCHIVE, archive);
        int64_t truth = 0;
        for (size_t i = 0; i < ACTS; i++) {
            truth += imported && acts[i].day < made ? 1 : 0;
        }
        const int64_t shown = sum_of(&m, BS_REACTIONS, DAY - SPAN + 1, DAY);
        assert_true(shown <= ACTS);
        assert_true(shown >= truth);
        if (imported && made == DAY) {
            assert_int_equal(shown, ACTS);
        }
        member_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(an_archive_replaces_every_other_source_but_on_its_last_day),
        member_test(of_lower_bounds_the_largest_stands),
        member_test(a_page_that_dates_by_the_post_is_never_added_to_others),
        member_test(a_list_of_the_morning_does_not_hide_what_was_seen_afterwards),
        member_test(lower_bounds_from_two_zones_are_not_added),
        member_test(an_act_at_the_edge_of_an_archive_is_not_counted_by_a_page_elsewhere),
        member_test(any_sources_show_at_most_what_was_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
