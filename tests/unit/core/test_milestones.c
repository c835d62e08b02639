#include "files.h"
#include "member.h"

#include "bussola/core/milestones.h"

static const bs_day DAY = 20780; /* 2026-11-23 */

static bs_milestones from_evidence(member *m)
{
    bs_milestones milestones;
    bs_milestones_init(&milestones);
    (void)member_timeline(m);
    bs_milestones_add_evidence(&milestones, &m->evidence);
    return milestones;
}

static void nothing_is_earned_by_nothing(void **state)
{
    bs_milestones milestones = from_evidence(*state);
    for (size_t i = 0; i < BS_MILESTONE_COUNT; i++) {
        assert_int_equal(milestones.days[i], BS_DAY_NONE);
    }
}

static void readings_prove_the_first_one_and_the_rank(void **state)
{
    member *m = *state;
    add_official(m, DAY - 30, 10, 10, 10, 10)->industry =
        (bs_group){.present = true, .rank_pct = 11};
    add_official(m, DAY - 20, 10, 10, 10, 10)->industry =
        (bs_group){.present = true, .rank_pct = NAN};
    add_official(m, DAY - 15, 10, 10, 10, 10)->network = (bs_group){.present = true, .rank_pct = 1};
    bs_milestones milestones = from_evidence(m);
    assert_int_equal(milestones.days[BS_MILESTONE_FIRST_READING], DAY - 30);
    assert_int_equal(milestones.days[BS_MILESTONE_TOP_10], BS_DAY_NONE);

    add_official(m, DAY - 10, 10, 10, 10, 10)->industry =
        (bs_group){.present = true, .rank_pct = 10};
    add_official(m, DAY, 10, 10, 10, 10)->industry = (bs_group){.present = true, .rank_pct = 3};
    milestones = from_evidence(m);
    assert_int_equal(milestones.days[BS_MILESTONE_TOP_10], DAY - 10);
}

static void five_hundred_connections_count_when_first_read(void **state)
{
    member *m = *state;
    add_gauge(m, BS_CONNECTIONS, DAY - 9, 499);
    add_gauge(m, BS_FOLLOWERS, DAY - 8, 600);
    assert_int_equal(from_evidence(m).days[BS_MILESTONE_CONNECTIONS_500], BS_DAY_NONE);
    add_gauge(m, BS_CONNECTIONS, DAY, 510);
    add_gauge_at(m, BS_CONNECTIONS, noon(DAY - 2), noon(DAY), 500, BS_AT_LEAST);
    assert_int_equal(from_evidence(m).days[BS_MILESTONE_CONNECTIONS_500], DAY - 2);
}

static void numbers_shown_earn_their_badges_on_the_first_day(void **state)
{
    (void)state;
    static const struct {
        int day;
        bs_number_kind kind;
        double total;
        double pillars[BS_PILLAR_COUNT];
    } days[] = {
        /* not in order: days may be computed later */
        {40, BS_ANCHORED, 71, {20.1, 17, 17, 17}},   {10, BS_ESTIMATE, 49.9, {20, 10, 10, 9.9}},
        {20, BS_OFFICIAL, 50, {10, 10, 10, 20.5}},   {30, BS_ANCHORED, 70, {20, 17, 17, 16}},
        {35, BS_ANCHORED, 60, {10, 10, 22, 18}},     {50, BS_OFFICIAL, 80, {21, 21, 19, 19}},
        {0, BS_LEARNING, NAN, {NAN, NAN, NAN, NAN}},
    };
    bs_milestones milestones;
    bs_milestones_init(&milestones);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        bs_milestones_add_day(&milestones, DAY + days[i].day, days[i].kind, days[i].total,
                              days[i].pillars, BS_DAY_NONE);
    }
    assert_int_equal(milestones.days[BS_MILESTONE_TOTAL_50], DAY + 20);
    assert_int_equal(milestones.days[BS_MILESTONE_TOTAL_70], DAY + 30);
    assert_int_equal(milestones.days[BS_MILESTONE_PILLAR_20_BRAND], DAY + 40);
    assert_int_equal(milestones.days[BS_MILESTONE_PILLAR_20_PEOPLE], DAY + 50);
    assert_int_equal(milestones.days[BS_MILESTONE_PILLAR_20_INSIGHTS], DAY + 35);
    assert_int_equal(milestones.days[BS_MILESTONE_PILLAR_20_RELATIONSHIPS], DAY + 20);
    assert_int_equal(milestones.days[BS_MILESTONE_YEAR], BS_DAY_NONE);
}

static void a_year_of_history_takes_365_days(void **state)
{
    (void)state;
    static const double pillars[BS_PILLAR_COUNT] = {5, 5, 5, 5};
    bs_milestones milestones;
    bs_milestones_init(&milestones);
    bs_milestones_add_day(&milestones, DAY + 364, BS_ANCHORED, 20, pillars, DAY);
    assert_int_equal(milestones.days[BS_MILESTONE_YEAR], BS_DAY_NONE);
    bs_milestones_add_day(&milestones, DAY + 370, BS_ANCHORED, 20, pillars, DAY);
    bs_milestones_add_day(&milestones, DAY + 365, BS_ANCHORED, 20, pillars, DAY);
    assert_int_equal(milestones.days[BS_MILESTONE_YEAR], DAY + 365);
}

static void every_badge_is_worded(void **state)
{
    (void)state;
    static const char *const catalogues[] = {"extension/_locales/en/messages.json",
                                             "extension/_locales/it/messages.json"};
    for (size_t c = 0; c < 2; c++) {
        cJSON *catalogue = read_json(catalogues[c]);
        for (size_t i = 0; i < BS_MILESTONE_COUNT; i++) {
            const bool of_pillar =
                i >= BS_MILESTONE_PILLAR_20_BRAND && i <= BS_MILESTONE_PILLAR_20_RELATIONSHIPS;
            char key[64];
            (void)snprintf(key, sizeof key, "milestone_%s",
                           of_pillar ? "pillar_20" : bs_milestone_id((bs_milestone)i));
            if (!cJSON_HasObjectItem(catalogue, key)) {
                fail_msg("%s is not in %s", key, catalogues[c]);
            }
        }
        cJSON_Delete(catalogue);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        member_test(nothing_is_earned_by_nothing),
        member_test(readings_prove_the_first_one_and_the_rank),
        member_test(five_hundred_connections_count_when_first_read),
        member_test(numbers_shown_earn_their_badges_on_the_first_day),
        member_test(a_year_of_history_takes_365_days),
        member_test(every_badge_is_worded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
