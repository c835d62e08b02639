#include "../core/random.h"
#include "bussola/store/about.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/view.h"
#include "support.h"

static int below(uint32_t *seed, int limit)
{
    return (int)random_below(seed, (uint32_t)limit);
}

static bool equal(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) < 1e-9;
}

static void assert_point(const bs_point *point, const bs_state *state)
{
    assert_int_equal(point->kind, state->kind);
    assert_true(equal(point->total, state->total));
    assert_true(equal(point->coverage, state->coverage_points));
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        assert_true(equal(point->pillars[p], state->pillars[p].score));
    }
}

/**
 * Every snapshot must equal the score from all observations at the end of its day, and so must the
 * state of that moment, which only uses its window.
 */
static void assert_history_is_true(fixture *f, bs_profile_id profile)
{
    bs_history history;
    bs_moment present;
    bs_timeline *timeline = NULL;
    assert_int_equal(bs_store_now(&present, f->store, profile, f->now, NULL), BS_OK);
    assert_int_equal(bs_store_history(&history, f->store, profile, BS_DAY_NONE, BS_DAY_NONE,
                                      BS_STEP_DAY, f->now, NULL),
                     BS_OK);
    assert_true(history.count > 0);
    assert_int_equal(history.points[history.count - 1].day, bs_moment_day(present));
    bs_evidence evidence = known(f, profile);
    assert_int_equal(bs_timeline_new(&timeline, &evidence, &f->model), BS_OK);
    for (size_t i = 0; i < history.count; i++) {
        const bs_point *point = &history.points[i];
        const bool past = i + 1 < history.count;
        const bs_moment end = past ? bs_day_end(point->day, present.offset_minutes) : present;
        bs_view view = {0};
        bs_state whole;
        assert_int_equal(point->day, history.points[0].day + (bs_day)i);
        bs_state_compute(&whole, timeline, end);
        assert_point(point, &whole);
        assert_int_equal(bs_store_view(&view, f->store, profile, end, NULL), BS_OK);
        assert_point(point, &view.state);
        for (int p = 0; p < BS_PILLAR_COUNT; p++) {
            assert_true(equal(view.state.pillars[p].estimate, whole.pillars[p].estimate));
        }
        assert_true(equal(view.state.week_delta, whole.week_delta));
        assert_true(equal(view.state.typical_error, whole.typical_error));
        bs_view_free(&view);
    }
    bs_timeline_free(timeline);
    bs_store_evidence_free(&evidence);
    bs_history_free(&history);
}

/** A random observation of a moment up to 120 days ago, mostly recent. */
static bs_observation any_observation(uint32_t *seed)
{
    static const bs_signal gauges[] = {BS_CONNECTIONS, BS_FOLLOWERS, BS_SKILLS, BS_PHOTO};
    static const bs_signal tallies[] = {BS_POSTS, BS_COMMENTS, BS_REACTIONS, BS_DAYS_ACTIVE};
    const int ago = below(seed, 3) == 0 ? below(seed, 120) : below(seed, 4);
    bs_observation o = observe("ines", at(TODAY - ago, below(seed, 12)));
    const bs_day day = bs_moment_day(o.at);
    switch (below(seed, 4)) {
    case 0: {
        const bs_signal signal = gauges[below(seed, 4)];
        gauge(&o, signal, signal == BS_PHOTO ? 1 : below(seed, 40), (bs_bound)below(seed, 3));
        break;
    }
    case 1: {
        const bs_signal signal = tallies[below(seed, 4)];
        const bs_day from = day - below(seed, 60);
        cover(&o, signal, from, day);
        const int most = signal == BS_DAYS_ACTIVE ? 1 : 9;
        tally(&o, signal, from + below(seed, day - from + 1), 1 + below(seed, most));
        break;
    }
    case 2:
        event(&o, BS_PEOPLE_SEARCHES, day, below(seed, 5) - 1);
        break;
    default:
        o.has_official = true;
        o.official = (bs_official){.predicted = NAN};
        for (int p = 0; p < BS_PILLAR_COUNT; p++) {
            o.official.pillars[p] = below(seed, 25);
            o.official.total += o.official.pillars[p];
        }
        break;
    }
    return o;
}

static void history_says_what_the_observations_say(void **state)
{
    fixture *f = *state;
    uint32_t seed = 42;
    for (int i = 0; i < 120; i++) {
        const bs_profile_id profile = apply(f, any_observation(&seed), NULL);
        if (below(&seed, 4) == 0) {
            assert_history_is_true(f, profile);
        }
        if (below(&seed, 10) == 0) {
            f->now += (int64_t)below(&seed, 3) * BS_DAY_SECONDS;
        }
    }
}

static void levels_read_every_day_are_known_where_a_window_begins(void **state)
{
    fixture *f = *state;
    bs_profile_id profile = BS_PROFILE_NONE;
    int64_t connections = 100;
    for (bs_day day = TODAY - 260; day <= TODAY; day++) {
        bs_observation o = observe("ines", at(day, 9));
        connections += day / 20 % 4; /* unevenly, so that no part represents the whole */
        gauge(&o, BS_CONNECTIONS, connections, BS_EXACT);
        profile = apply(f, o, NULL);
    }
    assert_history_is_true(f, profile);
}

static void days_without_a_visit_have_their_snapshot(void **state)
{
    fixture *f = *state;
    bs_observation o = observe("ines", at(TODAY, 9));
    gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
    const bs_profile_id profile = apply(f, o, NULL);
    f->now += INT64_C(10) * BS_DAY_SECONDS;
    bs_history history;
    assert_int_equal(bs_store_history(&history, f->store, profile, TODAY, BS_DAY_NONE, BS_STEP_AUTO,
                                      f->now, NULL),
                     BS_OK);
    assert_int_equal(history.count, 11);
    bs_history_free(&history);
    assert_history_is_true(f, profile);
}

static void predictions_follow_late_counts(void **state)
{
    fixture *f = *state;
    bs_profile_id profile = BS_PROFILE_NONE;
    for (int week = 3; week >= 1; week--) {
        bs_observation o = observe("ines", at(TODAY - 7 * week, 9));
        o.has_official = true;
        o.official = (bs_official){.total = 40, .pillars = {10, 10, 10, 10}, .predicted = NAN};
        profile = apply(f, o, NULL);
    }
    bs_observation late = observe("ines", at(TODAY, 9));
    cover(&late, BS_COMMENTS, TODAY - 150, TODAY);
    tally(&late, BS_COMMENTS, TODAY - 10, 60);
    apply(f, late, NULL);
    assert_history_is_true(f, profile);
    bs_evidence evidence = known(f, profile);
    assert_true(isnan(evidence.officials[0].predicted));
    assert_true(equal(evidence.officials[1].predicted, 40));
    /* 60 of 120 comments on 9 points, done between the second and the third reading. */
    assert_true(equal(evidence.officials[2].predicted, 44.5));
    bs_store_evidence_free(&evidence);
}

static void weeks_and_months_keep_their_last_day(void **state)
{
    fixture *f = *state;
    bs_observation o = observe("ines", at(TODAY, 9));
    cover(&o, BS_POSTS, TODAY - 3000, TODAY);
    const bs_profile_id profile = apply(f, o, NULL);
    static const struct {
        bs_day days;
        bs_step step, same_as;
    } cases[] = {{3000, BS_STEP_AUTO, BS_STEP_MONTH},
                 {1999, BS_STEP_AUTO, BS_STEP_WEEK},
                 {399, BS_STEP_AUTO, BS_STEP_DAY}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bs_history automatic;
        bs_history asked;
        const bs_day from = TODAY - cases[i].days;
        assert_int_equal(bs_store_history(&automatic, f->store, profile, from, TODAY, cases[i].step,
                                          f->now, NULL),
                         BS_OK);
        assert_int_equal(bs_store_history(&asked, f->store, profile, from, TODAY, cases[i].same_as,
                                          f->now, NULL),
                         BS_OK);
        assert_int_equal(automatic.count, asked.count);
        assert_int_equal(automatic.points[automatic.count - 1].day, TODAY);
        for (size_t p = 0; p + 1 < asked.count; p++) {
            int year = 0;
            int month = 0;
            int day_of_month = 0;
            bs_day_to_civil(asked.points[p].day + 1, &year, &month, &day_of_month);
            assert_int_equal(automatic.points[p].day, asked.points[p].day);
            assert_true(cases[i].same_as != BS_STEP_MONTH || day_of_month == 1);
            assert_true(cases[i].same_as != BS_STEP_WEEK ||
                        bs_day_weekday(asked.points[p].day) == 6);
        }
        bs_history_free(&automatic);
        bs_history_free(&asked);
    }
}

static void another_model_has_snapshots_of_its_own(void **state)
{
    fixture *f = *state;
    bs_observation o = observe("ines", at(TODAY - 3, 9));
    gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
    const bs_profile_id profile = apply(f, o, NULL);
    assert_history_is_true(f, profile);
    for (size_t i = 0; i < f->model.row_count; i++) {
        if (f->model.rows[i].signal == BS_CONNECTIONS) {
            f->model.rows[i].target = 30000;
        }
    }
    assert_int_equal(bs_model_check(&f->model, NULL), BS_OK);
    reopen(f);
    assert_history_is_true(f, profile);
    bs_store_info info;
    assert_int_equal(bs_store_about(&info, f->store, NULL), BS_OK);
    assert_int_equal(info.snapshots, 8);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(history_says_what_the_observations_say),
        CASE(levels_read_every_day_are_known_where_a_window_begins),
        CASE(days_without_a_visit_have_their_snapshot),
        CASE(predictions_follow_late_counts),
        CASE(weeks_and_months_keep_their_last_day),
        CASE(another_model_has_snapshots_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
