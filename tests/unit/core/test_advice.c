#include "files.h"
#include "member.h"
#include "random.h"

#include "bussola/core/advice.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

typedef struct advised {
    bs_state state;
    bs_advice pieces[BS_ADVICE_MAX];
    size_t count;
    bs_unseen unseen[BS_PAGE_COUNT];
    size_t unseen_count;
} advised;

static size_t find(bs_advice pieces[BS_ADVICE_MAX], const bs_state *state, member *m)
{
    bs_leaving leaving[BS_SIGNAL_COUNT];
    const size_t count = bs_leaving_find(leaving, state, member_timeline(m), BS_LEAVING_DAYS);
    return bs_advice_find(pieces, state, member_timeline(m), leaving, count);
}

static advised advise(member *m)
{
    advised a;
    a.state = state_on(m, DAY);
    a.count = find(a.pieces, &a.state, m);
    a.unseen_count = bs_advice_unseen(a.unseen, &a.state, member_timeline(m));
    return a;
}

static const bs_advice *advice_called(const advised *a, const char *id)
{
    for (size_t i = 0; i < a->count; i++) {
        if (strcmp(a->pieces[i].id, id) == 0) {
            return &a->pieces[i];
        }
    }
    return NULL;
}

/** Every signal known, with activity at a share of what would give all points. */
static void add_everything(member *m, double share)
{
    for (size_t i = 0; i < m->model.row_count; i++) {
        const bs_model_row *row = &m->model.rows[i];
        const bs_signal_info *info = bs_signal_info_of(row->signal);
        if (info->kind == BS_KIND_FLAG) {
            add_gauge(m, row->signal, DAY, 1);
        } else if (info->kind == BS_KIND_GAUGE) {
            add_gauge(m, row->signal, DAY, lround(row->target * share));
        } else if (info->kind == BS_KIND_TALLY &&
                   !(row->signal == BS_POSTS && row->pillar != BS_BRAND)) {
            add_cover(m, row->signal, DAY - 89, DAY);
            for (int n = (int)lround(row->target * share); n > 0; n--) {
                add_tally(m, row->signal, DAY - n % 60, n / 60 + 1);
            }
        }
    }
    add_window(m, BS_INVITATIONS_SENT, DAY - 20, 100);
    add_window(m, BS_INVITATIONS_ACCEPTED, DAY - 20, lround(60 * share));
    add_window(m, BS_THREADS_STARTED, DAY - 20, 100);
    add_window(m, BS_THREADS_ANSWERED, DAY - 20, lround(50 * share));
    add_window(m, BS_INMAILS_SENT, DAY, 10);
}

static const bs_unseen *unseen_called(const advised *a, const char *id)
{
    for (size_t i = 0; i < a->unseen_count; i++) {
        if (strcmp(a->unseen[i].id, id) == 0) {
            return &a->unseen[i];
        }
    }
    return NULL;
}

static void opening_a_page_is_no_act(void **state)
{
    advised a = advise(*state);
    assert_int_equal(a.state.kind, BS_LEARNING);
    assert_int_equal(a.count, 0);
    /* No InMail was sent, so its points are redistributed: the inbox is worth nothing. */
    assert_int_equal(a.unseen_count, BS_PAGE_COUNT - 1);
    double points = 0;
    for (size_t i = 0; i < a.unseen_count; i++) {
        assert_memory_equal(a.unseen[i].id, "see_", 4);
        assert_string_equal(a.unseen[i].id + 4,
                            bs_page_info_of(bs_page_kind_find(a.unseen[i].id + 4))->id);
        points += a.unseen[i].points;
    }
    assert_near(points, 100);
    /* The own profile shows eight flags, recommendations and followers. */
    assert_string_equal(a.unseen[0].id, "see_own_profile");
    assert_near(a.unseen[0].points, 2 + 3 + 2.5 + 1.5 + 1 + 1 + 1 + 1.5 + 2.5);
    assert_int_equal(a.unseen[0].signal, BS_ABOUT);
    assert_int_equal(a.unseen[0].pillar, BS_BRAND);
    assert_string_equal(a.unseen[a.unseen_count - 1].id, "see_archive");
}

static void a_page_whose_signals_are_known_is_not_listed(void **state)
{
    member *m = *state;
    for (size_t i = 0; i < m->model.row_count; i++) {
        bs_signal signal = m->model.rows[i].signal;
        if (bs_signal_info_of(signal)->kind == BS_KIND_FLAG) {
            add_gauge(m, signal, DAY, 1);
        }
    }
    add_gauge(m, BS_RECOMMENDATIONS, DAY, 0);
    add_gauge(m, BS_FOLLOWERS, DAY, 30);
    advised a = advise(m);
    assert_null(unseen_called(&a, "see_own_profile"));
    assert_int_equal(a.unseen_count, BS_PAGE_COUNT - 2);
}

static void a_page_that_was_read_is_not_listed_whatever_it_showed(void **state)
{
    member *m = *state;
    add_gauge(m, BS_SKILLS, DAY, 5);
    advised before = advise(m);
    assert_near(unseen_called(&before, "see_skills")->points, 3);
    for (int p = 0; p < BS_PAGE_COUNT; p++) {
        m->evidence.pages_read[p] = noon(DAY);
    }
    advised after = advise(m);
    assert_int_equal(after.unseen_count, 0);
    /* Read only after DAY. */
    m->evidence.pages_read[BS_PAGE_SKILLS] = noon(DAY + 1);
    advised past = advise(m);
    assert_int_equal(past.unseen_count, 1);
    assert_non_null(unseen_called(&past, "see_skills"));
}

static void pages_are_listed_beside_acts_once_there_is_a_number(void **state)
{
    member *m = *state;
    add_official(m, DAY, 12, 5, 10, 15);
    add_gauge(m, BS_GROUPS, DAY, 2);
    advised a = advise(m);
    assert_int_equal(a.state.kind, BS_OFFICIAL);
    assert_int_equal(a.count, 1);
    assert_string_equal(a.pieces[0].id, "groups");
    assert_int_equal(a.unseen_count, BS_PAGE_COUNT - 2);
    assert_null(unseen_called(&a, "see_network"));
}

static void what_is_missing_is_advised_and_what_is_there_is_not(void **state)
{
    member *m = *state;
    add_everything(m, 1);
    advised a = advise(m);
    assert_null(advice_called(&a, "photo"));
    add_gauge(m, BS_PHOTO, DAY, 0);
    m->gauges[m->evidence.gauge_count - 1].at.seconds += 60;
    m->gauges[m->evidence.gauge_count - 1].seen.seconds += 60;
    bs_state later;
    bs_moment at = noon(DAY);
    at.seconds += 120;
    bs_state_compute(&later, member_timeline(m), at);
    size_t count = find(a.pieces, &later, m);
    assert_true(count >= 1);
    assert_string_equal(a.pieces[0].id, "photo");
    assert_near(a.pieces[0].gain, 2);
    assert_int_equal(a.pieces[0].step, 1);
}

static void nothing_is_advised_that_brings_nothing(void **state)
{
    member *m = *state;
    add_everything(m, 1.2);
    add_window(m, BS_INMAIL_REPLIES, DAY - 20, 20);
    advised a = advise(m);
    assert_near(a.state.total, 100);
    assert_int_equal(a.count, 0);
}

static void a_full_pillar_has_no_room_for_gain(void **state)
{
    member *m = *state;
    add_everything(m, 0.5);
    add_official(m, DAY, 25, 25, 24.9, 25)->total = 99;
    advised a = advise(m);
    assert_int_equal(a.count, 1);
    assert_int_equal(a.pieces[0].pillar, BS_INSIGHTS);
    assert_near(a.pieces[0].gain, 0.1);
}

static void a_gain_never_reads_as_more_than_the_room(void **state)
{
    member *m = *state;
    add_everything(m, 0.5);
    add_official(m, DAY, 25, 25, 24.93, 25)->total = 99;
    assert_int_equal(advise(m).count, 0);
    add_official(m, DAY + 1, 25, 25, 24.62, 25)->total = 99;
    bs_state after = state_on(m, DAY + 1);
    bs_advice pieces[BS_ADVICE_MAX];
    const size_t count = find(pieces, &after, m);
    assert_true(count > 0);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(pieces[i].gain >= BS_GAIN_MIN);
        sum += round(pieces[i].gain * 10) / 10;
    }
    assert_true(sum <= 0.38);
}

static void all_gains_together_fit_into_what_a_pillar_has_left(void **state)
{
    member *m = *state;
    add_gauge(m, BS_PHOTO, DAY, 0);
    add_gauge(m, BS_ABOUT, DAY, 0);
    add_gauge(m, BS_POSITION, DAY, 0);
    add_official(m, DAY, 20, 5, 10, 15);
    advised a = advise(m);
    assert_int_equal(a.count, 3);
    double sum = 0;
    for (size_t i = 0; i < a.count; i++) {
        assert_int_equal(a.pieces[i].pillar, BS_BRAND);
        sum += a.pieces[i].gain;
    }
    assert_near(sum, 5);
}

static void what_a_full_pillar_would_lose_is_kept_and_gains_nothing(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 120, DAY);
    add_tally(m, BS_COMMENTS, DAY - 89, 60);
    add_tally(m, BS_COMMENTS, DAY, 60);
    add_official(m, DAY, 12, 5, 25, 15);
    advised a = advise(m);
    const bs_advice *keep = advice_called(&a, "keep_comments");
    assert_non_null(keep);
    assert_near(keep->gain, 0);
    assert_near(keep->keeps, 9.0 * 60 / 120);
}

static void posts_gain_in_both_their_pillars(void **state)
{
    member *m = *state;
    add_everything(m, 1);
    m->evidence.tally_count = 0;
    m->evidence.cover_count = 0;
    add_window(m, BS_POSTS, DAY, 9);
    add_official(m, DAY, 12, 5, 10, 15);
    advised a = advise(m);
    const bs_advice *posts = advice_called(&a, "posts");
    assert_non_null(posts);
    assert_near(posts->gain, (4.0 + 6.0) / 36);
    assert_int_equal(posts->pillar, BS_INSIGHTS);
    assert_int_equal(posts->step, 1);
}

static bs_model_row *row_in(member *m, bs_signal signal, bs_pillar pillar)
{
    size_t i = 0;
    while (m->model.rows[i].signal != signal || m->model.rows[i].pillar != pillar) {
        i++;
    }
    return &m->model.rows[i];
}

static void posts_belong_to_the_weaker_pillar_only_if_both_gain_nearly_the_same(void **state)
{
    (void)state;
    for (int near = 0; near < 2; near++) {
        member m;
        member_init_old(&m);
        add_window(&m, BS_POSTS, DAY, 9);
        /* A post gives 4/36 in brand and, in insights, 0.02 or 0.04 more. */
        row_in(&m, BS_POSTS, BS_INSIGHTS)->target = 6 / (4.0 / 36 + (near == 1 ? 0.02 : 0.04));
        add_official(&m, DAY, 10, 5, 20, 15);
        advised a = advise(&m);
        const bs_advice *posts = advice_called(&a, "posts");
        assert_non_null(posts);
        assert_int_equal(posts->pillar, near == 1 ? BS_BRAND : BS_INSIGHTS);
        member_free(&m);
    }
}

static void the_weaker_pillar_comes_first_on_a_tie(void **state)
{
    (void)state;
    for (int weaker = 0; weaker < 2; weaker++) {
        member m;
        member_init_old(&m);
        add_window(&m, BS_COMMENTS, DAY, 10);
        add_window(&m, BS_PEOPLE_SEARCHES, DAY, 10);
        /* Equal points per minute: five comments in 20 and ten searches in 15 minutes. */
        m.model.rows[12].target = 8.0 * 10 / 15 * 20 * 120 / (9.0 * 5);
        assert_int_equal(m.model.rows[12].signal, BS_PEOPLE_SEARCHES);
        add_official(&m, DAY, 10, weaker == 0 ? 5 : 15, 10, 10);
        advised a = advise(&m);
        assert_true(a.count >= 2);
        assert_string_equal(a.pieces[0].id, weaker == 0 ? "people_searches" : "comments");
        assert_string_equal(a.pieces[1].id, weaker == 0 ? "comments" : "people_searches");
        member_free(&m);
    }
}

static void counts_about_to_leave_the_window_are_reported(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 120, DAY);
    add_tally(m, BS_COMMENTS, DAY - 90, 500);
    add_tally(m, BS_COMMENTS, DAY - 89, 10);
    add_tally(m, BS_COMMENTS, DAY - 76, 20);
    add_tally(m, BS_COMMENTS, DAY - 75, 90);
    add_official(m, DAY, 12, 5, 20, 15);
    advised a = advise(m);
    const bs_advice *keep = advice_called(&a, "keep_comments");
    assert_non_null(keep);
    assert_int_equal(keep->step, 30);
    /* The maximum counts 120; 90 remain. */
    assert_near(keep->gain, 9.0 * 30 / 120);
    assert_near(keep->keeps, 9.0 * 30 / 120);
    assert_int_equal(keep->signal, BS_COMMENTS);
    assert_null(advice_called(&a, "comments"));
}

static void what_is_above_the_target_may_leave(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 120, DAY);
    add_tally(m, BS_COMMENTS, DAY - 89, 50);
    add_tally(m, BS_COMMENTS, DAY, 120);
    advised a = advise(m);
    assert_null(advice_called(&a, "keep_comments"));
    assert_null(advice_called(&a, "comments"));
}

static void counted_acts_leave_beside_days_that_nobody_counted(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 80, DAY);
    add_tally(m, BS_COMMENTS, DAY - 80, 60);
    add_official(m, DAY, 12, 5, 20, 15);
    advised a = advise(m);
    const bs_advice *keep = advice_called(&a, "keep_comments");
    assert_non_null(keep);
    add_cover(m, BS_COMMENTS, DAY, DAY + 10);
    assert_near(a.state.total - state_on(m, DAY + 10).total, keep->keeps);
    add_tally(m, BS_COMMENTS, DAY + 1, keep->step);
    assert_true(state_on(m, DAY + 10).total >= a.state.total - 1e-6);
}

/** Comments on a third of the days of the window, before and after a reading. */
static void comment_on_a_third(member *m, bs_day read)
{
    add_cover(m, BS_COMMENTS, DAY - 29, DAY);
    for (bs_day day = DAY - 29; day < DAY; day += 3) {
        add_tally(m, BS_COMMENTS, day, 1);
    }
    if (read != BS_DAY_NONE) {
        add_official(m, read, 12, 5, 8, 15);
    }
}

static void a_gain_is_what_the_act_brings_beside_uncounted_days(void **state)
{
    (void)state;
    const bs_day readings[] = {DAY - 1, DAY - 12, DAY - 25};
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        member m;
        member_init_old(&m);
        comment_on_a_third(&m, readings[i]);
        advised a = advise(&m);
        const bs_advice *comments = advice_called(&a, "comments");
        assert_non_null(comments);
        add_tally(&m, BS_COMMENTS, DAY, comments->step);
        assert_near(state_on(&m, DAY).total - a.state.total, comments->gain);
        member_free(&m);
    }
}

static void a_gain_is_what_the_readings_have_confirmed(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 120, DAY);
    for (bs_day day = DAY - 29; day < DAY - 1; day += 7) {
        add_tally(m, BS_COMMENTS, day, 10);
        add_official(m, day - 1, 12, 5, 10 + 0.5 * 9 * (day - DAY + 29) / 7 * 10 / 120, 15);
    }
    add_official(m, DAY - 1, 12, 5, 10 + 0.5 * 9 * 40 / 120, 15);
    advised a = advise(m);
    const bs_advice *comments = advice_called(&a, "comments");
    assert_near(a.state.pillars[BS_INSIGHTS].factor, 0.5);
    assert_non_null(comments);
    assert_near(comments->gain, 0.5 * 9 * (double)comments->step / 120);
    add_tally(m, BS_COMMENTS, DAY, comments->step);
    assert_near(state_on(m, DAY).total - a.state.total, comments->gain);
}

static void nothing_is_promised_where_the_readings_never_moved(void **state)
{
    member *m = *state;
    add_cover(m, BS_COMMENTS, DAY - 120, DAY);
    for (bs_day day = DAY - 29; day < DAY; day += 7) {
        add_tally(m, BS_COMMENTS, day, 10);
        add_official(m, day, 12, 5, 10, 15);
    }
    advised a = advise(m);
    assert_near(a.state.pillars[BS_INSIGHTS].factor, 0);
    assert_null(advice_called(&a, "comments"));
}

static void inviting_counts_twice_where_new_connections_do(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY, 20);
    add_official(m, DAY, 12, 5, 10, 15);
    advised alone = advise(m);
    add_window(m, BS_NEW_CONNECTIONS, DAY, 5);
    advised both = advise(m);
    const bs_advice *invite_alone = advice_called(&alone, "connections");
    const bs_advice *invite_both = advice_called(&both, "connections");
    assert_non_null(invite_alone);
    assert_non_null(invite_both);
    /* Two of five invitations are accepted. */
    assert_near(invite_alone->gain, 12 * (log(23) - log(21)) / log(501));
    assert_near(invite_both->gain - invite_alone->gain, 3.0 * 2 / 45);
}

/** Checks the keys that popup and command line look up for an id. */
static void assert_worded(const cJSON *catalogue, const char *id)
{
    char key[96];
    bool keeps = strncmp(id, "keep_", 5) == 0;
    (void)snprintf(key, sizeof key, "advice_%s", keeps ? id + 5 : id);
    if (strncmp(id, "see_", 4) == 0) {
        (void)snprintf(key, sizeof key, "%s", id);
    }
    char plural[112];
    (void)snprintf(plural, sizeof plural, "%s_other", key);
    if (!cJSON_HasObjectItem(catalogue, key) && !cJSON_HasObjectItem(catalogue, plural)) {
        fail_msg("%s has no text", key);
    }
}

/** Random knowledge about the user. */
static void add_anything(member *m, uint32_t *seed)
{
    for (size_t i = 0; i < BS_SIGNAL_COUNT; i++) {
        bs_signal signal = (bs_signal)i;
        const bs_signal_info *info = bs_signal_info_of(signal);
        if (random_below(seed, 8) == 0 || info->kind == BS_KIND_RATE) {
            continue;
        }
        if (info->kind == BS_KIND_TALLY) {
            add_cover(m, signal, DAY - 100, DAY);
            for (uint32_t n = random_below(seed, 40); n > 0; n--) {
                add_tally(m, signal, DAY - (bs_day)random_below(seed, 95),
                          signal == BS_DAYS_ACTIVE ? 1 : 1 + random_below(seed, 9));
            }
        } else {
            uint32_t most = info->max > 600 ? 600 : (uint32_t)info->max;
            add_gauge(m, signal, DAY - 1, random_below(seed, most + 1));
        }
    }
    if (random_below(seed, 2) == 0) {
        add_official(m, DAY - (bs_day)random_below(seed, 9), random_below(seed, 26),
                     random_below(seed, 26), random_below(seed, 26), random_below(seed, 26));
    }
}

/** Follows a piece of advice, on the day of the state. */
static void follow(member *m, const bs_advice *advice)
{
    bs_value value = value_on(m, advice->signal, DAY);
    if (bs_signal_info_of(advice->signal)->kind == BS_KIND_TALLY) {
        int64_t today = bs_timeline_sum(member_timeline(m), advice->signal, DAY, DAY);
        add_tally_from(m, advice->signal, BS_FROM_ARCHIVE, DAY, today + advice->step, BS_EXACT,
                       noon(DAY));
    } else {
        add_gauge(m, advice->signal, DAY, (int64_t)value.value + advice->step);
    }
}

static void advice_keeps_its_promises(void **state)
{
    (void)state;
    cJSON *catalogues[] = {read_json("extension/_locales/en/messages.json"),
                           read_json("extension/_locales/it/messages.json")};
    uint32_t seed = 77;
    size_t followed = 0;
    for (int round = 0; round < 400; round++) {
        member m;
        member_init(&m);
        add_anything(&m, &seed);
        advised a = advise(&m);
        double left[BS_PILLAR_COUNT];
        double room = 0;
        for (int p = 0; p < BS_PILLAR_COUNT; p++) {
            const bs_pillar_state *pillar = &a.state.pillars[p];
            left[p] = BS_PILLAR_MAX - (isnan(pillar->score) ? pillar->estimate : pillar->score);
            room += left[p];
        }
        for (size_t i = 0; i < a.unseen_count; i++) {
            assert_worded(catalogues[0], a.unseen[i].id);
            assert_worded(catalogues[1], a.unseen[i].id);
        }
        for (size_t i = 0; i < a.count; i++) {
            const bs_advice *advice = &a.pieces[i];
            assert_true(advice->gain <= room + 1e-9);
            room -= advice->gain;
            if (advice->signal != BS_POSTS) {
                assert_true(advice->gain <= left[advice->pillar] + 1e-9);
            }
            assert_worded(catalogues[0], advice->id);
            assert_worded(catalogues[1], advice->id);
            assert_true(advice->gain >= BS_GAIN_MIN || advice->keeps >= BS_GAIN_MIN);
            assert_true(strncmp(advice->id, "see_", 4) != 0);
            assert_true(advice->effort > 0);
            assert_true(advice->step >= 1);
            assert_memory_equal(advice->link, "https://www.linkedin.com/", 25);
            for (size_t j = 0; j < i; j++) {
                assert_string_not_equal(advice->id, a.pieces[j].id);
            }
        }
        bool plain =
            a.count > 0 && a.state.kind == BS_ESTIMATE &&
            strcmp(a.pieces[0].id, bs_signal_info_of(a.pieces[0].signal)->id) == 0 &&
            a.pieces[0].signal != BS_CONNECTIONS && a.pieces[0].signal != BS_NEW_CONNECTIONS &&
            a.pieces[0].signal != BS_RECOMMENDATIONS && a.pieces[0].signal != BS_INMAIL_REPLIES &&
            a.pieces[0].signal != BS_DAYS_ACTIVE &&
            bs_signal_info_of(a.pieces[0].signal)->kind != BS_KIND_RATE;
        if (plain) {
            follow(&m, &a.pieces[0]);
            double risen = state_on(&m, DAY).total - a.state.total;
            if (fabs(risen - a.pieces[0].gain) > 1e-6) {
                fail_msg("%s promised %g and brought %g", a.pieces[0].id, a.pieces[0].gain, risen);
            }
            followed++;
        }
        member_free(&m);
    }
    assert_true(followed > 50);
    cJSON_Delete(catalogues[0]);
    cJSON_Delete(catalogues[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(opening_a_page_is_no_act),
        member_test(a_page_whose_signals_are_known_is_not_listed),
        member_test(a_page_that_was_read_is_not_listed_whatever_it_showed),
        member_test(pages_are_listed_beside_acts_once_there_is_a_number),
        member_test(what_is_missing_is_advised_and_what_is_there_is_not),
        member_test(nothing_is_advised_that_brings_nothing),
        member_test(a_full_pillar_has_no_room_for_gain),
        member_test(a_gain_never_reads_as_more_than_the_room),
        member_test(all_gains_together_fit_into_what_a_pillar_has_left),
        member_test(what_a_full_pillar_would_lose_is_kept_and_gains_nothing),
        member_test(posts_gain_in_both_their_pillars),
        cmocka_unit_test(posts_belong_to_the_weaker_pillar_only_if_both_gain_nearly_the_same),
        member_test(the_weaker_pillar_comes_first_on_a_tie),
        member_test(counts_about_to_leave_the_window_are_reported),
        member_test(what_is_above_the_target_may_leave),
        member_test(counted_acts_leave_beside_days_that_nobody_counted),
        cmocka_unit_test(a_gain_is_what_the_act_brings_beside_uncounted_days),
        member_test(a_gain_is_what_the_readings_have_confirmed),
        member_test(nothing_is_promised_where_the_readings_never_moved),
        member_test(inviting_counts_twice_where_new_connections_do),
        member_test(advice_keeps_its_promises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
