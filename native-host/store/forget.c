#include <stdlib.h>

#include "bussola/recovery.h"
#include "forget.h"
#include "profile.h"

static bs_status forget_within(bs_forgotten *forgotten, bs_store *store, bs_profile_id profile,
                               bs_error *error)
{
    const int before = sqlite3_total_changes(store->db);
    bs_status status = BS_OK;
    int removed = 0;
    if (profile == BS_PROFILE_NONE) {
        status = bs_db_run(&removed, store, BS_SQL_PROFILE_DELETE_ALL, error, "");
        if (status == BS_OK) {
            status = bs_db_run(NULL, store, BS_SQL_REQUEST_DELETE_ALL, error, "");
        }
    } else {
        status = bs_db_run(&removed, store, BS_SQL_PROFILE_DELETE, error, "i", profile);
    }
    forgotten->profiles = removed;
    /* The rows of the other tables go with the profile's and are counted here too. */
    forgotten->rows = sqlite3_total_changes(store->db) - before;
    return status;
}

bs_status bs_store_empty_log(bs_store *store, bs_error *error)
{
    const int code =
        sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
}

bs_status bs_forget_traces(bs_store *store, bs_error *error)
{
    /*
     * secure_delete has overwritten every row, but not what was left of one when rows moved between
     * pages. Without room for another file the rows are gone nevertheless.
     */
    const int code = sqlite3_exec(store->db, "VACUUM", NULL, NULL, NULL);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_FULL) {
        return bs_db_fail(error, code);
    }
    /* The log held them before. */
    return bs_store_empty_log(store, error);
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

bs_status bs_store_forget(bs_forgotten *forgotten, bs_store *store, bs_profile_id profile,
                          bs_error *error)
{
    bs_forgotten counts = {0};
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_db_end(store, forget_within(&counts, store, profile, error), error);
    if (status == BS_OK) {
        status = bs_forget_traces(store, error);
    }
    if (status == BS_OK) {
        status = count_copies(&counts.copies, store, error);
    }
    if (status == BS_OK) {
        *forgotten = counts;
    }
    return status;
}
