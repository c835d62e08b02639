#include "rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "gauge_row.h"
#include "load.h"
#include "loaded.h"
#include "thin.h"

/**
 * A confirmed row may replace another one, which may confirm a third, and so on; real data needs
 * fewer passes.
 */
#define SETTLE_PASSES 8

void bs_rules_touch(bs_change *change, bs_day day)
{
    change->first = change->rows == 0 || day < change->first ? day : change->first;
    change->rows++;
}

static const char *signal_id(bs_signal signal)
{
    return bs_signal_info_of(signal)->id;
}

/** A profile's gauges before a reading. */
typedef struct known_gauges {
    bs_gauge *rows; /**< NULL while the timeline is that of the kept window */
    bs_evidence evidence;
    bs_timeline *own;
    const bs_timeline *timeline;
} known_gauges;

static void close_gauges(known_gauges *known)
{
    bs_timeline_free(known->own);
    free(known->rows);
    *known = (known_gauges){0};
}

/** As bs_load_gauges. */
static bs_status load_gauges(known_gauges *known, bs_store *store, bs_profile_id profile,
                             const bs_gauge_range *range, bs_error *error)
{
    *known = (known_gauges){0};
    bs_status status =
        bs_load_gauges(&known->rows, &known->evidence.gauge_count, store, profile, range, error);
    known->evidence.gauges = known->rows;
    if (status == BS_OK && bs_timeline_new(&known->own, &known->evidence, store->model) != BS_OK) {
        status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    known->timeline = known->own;
    if (status != BS_OK) {
        close_gauges(known);
    }
    return status;
}

/**
 * Loads the gauges for the first of these readings and those of the same moment: from the kept
 * window, or a short range, however long the history is.
 */
static bs_status load_gauges_from(known_gauges *known, bs_store *store, bs_profile_id profile,
                                  const bs_gauge *gauges, size_t count, bs_error *error)
{
    const bs_moment at = gauges[0].at;
    bool wanted[BS_SIGNAL_COUNT] = {false};
    const bs_loaded *kept = NULL;
    const bs_status status = bs_loaded_peek(&kept, store, profile, bs_moment_day(at), error);
    if (status != BS_OK || kept != NULL) {
        *known = (known_gauges){.timeline = kept == NULL ? NULL : kept->timeline};
        return status;
    }
    for (size_t i = 0; i < count && gauges[i].at.seconds == at.seconds; i++) {
        wanted[gauges[i].signal] = true;
    }
    const bs_gauge_range range = {.wanted = wanted, .from = bs_moment_day(at), .until = at.seconds};
    return load_gauges(known, store, profile, &range, error);
}

/** The source's own last row up to the reading, or NULL. `*taken`: a row has the same moment. */
static const bs_gauge *own_row(bool *taken, const known_gauges *known, const bs_gauge *gauge)
{
    size_t count = 0;
    const bs_gauge *rows = bs_timeline_gauges(&count, known->timeline, gauge->signal);
    *taken = false;
    for (size_t i = count; i > 0; i--) {
        const bs_gauge *row = &rows[i - 1];
        *taken = *taken || row->at.seconds == gauge->at.seconds;
        if (row->at.seconds <= gauge->at.seconds && row->source == gauge->source) {
            return row;
        }
    }
    return NULL;
}

/**
 * Stores a reading that changes nothing but is of another source, as that source's own row, so that
 * sources can be compared. It does not affect the current level.
 */
static bs_status write_beside(int *changed, bs_store *store, bs_profile_id profile,
                              const bs_gauge *gauge, const known_gauges *known, bs_error *error)
{
    bool taken = false;
    const bs_gauge *own = own_row(&taken, known, gauge);
    *changed = 0;
    if (own != NULL && own->value == gauge->value && own->bound == gauge->bound) {
        return bs_gauge_row_refresh(changed, store, profile, own, gauge, error);
    }
    return taken ? BS_OK : bs_gauge_row_put(changed, store, profile, gauge, error);
}

static bs_status write_gauge(int *changed, bs_store *store, bs_profile_id profile,
                             const bs_gauge *gauge, const known_gauges *known, bs_error *error)
{
    const bs_gauge *standing = bs_timeline_gauge(known->timeline, gauge->signal, gauge->at);
    const bs_gauge_verdict verdict = bs_gauge_judge(standing, gauge);
    if (verdict == BS_GAUGE_STORE) {
        return bs_gauge_row_put(changed, store, profile, gauge, error);
    }
    if (standing->source != gauge->source) {
        return write_beside(changed, store, profile, gauge, known, error);
    }
    *changed = 0;
    return verdict == BS_GAUGE_REFRESH
               ? bs_gauge_row_refresh(changed, store, profile, standing, gauge, error)
               : BS_OK;
}

/** True if the reading is stored, seen then or later. */
static bool is_stored(const known_gauges *known, const bs_gauge *gauge)
{
    size_t count = 0;
    const bs_gauge *rows = bs_timeline_gauges(&count, known->timeline, gauge->signal);
    for (size_t i = count; i > 0 && rows[i - 1].at.seconds >= gauge->at.seconds; i--) {
        const bs_gauge *row = &rows[i - 1];
        if (row->at.seconds == gauge->at.seconds) {
            return row->value == gauge->value && row->bound == gauge->bound &&
                   row->source == gauge->source && row->seen.seconds >= gauge->seen.seconds;
        }
    }
    return false;
}

/** Sets `*late` if a later reading of the gauge's signal is stored. */
static bs_status notice_late(bool *late, bs_store *store, bs_profile_id profile,
                             const bs_gauge *gauge, bs_error *error)
{
    int64_t later = 0;
    const bs_status status =
        bs_db_integer(&later, store, BS_SQL_GAUGE_LATER, 0, error,
                      BS_BIND(profile, signal_id(gauge->signal), gauge->at.seconds));
    *late = *late || later != 0;
    return status;
}

/** Applies the rules to each; sets `*late` if one is older than a stored one. */
static bs_status judge_gauges(bs_change *change, bool *late, bs_store *store, bs_profile_id profile,
                              const bs_gauge *gauges, size_t count, bs_error *error)
{
    bool written[BS_SIGNAL_COUNT] = {false};
    known_gauges known = {0};
    bs_status status = BS_OK;
    *late = false;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        const bs_gauge *gauge = &gauges[i];
        const bool moved = i > 0 && gauge->at.seconds != gauges[i - 1].at.seconds;
        int changed = 0;
        if (i == 0 || moved || written[gauge->signal]) {
            close_gauges(&known);
            memset(written, 0, sizeof written);
            status = load_gauges_from(&known, store, profile, gauge, count - i, error);
        }
        if (status == BS_OK && !is_stored(&known, gauge)) {
            status = write_gauge(&changed, store, profile, gauge, &known, error);
        }
        if (status == BS_OK && changed > 0) {
            written[gauge->signal] = true;
            bs_rules_touch(change, bs_moment_day(gauge->at));
            status = bs_thin_day(store, profile, gauge->signal, gauge->at, error);
        }
        if (status == BS_OK && changed > 0 && !*late) {
            status = notice_late(late, store, profile, gauge, error);
        }
    }
    close_gauges(&known);
    return status;
}

bs_status bs_rules_gauges(bs_change *change, bs_store *store, bs_profile_id profile,
                          const bs_gauge *gauges, size_t count, bs_error *error)
{
    bool late = false;
    const bs_status status = judge_gauges(change, &late, store, profile, gauges, count, error);
    return status == BS_OK && late ? bs_rules_settle_gauges(change, store, profile, error) : status;
}

/** Applies the rules to each stored row again; `*changed` counts the changed ones. */
static bs_status judge_known(size_t *changed, bs_change *change, bs_store *store,
                             bs_profile_id profile, const known_gauges *known, bs_error *error)
{
    bs_status status = BS_OK;
    *changed = 0;
    for (size_t i = 0; i < known->evidence.gauge_count && status == BS_OK; i++) {
        int rows = 0;
        status = write_gauge(&rows, store, profile, &known->rows[i], known, error);
        if (status == BS_OK && rows > 0) {
            bs_rules_touch(change, bs_moment_day(known->rows[i].at));
            *changed += 1;
        }
    }
    return status;
}

bs_status bs_rules_settle_gauges(bs_change *change, bs_store *store, bs_profile_id profile,
                                 bs_error *error)
{
    const bs_gauge_range everything = {.from = BS_DAY_NONE, .until = INT64_MAX};
    bs_status status = BS_OK;
    size_t changed = 1;
    /* One pass is nearly always enough. Rows are loaded again between two passes. */
    for (int pass = 0; pass < SETTLE_PASSES && changed > 0 && status == BS_OK; pass++) {
        known_gauges known = {0};
        status = load_gauges(&known, store, profile, &everything, error);
        if (status == BS_OK) {
            status = judge_known(&changed, change, store, profile, &known, error);
        }
        close_gauges(&known);
    }
    return status;
}

bs_status bs_rules_put_gauge(bs_change *change, bs_store *store, bs_profile_id profile,
                             const bs_gauge *gauge, bs_error *error)
{
    int changed = 0;
    const bs_status status = bs_gauge_row_put(&changed, store, profile, gauge, error);
    if (status == BS_OK && changed > 0) {
        bs_rules_touch(change, bs_moment_day(gauge->at));
    }
    return status;
}

bs_status bs_rules_tally(bs_change *change, bs_store *store, bs_profile_id profile,
                         const bs_tally *tally, bs_error *error)
{
    int changed = 0;
    const bs_status status =
        bs_db_run(&changed, store, BS_SQL_TALLY_MAX, error,
                  BS_BIND(profile, signal_id(tally->signal), tally->day,
                          bs_source_id(tally->source), tally->count, bs_bound_id(tally->bound),
                          tally->seen.seconds, tally->seen.offset_minutes));
    if (status == BS_OK && changed > 0) {
        bs_loaded_note_tally(store, profile, tally->signal, tally->day, changed);
        bs_rules_touch(change, tally->day);
    }
    return status;
}

bs_status bs_rules_add(bs_change *change, bs_store *store, bs_profile_id profile,
                       const bs_tally *tally, bs_error *error)
{
    int changed = 0;
    const bs_status status = bs_db_run(
        &changed, store, BS_SQL_TALLY_ADD, error,
        BS_BIND(profile, signal_id(tally->signal), tally->day, bs_source_id(tally->source),
                tally->count, bs_bound_id(tally->bound), tally->seen.seconds,
                tally->seen.offset_minutes, bs_signal_info_of(tally->signal)->max));
    if (status == BS_OK && changed > 0) {
        bs_loaded_note_tally(store, profile, tally->signal, tally->day, changed);
        bs_rules_touch(change, tally->day);
    }
    return status;
}

/**
 * Extends `joined` by the covers that it touches; returns its first day that was not covered,
 * BS_DAY_NONE if all were.
 */
static bs_day join(bs_cover *joined, const bs_cover *known, size_t count)
{
    const bs_day from = joined->from;
    const bs_day to = joined->to;
    bs_day next = from;
    for (size_t i = 0; i < count; i++) {
        const bs_cover *other = &known[i];
        if (other->signal != joined->signal || other->source != joined->source ||
            other->from > to + 1 || other->to < from - 1) {
            continue;
        }
        /* Sorted by first day: a day beyond this gap is covered by none. */
        if (other->from <= next && other->to >= next) {
            next = other->to + 1;
        }
        joined->from = other->from < joined->from ? other->from : joined->from;
        joined->to = other->to > joined->to ? other->to : joined->to;
        if (other->seen.seconds > joined->seen.seconds) {
            joined->seen = other->seen;
        }
    }
    return next <= to ? next : BS_DAY_NONE;
}

static bs_status write_cover(bs_change *change, bs_store *store, bs_profile_id profile,
                             const bs_cover *joined, bs_day fresh, bs_error *error)
{
    const char *signal = signal_id(joined->signal);
    const char *source = bs_source_id(joined->source);
    int deleted = 0;
    int put = 0;
    bs_status status = BS_OK;
    if (fresh != BS_DAY_NONE) {
        status = bs_db_run(&deleted, store, BS_SQL_COVER_DELETE, error,
                           BS_BIND(profile, signal, source, joined->from, joined->to));
    }
    if (status == BS_OK) {
        status = bs_db_run(&put, store, BS_SQL_COVER_PUT, error,
                           BS_BIND(profile, signal, source, joined->from, joined->to,
                                   joined->seen.seconds, joined->seen.offset_minutes));
    }
    if (status == BS_OK) {
        bs_loaded_note_cover(store, profile, joined->signal, deleted + put);
    }
    if (status == BS_OK && fresh != BS_DAY_NONE) {
        bs_rules_touch(change, fresh);
    }
    return status;
}

bs_status bs_rules_covers(bs_change *change, bs_store *store, bs_profile_id profile,
                          const bs_cover *covers, size_t count, bs_error *error)
{
    bs_cover *known = NULL;
    size_t known_count = 0;
    bs_status status =
        count == 0 ? BS_OK
                   : bs_load_covers(&known, &known_count, store, profile, BS_DAY_NONE, error);
    /* Known covers and room for the new ones. */
    bs_cover *all = status != BS_OK || count == 0
                        ? NULL
                        : realloc(known, (known_count + count) * sizeof *known);
    if (status == BS_OK && count > 0 && all == NULL) {
        status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    known = all == NULL ? known : all;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bs_cover joined = covers[i];
        const bs_day fresh = join(&joined, known, known_count);
        status = write_cover(change, store, profile, &joined, fresh, error);
        known[known_count++] = joined;
        known_count = bs_covers_merge(known, known_count);
    }
    free(known);
    return status;
}

/* ---- official readings ---- */

static bool same(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) < 1e-9;
}

static bool same_pillars(const double a[BS_PILLAR_COUNT], const double b[BS_PILLAR_COUNT])
{
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        if (!same(a[i], b[i])) {
            return false;
        }
    }
    return true;
}

static bool same_group(const bs_group *a, const bs_group *b)
{
    if (!a->present || !b->present) {
        return a->present == b->present;
    }
    return same(a->rank_pct, b->rank_pct) && same(a->average, b->average) &&
           same(a->week_change, b->week_change) && a->has_pillars == b->has_pillars &&
           (!a->has_pillars || same_pillars(a->pillars, b->pillars));
}

static bool same_reading(const bs_official *a, const bs_official *b)
{
    return bs_moment_day(a->at) == bs_moment_day(b->at) && same(a->total, b->total) &&
           same_pillars(a->pillars, b->pillars) && same_group(&a->industry, &b->industry) &&
           same_group(&a->network, &b->network);
}

static double shown(const bs_group *group, double value)
{
    return group->present ? value : NAN;
}

static double shown_pillar(const bs_group *group, bs_pillar pillar)
{
    return group->present && group->has_pillars ? group->pillars[pillar] : NAN;
}

static bs_status put_official(int *changed, bs_store *store, bs_profile_id profile,
                              const bs_official *o, bs_error *error)
{
    const bs_group *i = &o->industry;
    const bs_group *n = &o->network;
    return bs_db_run(changed, store, BS_SQL_OFFICIAL_PUT, error,
                     BS_BIND(profile, o->at.seconds, o->at.offset_minutes, o->total,
                             o->pillars[BS_BRAND], o->pillars[BS_PEOPLE], o->pillars[BS_INSIGHTS],
                             o->pillars[BS_RELATIONSHIPS], o->predicted, shown(i, i->rank_pct),
                             shown(i, i->average), shown_pillar(i, BS_BRAND),
                             shown_pillar(i, BS_PEOPLE), shown_pillar(i, BS_INSIGHTS),
                             shown_pillar(i, BS_RELATIONSHIPS), shown(i, i->week_change),
                             shown(n, n->rank_pct), shown(n, n->average), shown_pillar(n, BS_BRAND),
                             shown_pillar(n, BS_PEOPLE), shown_pillar(n, BS_INSIGHTS),
                             shown_pillar(n, BS_RELATIONSHIPS), shown(n, n->week_change)));
}

/** Ends "no access": LinkedIn showed an SSI at this moment. */
static bs_status end_no_access(bs_store *store, bs_profile_id profile, bs_moment shown,
                               bs_error *error)
{
    const bs_status status =
        bs_db_run(NULL, store, BS_SQL_NO_ACCESS_END, error, BS_BIND(profile, shown.seconds));
    return status == BS_OK ? bs_db_run(NULL, store, BS_SQL_NO_ACCESS_SHORTEN, error,
                                       BS_BIND(profile, shown.seconds))
                           : status;
}

bs_status bs_rules_put_official(bs_change *change, bs_store *store, bs_profile_id profile,
                                const bs_official *official, bs_error *error)
{
    int changed = 0;
    const bs_status status = put_official(&changed, store, profile, official, error);
    if (status == BS_OK && changed > 0) {
        bs_loaded_note_official(store, profile, changed);
        bs_rules_touch(change, bs_moment_day(official->at));
    }
    return status == BS_OK ? end_no_access(store, profile, official->at, error) : status;
}

bs_status bs_rules_official(bs_change *change, bs_store *store, bs_profile_id profile,
                            const bs_official *official, bs_error *error)
{
    bs_official last;
    bool found = false;
    const bs_status status =
        bs_load_last_official(&last, &found, store, profile, official->at, error);
    if (status != BS_OK) {
        return status;
    }
    return found && same_reading(&last, official)
               ? end_no_access(store, profile, official->at, error)
               : bs_rules_put_official(change, store, profile, official, error);
}

bs_status bs_rules_no_access(bs_store *store, bs_profile_id profile, bs_no_access no_access,
                             bs_error *error)
{
    const bs_moment since = no_access.since;
    const bs_moment seen = no_access.seen;
    return seen.seconds == 0 ? BS_OK
                             : bs_db_run(NULL, store, BS_SQL_NO_ACCESS_PUT, error,
                                         BS_BIND(profile, since.seconds, since.offset_minutes,
                                                 seen.seconds, seen.offset_minutes));
}

/* ---- local covers ---- */

/** First day of each signal's local cover; BS_DAY_NONE without one. */
static bs_status local_starts(bs_day starts[BS_SIGNAL_COUNT], bs_store *store,
                              bs_profile_id profile, bs_error *error)
{
    bs_cover *known = NULL;
    size_t count = 0;
    const bs_status status = bs_load_covers(&known, &count, store, profile, BS_DAY_NONE, error);
    for (int i = 0; i < BS_SIGNAL_COUNT; i++) {
        starts[i] = BS_DAY_NONE;
    }
    for (size_t i = count; i > 0; i--) {
        if (known[i - 1].source == BS_FROM_LOCAL) {
            starts[known[i - 1].signal] = known[i - 1].from;
        }
    }
    free(known);
    return status;
}

static bs_day earlier(bs_day a, bs_day b)
{
    if (a == BS_DAY_NONE || b == BS_DAY_NONE) {
        return a == BS_DAY_NONE ? b : a;
    }
    return a < b ? a : b;
}

bs_status bs_rules_local_covers(bs_change *change, bs_store *store, bs_profile_id profile,
                                const bs_observation *observation, bs_day since, bs_error *error)
{
    bs_day starts[BS_SIGNAL_COUNT];
    bs_day events[BS_SIGNAL_COUNT];
    bs_status status = local_starts(starts, store, profile, error);
    for (int i = 0; i < BS_SIGNAL_COUNT; i++) {
        events[i] = BS_DAY_NONE;
    }
    bs_day last = bs_moment_day(observation->at);
    for (size_t i = 0; i < observation->event_count; i++) {
        const bs_event *event = &observation->events[i];
        events[event->signal] = earlier(events[event->signal], event->day);
        last = event->day > last ? event->day : last;
    }
    bs_cover covers[BS_SIGNAL_COUNT];
    size_t count = 0;
    for (int i = 0; i < BS_SIGNAL_COUNT; i++) {
        const bs_signal_info *info = bs_signal_info_of((bs_signal)i);
        const bool counted = starts[i] != BS_DAY_NONE || events[i] != BS_DAY_NONE;
        const bool agreed =
            since != BS_DAY_NONE && info->kind == BS_KIND_TALLY && (info->local || counted);
        const bs_day from = earlier(agreed ? since : starts[i], events[i]);
        if (from != BS_DAY_NONE && from <= last) {
            covers[count++] = (bs_cover){.signal = (bs_signal)i,
                                         .source = BS_FROM_LOCAL,
                                         .from = from,
                                         .to = last,
                                         .seen = observation->at};
        }
    }
    return status == BS_OK ? bs_rules_covers(change, store, profile, covers, count, error) : status;
}

/* ---- pages ---- */

bs_status bs_rules_page_read(bs_store *store, bs_profile_id profile, bs_page_kind kind,
                             bs_moment read, bs_error *error)
{
    int changed = 0;
    const bs_status status = read.seconds == 0
                                 ? BS_OK
                                 : bs_db_run(&changed, store, BS_SQL_PAGE_PUT, error,
                                             BS_BIND(profile, bs_page_info_of(kind)->id,
                                                     read.seconds, read.offset_minutes));
    if (status == BS_OK) {
        bs_loaded_note_profile(store, profile, changed);
    }
    return status;
}
