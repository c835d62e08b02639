#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bussola/recovery.h"
#include "contents.h"
#include "create.h"
#include "db.h"
#include "hold.h"
#include "migrate.h"
#include "pages.h"
#include "replace.h"
#include "salvage.h"

/** Tries on a copy in memory whether a database of that schema can be brought to this build's. */
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
    (void)sqlite3_close(copy);
    return code;
}

/** Whether nothing is wrong with it and it can be opened; it is only read. */
static bs_status look(bool *sound, const char *database, uint32_t schema, bs_error *error)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(database, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    if (code == SQLITE_OK) {
        code = bs_migrate_verify(db);
    }
    if (code == SQLITE_OK && schema < BS_STORE_SCHEMA) {
        code = schema > 0 ? try_migration(db, (int)schema) : SQLITE_CORRUPT;
    }
    (void)sqlite3_close(db);
    *sound = code == SQLITE_OK;
    return bs_db_is_passing(code) ? bs_db_fail(error, code) : BS_OK;
}

/** Another program's file gives no profile that merely looks like one. */
static bs_status fill(sqlite3 **db, bs_contents *contents, const bs_pages *pages, bs_error *error)
{
    bs_status status = bs_salvage(*db, pages, error);
    if (status == BS_OK) {
        status = bs_contents_of(contents, *db, error);
    }
    if (status == BS_OK && pages->foreign && contents->readings == 0) {
        (void)sqlite3_close(*db);
        *contents = (bs_contents){0};
        status = bs_create_in_memory(db, error);
    }
    return status;
}

static bs_status rebuild(bs_recovered *recovered, const char *directory, const bs_pages *pages,
                         int64_t now, bs_error *error)
{
    char fresh[BS_STORE_PATH_MAX];
    sqlite3 *db = NULL;
    bs_status status = bs_place_join(fresh, directory, BS_DATABASE_NEW, error);
    if (status == BS_OK) {
        status = bs_create_in_memory(&db, error);
    }
    if (status == BS_OK) {
        status = fill(&db, &recovered->contents, pages, error);
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

static bs_status recover_held(bs_recovered *recovered, const char *directory, int64_t now,
                              bs_error *error)
{
    char database[BS_STORE_PATH_MAX];
    bs_pages pages = {.database = -1, .log = -1};
    bs_status status = bs_place_join(database, directory, BS_DATABASE, error);
    if (status == BS_OK) {
        status = bs_pages_open(&pages, directory, error);
    }
    const bool wanted = status == BS_OK;
    recovered->found = pages.database >= 0 || pages.wal.count > 0 || pages.wal.damaged;
    if (wanted && pages.ours && pages.schema > BS_STORE_SCHEMA) {
        status = bs_fail(error, BS_NEWER_SCHEMA, "",
                         "A newer Bussola (schema %u) made this database; update this one.",
                         pages.schema);
    } else if (wanted && recovered->found) {
        if (pages.ours && !pages.wal.damaged) {
            status = look(&recovered->whole, database, pages.schema, error);
        }
        if (status == BS_OK) {
            status = recovered->whole ? bs_contents_look(&recovered->contents, database, error)
                                      : rebuild(recovered, directory, &pages, now, error);
        }
    }
    bs_pages_close(&pages);
    return status;
}

bs_status bs_store_recover(bs_recovered *recovered, const char *directory, int64_t now,
                           bs_error *error)
{
    bs_hold hold;
    bs_recovered result = {.found = false};
    bs_status status = bs_hold_begin(&hold, directory, error);
    if (status == BS_OK) {
        status = recover_held(&result, hold.directory, now, error);
    }
    bs_hold_end(&hold);
    if (status == BS_OK) {
        *recovered = result;
    }
    return status;
}
