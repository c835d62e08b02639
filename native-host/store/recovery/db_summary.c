#include "db_summary.h"

#include "store/db/db.h"
#include "store/db/guard.h"

static const char question[] =
    "SELECT (SELECT count(*) FROM profile WHERE key IS NOT NULL),"
    " (SELECT count(*) FROM profile WHERE key IS NULL),"
    " (SELECT count(*) FROM gauge) + (SELECT count(*) FROM tally) + (SELECT count(*) FROM "
    "official),"
    " (SELECT ifnull(max(seen), 0) FROM (SELECT max(seen) AS seen FROM gauge"
    " UNION ALL SELECT max(seen) FROM tally UNION ALL SELECT max(at) FROM official))";

bs_status bs_db_summary_read(bs_db_summary *summary, sqlite3 *db, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(db, question, -1, &row, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(row);
    }
    if (code == SQLITE_ROW) {
        *summary = (bs_db_summary){.profiles = sqlite3_column_int64(row, 0),
                                   .unidentified = sqlite3_column_int64(row, 1),
                                   .readings = sqlite3_column_int64(row, 2),
                                   .newest = sqlite3_column_int64(row, 3)};
    }
    (void)sqlite3_finalize(row);
    return code == SQLITE_ROW ? BS_OK : bs_db_fail(error, code);
}

bs_status bs_db_summary_read_file(bs_db_summary *summary, const char *path, bs_error *error)
{
    bs_guard guard;
    sqlite3 *db = NULL;
    int code = bs_guard_open(&db, path, SQLITE_OPEN_READONLY, &guard);
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    const bs_status status =
        code == SQLITE_OK ? bs_db_summary_read(summary, db, error) : bs_db_fail(error, code);
    (void)sqlite3_close(db);
    return status;
}
