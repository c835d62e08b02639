#include "migrate.h"

#include <stdio.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "db.h"
#include "guard.h"
#include "platform/fs.h"
#include "platform/path.h"
#include "store/files/cleanup.h"

bs_status bs_migrate(sqlite3 *db, const char *const *steps, int from, int to, bs_error *error)
{
    char version[40];
    (void)snprintf(version, sizeof version, "PRAGMA user_version = %d", to);
    int code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (int i = from; i < to && code == SQLITE_OK; i++) {
        code = sqlite3_exec(db, steps[i], NULL, NULL, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, version, NULL, NULL, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    }
    if (code != SQLITE_OK) {
        (void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
        return bs_db_fail(error, code);
    }
    return BS_OK;
}

/* ---- the copy before ---- */

static int first_word_is_ok(void *context, int columns, char **values, char **names)
{
    (void)names;
    *(int *)context = columns == 1 && values[0] != NULL && strcmp(values[0], "ok") == 0;
    return 0;
}

int bs_migrate_verify(sqlite3 *db)
{
    int ok = 0;
    const int code = sqlite3_exec(db, "PRAGMA integrity_check(1)", first_word_is_ok, &ok, NULL);
    return code == SQLITE_OK && !ok ? SQLITE_CORRUPT : code;
}

static int copy(sqlite3 *db, sqlite3 *target)
{
    sqlite3_backup *backup = sqlite3_backup_init(target, "main", db, "main");
    if (backup == NULL) {
        return sqlite3_errcode(target);
    }
    int code = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE) {
        code = finished;
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
    return code == SQLITE_OK ? bs_migrate_verify(target) : code;
}

/** Copies into `path` and fsyncs `file`, which is open on it. */
static bs_status make_copy(sqlite3 *db, const char *path, int file, bs_error *error)
{
    bs_guard guard;
    sqlite3 *target = NULL;
    int code = bs_guard_open(&target, path, SQLITE_OPEN_READWRITE, &guard);
    if (code == SQLITE_OK) {
        code = copy(db, target);
    }
    (void)sqlite3_close(target);
    if (code != SQLITE_OK) {
        return bs_db_fail(error, code);
    }
    return bs_fs_sync_file(file, path, error);
}

static bs_status sync_beside(const char *path, bs_error *error)
{
    char directory[BS_STORE_PATH_MAX];
    bs_fs_directory_of(directory, path);
    return bs_fs_sync(directory, error);
}

bs_status bs_migrate_backup(sqlite3 *db, const char *path, bs_error *error)
{
    char part[BS_STORE_PATH_MAX];
    const int length = snprintf(part, sizeof part, "%s" BS_COPY_PART, path);
    if (length < 0 || (size_t)length >= sizeof part) {
        return bs_fail(error, BS_STORAGE, "", "The backup's path is too long.");
    }
    /* Created before SQLite opens it, so that other users can never read it. */
    int file = -1;
    bs_status status = bs_fs_create(&file, part, error);
    if (status != BS_OK) {
        return status;
    }
    status = make_copy(db, part, file, error);
    bs_fs_close(file);
    if (status == BS_OK && !bs_path_rename(part, path)) {
        status = bs_fs_fail(error, "cannot be written", path);
    }
    if (status != BS_OK) {
        (void)bs_path_remove(part);
        return status;
    }
    return sync_beside(path, error);
}
