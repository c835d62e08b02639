#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "db_pages.h"
#include "db_summary.h"
#include "platform/path.h"
#include "store/db/create.h"
#include "store/db/db.h"
#include "store/db/guard.h"
#include "store/db/migrate.h"
#include "store/db/schema.h"
#include "store/db/values.h"
#include "store/files/hold.h"
#include "store/files/replace.h"

static bs_status refuse(bs_error *error, const char *file)
{
    return bs_fail_file(error, BS_BAD_REQUEST, "not_database", file,
                        " is no whole database of Bussola's; nothing was replaced.");
}

static bs_status refuse_altered(bs_error *error, const char *file)
{
    return bs_fail_file(error, BS_BAD_REQUEST, BS_STORAGE_ALTERED, file,
                        " has tables or triggers that Bussola did not make; nothing was replaced.");
}

/* ---- copying ---- */

/** SQLite treats a damaged WAL as empty, and reads zeros from a truncated file. */
static bs_status check_whole(const char *file, bs_error *error)
{
    bs_db_pages pages;
    bs_status status = bs_pages_open(&pages, file, false, error);
    if (status == BS_OK && (pages.wal.damaged || pages.cut)) {
        status = refuse(error, file);
    }
    bs_pages_close(&pages);
    return status;
}

static bs_status copy_log(const char *file, const char *fresh, bs_error *error)
{
    char source[BS_STORE_PATH_MAX];
    char target[BS_STORE_PATH_MAX];
    const int length = snprintf(source, sizeof source, "%s-wal", file);
    (void)snprintf(target, sizeof target, "%.*s-wal", (int)sizeof target - 8, fresh);
    if (length < 0 || (size_t)length >= sizeof source) {
        return BS_OK;
    }
    const int64_t size = bs_fs_size(source);
    if (size < 0 && errno != ENOENT) {
        return bs_fs_fail(error, "cannot be read", source);
    }
    return size > 0 ? bs_fs_copy(source, target, error) : BS_OK;
}

/* ---- checking ---- */

static int first_number(void *context, int columns, char **values, char **names)
{
    (void)names;
    *(long *)context = columns == 1 && values[0] != NULL ? strtol(values[0], NULL, 10) : 0;
    return 0;
}

/** Interprets SQLite's result for a file: a temporary failure, or not a valid database. */
static bs_status judge(int code, const char *file, bs_error *error)
{
    if (code == SQLITE_OK) {
        return BS_OK;
    }
    return bs_db_is_passing(code) || (code & 0xff) == SQLITE_IOERR ? bs_db_fail(error, code)
                                                                   : refuse(error, file);
}

/** Checks the schema first: checking the rows would run code in a foreign one. */
static bs_status check_content(sqlite3 *db, int64_t version, const char *file, bs_error *error)
{
    bool known = false;
    int code = bs_schema_look(&known, db, (int)version);
    if (code == SQLITE_OK && !known) {
        return refuse_altered(error, file);
    }
    if (code == SQLITE_OK) {
        code = bs_schema_read_all(db);
    }
    if (code == SQLITE_OK) {
        code = bs_migrate_verify(db);
    }
    return judge(code, file, error);
}

static bs_status check(int64_t *schema, sqlite3 *db, const char *file, bs_error *error)
{
    long application = 0;
    long version = 0;
    int code = sqlite3_exec(db, "PRAGMA application_id", first_number, &application, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, "PRAGMA user_version", first_number, &version, NULL);
    }
    if (code != SQLITE_OK) {
        return judge(code, file, error);
    }
    if (application != BS_APPLICATION_ID || version < 1) {
        return refuse(error, file);
    }
    if (version > BS_STORE_SCHEMA) {
        return bs_fail(error, BS_NEWER_SCHEMA, "",
                       "A newer Bussola (schema %ld) made this database; update this one.",
                       version);
    }
    *schema = version;
    return check_content(db, version, file, error);
}

/**
 * A team's server may have later numbers than the restored ones: all days are scored again and sent
 * as a later revision.
 */
static const char send_again[] =
    "DELETE FROM series WHERE profile IN (SELECT profile FROM push_target);"
    "DELETE FROM outbox";

/** Migrates the copy to this schema and checkpoints its WAL. */
static bs_status finish(bs_db_summary *summary, sqlite3 *db, int64_t schema, const char *file,
                        bs_error *error)
{
    bs_status status = BS_OK;
    if (schema < BS_STORE_SCHEMA) {
        status = bs_migrate(db, bs_migrations, (int)schema, BS_STORE_SCHEMA, error);
    }
    if (status == BS_OK) {
        status = judge(bs_values_check(db), file, error);
    }
    if (status == BS_OK) {
        status = bs_db_summary_read(summary, db, error);
    }
    if (status == BS_OK) {
        const int code = sqlite3_exec(db, send_again, NULL, NULL, NULL);
        status = code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
    }
    if (status == BS_OK) {
        const int code = sqlite3_exec(db, "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = WAL",
                                      NULL, NULL, NULL);
        status = code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
    }
    return status;
}

/** Creates the replacement; on failure the caller removes it. */
static bs_status prepare(bs_db_summary *summary, const char *fresh, const char *file,
                         bs_error *error)
{
    bs_guard guard;
    sqlite3 *db = NULL;
    int64_t schema = 0;
    bs_status status = check_whole(file, error);
    if (status == BS_OK) {
        status = bs_fs_copy(file, fresh, error);
    }
    if (status == BS_OK) {
        status = copy_log(file, fresh, error);
    }
    if (status != BS_OK) {
        return status;
    }
    const int code = bs_guard_open(&db, fresh, SQLITE_OPEN_READWRITE, &guard);
    status = code == SQLITE_OK ? check(&schema, db, file, error) : bs_db_fail(error, code);
    if (status == BS_OK) {
        status = finish(summary, db, schema, file, error);
    }
    (void)sqlite3_close(db);
    return status == BS_OK ? bs_fs_flush(fresh, error) : status;
}

/**
 * Refuses a file with a rollback journal, which holds pages that an unfinished transaction
 * overwrote.
 */
static bs_status refuse_journal(const char *file, bs_error *error)
{
    char journal[BS_STORE_PATH_MAX];
    bool hot = false;
    const int length = snprintf(journal, sizeof journal, "%s-journal", file);
    if (length < 0 || (size_t)length >= sizeof journal) {
        return BS_OK;
    }
    const bs_status status = bs_fs_is_hot(&hot, journal, error);
    return status != BS_OK || !hot
               ? status
               : bs_fail_file(error, BS_BAD_REQUEST, "journal", file,
                              " has a journal beside it: a change of it was cut short. Nothing "
                              "was replaced.");
}

/** Refuses files that SQLite would reject or overwrite, before anything is touched. */
static bs_status look(const char *file, bs_error *error)
{
    bs_path_facts given;
    if (!bs_path_look(&given, file, true)) {
        return bs_fs_fail(error, "cannot be read", file);
    }
    return given.is_file && given.bytes > 0 ? refuse_journal(file, error) : refuse(error, file);
}

static bs_status refuse_itself(const char *file, const char *database, bs_error *error)
{
    return bs_path_same(file, database)
               ? bs_fail_file(error, BS_BAD_REQUEST, "itself", file, " is the database itself.")
               : BS_OK;
}

static bs_status restore_held(bs_restored *restored, const char *directory, const char *file,
                              int64_t now, bs_error *error)
{
    char database[BS_STORE_PATH_MAX];
    char fresh[BS_STORE_PATH_MAX];
    bs_status status = bs_fs_join(database, directory, BS_DATABASE, error);
    if (status == BS_OK) {
        status = bs_fs_join(fresh, directory, BS_DATABASE_NEW, error);
    }
    if (status == BS_OK) {
        status = refuse_itself(file, database, error);
    }
    if (status != BS_OK) {
        return status;
    }
    status = prepare(&restored->summary, fresh, file, error);
    if (status == BS_OK) {
        status = bs_replace(restored->aside, directory, BS_COPY_REPLACED, now, error);
    }
    if (status != BS_OK) {
        bs_replace_drop(directory);
    }
    return status;
}

bs_status bs_store_restore(bs_restored *restored, const char *directory, const char *file,
                           int64_t now, bs_error *error)
{
    bs_hold hold;
    bs_restored result = {.aside = ""};
    bs_status status = look(file, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_hold_begin(&hold, directory, error);
    if (status == BS_OK) {
        status = restore_held(&result, hold.directory, file, now, error);
    }
    bs_hold_end(&hold);
    if (status == BS_OK) {
        *restored = result;
    }
    return status;
}

bs_status bs_copy_look(bs_db_summary *summary, const char *path, bs_error *error)
{
    bs_guard guard;
    sqlite3 *db = NULL;
    int64_t schema = 0;
    bs_status status = bs_fs_check(path, error);
    if (status == BS_OK) {
        status = check_whole(path, error);
    }
    if (status != BS_OK) {
        return status;
    }
    const int code = bs_guard_open(&db, path, SQLITE_OPEN_READONLY, &guard);
    status = code == SQLITE_OK ? check(&schema, db, path, error) : bs_db_fail(error, code);
    if (status == BS_OK && schema == BS_STORE_SCHEMA) {
        status = judge(bs_values_check(db), path, error);
    }
    if (status == BS_OK) {
        status = bs_db_summary_read(summary, db, error);
    }
    (void)sqlite3_close(db);
    return status;
}
