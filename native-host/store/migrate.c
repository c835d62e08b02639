#include "migrate.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db.h"

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

static int first_word_is_ok(void *context, int columns, char **values, char **names)
{
    (void)names;
    *(int *)context = columns == 1 && values[0] != NULL && strcmp(values[0], "ok") == 0;
    return 0;
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
    int ok = 0;
    if (code == SQLITE_OK) {
        code = sqlite3_exec(target, "PRAGMA quick_check(1)", first_word_is_ok, &ok, NULL);
    }
    return code == SQLITE_OK && !ok ? SQLITE_CORRUPT : code;
}

bs_status bs_migrate_backup(sqlite3 *db, const char *path, bs_error *error)
{
    /* Made before SQLite opens it, so that it is never readable by others. */
    const int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) {
        return bs_fail(error, BS_STORAGE, "", "The backup %s cannot be written.", path);
    }
    sqlite3 *target = NULL;
    int code = sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        code = copy(db, target);
    }
    (void)sqlite3_close(target);
    const bool kept = code == SQLITE_OK && fsync(file) == 0;
    (void)close(file);
    if (!kept) {
        (void)unlink(path);
        return code != SQLITE_OK
                   ? bs_db_fail(error, code)
                   : bs_fail(error, BS_STORAGE, "", "The backup %s cannot be written.", path);
    }
    return BS_OK;
}
