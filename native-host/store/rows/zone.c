#include "zone.h"

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "platform/clock.h"

bs_status bs_zone_load(bs_offsets *offsets, bs_store *store, bs_error *error)
{
    bs_offsets loaded = {0};
    sqlite3_stmt *row = NULL;
    bs_status status = bs_db_query(&row, store, BS_SQL_ZONE_READ, error, BS_BIND_NOTHING);
    for (bool there = true; status == BS_OK;) {
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        loaded.until = sqlite3_column_int64(row, 2);
        if (bs_offsets_add(&loaded, sqlite3_column_int64(row, 0),
                           (int16_t)sqlite3_column_int(row, 1)) != BS_OK) {
            (void)sqlite3_reset(row);
            status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
        }
    }
    if (status != BS_OK) {
        bs_offsets_free(&loaded);
        return status;
    }
    *offsets = loaded;
    return BS_OK;
}

bs_status bs_store_offsets(bs_offsets *offsets, bs_store *store, bs_error *error)
{
    bs_status status = bs_db_begin_read(store, error);
    if (status == BS_OK) {
        status = bs_db_end(store, bs_zone_load(offsets, store, error), error);
    }
    return status;
}

bs_status bs_store_day_end(bs_moment *end, bs_store *store, bs_day day, bs_moment now,
                           bs_error *error)
{
    bs_offsets offsets = {0};
    const bs_status status = bs_store_offsets(&offsets, store, error);
    if (status == BS_OK) {
        *end = bs_zone_day_end(&offsets, day, now);
    }
    bs_offsets_free(&offsets);
    return status;
}

static bs_status put_spans(bs_store *store, const bs_offsets *offsets, size_t first,
                           bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = first; i < offsets->count && status == BS_OK; i++) {
        const bool last = i + 1 == offsets->count;
        status = bs_db_run(NULL, store, BS_SQL_ZONE_PUT, error,
                           BS_BIND(offsets->spans[i].since,
                                   last ? offsets->until : offsets->spans[i + 1].since - 1,
                                   offsets->spans[i].minutes));
    }
    return status;
}

bs_status bs_zone_keep(bs_store *store, const bs_offsets *offsets, bs_error *error)
{
    bs_offsets stored = {0};
    bs_status status = bs_zone_load(&stored, store, error);
    if (status == BS_OK && !bs_offsets_continue(offsets, &stored)) {
        status = bs_fail(error, BS_BUSY, "", "Another import is under way; import again.");
    }
    if (status == BS_OK) {
        status = put_spans(store, offsets, stored.count > 0 ? stored.count - 1 : 0, error);
    }
    bs_offsets_free(&stored);
    return status;
}

bs_status bs_zone_replace(bs_store *store, const bs_offsets *offsets, bs_error *error)
{
    const bs_status status = bs_db_run(NULL, store, BS_SQL_ZONE_DELETE_ALL, error, BS_BIND_NOTHING);
    return status == BS_OK ? put_spans(store, offsets, 0, error) : status;
}

/**
 * The day's end at the offset in force at `seconds`: the `decided` one, or without any the
 * machine's.
 */
static bs_moment end_as_of(bs_day day, const bs_offsets *decided, int64_t seconds)
{
    if (decided != NULL) {
        return bs_day_end(day, bs_offsets_at(decided, seconds));
    }
    return bs_day_end(day, bs_clock_offset(seconds));
}

bs_moment bs_zone_day_end(const bs_offsets *offsets, bs_day day, bs_moment now)
{
    const bs_moment end = bs_day_end(day, now.offset_minutes);
    if (day >= bs_moment_day(now)) {
        return now;
    }
    /* The offset at noon: near midnight it may be the next day's. */
    const int64_t near = end.seconds - BS_DAY_SECONDS / 2;
    const bool reach = bs_offsets_reach(offsets, end.seconds + BS_DAY_SECONDS);
    if (!reach && bs_clock_offset(now.seconds) != now.offset_minutes) {
        return end;
    }
    const bs_offsets *decided = reach ? offsets : NULL;
    return end_as_of(day, decided, end_as_of(day, decided, near).seconds);
}
