#include "device_tally.h"

#include "row_list.h"
#include "store/db/db.h"

/** False for a signal of a newer Bussola. */
static bool read_row(void *item, sqlite3_stmt *row, bs_signal unused)
{
    bs_signal signal = BS_SIGNAL_COUNT;
    (void)unused;
    if (!bs_db_signal(&signal, row, 0)) {
        return false;
    }
    *(bs_device_tally *)item = (bs_device_tally){.signal = signal,
                                                 .day = bs_db_day(row, 1),
                                                 .device = sqlite3_column_int64(row, 2),
                                                 .count = sqlite3_column_int64(row, 3),
                                                 .taken = sqlite3_column_int64(row, 4),
                                                 .seen = bs_db_moment(row, 5)};
    return true;
}

bs_status bs_device_tallies_load(bs_device_tally **parts, size_t *count, bs_store *store,
                                 bs_profile_id profile, bs_error *error)
{
    bs_row_list list = {.size = sizeof(bs_device_tally)};
    sqlite3_stmt *row = NULL;
    bs_status status = bs_db_query(&row, store, BS_SQL_DEVICE_TALLY_READ, error, BS_BIND(profile));
    if (status == BS_OK) {
        status = bs_row_list_collect(&list, row, read_row, BS_SIGNAL_COUNT, error);
    }
    if (status != BS_OK) {
        return status;
    }
    /* Rows are in the order of the signals' names. */
    bs_device_tallies_sort(list.items, list.count);
    *parts = list.items;
    *count = list.count;
    return BS_OK;
}

bs_status bs_device_tally_put(size_t *changed, bs_store *store, bs_profile_id profile,
                              const bs_device_tally *part, bs_error *error)
{
    int rows = 0;
    const bs_status status =
        bs_db_run(&rows, store, BS_SQL_DEVICE_TALLY_MAX, error,
                  BS_BIND(profile, bs_signal_info_of(part->signal)->id, part->day, part->device,
                          part->count, part->taken, part->seen.seconds, part->seen.offset_minutes));
    if (changed != NULL) {
        *changed += rows > 0 ? 1 : 0;
    }
    return status;
}
