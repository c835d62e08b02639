#include "thin.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "bussola/core/dates.h"
#include "load.h"
#include "loaded.h"
#include "row_list.h"

/** So few rows are the first and the last one. */
#define ROWS_MIN 2

/** A local day begins and ends at most this long before and after a moment in it. */
#define SECONDS_AROUND 86400

/** The rows of a signal on one day, by moment. */
typedef struct day_rows {
    bs_gauge *rows;
    bool *kept;
    size_t count;
} day_rows;

static bool are_alike(const bs_gauge *a, const bs_gauge *b)
{
    return a->source == b->source && a->bound == b->bound;
}

/** True for the first, last, lowest or highest row of its kind; of equal values the first one. */
static bool is_outermost(const day_rows *day, size_t i)
{
    const bs_gauge *row = &day->rows[i];
    bool first = true;
    bool last = true;
    bool lowest = true;
    bool highest = true;
    for (size_t j = 0; j < day->count; j++) {
        const bs_gauge *other = &day->rows[j];
        if (j == i || !are_alike(row, other)) {
            continue;
        }
        first = first && j > i;
        last = last && j < i;
        lowest = lowest && (j < i ? other->value > row->value : other->value >= row->value);
        highest = highest && (j < i ? other->value < row->value : other->value <= row->value);
    }
    return first || last || lowest || highest;
}

static bool says_same(const bs_gauge *before, const bs_gauge *row)
{
    return before != NULL && before->value == row->value && before->bound == row->bound;
}

/**
 * The kept row of the same source that row `i` only confirms, or NULL: neither the level before nor
 * its source's own last reading differs from it.
 */
static const bs_gauge *confirmed_by(const day_rows *day, size_t i)
{
    const bs_gauge *row = &day->rows[i];
    const bs_gauge *before = NULL;
    const bs_gauge *own = NULL;
    for (size_t j = i; j > 0 && own == NULL; j--) {
        const bs_gauge *other = &day->rows[j - 1];
        if (!day->kept[j - 1]) {
            continue;
        }
        before = before == NULL ? other : before;
        own = other->source == row->source ? other : NULL;
    }
    return says_same(before, row) && says_same(own, row) ? own : NULL;
}

static bs_status drop_row(bs_store *store, bs_profile_id profile, const bs_gauge *row,
                          bs_error *error)
{
    int removed = 0;
    const bs_status status =
        bs_db_run(&removed, store, BS_SQL_GAUGE_DROP, error,
                  BS_BIND(profile, bs_signal_info_of(row->signal)->id, row->at.seconds));
    if (status == BS_OK) {
        bs_loaded_note_gauge(store, profile, row->signal, row->at, removed);
    }
    return status;
}

static bs_status confirm_row(bs_store *store, bs_profile_id profile, const bs_gauge *row,
                             bs_moment seen, bs_error *error)
{
    int changed = 0;
    const bs_status status = bs_db_run(&changed, store, BS_SQL_GAUGE_REFRESH, error,
                                       BS_BIND(profile, bs_signal_info_of(row->signal)->id,
                                               row->at.seconds, seen.seconds, seen.offset_minutes));
    if (status == BS_OK) {
        bs_loaded_note_gauge(store, profile, row->signal, row->at, changed);
    }
    return status;
}

static bs_status thin(bs_store *store, bs_profile_id profile, const day_rows *day, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < day->count; i++) {
        day->kept[i] = is_outermost(day, i);
    }
    for (size_t i = 0; i < day->count && status == BS_OK; i++) {
        const bs_gauge *row = &day->rows[i];
        if (!day->kept[i]) {
            status = drop_row(store, profile, row, error);
            continue;
        }
        const bs_gauge *confirmed = confirmed_by(day, i);
        if (confirmed == NULL) {
            continue;
        }
        day->kept[i] = false;
        status = confirm_row(store, profile, confirmed, row->seen, error);
        if (status == BS_OK) {
            status = drop_row(store, profile, row, error);
        }
    }
    return status;
}

bs_status bs_thin_day(bs_store *store, bs_profile_id profile, bs_signal signal, bs_moment at,
                      bs_error *error)
{
    const bs_day today = bs_moment_day(at);
    bs_row_list list = {.size = sizeof(bs_gauge)};
    sqlite3_stmt *statement = NULL;
    bs_status status =
        bs_db_query(&statement, store, BS_SQL_GAUGE_SPAN, error,
                    BS_BIND(profile, bs_signal_info_of(signal)->id, at.seconds - SECONDS_AROUND,
                            at.seconds + SECONDS_AROUND));
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, statement, bs_load_gauge_row, signal, error);
    }
    if (status != BS_OK) {
        return status;
    }
    size_t count = list.count;
    day_rows day = {.rows = list.items};
    while (count > 0 && bs_moment_day(day.rows->at) < today) {
        day.rows++;
        count--;
    }
    while (day.count < count && bs_moment_day(day.rows[day.count].at) == today) {
        day.count++;
    }
    if (day.count > ROWS_MIN) {
        day.kept = calloc(day.count, sizeof *day.kept);
        status = day.kept == NULL ? bs_fail(error, BS_INTERNAL, "", "Out of memory.")
                                  : thin(store, profile, &day, error);
        free(day.kept);
    }
    free(list.items);
    return status;
}
