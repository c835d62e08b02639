#include "bussola/store/about.h"
#include "bussola/store/apply.h"
#include "bussola/store/profiles.h"
#include "bussola/store/view.h"
#include "support.h"

#define MEMBER_1 "ACoAAAExample01"
#define MEMBER_2 "ACoAAAExample02"

/** Checks the keys of all profiles, the oldest first, as "key(alias,alias) key". */
static void assert_profiles(fixture *f, const char *expected)
{
    char text[512] = "";
    size_t used = 0;
    bs_profile *profiles = NULL;
    size_t count = 0;
    assert_int_equal(bs_store_profiles(&profiles, &count, f->store, NULL), BS_OK);
    for (bs_profile_id id = 1; id < 100; id++) {
        for (size_t i = 0; i < count; i++) {
            if (profiles[i].id != id) {
                continue;
            }
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s(", used == 0 ? "" : " ",
                                     profiles[i].key);
            for (size_t a = 0; a < profiles[i].alias_count; a++) {
                used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", a == 0 ? "" : ",",
                                         profiles[i].aliases[a]);
            }
            used += (size_t)snprintf(text + used, sizeof text - used, ")");
        }
    }
    bs_profiles_free(profiles, count);
    assert_string_equal(text, expected);
}

static void seen(fixture *f, const char *key, const char *name)
{
    bs_observation o = observe(key, at(TODAY, 9));
    if (name != NULL) {
        alias(&o, name);
    }
    apply(f, o, NULL);
}

static void the_first_key_stays_whatever_name_comes_later(void **state)
{
    fixture *f = *state;
    seen(f, "ines", NULL);
    seen(f, "ines", MEMBER_1);
    seen(f, MEMBER_1, NULL);
    seen(f, "ines-nova", MEMBER_1);
    seen(f, "ines-terza", "ines-nova");
    assert_profiles(f, "ines(" MEMBER_1 ",ines-nova,ines-terza)");
}

static void a_name_that_changes_hands_moves(void **state)
{
    fixture *f = *state;
    seen(f, "ines", MEMBER_1);
    seen(f, "ines", MEMBER_2);
    assert_profiles(f, MEMBER_1 "() ines(" MEMBER_2 ")");
    /* The name returns to a known account. */
    seen(f, MEMBER_1, "ines");
    assert_profiles(f, MEMBER_1 "(ines) " MEMBER_2 "()");
}

static void an_alias_that_changes_hands_moves(void **state)
{
    fixture *f = *state;
    seen(f, MEMBER_1, "ines");
    seen(f, MEMBER_2, "ines");
    assert_profiles(f, MEMBER_1 "() " MEMBER_2 "(ines)");
    bs_profile_id profile = BS_PROFILE_NONE;
    assert_int_equal(bs_store_find(&profile, f->store, "ines", NULL, NULL), BS_OK);
    assert_int_equal(profile, 2);
}

static void two_keyed_profiles_are_never_merged(void **state)
{
    fixture *f = *state;
    seen(f, "ines", NULL);
    seen(f, MEMBER_1, NULL);
    seen(f, "ines", MEMBER_1);
    seen(f, MEMBER_1, "ines");
    assert_profiles(f, "ines() " MEMBER_1 "()");
}

static void what_looks_like_a_member_id_is_distinguished_from_a_name(void **state)
{
    fixture *f = *state;
    /* Too short, or with another character: vanity names, which may be joined. */
    seen(f, "ines", "ACoAAAshort");
    seen(f, "ines", "ACoAAAE!ample02");
    seen(f, "ines", MEMBER_1);
    assert_profiles(f, "ines(ACoAAAE!ample02," MEMBER_1 ",ACoAAAshort)");
}

static void without_a_key_the_member_last_seen_is_meant(void **state)
{
    fixture *f = *state;
    bs_profile_id profile = 7;
    assert_int_equal(bs_store_find(&profile, f->store, NULL, &f->client, NULL), BS_OK);
    assert_int_equal(profile, BS_PROFILE_NONE);
    bs_observation o = observe(NULL, at(TODAY, 9));
    gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
    const bs_profile_id unclaimed = apply(f, o, NULL);
    assert_int_equal(bs_store_find(&profile, f->store, NULL, &f->client, NULL), BS_OK);
    assert_int_equal(profile, unclaimed);
    const bs_client other = {.instance = "another", .since = BS_DAY_NONE};
    assert_int_equal(bs_store_find(&profile, f->store, NULL, &other, NULL), BS_OK);
    assert_int_equal(profile, BS_PROFILE_NONE);
    /* The command line is not a client: it shows the unidentified account. */
    assert_int_equal(bs_store_find(&profile, f->store, NULL, NULL, NULL), BS_OK);
    assert_int_equal(profile, unclaimed);
    const bs_profile_id late = apply(f, observe("late", at(TODAY, 10)), NULL);
    apply(f, observe("early", at(TODAY, 8)), NULL);
    assert_int_equal(bs_store_find(&profile, f->store, NULL, &f->client, NULL), BS_OK);
    assert_int_equal(profile, late);
    bs_error error;
    assert_int_equal(bs_store_find(&profile, f->store, "nobody", NULL, &error), BS_UNKNOWN_PROFILE);
    assert_string_equal(error.field, "profile.key");
}

static size_t unclaimed_count(fixture *f)
{
    bs_store_info info;
    assert_int_equal(bs_store_about(&info, f->store, NULL), BS_OK);
    return (size_t)info.unclaimed;
}

static void unclaimed_rows_join_by_the_ordinary_rules(void **state)
{
    fixture *f = *state;
    bs_observation before = observe("ines", at(TODAY - 5, 9));
    gauge(&before, BS_CONNECTIONS, 300, BS_EXACT);
    tally(&before, BS_POSTS, TODAY - 6, 4);
    event(&before, BS_PEOPLE_SEARCHES, TODAY - 5, 2);
    const bs_profile_id profile = apply(f, before, NULL);
    bs_observation waits = observe(NULL, at(TODAY, 8));
    gauge(&waits, BS_CONNECTIONS, 305, BS_EXACT);
    tally(&waits, BS_POSTS, TODAY - 6, 1);
    tally(&waits, BS_POSTS, TODAY - 1, 1);
    event(&waits, BS_PEOPLE_SEARCHES, TODAY - 5, 3);
    apply(f, waits, NULL);
    assert_int_equal(unclaimed_count(f), 1);
    apply(f, observe("ines", at(TODAY, 9)), NULL);
    assert_int_equal(unclaimed_count(f), 0);
    bs_evidence evidence = known(f, profile);
    assert_int_equal(evidence.gauge_count, 2);
    assert_int_equal(evidence.gauges[1].value, 305);
    assert_int_equal(evidence.gauges[1].at.seconds, at(TODAY, 8).seconds);
    assert_int_equal(evidence.tally_count, 3);
    assert_int_equal(evidence.tallies[0].count, 4);
    assert_int_equal(evidence.tallies[1].count, 1);
    assert_int_equal(evidence.tallies[2].count, 5); /* searches are added */
    bs_store_evidence_free(&evidence);
}

static void what_has_waited_for_a_day_is_dropped(void **state)
{
    fixture *f = *state;
    bs_observation old = observe(NULL, at(TODAY, 1));
    gauge(&old, BS_CONNECTIONS, 300, BS_EXACT);
    apply(f, old, NULL);
    bs_observation young = observe(NULL, at(TODAY, 11));
    gauge(&young, BS_FOLLOWERS, 400, BS_EXACT);
    const bs_profile_id unclaimed = apply(f, young, NULL);
    f->now = at(TODAY + 1, 2).seconds;
    reopen(f);
    bs_evidence evidence = known(f, unclaimed);
    assert_int_equal(evidence.gauge_count, 1);
    assert_int_equal(evidence.gauges[0].signal, BS_FOLLOWERS);
    bs_store_evidence_free(&evidence);
    f->now = at(TODAY + 1, 12).seconds;
    apply(f, observe("ines", at(TODAY + 1, 12)), NULL);
    assert_int_equal(unclaimed_count(f), 0);
    bs_profile_id profile = BS_PROFILE_NONE;
    assert_int_equal(bs_store_find(&profile, f->store, "ines", NULL, NULL), BS_OK);
    evidence = known(f, profile);
    assert_int_equal(evidence.gauge_count, 0);
    bs_store_evidence_free(&evidence);
}

static void only_its_own_installation_takes_it_over(void **state)
{
    fixture *f = *state;
    bs_observation waits = observe(NULL, at(TODAY, 8));
    gauge(&waits, BS_CONNECTIONS, 305, BS_EXACT);
    apply(f, waits, NULL);
    (void)snprintf(f->client.instance, sizeof f->client.instance, "browser-2");
    const bs_profile_id other = apply(f, observe("other", at(TODAY, 9)), NULL);
    bs_evidence evidence = known(f, other);
    assert_int_equal(evidence.gauge_count, 0);
    bs_store_evidence_free(&evidence);
    assert_int_equal(unclaimed_count(f), 1);
    (void)snprintf(f->client.instance, sizeof f->client.instance, "browser-1");
    assert_int_equal(bs_store_drop_unclaimed(f->store, &f->client, NULL), BS_OK);
    assert_int_equal(unclaimed_count(f), 0);
}

static void nobody_named_and_nowhere_to_wait_is_refused(void **state)
{
    fixture *f = *state;
    bs_observation waits = observe(NULL, at(TODAY, 8));
    gauge(&waits, BS_CONNECTIONS, 305, BS_EXACT);
    bs_applied applied = {0};
    assert_int_equal(bs_store_apply(&applied, f->store, &waits, 1, NULL, false, f->now, NULL),
                     BS_BAD_REQUEST);
    bs_observation_free(&waits);
}

static void a_request_is_remembered_for_ninety_days(void **state)
{
    fixture *f = *state;
    static const struct {
        int64_t days_later, searches;
        bool retry;
    } steps[] = {{0, 1, false}, {0, 1, true},  {89, 1, true},
                 {1, 2, false}, {1, 3, false}, {1, 4, false}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        f->now += steps[i].days_later * BS_DAY_SECONDS;
        bs_observation o = observe("ines", (bs_moment){.seconds = f->now, .offset_minutes = 60});
        event(&o, BS_PEOPLE_SEARCHES, TODAY, 1);
        if (i < 3) {
            (void)snprintf(o.request, sizeof o.request, "the-same");
        } else {
            (void)snprintf(o.request, sizeof o.request, "another-%zu", i);
        }
        bs_applied applied = {0};
        assert_int_equal(bs_store_apply(&applied, f->store, &o, 1, &f->client, false, f->now, NULL),
                         BS_OK);
        assert_int_equal(applied.retry, steps[i].retry);
        bs_evidence evidence = known(f, applied.view.profile);
        assert_int_equal(evidence.tallies[0].count, steps[i].searches);
        bs_store_evidence_free(&evidence);
        bs_view_free(&applied.view);
        bs_observation_free(&o);
    }
    /* The first observation of a day purges it, because it is 90 days older than the previous day's
     * request. */
    bs_observation o = observe("ines", (bs_moment){.seconds = f->now, .offset_minutes = 60});
    event(&o, BS_PEOPLE_SEARCHES, TODAY, 1);
    (void)snprintf(o.request, sizeof o.request, "the-same");
    bs_applied applied = {0};
    assert_int_equal(bs_store_apply(&applied, f->store, &o, 1, &f->client, false, f->now, NULL),
                     BS_OK);
    assert_false(applied.retry);
    bs_view_free(&applied.view);
    bs_observation_free(&o);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(the_first_key_stays_whatever_name_comes_later),
        CASE(a_name_that_changes_hands_moves),
        CASE(an_alias_that_changes_hands_moves),
        CASE(two_keyed_profiles_are_never_merged),
        CASE(what_looks_like_a_member_id_is_distinguished_from_a_name),
        CASE(without_a_key_the_member_last_seen_is_meant),
        CASE(unclaimed_rows_join_by_the_ordinary_rules),
        CASE(what_has_waited_for_a_day_is_dropped),
        CASE(only_its_own_installation_takes_it_over),
        CASE(nobody_named_and_nowhere_to_wait_is_refused),
        CASE(a_request_is_remembered_for_ninety_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
