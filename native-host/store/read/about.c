#include "bussola/store/about.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "bussola/store/store.h"
#include "platform/fs.h"
#include "store/db/db.h"
#include "store/db/schema.h"
#include "store/db/values.h"

static int64_t size_of(const char *path)
{
    const int64_t size = bs_fs_size(path);
    return size > 0 ? size : 0;
}

bs_status bs_store_about(bs_store_info *info, bs_store *store, bs_error *error)
{
    bs_store_info about = {0};
    char log[BS_STORE_PATH_MAX];
    int64_t schema = 0;
    sqlite3_stmt *row = NULL;
    bool there = false;
    memcpy(about.directory, store->directory, sizeof about.directory);
    (void)snprintf(about.database, sizeof about.database, "%s",
                   sqlite3_db_filename(store->db, "main"));
    (void)snprintf(log, sizeof log, "%s",
                   sqlite3_filename_wal(sqlite3_db_filename(store->db, "main")));
    about.bytes = size_of(about.database) + size_of(log);
    bs_status status =
        bs_db_integer(&schema, store, BS_SQL_SCHEMA_VERSION, 0, error, BS_BIND_NOTHING);
    about.schema = (int)schema;
    if (status == BS_OK) {
        status = bs_db_query(&row, store, BS_SQL_ABOUT, error, BS_BIND_NOTHING);
    }
    if (status == BS_OK) {
        status = bs_db_next(&there, row, error);
    }
    if (status != BS_OK) {
        return status;
    }
    int64_t *counts[] = {&about.profiles, &about.unclaimed, &about.gauges,
                         &about.tallies,  &about.officials, &about.snapshots};
    for (int i = 0; i < (int)(sizeof counts / sizeof counts[0]); i++) {
        *counts[i] = sqlite3_column_int64(row, i);
    }
    (void)sqlite3_reset(row);
    *info = about;
    return BS_OK;
}

bs_status bs_store_check(bs_store *store, bool thorough, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bool there = false;
    char complaint[160];
    bs_status status =
        bs_db_query(&row, store, thorough ? BS_SQL_INTEGRITY_CHECK : BS_SQL_QUICK_CHECK, error,
                    BS_BIND_NOTHING);
    if (status == BS_OK) {
        status = bs_db_next(&there, row, error);
    }
    if (status != BS_OK || !there) {
        return status;
    }
    bs_db_text(complaint, sizeof complaint, row, 0);
    (void)sqlite3_reset(row);
    if (strcmp(complaint, "ok") != 0) {
        return bs_fail(error, BS_STORAGE, "", "The database is damaged: %s", complaint);
    }
    errno = 0;
    int code = bs_schema_read_all(store->db);
    if (code == SQLITE_OK) {
        code = bs_values_check(store->db);
    }
    return code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
}
