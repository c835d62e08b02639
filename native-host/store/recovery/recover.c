#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "db_pages.h"
#include "db_summary.h"
#include "page_recovery.h"
#include "platform/path.h"
#include "store/db/create.h"
#include "store/db/db.h"
#include "store/db/guard.h"
#include "store/db/migrate.h"
#include "store/db/schema.h"
#include "store/db/values.h"
#include "store/files/hold.h"
#include "store/files/replace.h"

/**
 * Tests on an in-memory copy whether a database of that schema can be migrated to this build's.
 */
static int try_migration(sqlite3 *db, int schema)
{
    sqlite3 *copy = NULL;
    bs_error error;
    int code = sqlite3_open_v2(
        ":memory:", &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, NULL);
    sqlite3_backup *backup =
        code == SQLITE_OK ? sqlite3_backup_init(copy, "main", db, "main") : NULL;
    if (code == SQLITE_OK) {
        code = backup == NULL ? sqlite3_errcode(copy) : sqlite3_backup_step(backup, -1);
        const int finished = sqlite3_backup_finish(backup);
        code = code == SQLITE_DONE ? finished : code;
    }
    if (code == SQLITE_OK &&
        bs_migrate(copy, bs_migrations, schema, BS_STORE_SCHEMA, &error) != BS_OK) {
        code = error.status == BS_INTERNAL ? SQLITE_NOMEM : SQLITE_CORRUPT;
    }
    if (code == SQLITE_OK) {
        code = bs_values_check(copy);
    }
    (void)sqlite3_close(copy);
    return code;
}

/** Checks a database of a known schema; returns an SQLite result code. */
static int check_rows(sqlite3 *db, uint32_t schema)
{
    int code = bs_schema_read_all(db);
    if (code == SQLITE_OK) {
        code = bs_migrate_verify(db);
    }
    if (code != SQLITE_OK) {
        return code;
    }
    return schema < BS_STORE_SCHEMA ? try_migration(db, (int)schema) : bs_values_check(db);
}

/** Checks read-only whether the database is undamaged and can be opened. */
static bs_status look(bs_recovered *found, const char *database, uint32_t schema, bs_error *error)
{
    bs_guard guard;
    sqlite3 *db = NULL;
    bool known = false;
    int code = bs_guard_open(&db, database, SQLITE_OPEN_READONLY, &guard);
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    if (code == SQLITE_OK) {
        code = schema > 0 ? bs_schema_look(&known, db, (int)schema) : SQLITE_CORRUPT;
    }
    found->altered = code == SQLITE_OK && !known;
    if (code == SQLITE_OK && known) {
        code = check_rows(db, schema);
    }
    (void)sqlite3_close(db);
    found->whole = code == SQLITE_OK && known;
    return bs_db_is_passing(code) ? bs_db_fail(error, code) : BS_OK;
}

/** Rejects a foreign file without readings, so that it does not yield a false profile. */
static bs_status fill(sqlite3 **db, bs_db_summary *summary, const bs_db_pages *pages,
                      bs_error *error)
{
    bs_status status = bs_page_recovery(*db, pages, error);
    if (status == BS_OK) {
        status = bs_db_summary_read(summary, *db, error);
    }
    if (status == BS_OK && pages->foreign && summary->readings == 0) {
        (void)sqlite3_close(*db);
        *summary = (bs_db_summary){0};
        status = bs_create_in_memory(db, error);
    }
    return status;
}

static bs_status rebuild(bs_recovered *recovered, const char *directory, const bs_db_pages *pages,
                         int64_t now, bs_error *error)
{
    char fresh[BS_STORE_PATH_MAX];
    sqlite3 *db = NULL;
    bs_status status = bs_fs_join(fresh, directory, BS_DATABASE_NEW, error);
    if (status == BS_OK) {
        status = bs_create_in_memory(&db, error);
    }
    if (status == BS_OK) {
        status = fill(&db, &recovered->summary, pages, error);
    }
    if (status == BS_OK) {
        const int code = bs_migrate_verify(db);
        if (code == SQLITE_CORRUPT) {
            status = bs_fail(error, BS_INTERNAL, "", "What was recovered is not whole.");
        } else if (code != SQLITE_OK) {
            status = bs_db_fail(error, code);
        }
    }
    if (status == BS_OK) {
        status = bs_create_file(db, fresh, error);
    }
    (void)sqlite3_close(db);
    return status == BS_OK ? bs_replace(recovered->aside, directory, BS_COPY_DAMAGED, now, error)
                           : status;
}

/**
 * Checks for a rollback journal of another program, which SQLite would roll back into the database.
 */
static bs_status look_for_journal(bool *hot, const char *directory, bs_error *error)
{
    char journal[BS_STORE_PATH_MAX];
    const bs_status status = bs_fs_join(journal, directory, BS_DATABASE_JOURNAL, error);
    return status == BS_OK ? bs_fs_is_hot(hot, journal, error) : status;
}

static bs_status recover_held(bs_recovered *recovered, const char *directory, int64_t now,
                              bs_error *error)
{
    char database[BS_STORE_PATH_MAX];
    bs_db_pages pages = {.database = -1, .log = -1};
    bool hot = false;
    bs_status status = bs_fs_join(database, directory, BS_DATABASE, error);
    if (status == BS_OK) {
        status = bs_fs_check_database(directory, error);
    }
    if (status == BS_OK) {
        status = look_for_journal(&hot, directory, error);
    }
    if (status == BS_OK) {
        status = bs_pages_open(&pages, database, true, error);
    }
    const bool wanted = status == BS_OK;
    /* Memory for one copy to test, and the new database with its image. */
    const int64_t limit = bs_guard_allow((int64_t)pages.count * (int64_t)pages.size * 3);
    recovered->found = pages.database >= 0 || pages.wal.count > 0 || pages.wal.damaged;
    if (wanted && pages.ours && pages.schema > BS_STORE_SCHEMA) {
        status = bs_fail(error, BS_NEWER_SCHEMA, "",
                         "A newer Bussola (schema %u) made this database; update this one.",
                         pages.schema);
    } else if (wanted && recovered->found) {
        if (pages.ours && !pages.cut && !pages.wal.damaged && !hot) {
            status = look(recovered, database, pages.schema, error);
        }
        if (status == BS_OK) {
            status = recovered->whole
                         ? bs_db_summary_read_file(&recovered->summary, database, error)
                         : rebuild(recovered, directory, &pages, now, error);
        }
    }
    (void)sqlite3_hard_heap_limit64(limit);
    bs_pages_close(&pages);
    return status;
}

/** Sets `*absent` if there is no data directory: nothing to recover or create. */
static bs_status is_absent(bool *absent, const char *directory, bs_error *error)
{
    char own[BS_STORE_PATH_MAX];
    const bs_status status = directory == NULL ? bs_store_directory(own, error) : BS_OK;
    *absent =
        status == BS_OK && !bs_path_exists(directory == NULL ? own : directory) && errno == ENOENT;
    return status;
}

bs_status bs_store_recover(bs_recovered *recovered, const char *directory, int64_t now,
                           bs_error *error)
{
    bs_hold hold;
    bs_recovered result = {.found = false};
    bool absent = false;
    bs_status status = is_absent(&absent, directory, error);
    if (status != BS_OK || absent) {
        *recovered = result;
        return status;
    }
    status = bs_hold_begin(&hold, directory, error);
    if (status == BS_OK) {
        status = recover_held(&result, hold.directory, now, error);
    }
    bs_hold_end(&hold);
    if (status == BS_OK) {
        *recovered = result;
    }
    return status;
}
