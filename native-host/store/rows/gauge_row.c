#include "gauge_row.h"

#include "bussola/core/signals.h"
#include "loaded.h"

/** Runs the statement, and notes the rows of the signal that it changes at `at`. */
static bs_status write_row(int *changed, bs_store *store, bs_profile_id profile,
                           const bs_gauge *row, bs_sql sql, bs_bind_list parameters,
                           bs_error *error)
{
    const bs_status status = bs_db_run(changed, store, sql, error, parameters);
    if (status == BS_OK) {
        bs_loaded_note_gauge(store, profile, row->signal, row->at, *changed);
    }
    return status;
}

static const char *signal_id(const bs_gauge *row)
{
    return bs_signal_info_of(row->signal)->id;
}

bs_status bs_gauge_row_put(int *changed, bs_store *store, bs_profile_id profile,
                           const bs_gauge *gauge, bs_error *error)
{
    return write_row(changed, store, profile, gauge, BS_SQL_GAUGE_PUT,
                     BS_BIND(profile, signal_id(gauge), gauge->at.seconds, gauge->at.offset_minutes,
                             gauge->seen.seconds, gauge->seen.offset_minutes, gauge->value,
                             bs_bound_id(gauge->bound), bs_source_id(gauge->source)),
                     error);
}

bs_status bs_gauge_row_refresh(int *changed, bs_store *store, bs_profile_id profile,
                               const bs_gauge *row, const bs_gauge *gauge, bs_error *error)
{
    return write_row(changed, store, profile, row, BS_SQL_GAUGE_REFRESH,
                     BS_BIND(profile, signal_id(row), row->at.seconds, gauge->seen.seconds,
                             gauge->seen.offset_minutes),
                     error);
}

bs_status bs_gauge_row_drop(int *changed, bs_store *store, bs_profile_id profile,
                            const bs_gauge *row, bs_error *error)
{
    return write_row(changed, store, profile, row, BS_SQL_GAUGE_DROP,
                     BS_BIND(profile, signal_id(row), row->at.seconds), error);
}
