/**
 * @file member.h
 * An invented user for core's tests: add observations in any order, then query them as one
 * evidence.
 *
 * Uses a built-in model. The user was seen on many days unless a test says otherwise. The struct
 * owns everything; member_free frees the timeline and the arrays.
 */
#ifndef TESTS_UNIT_CORE_MEMBER_H
#define TESTS_UNIT_CORE_MEMBER_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../test.h"
#include "bussola/core/dates.h"
#include "bussola/core/evidence.h"
#include "bussola/core/model.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "bussola/service/model_json.h"

#define assert_near(actual, expected)                                                              \
    assert_true(fabs((double)(actual) - (double)(expected)) < 1e-9)

/** Rome in winter, in minutes. */
enum { OFFSET = 60 };

typedef struct member {
    bs_model model;
    bs_gauge *gauges;
    bs_tally *tallies;
    bs_cover *covers;
    bs_official *officials;
    bs_evidence evidence;
    bs_timeline *timeline;
} member;

static inline bs_day day_of(const char *text)
{
    bs_day day = BS_DAY_NONE;
    assert_int_equal(bs_day_parse(&day, text), BS_OK);
    return day;
}

/** Noon of a day at the user's offset. */
static inline bs_moment noon(bs_day day)
{
    bs_moment moment = bs_day_start(day, OFFSET);
    moment.seconds += BS_DAY_SECONDS / 2;
    return moment;
}

static inline void member_init(member *m)
{
    memset(m, 0, sizeof *m);
    m->evidence.first_seen = (bs_moment){.seconds = 1};
    m->evidence.last_seen = (bs_moment){.seconds = INT64_C(4102444800)};
    assert_int_equal(bs_model_builtin(&m->model, NULL), BS_OK);
}

/** Uses the first model, for tests that know its weights. */
static inline void member_init_old(member *m)
{
    member_init(m);
    assert_int_equal(bs_model_named(&m->model, "bussola-1", NULL), BS_OK);
}

static inline void member_free(member *m)
{
    bs_timeline_free(m->timeline);
    free(m->gauges);
    free(m->tallies);
    free(m->covers);
    free(m->officials);
    memset(m, 0, sizeof *m);
}

static inline int member_open(void **state)
{
    static member m;
    member_init_old(&m);
    *state = &m;
    return 0;
}

static inline int member_close(void **state)
{
    member_free(*state);
    return 0;
}

/** A test on a member with nothing added, scored by the first model. */
#define member_test(test) cmocka_unit_test_setup_teardown(test, member_open, member_close)

/** The timeline of everything added so far; adding more invalidates it. */
static inline bs_timeline *member_timeline(member *m)
{
    if (m->timeline == NULL) {
        bs_gauges_sort(m->gauges, m->evidence.gauge_count);
        bs_tallies_sort(m->tallies, m->evidence.tally_count);
        m->evidence.cover_count = bs_covers_merge(m->covers, m->evidence.cover_count);
        m->evidence.gauges = m->gauges;
        m->evidence.tallies = m->tallies;
        m->evidence.covers = m->covers;
        m->evidence.officials = m->officials;
        assert_int_equal(bs_timeline_new(&m->timeline, &m->evidence, &m->model), BS_OK);
    }
    return m->timeline;
}

static inline void *member_grow(member *m, void *items, size_t count, size_t size)
{
    bs_timeline_free(m->timeline);
    m->timeline = NULL;
    void *grown = realloc(items, (count + 1) * size);
    assert_non_null(grown);
    return grown;
}

static inline void add_gauge_at(member *m, bs_signal signal, bs_moment at, bs_moment seen,
                                int64_t value, bs_bound bound)
{
    m->gauges = member_grow(m, m->gauges, m->evidence.gauge_count, sizeof *m->gauges);
    m->gauges[m->evidence.gauge_count++] =
        (bs_gauge){.signal = signal, .at = at, .seen = seen, .value = value, .bound = bound};
}

static inline void add_gauge(member *m, bs_signal signal, bs_day day, int64_t value)
{
    add_gauge_at(m, signal, noon(day), noon(day), value, BS_EXACT);
}

static inline void add_tally_from(member *m, bs_signal signal, bs_source source, bs_day day,
                                  int64_t count, bs_bound bound, bs_moment seen)
{
    m->tallies = member_grow(m, m->tallies, m->evidence.tally_count, sizeof *m->tallies);
    m->tallies[m->evidence.tally_count++] = (bs_tally){.signal = signal,
                                                       .source = source,
                                                       .day = day,
                                                       .count = count,
                                                       .bound = bound,
                                                       .seen = seen};
}

static inline void add_tally(member *m, bs_signal signal, bs_day day, int64_t count)
{
    add_tally_from(m, signal, BS_FROM_PAGE, day, count, BS_EXACT, noon(day));
}

static inline void add_cover_from(member *m, bs_signal signal, bs_source source, bs_day from,
                                  bs_day to, bs_moment seen)
{
    m->covers = member_grow(m, m->covers, m->evidence.cover_count, sizeof *m->covers);
    m->covers[m->evidence.cover_count++] =
        (bs_cover){.signal = signal, .source = source, .from = from, .to = to, .seen = seen};
}

static inline void add_cover(member *m, bs_signal signal, bs_day from, bs_day to)
{
    add_cover_from(m, signal, BS_FROM_PAGE, from, to, noon(to));
}

/** Adds a tally covered for the window that ends on `day`, with all its counts on that day. */
static inline void add_window(member *m, bs_signal signal, bs_day day, int64_t count)
{
    add_cover(m, signal, day - 89, day);
    if (count > 0) {
        add_tally(m, signal, day, count);
    }
}

/** Add readings in the order of their moments. */
static inline bs_official *add_official_at(member *m, bs_moment at, double brand, double people,
                                           double insights, double relationships)
{
    m->officials = member_grow(m, m->officials, m->evidence.official_count, sizeof *m->officials);
    bs_official *official = &m->officials[m->evidence.official_count++];
    *official = (bs_official){
        .at = at,
        .total = round(brand + people + insights + relationships),
        .pillars = {brand, people, insights, relationships},
        .predicted = NAN,
    };
    return official;
}

static inline bs_official *add_official(member *m, bs_day day, double brand, double people,
                                        double insights, double relationships)
{
    return add_official_at(m, noon(day), brand, people, insights, relationships);
}

/** Adds readings on the three days before a day, each as predicted. */
static inline void add_confirmed(member *m, bs_day day, double brand, double people,
                                 double insights, double relationships)
{
    for (bs_day before = 3; before > 0; before--) {
        bs_official *read = add_official(m, day - before, brand, people, insights, relationships);
        read->predicted = before == 3 ? NAN : read->total;
    }
}

static inline bs_value value_on(member *m, bs_signal signal, bs_day day)
{
    return bs_timeline_value(member_timeline(m), signal, noon(day));
}

static inline bs_state state_on(member *m, bs_day day)
{
    bs_state state;
    bs_state_compute(&state, member_timeline(m), noon(day));
    return state;
}

static inline const bs_row_state *row_of(const bs_state *state, bs_pillar pillar, bs_signal signal)
{
    const bs_pillar_state *part = &state->pillars[pillar];
    for (size_t i = part->row_first; i < part->row_first + part->row_count; i++) {
        if (state->rows[i].signal == signal) {
            return &state->rows[i];
        }
    }
    fail_msg("%s is not in %s", bs_signal_info_of(signal)->id, bs_pillar_id(pillar));
    return NULL;
}

#endif
