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

/** Whether a database of that schema can be brought to this build's; tried on a copy in memory. */
static bool can_migrate(sqlite3 *db, int schema)
{
    sqlite3 *copy = NULL;
    if (schema == BS_STORE_SCHEMA) {
        return true;
    }
    bool done = schema > 0 && sqlite3_open(":memory:", &copy) == SQLITE_OK;
    sqlite3_backup *backup = done ? sqlite3_backup_init(copy, "main", db, "main") : NULL;
    done = backup != NULL && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
    done = sqlite3_backup_finish(backup) == SQLITE_OK && done;
    done = done && bs_migrate(copy, bs_migrations, schema, BS_STORE_SCHEMA, NULL) == BS_OK;
    (void)sqlite3_close(copy);
    return done;
}

/** Whether nothing is wrong with it and it can be opened; it is only read. */
static bool is_sound(const char *database, uint32_t schema)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(database, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    if (code == SQLITE_OK) {
        code = bs_migrate_verify(db);
    }
    const bool sound = code == SQLITE_OK && can_migrate(db, (int)schema);
    (void)sqlite3_close(db);
    return sound;
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
    if (status == BS_OK && bs_migrate_verify(db) != SQLITE_OK) {
        status = bs_fail(error, BS_INTERNAL, "", "What was recovered is not whole.");
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
        recovered->whole = pages.ours && !pages.wal.damaged && is_sound(database, pages.schema);
        status = recovered->whole ? bs_contents_look(&recovered->contents, database, error)
                                  : rebuild(recovered, directory, &pages, now, error);
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
