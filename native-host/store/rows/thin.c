#include "thin.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "bussola/core/dates.h"
#include "gauge_row.h"
#include "load.h"
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

/** The outermost rows of one source and bound; of equal values the first one. */
typedef struct outermost {
    bool any;
    size_t first, last, lowest, highest;
} outermost;

static void keep_outermost(const day_rows *day)
{
    outermost of[BS_SOURCE_COUNT][BS_BOUND_COUNT] = {{{.any = false}}};
    for (size_t i = 0; i < day->count; i++) {
        const bs_gauge *row = &day->rows[i];
        outermost *found = &of[row->source][row->bound];
        if (!found->any) {
            *found = (outermost){true, i, i, i, i};
        }
        found->last = i;
        found->lowest = row->value < day->rows[found->lowest].value ? i : found->lowest;
        found->highest = row->value > day->rows[found->highest].value ? i : found->highest;
    }
    for (int source = 0; source < BS_SOURCE_COUNT; source++) {
        for (int bound = 0; bound < BS_BOUND_COUNT; bound++) {
            const outermost *found = &of[source][bound];
            if (found->any) {
                day->kept[found->first] = day->kept[found->last] = true;
                day->kept[found->lowest] = day->kept[found->highest] = true;
            }
        }
    }
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

static bs_status thin(bs_store *store, bs_profile_id profile, const day_rows *day, bs_error *error)
{
    bs_status status = BS_OK;
    keep_outermost(day);
    for (size_t i = 0; i < day->count && status == BS_OK; i++) {
        const bs_gauge *row = &day->rows[i];
        const bs_gauge *confirmed = day->kept[i] ? confirmed_by(day, i) : NULL;
        int changed = 0;
        if (confirmed != NULL) {
            day->kept[i] = false;
            status = bs_gauge_row_refresh(&changed, store, profile, confirmed, row, error);
        }
        if (status == BS_OK && !day->kept[i]) {
            status = bs_gauge_row_drop(&changed, store, profile, row, error);
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
