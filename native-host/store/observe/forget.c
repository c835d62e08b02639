#include "bussola/store/forget.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "bussola/store/view.h"
#include "redraw.h"
#include "rescore.h"
#include "store/db/vacuum.h"
#include "store/rows/profile.h"
#include "store/rows/redrawn.h"

static bs_status forget_within(bs_forgotten *forgotten, bs_store *store, bs_profile_id profile,
                               bs_error *error)
{
    const int before = sqlite3_total_changes(store->db);
    bs_status status = BS_OK;
    int removed = 0;
    if (profile == BS_PROFILE_NONE) {
        status = bs_db_run(&removed, store, BS_SQL_PROFILE_DELETE_ALL, error, BS_BIND_NOTHING);
        if (status == BS_OK) {
            status = bs_db_run(NULL, store, BS_SQL_REQUEST_DELETE_ALL, error, BS_BIND_NOTHING);
        }
        if (status == BS_OK) {
            status = bs_db_run(NULL, store, BS_SQL_ZONE_DELETE_ALL, error, BS_BIND_NOTHING);
        }
    } else {
        status = bs_db_run(&removed, store, BS_SQL_PROFILE_DELETE, error, BS_BIND(profile));
    }
    forgotten->profiles = removed;
    /* Includes rows that were deleted by cascade. */
    forgotten->rows = sqlite3_total_changes(store->db) - before;
    return status;
}

static bs_status count_copies(size_t *count, const bs_store *store, bs_error *error)
{
    bs_copy *copies = NULL;
    const bs_status status = bs_copies_list(&copies, count, store->directory, error);
    if (status == BS_OK) {
        free(copies);
    }
    return status;
}

/* ---- one source ---- */

static bs_status remove_rows(bs_store *store, bs_profile_id profile, bs_source source,
                             bs_error *error)
{
    static const bs_sql removals[] = {BS_SQL_GAUGE_FORGET,      BS_SQL_TALLY_FORGET,
                                      BS_SQL_COVER_FORGET,      BS_SQL_LISTING_FORGET,
                                      BS_SQL_LIST_START_FORGET, BS_SQL_UNDONE_FORGET};
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof removals / sizeof removals[0] && status == BS_OK; i++) {
        status = bs_db_run(NULL, store, removals[i], error, BS_BIND(profile, bs_source_id(source)));
    }
    return status;
}

/* Derived rows must not outlive the removed ones. */
static bs_status remove_derived(bs_store *store, bs_profile_id profile, bs_error *error)
{
    static const bs_sql removals[] = {BS_SQL_MARK_FORGET,      BS_SQL_PAGE_FORGET,
                                      BS_SQL_MILESTONE_FORGET, BS_SQL_SNAPSHOT_DELETE,
                                      BS_SQL_SERIES_DELETE,    BS_SQL_SHOWN_WEEK_FORGET,
                                      BS_SQL_REDRAWN_FORGET};
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof removals / sizeof removals[0] && status == BS_OK; i++) {
        status = bs_db_run(NULL, store, removals[i], error, BS_BIND(profile));
    }
    return status;
}

/** Sets `*empty` if the profile was created for an import and has no rows left. */
static bs_status is_empty(bool *empty, bs_store *store, bs_profile_id profile, bs_error *error)
{
    int64_t first = BS_DAY_NONE;
    bs_profile known;
    bs_status status = bs_profile_read(&known, store, profile, error);
    if (status == BS_OK) {
        status =
            bs_db_integer(&first, store, BS_SQL_FIRST_DAY, BS_DAY_NONE, error, BS_BIND(profile));
    }
    *empty = status == BS_OK && first == BS_DAY_NONE && strcmp(known.key, BS_IMPORT_KEY) == 0;
    return status;
}

/** Takes the number as it was until today, also if counts of today have redrawn it. */
static bs_status begin_redraw(bs_redraw *redraw, bs_store *store, bs_profile_id profile,
                              int64_t now, bs_error *error)
{
    bs_moment present;
    bs_redrawn *today = NULL;
    size_t count = 0;
    bs_status status = bs_store_now(&present, store, profile, now, error);
    if (status == BS_OK) {
        status = bs_redraw_begin(redraw, store, profile, present, error);
    }
    if (status == BS_OK) {
        status = bs_redrawn_load(&today, &count, store, profile, redraw->day, redraw->day, error);
    }
    if (count > 0) {
        redraw->eve.total = today[0].before;
    }
    free(today);
    return status;
}

static bs_status forget_source_within(bs_forgotten *forgotten, bs_store *store,
                                      bs_profile_id profile, bs_source source, int64_t now,
                                      bs_error *error)
{
    const int before = sqlite3_total_changes(store->db);
    bool empty = false;
    bs_redraw redraw;
    bs_status status = begin_redraw(&redraw, store, profile, now, error);
    if (status == BS_OK) {
        status = remove_rows(store, profile, source, error);
    }
    forgotten->rows = sqlite3_total_changes(store->db) - before;
    if (status == BS_OK) {
        status = remove_derived(store, profile, error);
    }
    if (status == BS_OK) {
        status = is_empty(&empty, store, profile, error);
    }
    if (status != BS_OK) {
        return status;
    }
    forgotten->profiles = empty ? 1 : 0;
    if (empty) {
        return bs_db_run(NULL, store, BS_SQL_PROFILE_DELETE, error, BS_BIND(profile));
    }
    status = bs_rescore(store, profile, 0, now, error);
    return status == BS_OK ? bs_redraw_end(&redraw, store, NULL, BS_CORRECTED_REMOVED, error)
                           : status;
}

/** Erases the removed rows from the files and counts the copies that may contain them. */
static bs_status finish(bs_forgotten *forgotten, const bs_forgotten *counts, bs_store *store,
                        bs_error *error)
{
    bs_forgotten all = *counts;
    bs_status status = bs_db_vacuum(store, error);
    if (status == BS_OK) {
        status = count_copies(&all.copies, store, error);
    }
    if (status == BS_OK) {
        *forgotten = all;
    }
    return status;
}

bs_status bs_store_forget_source(bs_forgotten *forgotten, bs_store *store, bs_profile_id profile,
                                 bs_source source, int64_t now, bs_error *error)
{
    bs_forgotten counts = {0};
    bs_status status = bs_db_begin_write(store, error);
    if (status == BS_OK) {
        status = bs_db_end(store, forget_source_within(&counts, store, profile, source, now, error),
                           error);
    }
    return status == BS_OK ? finish(forgotten, &counts, store, error) : status;
}

bs_status bs_store_forget(bs_forgotten *forgotten, bs_store *store, bs_profile_id profile,
                          bs_error *error)
{
    bs_forgotten counts = {0};
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_db_end(store, forget_within(&counts, store, profile, error), error);
    return status == BS_OK ? finish(forgotten, &counts, store, error) : status;
}
