#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "platform/lock.h"
#include "store/db/create.h"
#include "store/db/db.h"
#include "store/db/migrate.h"
#include "store/files/cleanup.h"
#include "store/files/hold.h"
#include "store/files/replace.h"
#include "store/recovery/db_pages.h"
#include "store/rows/loaded.h"
#include "store/rows/unclaimed.h"

/**
 * Pages after which an idle program checkpoints the WAL. The WAL stays when the last process ends
 * and is then overwritten in place. So a start does not create the file and a commit does not
 * extend it, each of which would cost an fsync. Reading so many pages back takes a fraction of a
 * millisecond.
 */
#define WAL_PAGES 64
/** Pages after which a commit checkpoints the WAL itself, whatever its caller waits for. */
#define WAL_PAGES_MAX 192
/** A WAL larger than this, in bytes, grew while another program read the database. */
#define WAL_MAX ((int64_t)1 << 20)

static bs_status fail_damaged(bs_error *error, const char *path)
{
    return bs_fail_file(error, BS_STORAGE, BS_STORAGE_DAMAGED, path,
                        " is damaged; bussola recover sets it aside and saves what can be read.");
}

/* ---- what is there ---- */

/**
 * Fails if database or WAL is damaged or they do not match; SQLite would overwrite what is left of
 * them.
 */
static bs_status check_whole(const char *database, const char *log, bs_error *error)
{
    bs_db_pages pages;
    bs_status status = bs_pages_open(&pages, database, true, error);
    if (status == BS_OK && (pages.wal.damaged || pages.cut)) {
        status = fail_damaged(error, pages.cut ? database : log);
    }
    bs_pages_close(&pages);
    return status;
}

/**
 * Prepares the directory for opening, holding the exclusive lock. An empty file, or a WAL without
 * its database, is reported as damage and not replaced by a new database.
 */
static bs_status settle(const char *directory, const char *database, bs_error *error)
{
    char log[BS_STORE_PATH_MAX];
    bs_status status = bs_replace_finish(directory, error);
    if (status == BS_OK) {
        bs_cleanup_directory(directory);
        status = bs_fs_join(log, directory, BS_DATABASE_LOG, error);
    }
    if (status != BS_OK) {
        return status;
    }
    const int64_t size = bs_fs_size(database);
    if (size < 0 && errno != ENOENT) {
        /* The database may exist: creating a new one would destroy it. */
        return bs_fs_fail(error, "cannot be read", database);
    }
    if (size == 0 || (size < 0 && bs_fs_size(log) > 0)) {
        return fail_damaged(error, database);
    }
    return size < 0 ? bs_create(directory, error) : check_whole(database, log, error);
}

/**
 * Returns with the shared lock held and an existing database. Only a process that gets the
 * exclusive lock prepares the directory; while others use it, nothing is pending.
 */
static bs_status lock_and_settle(bs_store *store, const char *database, bs_error *error)
{
    const int64_t deadline = bs_lock_deadline();
    for (;;) {
        bs_status status = BS_OK;
        if (bs_lock_try(&store->lock, true)) {
            status = settle(store->directory, database, error);
        }
        if (status != BS_OK) {
            return status;
        }
        if (bs_lock_try(&store->lock, false)) {
            const int64_t size = bs_fs_size(database);
            if (size < 0 && errno != ENOENT) {
                return bs_fs_fail(error, "cannot be read", database);
            }
            if (size > 0 && !bs_replace_pending(store->directory)) {
                return BS_OK;
            }
            errno = EWOULDBLOCK; /* replaced in between */
        }
        status = bs_lock_wait(deadline, error);
        if (status != BS_OK) {
            return status;
        }
    }
}

/* ---- opening ---- */

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/**
 * Bussola's database uses a WAL, never a rollback journal. SQLite would roll a foreign journal back
 * into the database and delete other files that it names.
 */
static bs_status check_journal(const bs_store *store, bs_error *error)
{
    /* Like SQLite, beside the file that a symbolic link points to. */
    const char *path = sqlite3_filename_journal(sqlite3_db_filename(store->db, "main"));
    bool hot = false;
    bs_status status = bs_fs_is_hot(&hot, path, error);
    if (status == BS_OK && hot) {
        status = bs_fail_file(error, BS_STORAGE, BS_STORAGE_DAMAGED, path,
                              " is from a change that another program cut short; bussola recover "
                              "sets it aside and saves what can be read.");
        if (error != NULL) {
            error->reason = BS_REASON_JOURNAL;
        }
    }
    return status;
}

/**
 * Checks the header before SQLite touches the file, so that a foreign or newer file stays
 * unchanged. Reads through SQLite's descriptor, because closing another one would drop SQLite's
 * locks. Offsets: https://www.sqlite.org/fileformat2.html.
 */
static bs_status check_header(bs_store *store, const char *database, bs_error *error)
{
    sqlite3_file *file = NULL;
    unsigned char header[100];
    int code = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code == SQLITE_OK) {
        code = file->pMethods->xRead(file, header, sizeof header, 0);
    }
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
        return bs_db_fail(error, code);
    }
    if (code == SQLITE_IOERR_SHORT_READ || memcmp(header, "SQLite format 3", 16) != 0) {
        return fail_damaged(error, database);
    }
    if (big_endian(header + 68) != BS_APPLICATION_ID) {
        return bs_fail_file(error, BS_STORAGE, BS_STORAGE_FOREIGN, database,
                            " is another program's; bussola recover sets it aside.");
    }
    const uint32_t schema = big_endian(header + 60);
    if (schema > BS_STORE_SCHEMA) {
        return bs_fail(error, BS_NEWER_SCHEMA, "",
                       "A newer Bussola (schema %u) made this database; update this one.", schema);
    }
    return BS_OK;
}

/**
 * SQLite's busy handler. The default one sleeps longer the longer it has waited, so that under load
 * the last to come goes first and some wait for seconds.
 */
static int wait_turn(void *context, int tries)
{
    bs_store *store = context;
    if (tries == 0) {
        store->patient_until = bs_lock_deadline();
    }
    return bs_lock_pause(store->patient_until);
}

/** SQLite's hook after a commit. Like SQLite's own, ignores a checkpoint that fails. */
static int note_wal(void *context, sqlite3 *db, const char *schema, int pages)
{
    bs_store *store = context;
    store->wal_pages = pages;
    if (pages >= WAL_PAGES_MAX) {
        (void)sqlite3_wal_checkpoint_v2(db, schema, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    }
    return SQLITE_OK;
}

static bs_status configure(bs_store *store, bs_error *error)
{
    sqlite3 *db = store->db;
    int code = sqlite3_busy_handler(db, wait_turn, store);
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    (void)sqlite3_wal_hook(db, note_wal, store);
    if (code == SQLITE_OK) {
        /* A cache of 1 MiB, half of SQLite's own limit: the host needs at most 16 MB in all. */
        code = sqlite3_exec(db,
                            "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                            "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -1024",
                            NULL, NULL, NULL);
    }
    return code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
}

/** Another program may have set another journal mode, which check_journal refuses. */
static bs_status set_journal_mode(const bs_store *store, bs_error *error)
{
    const int code = sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    return code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
}

/** Migrates with the exclusive lock, after a backup; returns with the shared lock held. */
static bs_status migrate(bs_store *store, int64_t now, bs_error *error)
{
    char backup[BS_STORE_PATH_MAX];
    char kind[32];
    int64_t schema = 0;
    bs_status status = bs_lock_take(&store->lock, true, error);
    if (status == BS_OK && !bs_db_in_place(store)) {
        status = bs_fail(error, BS_BUSY, "", "The database was replaced just now; try again.");
    }
    if (status == BS_OK) {
        status = bs_db_integer(&schema, store, BS_SQL_SCHEMA_VERSION, 0, error, BS_BIND_NOTHING);
    }
    if (status == BS_OK && schema < BS_STORE_SCHEMA) {
        status = bs_db_check_schema(store, (int)schema, error);
    }
    if (status == BS_OK && schema < BS_STORE_SCHEMA) {
        (void)snprintf(kind, sizeof kind, BS_COPY_BACKUP "-schema-%d", (int)schema);
        status = bs_fs_dated(backup, store->directory, kind, now, error);
        if (status == BS_OK) {
            status = bs_migrate_backup(store->db, backup, error);
        }
        if (status == BS_OK) {
            status = bs_migrate(store->db, bs_migrations, (int)schema, BS_STORE_SCHEMA, error);
        }
    }
    return status == BS_OK ? bs_lock_take(&store->lock, false, error) : status;
}

static bs_status bring_up_to_date(bs_store *store, const char *database, int64_t now,
                                  bs_error *error)
{
    int64_t schema = 0;
    bs_status status =
        bs_db_integer(&schema, store, BS_SQL_SCHEMA_VERSION, 0, error, BS_BIND_NOTHING);
    if (status != BS_OK) {
        return status;
    }
    if (schema < 1) {
        return fail_damaged(error, database);
    }
    if (schema > BS_STORE_SCHEMA) {
        return bs_fail(error, BS_NEWER_SCHEMA, "",
                       "A newer Bussola (schema %d) made this database; update this one.",
                       (int)schema);
    }
    if (schema < BS_STORE_SCHEMA) {
        status = migrate(store, now, error);
    }
    return status == BS_OK ? bs_db_check_schema(store, BS_STORE_SCHEMA, error) : status;
}

static bs_status open_in(bs_store *store, int64_t now, bs_error *error)
{
    char database[BS_STORE_PATH_MAX];
    bs_status status = bs_fs_make(store->directory, error);
    if (status == BS_OK) {
        status = bs_fs_join(database, store->directory, BS_DATABASE, error);
    }
    if (status == BS_OK) {
        status = bs_lock_open(&store->lock, store->directory, error);
    }
    if (status == BS_OK) {
        status = bs_fs_check_database(store->directory, error);
    }
    if (status == BS_OK) {
        status = lock_and_settle(store, database, error);
    }
    if (status == BS_OK) {
        /* SQLite creates the WAL and its index with the database's mode. */
        status = bs_fs_make_private(database, error);
    }
    if (status == BS_OK && !bs_db_remember(store, database)) {
        status = bs_fs_fail(error, "cannot be read", database);
    }
    if (status != BS_OK) {
        return status;
    }
    errno = 0;
    int code =
        sqlite3_open_v2(database, &store->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK) {
        status = check_journal(store, error);
        bs_guard_start(&store->guard, BS_GUARD_STATEMENT_MS);
        code = status == BS_OK ? bs_guard_set(store->db, &store->guard) : SQLITE_OK;
    }
    status = code == SQLITE_OK ? status : bs_db_fail(error, code);
    if (status == BS_OK) {
        status = check_header(store, database, error);
    }
    if (status == BS_OK) {
        status = configure(store, error);
    }
    if (status == BS_OK) {
        status = bring_up_to_date(store, database, now, error);
    }
    if (status == BS_OK) {
        status = set_journal_mode(store, error);
    }
    return status == BS_OK ? bs_unclaimed_purge(store, now, error) : status;
}

/** Names a full disk: SQLite only reports that it cannot open a file, also if no inode is left. */
static bs_status name_full(bs_status status, const char *directory, bs_error *error)
{
    const bool denied =
        status == BS_STORAGE && error != NULL && strcmp(error->field, BS_STORAGE_DENIED) == 0;
    return denied && !bs_fs_has_room(directory) ? bs_db_fail(error, SQLITE_FULL) : status;
}

bs_status bs_store_open(bs_store **store, const char *directory, const bs_model *model, int64_t now,
                        bs_error *error)
{
    bs_store *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    opened->lock = BS_LOCK_NONE;
    opened->model = model;
    bs_status status = bs_hold_directory(opened->directory, directory, error);
    if (status == BS_OK) {
        status = open_in(opened, now, error);
        status = name_full(status, opened->directory, error);
    }
    if (status != BS_OK) {
        bs_store_close(opened);
        return status;
    }
    *store = opened;
    return BS_OK;
}

void bs_store_rest(bs_store *store)
{
    if (store != NULL) {
        bs_lock_release(&store->lock);
    }
}

static bool is_long(const bs_store *store)
{
    return bs_fs_size(sqlite3_filename_wal(sqlite3_db_filename(store->db, "main"))) > WAL_MAX;
}

/** Does not wait for a reader: the next call meets it again. */
static void checkpoint(bs_store *store)
{
    int pages = 0;
    int done = 0;
    const int mode = is_long(store) ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    (void)sqlite3_busy_handler(store->db, NULL, NULL);
    const int code = sqlite3_wal_checkpoint_v2(store->db, NULL, mode, &pages, &done);
    (void)sqlite3_busy_handler(store->db, wait_turn, store);
    store->wal_pages = code == SQLITE_OK && done == pages ? 0 : store->wal_pages;
}

void bs_store_checkpoint(bs_store *store)
{
    bool current = false;
    if (store == NULL || (store->wal_pages < WAL_PAGES && !is_long(store))) {
        return;
    }
    if (bs_store_resume(&current, store, NULL) == BS_OK && current) {
        checkpoint(store);
    }
    bs_store_rest(store);
}

bs_status bs_store_resume(bool *current, bs_store *store, bs_error *error)
{
    const bs_status status = bs_lock_take(&store->lock, false, error);
    if (status == BS_OK) {
        *current = bs_db_in_place(store) && !bs_replace_pending(store->directory);
    }
    return status;
}

void bs_store_close(bs_store *store)
{
    if (store == NULL) {
        return;
    }
    bs_loaded_drop(store);
    for (int i = 0; i < BS_SQL_COUNT; i++) {
        (void)sqlite3_finalize(store->statements[i]);
    }
    (void)sqlite3_close(store->db);
    bs_lock_close(&store->lock);
    free(store);
}
