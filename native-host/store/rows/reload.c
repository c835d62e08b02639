#include "reload.h"

#include <stdlib.h>
#include <string.h>

#include "row_list.h"

void bs_changed_clear(bs_changed *changed)
{
    *changed = (bs_changed){.any = false};
    for (int i = 0; i < BS_SIGNAL_COUNT; i++) {
        changed->gauges[i] = BS_UNCHANGED;
        changed->tallies[i] = BS_UNCHANGED;
    }
}

/** Items by which an array grows, so that few saves make it larger. */
#define ROOM_STEP 1024

/** Replaces the items `begin` to `end` (excluded) of an array by `fresh` items. */
typedef struct patch {
    size_t begin, end;
    size_t fresh;
} patch;

/** The patches of an array in order, with their items in one list. */
typedef struct patches {
    patch of[BS_SIGNAL_COUNT];
    size_t count;
    bs_row_list fresh;
} patches;

/** Moves `count` items of an array, unless they are there already. */
static void move_items(char *array, size_t to, size_t from, size_t count, size_t size)
{
    if (to != from && count > 0) {
        memmove(array + to * size, array + from * size, count * size);
    }
}

/** Removes what the patches replace by fewer items, so that each adds items or none. */
static void remove_surplus(char *array, size_t *count, patches *all)
{
    size_t removed = 0;
    for (size_t i = 0; i < all->count; i++) {
        patch *of = &all->of[i];
        const size_t replaced = of->end - of->begin;
        const size_t surplus = replaced > of->fresh ? replaced - of->fresh : 0;
        const size_t next = i + 1 < all->count ? all->of[i + 1].begin : *count;
        of->begin -= removed;
        removed += surplus;
        move_items(array, of->end - removed, of->end, next - of->end, all->fresh.size);
        of->end -= removed;
    }
    *count -= removed;
}

/**
 * Applies the patches within the array, because a new one would cost more than what is computed
 * with it; from the last patch to the first, so that each item moves at most once.
 */
static bs_status apply(void **items, size_t *count, patches *all, bs_error *error)
{
    const size_t size = all->fresh.size;
    const size_t room = (*count + all->fresh.count) / ROOM_STEP + 1;
    char *array = realloc(*items, room * ROOM_STEP * size);
    if (array == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    *items = array;
    remove_surplus(array, count, all);
    size_t from = *count;
    size_t to = *count + all->fresh.count;
    size_t fresh = all->fresh.count;
    for (size_t i = 0; i < all->count; i++) {
        to -= all->of[i].end - all->of[i].begin;
    }
    *count = to;
    for (size_t i = all->count; i > 0; i--) {
        const patch *of = &all->of[i - 1];
        to -= from - of->end;
        move_items(array, to, of->end, from - of->end, size);
        to -= of->fresh;
        fresh -= of->fresh;
        if (of->fresh > 0) {
            memcpy(array + to * size, (const char *)all->fresh.items + fresh * size,
                   of->fresh * size);
        }
        from = of->begin;
    }
    return BS_OK;
}

/** Adds the patch for the rows of a started statement. */
static bs_status add(patches *all, size_t begin, size_t end, sqlite3_stmt *statement,
                     bs_row_reader read, bs_signal signal, bs_error *error)
{
    const size_t before = all->fresh.count;
    const bs_status status = bs_row_list_collect(&all->fresh, statement, read, signal, error);
    if (status == BS_OK) {
        all->of[all->count++] =
            (patch){.begin = begin, .end = end, .fresh = all->fresh.count - before};
    }
    return status;
}

/** How the rows of an array are read. */
typedef struct kind {
    size_t size;
    bs_sql sql; /**< of profile, signal, and the first second or day */
    bs_row_reader read;
    int64_t (*place_of)(const void *item); /**< its second or day */
} kind;

static int64_t gauge_place(const void *item)
{
    return ((const bs_gauge *)item)->at.seconds;
}

static int64_t tally_place(const void *item)
{
    return ((const bs_tally *)item)->day;
}

/** Reads the rows from `first` on of each signal. */
static bs_status read_patches(patches *all, const kind *of, const void *items, size_t count,
                              bs_store *store, bs_profile_id profile,
                              const int64_t first[BS_SIGNAL_COUNT], bs_error *error)
{
    bs_status status = BS_OK;
    for (int s = 0; s < BS_SIGNAL_COUNT && status == BS_OK; s++) {
        sqlite3_stmt *statement = NULL;
        if (first[s] == BS_UNCHANGED) {
            continue;
        }
        const size_t end = bs_evidence_find(items, count, of->size, s + 1);
        const size_t low = bs_evidence_find(items, count, of->size, s);
        size_t begin = end;
        while (begin > low &&
               of->place_of((const char *)items + (begin - 1) * of->size) >= first[s]) {
            begin--;
        }
        status = bs_db_query(&statement, store, of->sql, error,
                             BS_BIND(profile, bs_signal_info_of((bs_signal)s)->id, first[s]));
        if (status == BS_OK) {
            status = add(all, begin, end, statement, of->read, (bs_signal)s, error);
        }
    }
    return status;
}

static bs_status reload_gauges(bs_evidence *evidence, bs_store *store, bs_profile_id profile,
                               const int64_t first[BS_SIGNAL_COUNT], bs_error *error)
{
    const kind gauges = {.size = sizeof(bs_gauge),
                         .sql = BS_SQL_GAUGE_EXPORT,
                         .read = bs_load_gauge_row,
                         .place_of = gauge_place};
    patches all = {.fresh = {.size = gauges.size}};
    void *items = evidence->gauges;
    bs_status status =
        read_patches(&all, &gauges, items, evidence->gauge_count, store, profile, first, error);
    if (status == BS_OK) {
        status = apply(&items, &evidence->gauge_count, &all, error);
    }
    evidence->gauges = items;
    free(all.fresh.items);
    return status;
}

static bs_status reload_tallies(bs_evidence *evidence, bs_store *store, bs_profile_id profile,
                                const int64_t first[BS_SIGNAL_COUNT], bs_error *error)
{
    const kind tallies = {.size = sizeof(bs_tally),
                          .sql = BS_SQL_TALLY_READ,
                          .read = bs_load_tally_row,
                          .place_of = tally_place};
    patches all = {.fresh = {.size = tallies.size}};
    void *items = evidence->tallies;
    bs_status status =
        read_patches(&all, &tallies, items, evidence->tally_count, store, profile, first, error);
    if (status == BS_OK) {
        bs_load_order_sources(all.fresh.items, all.fresh.count);
        status = apply(&items, &evidence->tally_count, &all, error);
    }
    evidence->tallies = items;
    free(all.fresh.items);
    return status;
}

static bool same_reading(const bs_official *a, const bs_official *b)
{
    bool same = a->at.seconds == b->at.seconds && a->at.offset_minutes == b->at.offset_minutes &&
                a->total == b->total;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        same = same && a->pillars[p] == b->pillars[p];
    }
    return same;
}

/** Also finds the day of the first changed one. */
static bs_status reload_officials(bs_evidence *evidence, bs_day *first, bs_store *store,
                                  bs_profile_id profile, bs_error *error)
{
    bs_official *officials = NULL;
    size_t count = 0;
    size_t same = 0;
    const bs_status status = bs_load_officials(&officials, &count, store, profile, error);
    if (status != BS_OK) {
        return status;
    }
    while (same < count && same < evidence->official_count &&
           same_reading(&officials[same], &evidence->officials[same])) {
        same++;
    }
    for (size_t i = same; i < count; i++) {
        const bs_day day = bs_moment_day(officials[i].at);
        *first = day < *first ? day : *first;
    }
    free(evidence->officials);
    evidence->officials = officials;
    evidence->official_count = count;
    return BS_OK;
}

/** Which tracks of a timeline the changed rows belong to. */
static bool find_tracks(bs_evidence_change *change, const bs_changed *changed)
{
    bool covers = false;
    change->official = BS_DAY_LAST;
    for (size_t s = 0; s < BS_SIGNAL_COUNT; s++) {
        change->gauges[s] = changed->gauges[s];
        change->tallies[s] = changed->tallies[s] != BS_UNCHANGED || changed->covers[s];
        covers = covers || changed->covers[s];
    }
    return covers;
}

bs_status bs_reload(bs_evidence *evidence, bs_evidence_change *change, bs_store *store,
                    bs_profile_id profile, const bs_reach *reach, const bs_changed *changed,
                    bs_error *error)
{
    const bool covers = find_tracks(change, changed);
    bs_status status = changed->profile ? bs_load_profile(evidence, store, profile, error) : BS_OK;
    if (status == BS_OK && changed->officials) {
        status = reload_officials(evidence, &change->official, store, profile, error);
    }
    if (status == BS_OK) {
        status = reload_gauges(evidence, store, profile, changed->gauges, error);
    }
    if (status == BS_OK) {
        status = reload_tallies(evidence, store, profile, changed->tallies, error);
    }
    return status == BS_OK && covers
               ? bs_load_covers_within(evidence, store, profile, reach, changed->covers, error)
               : status;
}
