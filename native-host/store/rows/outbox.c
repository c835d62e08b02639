#include "outbox.h"

#include <math.h>

#include "bussola/core/counts.h"
#include "bussola/store/push.h"
#include "store/db/db.h"

/*
 * A day's first revision is the time, so that a database that was restored or recovered continues
 * above the revisions that the server has. In minutes, because a revision is a millisecond of the
 * afternoon: enough until 2102.
 */
#define FIRST_MINUTE (INT64_C(1577836800) / 60) /* 2020-01-01 */

bs_status bs_outbox_open(bs_outbox *outbox, bs_store *store, bs_profile_id profile, int64_t now,
                         bs_error *error)
{
    sqlite3_stmt *row = NULL;
    *outbox = (bs_outbox){.open = false};
    if (store->one_run) {
        return BS_OK;
    }
    bs_status status = bs_db_query(&row, store, BS_SQL_PUSH_TARGET_SHARES, error, BS_BIND(profile));
    if (status == BS_OK) {
        status = bs_db_next(&outbox->open, row, error);
    }
    if (status == BS_OK && outbox->open) {
        outbox->since = bs_db_day(row, 0);
        outbox->parts = (unsigned)sqlite3_column_int(row, 1);
        outbox->revision = now / 60 > FIRST_MINUTE ? now / 60 - FIRST_MINUTE : 0;
        (void)sqlite3_reset(row);
    }
    return status;
}

/** As points are sent: so that a change too small to be sent is no revision. */
static double rounded(double points)
{
    return round(points * 10) / 10;
}

static bool shares(const bs_outbox *outbox, bs_share_part part)
{
    return (outbox->parts & BS_PUSH_BIT(part)) != 0;
}

static bs_bind_value bind_points(bool shared, double points)
{
    return bs_bind_real(shared ? rounded(points) : NAN);
}

static bs_bind_value bind_count(bool shared, const bs_count *count)
{
    return shared && count->known ? bs_bind_integer(count->value) : bs_bind_text(NULL);
}

static bs_bind_value bind_bound(bool shared, const bs_count *count)
{
    return bs_bind_text(shared ? bs_bound_id(count->bound) : NULL);
}

bs_status bs_outbox_put(const bs_outbox *outbox, bs_store *store, bs_profile_id profile,
                        const bs_state *state, const bs_timeline *timeline, bs_error *error)
{
    const bs_day day = bs_moment_day(state->at);
    if (!outbox->open || day < outbox->since) {
        return BS_OK;
    }
    const bool index = shares(outbox, BS_SHARE_INDEX);
    const bool pillars = shares(outbox, BS_SHARE_PILLARS);
    const bool counts = shares(outbox, BS_SHARE_COUNTS);
    bs_bind_value values[6 + BS_PILLAR_COUNT + 2 * BS_MAIN_COUNTS];
    size_t used = 0;
    values[used++] = bs_bind_integer(profile);
    values[used++] = bs_bind_integer(day);
    values[used++] = bs_bind_integer(outbox->revision);
    values[used++] = bs_bind_text(index || pillars ? bs_number_kind_id(state->kind) : NULL);
    values[used++] = bind_points(index, state->total);
    values[used++] =
        bind_points(shares(outbox, BS_SHARE_ERROR) && isfinite(state->error), state->error);
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        values[used++] = bind_points(pillars, state->pillars[i].score);
    }
    for (size_t i = 0; i < BS_MAIN_COUNTS; i++) {
        const bs_count count = bs_count_at(timeline, bs_main_counts[i], state->at);
        values[used++] = bind_count(counts, &count);
        values[used++] = bind_bound(counts, &count);
    }
    return bs_db_run(NULL, store, BS_SQL_OUTBOX_PUT, error, (bs_bind_list){values, used});
}

bs_status bs_outbox_move(bs_store *store, bs_profile_id profile, bs_profile_id from,
                         bs_error *error)
{
    const bs_status status =
        bs_db_run(NULL, store, BS_SQL_PUSH_TARGET_MOVE, error, BS_BIND(profile, from));
    return status == BS_OK
               ? bs_db_run(NULL, store, BS_SQL_OUTBOX_MOVE, error, BS_BIND(profile, from))
               : status;
}
