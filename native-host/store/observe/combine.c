#include <limits.h>
#include <stdlib.h>

#include "bussola/store/devices.h"
#include "merge_counts.h"
#include "store/db/db.h"
#include "store/rows/device_tally.h"
#include "store/rows/loaded.h"
#include "store/rows/retention.h"
#include "store/rows/rules.h"
#include "store/rows/visit.h"

/** State of one combination. */
typedef struct combination {
    bs_store *store;
    bs_profile_id profile;
    const bs_profile_export *exports;
    size_t count;
    bs_change change;
} combination;

static bs_status out_of_memory(bs_error *error)
{
    return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
}

static bs_status clear(const combination *run, bs_error *error)
{
    static const bs_sql removals[] = {
        BS_SQL_GAUGE_CLEAR,      BS_SQL_TALLY_CLEAR,  BS_SQL_COVER_CLEAR,    BS_SQL_LISTING_CLEAR,
        BS_SQL_LIST_START_CLEAR, BS_SQL_UNDONE_CLEAR, BS_SQL_OFFICIAL_CLEAR, BS_SQL_NO_ACCESS_CLEAR,
    };
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof removals / sizeof removals[0] && status == BS_OK; i++) {
        status = bs_db_run(NULL, run->store, removals[i], error, BS_BIND(run->profile));
    }
    bs_loaded_drop(run->store);
    return status;
}

/* ---- levels ---- */

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/** By signal and moment; of one moment, the row that is kept first. */
static int compare_gauges(const void *left, const void *right)
{
    const bs_gauge *a = left;
    const bs_gauge *b = right;
    const int keys[] = {order(a->signal, b->signal),
                        order(a->at.seconds, b->at.seconds),
                        order(a->bound, b->bound),
                        order(b->value, a->value),
                        order(a->source, b->source),
                        order(a->at.offset_minutes, b->at.offset_minutes),
                        order(b->seen.seconds, a->seen.seconds),
                        order(a->seen.offset_minutes, b->seen.offset_minutes)};
    int result = 0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && result == 0; i++) {
        result = keys[i];
    }
    return result;
}

static bs_status put_sorted_gauges(combination *run, bs_gauge *gauges, size_t count,
                                   bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK;) {
        bs_gauge one = gauges[i];
        for (i++;
             i < count && gauges[i].signal == one.signal && gauges[i].at.seconds == one.at.seconds;
             i++) {
            one.seen = gauges[i].seen.seconds > one.seen.seconds ? gauges[i].seen : one.seen;
        }
        status = bs_rules_put_gauge(&run->change, run->store, run->profile, &one, error);
    }
    return status;
}

static bs_status put_gauges(combination *run, bs_error *error)
{
    size_t count = 0;
    for (size_t i = 0; i < run->count; i++) {
        count += run->exports[i].gauge_count;
    }
    bs_gauge *all = malloc((count + 1) * sizeof *all);
    if (all == NULL) {
        return out_of_memory(error);
    }
    count = 0;
    for (size_t i = 0; i < run->count; i++) {
        for (size_t k = 0; k < run->exports[i].gauge_count; k++) {
            all[count++] = run->exports[i].gauges[k];
        }
    }
    qsort(all, count, sizeof *all, compare_gauges);
    bs_status status = put_sorted_gauges(run, all, count, error);
    free(all);
    return status == BS_OK ? bs_rules_settle_gauges(&run->change, run->store, run->profile, error)
                           : status;
}

/* ---- counts by day ---- */

static bool is_page_count(const bs_tally *tally, bs_signal signal)
{
    return tally->signal == signal && tally->source == BS_FROM_PAGE;
}

/** The smallest offset above `after` of a page's counts of the signal; INT_MAX without one. */
static int next_offset(const bs_tally *tallies, size_t count, bs_signal signal, int after)
{
    int next = INT_MAX;
    for (size_t i = 0; i < count; i++) {
        const int offset = tallies[i].seen.offset_minutes;
        if (is_page_count(&tallies[i], signal) && offset > after && offset < next) {
            next = offset;
        }
    }
    return next;
}

/** Drops the counts of one page and time zone that another device's visit saw on other days. */
static bs_status drop_known(combination *run, bs_tally *tallies, size_t *count, bs_tally *room,
                            bs_signal signal, int offset, bs_error *error)
{
    bs_observation visit = {
        .source = BS_FROM_PAGE, .at = {.offset_minutes = (int16_t)offset}, .tallies = room};
    bs_visit_known known;
    for (size_t i = 0; i < *count; i++) {
        if (is_page_count(&tallies[i], signal) && tallies[i].seen.offset_minutes == offset) {
            room[visit.tally_count++] = tallies[i];
        }
    }
    const bs_status status =
        bs_visit_prepare(&known, &run->change, run->store, run->profile, &visit, signal, error);
    size_t kept = 0;
    for (size_t i = 0; i < *count && status == BS_OK; i++) {
        const bs_tally *tally = &tallies[i];
        const bool drop = is_page_count(tally, signal) && tally->seen.offset_minutes == offset &&
                          tally->day >= known.from && tally->day <= known.to;
        tallies[kept] = *tally;
        kept += drop ? 0 : 1;
    }
    *count = status == BS_OK ? kept : *count;
    return status;
}

/** Acts near midnight that two devices read in different time zones count on one day. */
static bs_status match_zones(combination *run, bs_tally *tallies, size_t *count, bs_error *error)
{
    bs_status status = BS_OK;
    bs_tally *room = malloc((*count + 1) * sizeof *room);
    if (room == NULL) {
        return out_of_memory(error);
    }
    for (int i = 0; i < BS_SIGNAL_COUNT && status == BS_OK; i++) {
        const bs_signal signal = (bs_signal)i;
        int offset = next_offset(tallies, *count, signal, INT_MIN);
        while (offset != INT_MAX && status == BS_OK) {
            status = drop_known(run, tallies, count, room, signal, offset, error);
            offset = next_offset(tallies, *count, signal, offset);
        }
    }
    free(room);
    return status;
}

static bs_status put_counts(combination *run, const bs_profile_export *exported, bool first,
                            bs_error *error)
{
    bs_profile_export counts = *exported;
    bs_tally *tallies = malloc((exported->tally_count + 1) * sizeof *tallies);
    if (tallies == NULL) {
        return out_of_memory(error);
    }
    counts.tallies = tallies;
    counts.tally_count = 0;
    for (size_t i = 0; i < exported->tally_count; i++) {
        if (exported->tallies[i].source != BS_FROM_LOCAL) {
            tallies[counts.tally_count++] = exported->tallies[i];
        }
    }
    bs_status status = first ? BS_OK : match_zones(run, tallies, &counts.tally_count, error);
    if (status == BS_OK) {
        status = bs_rules_covers(&run->change, run->store, run->profile, exported->covers,
                                 exported->cover_count, error);
    }
    if (status == BS_OK) {
        status = bs_merge_counts(&run->change, run->store, run->profile, &counts, error);
    }
    for (size_t i = 0; i < exported->device_tally_count && status == BS_OK; i++) {
        status = bs_device_tally_put(NULL, run->store, run->profile, &exported->device_tallies[i],
                                     error);
    }
    free(tallies);
    return status;
}

static bs_status put_local(combination *run, bs_error *error)
{
    bs_device_tally *parts = NULL;
    size_t count = 0;
    bs_status status = bs_device_tallies_load(&parts, &count, run->store, run->profile, error);
    for (size_t i = 0; i < count && status == BS_OK;) {
        const size_t same = bs_device_tallies_of_day(&parts[i], count - i);
        const bs_tally sum = bs_device_tallies_sum(&parts[i], same);
        status = bs_rules_tally(&run->change, run->store, run->profile, &sum, error);
        i += same;
    }
    free(parts);
    return status;
}

/* ---- the rest ---- */

static int compare_officials(const void *left, const void *right)
{
    const bs_official *a = left;
    const bs_official *b = right;
    if (a->at.seconds != b->at.seconds) {
        return order(a->at.seconds, b->at.seconds);
    }
    return (a->total > b->total) - (a->total < b->total);
}

static bs_status put_officials(combination *run, bs_error *error)
{
    size_t count = 0;
    bs_status status = BS_OK;
    for (size_t i = 0; i < run->count; i++) {
        count += run->exports[i].official_count;
    }
    bs_official *all = malloc((count + 1) * sizeof *all);
    if (all == NULL) {
        return out_of_memory(error);
    }
    count = 0;
    for (size_t i = 0; i < run->count; i++) {
        for (size_t k = 0; k < run->exports[i].official_count; k++) {
            all[count++] = run->exports[i].officials[k];
        }
    }
    qsort(all, count, sizeof *all, compare_officials);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = bs_rules_official(&run->change, run->store, run->profile, &all[i], error);
    }
    free(all);
    return status;
}

static bs_status put_rest(combination *run, const bs_profile_export *exported, bs_error *error)
{
    bs_status status = bs_rules_no_access(run->store, run->profile, exported->no_access, error);
    for (int i = 0; i < BS_PAGE_COUNT && status == BS_OK; i++) {
        status = bs_rules_page_read(run->store, run->profile, (bs_page_kind)i,
                                    exported->pages_read[i], error);
    }
    for (size_t i = 0; i < exported->milestone_count && status == BS_OK; i++) {
        status = bs_db_run(
            NULL, run->store, BS_SQL_MILESTONE_PUT, error,
            BS_BIND(run->profile, exported->milestones[i].id, exported->milestones[i].day));
    }
    return status;
}

bs_status bs_store_combine(bs_store *store, bs_profile_id profile, const bs_profile_export *exports,
                           size_t count, int64_t now, bs_error *error)
{
    combination run = {.store = store, .profile = profile, .exports = exports, .count = count};
    bs_status status = clear(&run, error);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = put_counts(&run, &exports[i], i == 0, error);
    }
    if (status == BS_OK) {
        status = put_local(&run, error);
    }
    if (status == BS_OK) {
        status = put_gauges(&run, error);
    }
    if (status == BS_OK) {
        status = put_officials(&run, error);
    }
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = put_rest(&run, &exports[i], error);
    }
    return status == BS_OK ? bs_retention_prune(store, now, error) : status;
}
