/** @file support.h A store in its own directory, and short ways to write observations. */
#ifndef BUSSOLA_TESTS_STORE_SUPPORT_H
#define BUSSOLA_TESTS_STORE_SUPPORT_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../test.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/observation.h"
#include "bussola/service/model_json.h"
#include "bussola/store/apply.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"

static const bs_day TODAY = 20780; /* 2026-11-23 */

typedef struct fixture {
    char directory[64];
    bs_model model;
    bs_store *store;
    bs_client client;
    int64_t now;
} fixture;

static inline bs_moment at(bs_day day, int hour)
{
    const bs_moment start = bs_day_start(day, 60);
    return (bs_moment){.seconds = start.seconds + (int64_t)hour * 3600, .offset_minutes = 60};
}

static inline void reopen(fixture *f)
{
    bs_store_close(f->store);
    f->store = NULL;
    assert_int_equal(bs_store_open(&f->store, f->directory, &f->model, f->now, NULL), BS_OK);
}

static inline int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    (void)snprintf(f->directory, sizeof f->directory, "/tmp/bussola-store-XXXXXX");
    assert_non_null(mkdtemp(f->directory));
    f->now = at(TODAY, 12).seconds;
    f->client = (bs_client){.instance = "browser-1", .since = BS_DAY_NONE};
    assert_int_equal(bs_model_named(&f->model, "bussola-1", NULL), BS_OK);
    reopen(f);
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    static const char *const names[] = {
        "bussola.db",     "bussola.db-wal",      "bussola.db-shm",    "bussola.lock",
        "bussola.db.new", "bussola.db.schema-1", "bussola.db-journal"};
    fixture *f = *state;
    char path[128];
    bs_store_close(f->store);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", f->directory, names[i]);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(f->directory), 0);
    free(f);
    return 0;
}

/** An observation of `key` (NULL: without a profile), to which the test adds. */
static inline bs_observation observe(const char *key, bs_moment when)
{
    bs_observation observation;
    bs_observation_init(&observation);
    observation.at = when;
    (void)snprintf(observation.page, sizeof observation.page, "feed");
    if (key != NULL) {
        observation.profile.present = true;
        (void)snprintf(observation.profile.key, sizeof observation.profile.key, "%s", key);
    }
    return observation;
}

static inline void alias(bs_observation *observation, const char *name)
{
    char *slot = observation->profile.aliases[observation->profile.alias_count++];
    (void)snprintf(slot, BS_KEY_MAX + 1, "%s", name);
}

static inline void gauge(bs_observation *observation, bs_signal signal, int64_t value,
                         bs_bound bound)
{
    assert_int_equal(bs_observation_add_gauge(observation, signal, value, bound, NULL), BS_OK);
}

static inline void cover(bs_observation *observation, bs_signal signal, bs_day from, bs_day to)
{
    assert_int_equal(bs_observation_add_cover(observation, signal, from, to, NULL), BS_OK);
}

static inline void tally(bs_observation *observation, bs_signal signal, bs_day day, int64_t count)
{
    assert_int_equal(bs_observation_add_tally(observation, signal, day, count, BS_EXACT, NULL),
                     BS_OK);
}

static inline void event(bs_observation *observation, bs_signal signal, bs_day day, int64_t count)
{
    assert_int_equal(bs_observation_add_event(observation, signal, day, count, NULL), BS_OK);
}

/** Applies one observation and frees it; returns its profile and how many rows changed. */
static inline bs_profile_id apply(fixture *f, bs_observation observation, size_t *changed)
{
    bs_applied applied = {0};
    assert_int_equal(
        bs_store_apply(&applied, f->store, &observation, 1, &f->client, false, f->now, NULL),
        BS_OK);
    const bs_profile_id profile = applied.view.profile;
    if (changed != NULL) {
        *changed = applied.changed;
    }
    bs_view_free(&applied.view);
    bs_observation_free(&observation);
    return profile;
}

/** All evidence of a profile; release with bs_store_evidence_free. */
static inline bs_evidence known(fixture *f, bs_profile_id profile)
{
    bs_evidence evidence;
    assert_int_equal(bs_store_evidence(&evidence, f->store, profile, BS_DAY_NONE, NULL), BS_OK);
    return evidence;
}

#endif
