#include "load.h"

#include <stdlib.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "phone.h"
#include "profile.h"
#include "row_list.h"

bool bs_load_gauge_row(void *item, sqlite3_stmt *row, bs_signal signal)
{
    bs_gauge *gauge = item;
    *gauge = (bs_gauge){.signal = signal,
                        .at = bs_db_moment(row, 0),
                        .seen = bs_db_moment(row, 2),
                        .value = sqlite3_column_int64(row, 4)};
    return bs_db_bound(&gauge->bound, row, 5) && bs_db_source(&gauge->source, row, 6);
}

bool bs_load_tally_row(void *item, sqlite3_stmt *row, bs_signal signal)
{
    bs_tally *tally = item;
    *tally = (bs_tally){.signal = signal,
                        .day = bs_db_day(row, 0),
                        .count = sqlite3_column_int64(row, 2),
                        .seen = bs_db_moment(row, 4)};
    return bs_db_source(&tally->source, row, 1) && bs_db_bound(&tally->bound, row, 3);
}

static bool read_cover(void *item, sqlite3_stmt *row, bs_signal signal)
{
    (void)signal; /* the statement reads all signals */
    bs_cover *cover = item;
    *cover = (bs_cover){
        .from = bs_db_day(row, 2), .to = bs_db_day(row, 3), .seen = bs_db_moment(row, 4)};
    return bs_db_signal(&cover->signal, row, 0) && bs_db_source(&cover->source, row, 1);
}

static void read_group(bs_group *group, sqlite3_stmt *row, int first)
{
    group->rank_pct = bs_db_real(row, first);
    group->average = bs_db_real(row, first + 1);
    group->has_pillars = sqlite3_column_type(row, first + 2) != SQLITE_NULL;
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        group->pillars[i] = bs_db_real(row, first + 2 + i);
    }
    group->week_change = bs_db_real(row, first + 6);
    for (int i = first; i <= first + 6; i++) {
        group->present = group->present || sqlite3_column_type(row, i) != SQLITE_NULL;
    }
}

static bool read_official(void *item, sqlite3_stmt *row, bs_signal signal)
{
    (void)signal; /* official readings have no signal */
    bs_official *official = item;
    *official = (bs_official){
        .at = bs_db_moment(row, 0), .total = bs_db_real(row, 2), .predicted = bs_db_real(row, 7)};
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        official->pillars[i] = bs_db_real(row, 3 + i);
    }
    read_group(&official->industry, row, 8);
    read_group(&official->network, row, 15);
    return true;
}

bs_status bs_load_officials(bs_official **officials, size_t *count, bs_store *store,
                            bs_profile_id profile, bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_official)};
    sqlite3_stmt *statement = NULL;
    bs_status status =
        bs_db_query(&statement, store, BS_SQL_OFFICIAL_READ, error, BS_BIND(profile));
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, statement, read_official, BS_SIGNAL_COUNT, error);
    }
    *officials = list.items;
    *count = list.count;
    return status;
}

bs_status bs_load_last_official(bs_official *official, bool *found, bs_store *store,
                                bs_profile_id profile, bs_moment until, bs_error *error)
{
    sqlite3_stmt *statement = NULL;
    *found = false;
    bs_status status = bs_db_query(&statement, store, BS_SQL_OFFICIAL_LAST, error,
                                   BS_BIND(profile, until.seconds));
    if (status == BS_OK) {
        status = bs_db_next(found, statement, error);
    }
    if (status == BS_OK && *found) {
        (void)read_official(official, statement, BS_SIGNAL_COUNT);
        (void)sqlite3_reset(statement);
    }
    return status;
}

bs_status bs_load_gauges(bs_gauge **gauges, size_t *count, bs_store *store, bs_profile_id profile,
                         const bs_gauge_range *range, bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_gauge)};
    const int64_t first = range->from == BS_DAY_NONE
                              ? INT64_MIN
                              : (int64_t)(range->from - BS_GAUGE_EXACT_DAYS - 1) * BS_DAY_SECONDS;
    bs_status status = BS_OK;
    for (int i = 0; i < BS_SIGNAL_COUNT && status == BS_OK; i++) {
        const bs_signal_info *info = bs_signal_info_of((bs_signal)i);
        sqlite3_stmt *statement = NULL;
        if ((info->kind != BS_KIND_GAUGE && info->kind != BS_KIND_FLAG) ||
            (range->wanted != NULL && !range->wanted[i])) {
            continue;
        }
        status = bs_db_query(&statement, store, BS_SQL_GAUGE_READ, error,
                             BS_BIND(profile, info->id, first, INT64_MIN, range->until));
        if (status == BS_OK) {
            status = bs_row_list_collect(&list, statement, bs_load_gauge_row, (bs_signal)i, error);
        }
    }
    *gauges = list.items;
    *count = list.count;
    return status;
}

bs_status bs_load_covers(bs_cover **covers, size_t *count, bs_store *store, bs_profile_id profile,
                         bs_day from, bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_cover)};
    sqlite3_stmt *statement = NULL;
    bs_status status =
        bs_db_query(&statement, store, BS_SQL_COVER_READ, error, BS_BIND(profile, from));
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, statement, read_cover, BS_SIGNAL_COUNT, error);
    }
    *covers = list.items;
    *count = bs_covers_merge(*covers, list.count);
    return status;
}

static bool read_source_day(void *item, sqlite3_stmt *row, bs_signal signal)
{
    bs_tally *tally = item;
    *tally = (bs_tally){
        .signal = signal, .day = bs_db_day(row, 0), .count = sqlite3_column_int64(row, 1)};
    return bs_db_bound(&tally->bound, row, 2);
}

bs_status bs_load_source_days(bs_tally **tallies, size_t *count, bs_store *store,
                              bs_profile_id profile, const bs_listing *of, bs_day from, bs_day to,
                              bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_tally)};
    sqlite3_stmt *statement = NULL;
    bs_status status = bs_db_query(
        &statement, store, BS_SQL_TALLY_OF_SOURCE, error,
        BS_BIND(profile, bs_signal_info_of(of->signal)->id, bs_source_id(of->source), from, to));
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, statement, read_source_day, of->signal, error);
    }
    *tallies = list.items;
    *count = list.count;
    return status;
}

bs_status bs_load_source_ends(bs_day *first, bs_day *last, bs_store *store, bs_profile_id profile,
                              const bs_listing *of, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bool there = false;
    bs_status status =
        bs_db_query(&row, store, BS_SQL_TALLY_ENDS, error,
                    BS_BIND(profile, bs_signal_info_of(of->signal)->id, bs_source_id(of->source)));
    if (status == BS_OK) {
        status = bs_db_next(&there, row, error);
    }
    if (status == BS_OK && there && sqlite3_column_type(row, 0) != SQLITE_NULL) {
        *first = bs_db_day(row, 0);
        *last = bs_db_day(row, 1);
    }
    if (there) {
        (void)sqlite3_reset(row);
    }
    return status;
}

static bool read_listing(void *item, sqlite3_stmt *row, bs_signal signal)
{
    (void)signal; /* the statement reads all signals */
    bs_listing *listing = item;
    *listing = (bs_listing){.from = bs_db_day(row, 2),
                            .to = bs_db_day(row, 3),
                            .made = bs_db_day(row, 4),
                            .start = sqlite3_column_int64(row, 5)};
    return bs_db_signal(&listing->signal, row, 0) && bs_db_source(&listing->source, row, 1);
}

bs_status bs_load_listings(bs_listing **listings, size_t *count, bs_store *store,
                           bs_profile_id profile, bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_listing)};
    sqlite3_stmt *statement = NULL;
    bs_status status = bs_db_query(&statement, store, BS_SQL_LISTING_READ, error, BS_BIND(profile));
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, statement, read_listing, BS_SIGNAL_COUNT, error);
    }
    *listings = list.items;
    *count = list.count;
    return status;
}

static bool read_undone(void *item, sqlite3_stmt *row, bs_signal signal)
{
    (void)signal; /* the statement reads all signals */
    bs_undone *undone = item;
    *undone = (bs_undone){.day = bs_db_day(row, 1),
                          .at = sqlite3_column_int64(row, 3),
                          .count = sqlite3_column_int64(row, 4)};
    return bs_db_signal(&undone->signal, row, 0) && bs_db_source(&undone->source, row, 2) &&
           undone->count > 0;
}

bs_status bs_load_undone(bs_undone **undone, size_t *count, bs_store *store, bs_profile_id profile,
                         bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_undone)};
    sqlite3_stmt *statement = NULL;
    bs_status status = bs_db_query(&statement, store, BS_SQL_UNDONE_READ, error, BS_BIND(profile));
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, statement, read_undone, BS_SIGNAL_COUNT, error);
    }
    *undone = list.items;
    *count = list.count;
    return status;
}

/** A rate without recent acts keeps its last value for at most so many days. */
#define RATE_DAYS 400

static bool is_of_rate(bs_signal signal)
{
    for (int i = 0; i < BS_SIGNAL_COUNT; i++) {
        const bs_signal_info *info = bs_signal_info_of((bs_signal)i);
        if (info->kind == BS_KIND_RATE &&
            (info->numerator == signal || info->denominator == signal)) {
            return true;
        }
    }
    return false;
}

/**
 * A tally that is no longer counted gets its value from the days before its last act, so read back
 * to there.
 */
static bs_status find_reach(bs_reach *found, bs_store *store, bs_profile_id profile, bs_day from,
                            bs_error *error)
{
    bs_status status = BS_OK;
    const int window_days = store->model->window_days;
    found->covers = from == BS_DAY_NONE ? from : from - RATE_DAYS;
    for (int i = 0; i < BS_SIGNAL_COUNT && status == BS_OK; i++) {
        int64_t last = from;
        const bs_signal_info *info = bs_signal_info_of((bs_signal)i);
        found->tallies[i] =
            from == BS_DAY_NONE || !is_of_rate((bs_signal)i) ? from : from - RATE_DAYS;
        if (info->kind == BS_KIND_TALLY && from != BS_DAY_NONE) {
            status = bs_db_integer(&last, store, BS_SQL_LAST_ACT, from, error,
                                   BS_BIND(profile, info->id, (int64_t)from + window_days));
            last -= window_days - 1;
        }
        found->tallies[i] = last < found->tallies[i] ? (bs_day)last : found->tallies[i];
        found->covers = found->tallies[i] < found->covers ? found->tallies[i] : found->covers;
    }
    return status;
}

static bs_status load_days_before(bs_evidence *evidence, bs_store *store, bs_profile_id profile,
                                  const bs_reach *from, const bool *wanted, bs_error *error)
{
    bs_status status = BS_OK;
    for (int i = 0; i < BS_SIGNAL_COUNT && status == BS_OK && from->covers != BS_DAY_NONE; i++) {
        int64_t days = 0;
        const bs_signal_info *info = bs_signal_info_of((bs_signal)i);
        if (info->kind == BS_KIND_TALLY && (wanted == NULL || wanted[i])) {
            status = bs_db_integer(&days, store, BS_SQL_DAYS_BEFORE, 0, error,
                                   BS_BIND(profile, info->id, from->covers, from->tallies[i]));
            evidence->days_before[i] = (uint8_t)days;
        }
    }
    return status;
}

void bs_load_order_sources(bs_tally *tallies, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const bs_tally moved = tallies[i];
        size_t at = i;
        for (; at > 0 && tallies[at - 1].signal == moved.signal &&
               tallies[at - 1].day == moved.day && tallies[at - 1].source > moved.source;
             at--) {
            tallies[at] = tallies[at - 1];
        }
        tallies[at] = moved;
    }
}

static bs_status load_tallies(bs_tally **tallies, size_t *count, bs_store *store,
                              bs_profile_id profile, const bs_reach *from, bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_tally)};
    bs_status status = BS_OK;
    for (int i = 0; i < BS_SIGNAL_COUNT && status == BS_OK; i++) {
        const bs_signal_info *info = bs_signal_info_of((bs_signal)i);
        sqlite3_stmt *statement = NULL;
        if (info->kind != BS_KIND_TALLY) {
            continue;
        }
        status = bs_db_query(&statement, store, BS_SQL_TALLY_READ, error,
                             BS_BIND(profile, info->id, from->tallies[i]));
        if (status == BS_OK) {
            status = bs_row_list_collect(&list, statement, bs_load_tally_row, (bs_signal)i, error);
        }
    }
    bs_load_order_sources(list.items, list.count);
    *tallies = list.items;
    *count = list.count;
    return status;
}

static bs_status load_pages_read(bs_moment pages_read[BS_PAGE_COUNT], bs_store *store,
                                 bs_profile_id profile, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bool there = true;
    bs_status status = bs_db_query(&row, store, BS_SQL_PAGE_READ, error, BS_BIND(profile));
    while (status == BS_OK) {
        char id[BS_PAGE_MAX + 1];
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        bs_db_text(id, sizeof id, row, 0);
        bs_page_kind kind = bs_page_kind_find(id);
        if (kind != BS_PAGE_COUNT) {
            pages_read[kind] = bs_db_moment(row, 1);
        }
    }
    return status;
}

static bs_status load_no_access(bs_no_access *no_access, bs_store *store, bs_profile_id profile,
                                bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bool there = false;
    bs_status status = bs_db_query(&row, store, BS_SQL_NO_ACCESS_READ, error, BS_BIND(profile));
    if (status == BS_OK) {
        status = bs_db_next(&there, row, error);
    }
    if (status == BS_OK && there) {
        *no_access = (bs_no_access){.since = bs_db_moment(row, 0), .seen = bs_db_moment(row, 2)};
        (void)sqlite3_reset(row);
    }
    return status;
}

bs_status bs_load_profile(bs_evidence *evidence, bs_store *store, bs_profile_id profile,
                          bs_error *error)
{
    bs_profile known;
    bs_status status = bs_profile_read(&known, store, profile, error);
    if (status == BS_OK) {
        evidence->first_seen = known.first_seen;
        evidence->last_seen = known.last_seen;
        status = load_pages_read(evidence->pages_read, store, profile, error);
    }
    if (status == BS_OK) {
        status = load_no_access(&evidence->no_access, store, profile, error);
    }
    if (status == BS_OK) {
        status = bs_phone_read(&evidence->phone, store, error);
    }
    return status;
}

/**
 * Clips covers to the days that a state can ask for, so that a track is no longer than the window.
 * Keeps enough earlier days to tell that a signal is no longer learning. BS_DAY_NONE: any day.
 */
static void clip_covers(bs_cover *covers, size_t count, bs_day from)
{
    if (from == BS_DAY_NONE) {
        return;
    }
    const bs_day first = from - BS_LEARNING_DAYS;
    for (size_t i = 0; i < count; i++) {
        covers[i].from = covers[i].from < first ? first : covers[i].from;
    }
}

bs_status bs_load_covers_within(bs_evidence *evidence, bs_store *store, bs_profile_id profile,
                                const bs_reach *reach, const bool *wanted, bs_error *error)
{
    bs_cover *covers = NULL;
    size_t count = 0;
    bs_status status = bs_load_covers(&covers, &count, store, profile, reach->covers, error);
    if (status != BS_OK) {
        return status;
    }
    clip_covers(covers, count, reach->covers);
    free(evidence->covers);
    evidence->covers = covers;
    evidence->cover_count = count;
    return load_days_before(evidence, store, profile, reach, wanted, error);
}

/** Takes over `officials`, which are loaded already. */
static bs_status load_with(bs_evidence *evidence, bs_reach *reach, bs_official *officials,
                           size_t official_count, bs_store *store, bs_profile_id profile,
                           bs_day from, bs_error *error)
{
    bs_evidence loaded = {.officials = officials, .official_count = official_count};
    const bs_gauge_range range = {.from = from, .until = INT64_MAX};
    bs_status status = bs_load_profile(&loaded, store, profile, error);
    if (status == BS_OK) {
        status = bs_load_gauges(&loaded.gauges, &loaded.gauge_count, store, profile, &range, error);
    }
    if (status == BS_OK) {
        status = find_reach(reach, store, profile, from, error);
    }
    if (status == BS_OK) {
        status = load_tallies(&loaded.tallies, &loaded.tally_count, store, profile, reach, error);
    }
    if (status == BS_OK) {
        status = bs_load_covers_within(&loaded, store, profile, reach, NULL, error);
    }
    if (status != BS_OK) {
        bs_store_evidence_free(&loaded);
        return status;
    }
    *evidence = loaded;
    return BS_OK;
}

bs_status bs_load_evidence(bs_evidence *evidence, bs_store *store, bs_profile_id profile,
                           bs_day from, bs_error *error)
{
    bs_official *officials = NULL;
    size_t count = 0;
    bs_reach reach;
    const bs_status status = bs_load_officials(&officials, &count, store, profile, error);
    return status == BS_OK
               ? load_with(evidence, &reach, officials, count, store, profile, from, error)
               : status;
}

bs_status bs_load_reaching(bs_evidence *evidence, bs_reach *reach, bs_store *store,
                           bs_profile_id profile, bs_moment from, bs_error *error)
{
    bs_official *officials = NULL;
    size_t count = 0;
    const bs_status status = bs_load_officials(&officials, &count, store, profile, error);
    if (status != BS_OK) {
        return status;
    }
    const bs_day first = bs_state_needs_from(store->model, officials, count, from);
    return load_with(evidence, reach, officials, count, store, profile, first, error);
}

bs_status bs_load_window(bs_evidence *evidence, bs_store *store, bs_profile_id profile,
                         bs_moment from, bs_error *error)
{
    bs_reach reach;
    return bs_load_reaching(evidence, &reach, store, profile, from, error);
}

bs_status bs_store_evidence(bs_evidence *evidence, bs_store *store, bs_profile_id profile,
                            bs_day from, bs_error *error)
{
    bs_status status = bs_db_begin_read(store, error);
    if (status != BS_OK) {
        return status;
    }
    bs_evidence loaded = {0};
    status = bs_db_end(store, bs_load_evidence(&loaded, store, profile, from, error), error);
    if (status != BS_OK) {
        bs_store_evidence_free(&loaded);
        return status;
    }
    *evidence = loaded;
    return BS_OK;
}

void bs_store_evidence_free(bs_evidence *evidence)
{
    free(evidence->gauges);
    free(evidence->tallies);
    free(evidence->covers);
    free(evidence->officials);
    *evidence = (bs_evidence){0};
}
