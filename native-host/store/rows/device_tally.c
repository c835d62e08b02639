#include "device_tally.h"

#include <stdlib.h>

#include "store/db/db.h"

bs_status bs_device_tallies_load(bs_device_tally **parts, size_t *count, bs_store *store,
                                 bs_profile_id profile, bs_error *error)
{
    bs_device_tally *found = NULL;
    size_t length = 0;
    size_t room = 0;
    sqlite3_stmt *row = NULL;
    bs_status status = bs_db_query(&row, store, BS_SQL_DEVICE_TALLY_READ, error, BS_BIND(profile));
    for (bool there = true; status == BS_OK;) {
        bs_signal signal = BS_SIGNAL_COUNT;
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        if (!bs_db_signal(&signal, row, 0)) {
            continue;
        }
        if (length == room) {
            room = room == 0 ? 64 : room * 2;
            bs_device_tally *grown = realloc(found, room * sizeof *grown);
            if (grown == NULL) {
                (void)sqlite3_reset(row);
                status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
                break;
            }
            found = grown;
        }
        found[length++] = (bs_device_tally){.signal = signal,
                                            .day = bs_db_day(row, 1),
                                            .device = sqlite3_column_int64(row, 2),
                                            .count = sqlite3_column_int64(row, 3),
                                            .taken = sqlite3_column_int64(row, 4),
                                            .seen = bs_db_moment(row, 5)};
    }
    if (status != BS_OK) {
        free(found);
        return status;
    }
    /* Rows are in the order of the signals' names. */
    bs_device_tallies_sort(found, length);
    *parts = found;
    *count = length;
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
