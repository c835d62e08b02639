#include "bussola/store/about.h"
#include "bussola/store/apply.h"
#include "bussola/store/profiles.h"
#include "bussola/store/view.h"
#include "support.h"

static void late_readings_are_judged_at_their_own_time(void **state)
{
    fixture *f = *state;
    bs_observation first = observe("ines", at(TODAY - 10, 9));
    gauge(&first, BS_CONNECTIONS, 300, BS_EXACT);
    const bs_profile_id profile = apply(f, first, NULL);
    bs_observation last = observe("ines", at(TODAY - 2, 9));
    gauge(&last, BS_CONNECTIONS, 310, BS_EXACT);
    apply(f, last, NULL);
    /* Arrives late and only confirms the level of eight days ago. */
    bs_observation late = observe("ines", at(TODAY - 8, 9));
    gauge(&late, BS_CONNECTIONS, 300, BS_EXACT);
    apply(f, late, NULL);
    bs_evidence evidence = known(f, profile);
    assert_int_equal(evidence.gauge_count, 2);
    assert_int_equal(evidence.gauges[0].value, 300);
    assert_int_equal(evidence.gauges[0].seen.seconds, at(TODAY - 8, 9).seconds);
    assert_int_equal(evidence.gauges[1].value, 310);
    bs_store_evidence_free(&evidence);
}

static void spans_join_where_they_touch(void **state)
{
    fixture *f = *state;
    static const struct {
        bs_day from, to;
        size_t spans;
        bs_day first, last; /* of the span with `from` */
    } steps[] = {
        {10, 12, 1, 10, 12}, {20, 22, 2, 20, 22}, {14, 14, 3, 14, 14},
        {13, 13, 2, 10, 14}, {11, 12, 2, 10, 14}, {23, 25, 2, 20, 25},
        {15, 19, 1, 10, 25}, {5, 30, 1, 5, 30},   {32, 32, 2, 32, 32},
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const bs_day base = TODAY - 40;
        bs_observation o = observe("ines", at(TODAY, 9));
        cover(&o, BS_POSTS, base + steps[i].from, base + steps[i].to);
        bs_evidence evidence = known(f, apply(f, o, NULL));
        assert_int_equal(evidence.cover_count, steps[i].spans);
        for (size_t c = 0; c < evidence.cover_count; c++) {
            if (evidence.covers[c].from <= base + steps[i].from &&
                evidence.covers[c].to >= base + steps[i].from) {
                assert_int_equal(evidence.covers[c].from, base + steps[i].first);
                assert_int_equal(evidence.covers[c].to, base + steps[i].last);
            }
        }
        bs_store_evidence_free(&evidence);
    }
}

static int64_t count_of(const bs_evidence *evidence, bs_signal signal, bs_day day, bs_source source)
{
    for (size_t i = 0; i < evidence->tally_count; i++) {
        const bs_tally *t = &evidence->tallies[i];
        if (t->signal == signal && t->day == day && t->source == source) {
            return t->count;
        }
    }
    return -1;
}

static void the_larger_count_of_a_source_stands(void **state)
{
    fixture *f = *state;
    static const int64_t given[] = {3, 1, 5, 5, 2};
    static const int64_t expected[] = {3, 3, 5, 5, 5};
    static const size_t rows[] = {1, 0, 1, 0, 0};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        bs_observation o = observe("ines", at(TODAY, 9));
        tally(&o, BS_COMMENTS, TODAY - 1, given[i]);
        size_t changed = 0;
        bs_evidence evidence = known(f, apply(f, o, &changed));
        assert_int_equal(changed, rows[i]);
        assert_int_equal(count_of(&evidence, BS_COMMENTS, TODAY - 1, BS_FROM_PAGE), expected[i]);
        bs_store_evidence_free(&evidence);
    }
}

static void events_add_and_never_fall_below_zero(void **state)
{
    fixture *f = *state;
    static const int64_t given[] = {2, 3, -1, -9, -1, 4};
    static const int64_t expected[] = {2, 5, 4, 0, 0, 4};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        bs_observation o = observe("ines", at(TODAY, 9));
        event(&o, BS_REACTIONS, TODAY, given[i]);
        bs_evidence evidence = known(f, apply(f, o, NULL));
        assert_int_equal(count_of(&evidence, BS_REACTIONS, TODAY, BS_FROM_LOCAL), expected[i]);
        bs_store_evidence_free(&evidence);
    }
}

/** The span of a signal's local cover; false without one. */
static bool local_span(const bs_evidence *evidence, bs_signal signal, bs_day *from, bs_day *to)
{
    for (size_t i = 0; i < evidence->cover_count; i++) {
        if (evidence->covers[i].signal == signal && evidence->covers[i].source == BS_FROM_LOCAL) {
            *from = evidence->covers[i].from;
            *to = evidence->covers[i].to;
            return true;
        }
    }
    return false;
}

static void assert_local(fixture *f, bs_profile_id profile, bs_signal signal, bs_day from,
                         bs_day to)
{
    bs_evidence evidence = known(f, profile);
    bs_day first = BS_DAY_NONE;
    bs_day last = BS_DAY_NONE;
    assert_int_equal(local_span(&evidence, signal, &first, &last), from != BS_DAY_NONE);
    assert_int_equal(first, from);
    assert_int_equal(last, to);
    bs_store_evidence_free(&evidence);
}

static void local_counting_is_covered_from_the_day_of_agreement(void **state)
{
    fixture *f = *state;
    f->client.since = TODAY - 20;
    const bs_profile_id profile = apply(f, observe("ines", at(TODAY - 5, 9)), NULL);
    assert_local(f, profile, BS_PEOPLE_SEARCHES, TODAY - 20, TODAY - 5);
    assert_local(f, profile, BS_PROFILES_VIEWED, TODAY - 20, TODAY - 5);
    assert_local(f, profile, BS_ADVANCED_SEARCHES, TODAY - 20, TODAY - 5);
    /* Other signals are covered after their first event. */
    assert_local(f, profile, BS_COMMENTS, BS_DAY_NONE, BS_DAY_NONE);
    bs_observation o = observe("ines", at(TODAY - 2, 9));
    event(&o, BS_COMMENTS, TODAY - 2, 1);
    apply(f, o, NULL);
    assert_local(f, profile, BS_COMMENTS, TODAY - 20, TODAY - 2);
    apply(f, observe("ines", at(TODAY, 9)), NULL);
    assert_local(f, profile, BS_COMMENTS, TODAY - 20, TODAY);
    assert_local(f, profile, BS_PEOPLE_SEARCHES, TODAY - 20, TODAY);
}

static void without_that_day_it_is_covered_from_the_first_event(void **state)
{
    fixture *f = *state;
    const bs_profile_id profile = apply(f, observe("ines", at(TODAY - 9, 9)), NULL);
    assert_local(f, profile, BS_PEOPLE_SEARCHES, BS_DAY_NONE, BS_DAY_NONE);
    bs_observation o = observe("ines", at(TODAY - 6, 9));
    event(&o, BS_PEOPLE_SEARCHES, TODAY - 7, 1);
    apply(f, o, NULL);
    assert_local(f, profile, BS_PEOPLE_SEARCHES, TODAY - 7, TODAY - 6);
    apply(f, observe("ines", at(TODAY, 9)), NULL);
    assert_local(f, profile, BS_PEOPLE_SEARCHES, TODAY - 7, TODAY);
}

static bs_observation official(bs_moment when, double total)
{
    bs_observation o = observe("ines", when);
    o.has_official = true;
    o.official = (bs_official){
        .total = total, .pillars = {total / 4, total / 4, total / 4, total / 4}, .predicted = NAN};
    return o;
}

static void an_official_reading_counts_once_a_day_unless_it_changes(void **state)
{
    fixture *f = *state;
    static const struct {
        int day, hour;
        double total;
        size_t stand;
    } steps[] = {{-9, 8, 40, 1}, {-9, 9, 40, 1}, {-9, 10, 41, 2},
                 {-8, 8, 41, 3}, {-9, 9, 40, 3}, {-1, 8, 44, 4}};
    bs_profile_id profile = BS_PROFILE_NONE;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        profile = apply(f, official(at(TODAY + steps[i].day, steps[i].hour), steps[i].total), NULL);
        bs_evidence evidence = known(f, profile);
        assert_int_equal(evidence.official_count, steps[i].stand);
        bs_store_evidence_free(&evidence);
    }
    bs_evidence evidence = known(f, profile);
    assert_true(isnan(evidence.officials[0].predicted));
    assert_true(fabs(evidence.officials[3].predicted - 41) < 1e-9);
    bs_store_evidence_free(&evidence);
}

/** A reading with everything that its page may show. */
static bs_observation full_official(bs_moment when)
{
    bs_observation o = official(when, 40);
    o.official.industry = (bs_group){.present = true,
                                     .rank_pct = 12,
                                     .average = 30,
                                     .week_change = 1,
                                     .has_pillars = true,
                                     .pillars = {5, 6, 7, 8}};
    o.official.network =
        (bs_group){.present = true, .rank_pct = NAN, .average = 41, .week_change = NAN};
    return o;
}

static void any_part_of_an_official_reading_makes_it_another(void **state)
{
    fixture *f = *state;
    bs_official shown[10];
    enum { SHOWN = sizeof shown / sizeof *shown };
    for (int i = 0; i < SHOWN; i++) {
        shown[i] = full_official(at(TODAY, 1)).official;
    }
    shown[0].total = 41;
    shown[1].pillars[BS_INSIGHTS] = 11;
    shown[2].industry.rank_pct = 11;
    shown[3].industry.average = 31;
    shown[4].industry.week_change = NAN;
    shown[5].industry.pillars[BS_PEOPLE] = 6.5;
    shown[6].industry.has_pillars = false;
    shown[7].industry.present = false;
    shown[8].network.rank_pct = 20;
    shown[9].network.present = false;
    for (int i = 0; i < SHOWN; i++) {
        char key[32];
        size_t changed = 0;
        (void)snprintf(key, sizeof key, "ines-%d", i);
        for (int hour = 1; hour < 5; hour++) {
            bs_observation o = full_official(at(TODAY, hour));
            (void)snprintf(o.profile.key, sizeof o.profile.key, "%s", key);
            o.official = hour < 3 ? o.official : shown[i];
            (void)apply(f, o, &changed);
            if (changed != (hour % 2 == 1 ? 1 : 0)) {
                fail_msg("part %d, hour %d: %zu rows", i, hour, changed);
            }
        }
    }
}

static void nothing_is_no_observation(void **state)
{
    fixture *f = *state;
    bs_applied applied = {0};
    bs_observation o = observe("ines", at(TODAY, 9));
    assert_int_equal(bs_store_apply(&applied, f->store, &o, 0, NULL, false, f->now, NULL),
                     BS_BAD_REQUEST);
    bs_observation_free(&o);
}

static void nothing_is_stored_when_one_of_several_fails(void **state)
{
    fixture *f = *state;
    bs_observation *two = calloc(2, sizeof *two);
    assert_non_null(two);
    two[0] = observe("ines", at(TODAY - 1, 9));
    two[1] = observe("ines", at(TODAY, 9));
    tally(&two[0], BS_POSTS, TODAY - 1, 1);
    tally(&two[1], BS_POSTS, TODAY, 1);
    (void)snprintf(two[0].request, sizeof two[0].request, "one");
    (void)snprintf(two[1].request, sizeof two[1].request, "one"); /* must be unique */
    bs_applied applied = {0};
    assert_int_equal(bs_store_apply(&applied, f->store, two, 2, NULL, false, f->now, NULL),
                     BS_BAD_REQUEST);
    bs_store_info info;
    assert_int_equal(bs_store_about(&info, f->store, NULL), BS_OK);
    assert_int_equal(info.profiles, 0);
    assert_int_equal(info.tallies, 0);
    (void)snprintf(two[1].request, sizeof two[1].request, "two");
    assert_int_equal(bs_store_apply(&applied, f->store, two, 2, NULL, true, f->now, NULL), BS_OK);
    assert_int_equal(applied.changed, 2);
    bs_view_free(&applied.view);
    assert_int_equal(bs_store_about(&info, f->store, NULL), BS_OK);
    assert_int_equal(info.snapshots, 2);
    bs_observation_free(&two[0]);
    bs_observation_free(&two[1]);
    free(two);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(late_readings_are_judged_at_their_own_time),
        CASE(spans_join_where_they_touch),
        CASE(the_larger_count_of_a_source_stands),
        CASE(events_add_and_never_fall_below_zero),
        CASE(local_counting_is_covered_from_the_day_of_agreement),
        CASE(without_that_day_it_is_covered_from_the_first_event),
        CASE(an_official_reading_counts_once_a_day_unless_it_changes),
        CASE(any_part_of_an_official_reading_makes_it_another),
        CASE(nothing_is_no_observation),
        CASE(nothing_is_stored_when_one_of_several_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
