/* The index over days for random users: which events may change it, and which must not. */
#include "member.h"
#include "random.h"

#include "bussola/core/why.h"

static const bs_day DAY = 20780; /* 2026-11-23 */
enum { DAYS = 320, ROUNDS = 100 };

/** Random counts on some covered days, with gaps. */
static void add_counts(member *m, bs_signal signal, uint32_t *seed)
{
    bs_day day = DAY - DAYS + (bs_day)random_below(seed, 200);
    while (day <= DAY) {
        const bs_day end = day + (bs_day)random_below(seed, 40);
        const uint32_t rarely = 1 + random_below(seed, 20);
        add_cover(m, signal, day, end < DAY ? end : DAY);
        for (; day <= end && day <= DAY; day++) {
            if (random_below(seed, rarely) == 0) {
                add_tally(m, signal, day, signal == BS_DAYS_ACTIVE ? 1 : 1 + random_below(seed, 3));
            }
        }
        day = end + 1 + (bs_day)random_below(seed, random_below(seed, 3) == 0 ? 200 : 10);
    }
}

static void add_readings(member *m, bs_signal signal, uint32_t *seed)
{
    const bool flag = bs_signal_info_of(signal)->kind == BS_KIND_FLAG;
    for (uint32_t i = random_below(seed, 4); i > 0; i--) {
        const bs_day day = DAY - (bs_day)random_below(seed, DAYS);
        const bool rough = !flag && random_below(seed, 3) == 0;
        add_gauge_at(m, signal, noon(day), noon(day), random_below(seed, flag ? 2 : 90),
                     rough ? BS_AT_LEAST : BS_EXACT);
    }
}

static void add_anyone(member *m, uint32_t *seed)
{
    for (size_t i = 0; i < BS_SIGNAL_COUNT; i++) {
        const bs_signal signal = (bs_signal)i;
        const bs_signal_kind kind = bs_signal_info_of(signal)->kind;
        if (kind == BS_KIND_TALLY && random_below(seed, 6) > 0) {
            add_counts(m, signal, seed);
        } else if (kind == BS_KIND_GAUGE || kind == BS_KIND_FLAG) {
            add_readings(m, signal, seed);
        }
    }
    const bs_day last = DAY - (bs_day)random_below(seed, 40);
    bs_day day = DAY - (bs_day)random_below(seed, 250);
    for (uint32_t i = random_below(seed, 5); i > 0 && day < last; i--) {
        add_official(m, day, random_below(seed, 26), random_below(seed, 26), random_below(seed, 26),
                     random_below(seed, 25) + 0.3);
        day += 1 + (bs_day)random_below(seed, 60);
    }
}

static bool acted_on(const member *m, bs_day day)
{
    for (size_t i = 0; i < m->evidence.tally_count; i++) {
        if (m->tallies[i].day == day && m->tallies[i].count > 0) {
            return true;
        }
    }
    return false;
}

static bool read_on(const member *m, bs_day day)
{
    for (size_t i = 0; i < m->evidence.gauge_count; i++) {
        if (bs_moment_day(m->gauges[i].at) == day) {
            return true;
        }
    }
    return false;
}

static bool official_on(const member *m, bs_day day)
{
    for (size_t i = 0; i < m->evidence.official_count; i++) {
        if (bs_moment_day(m->officials[i].at) == day) {
            return true;
        }
    }
    return false;
}

/** True if nothing entered or left the 90 days, and no level was read. */
static bool is_quiet(const member *m, bs_day day)
{
    return !acted_on(m, day) && !acted_on(m, day - 90) && !read_on(m, day) && !read_on(m, day - 90);
}

static bs_state end_of(member *m, bs_day day)
{
    bs_state state;
    bs_state_compute(&state, member_timeline(m), bs_day_end(day, OFFSET));
    return state;
}

static void nothing_but_acts_and_linkedin_s_values_move_it(void **state)
{
    (void)state;
    uint32_t seed = 13;
    size_t quiet = 0;
    for (int round = 0; round < ROUNDS; round++) {
        member m;
        member_init(&m);
        add_anyone(&m, &seed);
        bs_state before = end_of(&m, DAY - DAYS - 120);
        for (bs_day day = DAY - DAYS - 119; day <= DAY + 200; day++) {
            const bs_state now = end_of(&m, day);
            /* The day on which a reading is too old to go on from is marked as a correction. */
            const bool compared = !isnan(before.total) && now.alone == before.alone;
            if (is_quiet(&m, day) && !official_on(&m, day) && compared) {
                quiet++;
                if (fabs(now.total - before.total) > 1e-9) {
                    fail_msg("round %d, day %d: %g, then %g", round, day - DAY, before.total,
                             now.total);
                }
            }
            before = now;
        }
        member_free(&m);
    }
    assert_true(quiet > 5000);
}

static void linkedin_s_values_are_met(void **state)
{
    (void)state;
    uint32_t seed = 29;
    for (int round = 0; round < ROUNDS; round++) {
        member m;
        member_init(&m);
        add_anyone(&m, &seed);
        for (size_t i = 0; i < m.evidence.official_count; i++) {
            const bs_state then = end_of(&m, bs_moment_day(m.officials[i].at));
            assert_int_equal(then.kind, BS_OFFICIAL);
            assert_near(then.total, m.officials[i].total);
        }
        member_free(&m);
    }
}

static void between_two_values_the_line_is_bent_where_acts_are(void **state)
{
    (void)state;
    member m;
    member_init_old(&m);
    add_cover(&m, BS_COMMENTS, DAY - 300, DAY);
    add_tally(&m, BS_COMMENTS, DAY - 15, 1);
    add_tally(&m, BS_COMMENTS, DAY - 12, 1);
    add_official(&m, DAY - 20, 10, 10, 10, 10);
    add_official(&m, DAY - 10, 12, 10, 14, 10);
    const double comment = 9.0 / 120;
    const double missed = (4 - 2 * comment) / 2;
    assert_near(end_of(&m, DAY - 16).total, 40);
    assert_near(end_of(&m, DAY - 15).pillars[BS_INSIGHTS].score, 10 + comment + missed);
    assert_near(end_of(&m, DAY - 11).pillars[BS_INSIGHTS].score, 14);
    /* No act explains LinkedIn's gain: it is left for the reading's own day. */
    assert_near(end_of(&m, DAY - 11).pillars[BS_BRAND].score, 10);
    assert_near(end_of(&m, DAY - 10).total, 46);
    member_free(&m);
}

static void reasons_add_up_to_the_change(void **state)
{
    (void)state;
    uint32_t seed = 31;
    for (int round = 0; round < ROUNDS; round++) {
        member m;
        member_init(&m);
        add_anyone(&m, &seed);
        for (int span = 0; span < 20; span++) {
            const bs_day from = DAY - (bs_day)random_below(&seed, DAYS);
            bs_why why;
            bs_why_shown shown;
            bs_why_compute(&why, member_timeline(&m), bs_day_end(from, OFFSET),
                           bs_day_end(from + (bs_day)random_below(&seed, 60), OFFSET));
            if (isnan(why.change)) {
                continue;
            }
            bs_why_show(&shown, &why);
            double pillars[BS_PILLAR_COUNT] = {0};
            double sum = shown.rounding;
            for (size_t i = 0; i < shown.count; i++) {
                const bs_why_item *item = &shown.items[i];
                pillars[item->pillar] += item->delta;
                assert_true(fabs(item->delta) > 0.09);
                assert_true(item->cause != BS_WHY_LEFT || item->delta < 0);
                assert_true(item->cause != BS_WHY_LEFT || item->count > 0);
            }
            for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
                assert_near(pillars[p], shown.pillars[p]);
                assert_true(shown.pillars[p] * why.pillars[p].change >= 0);
                sum += shown.pillars[p];
            }
            assert_near(sum, shown.change);
            assert_near(why.change, why.total_to - why.total_from);
            assert_true(fabs(shown.change - why.change) < 0.101);
        }
        member_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_but_acts_and_linkedin_s_values_move_it),
        cmocka_unit_test(linkedin_s_values_are_met),
        cmocka_unit_test(between_two_values_the_line_is_bent_where_acts_are),
        cmocka_unit_test(reasons_add_up_to_the_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
