#include "vacuum.h"

#include "bussola/store/forget.h"
#include "bussola/store/store.h"
#include "guard.h"
#include "platform/fs.h"

bs_status bs_store_empty_log(bs_store *store, bs_error *error)
{
    const int code =
        sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
}

bs_status bs_db_vacuum(bs_store *store, bs_error *error)
{
    /* secure_delete overwrote every row, but not the remains of rows that were moved between pages.
     * If the disk has no room for the copy, the rows are removed nevertheless. */
    const int64_t limit = bs_guard_allow(bs_fs_size(sqlite3_db_filename(store->db, "main")));
    bs_guard_start(&store->guard, BS_GUARD_FILE_MS);
    const int code = sqlite3_exec(store->db, "VACUUM", NULL, NULL, NULL);
    (void)sqlite3_hard_heap_limit64(limit);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_FULL) {
        return bs_db_fail(error, code);
    }
    /* The WAL contained the removed rows. */
    return bs_store_empty_log(store, error);
}
