#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bussola/recovery.h"
#include "contents.h"
#include "create.h"
#include "db.h"
#include "hold.h"
#include "migrate.h"
#include "replace.h"
#include "wal.h"

#define PIECE ((size_t)64 * 1024)

static bs_status refuse(bs_error *error, const char *file)
{
    return bs_fail(error, BS_BAD_REQUEST, "file",
                   "%.160s is no whole database of Bussola's; nothing was replaced.", file);
}

/* ---- copying ---- */

static bs_status copy_bytes(int from, int to, const char *source, const char *target,
                            bs_error *error)
{
    char *piece = malloc(PIECE);
    ssize_t got = piece == NULL ? -1 : 1;
    bs_status status = piece == NULL ? bs_fail(error, BS_INTERNAL, "", "Out of memory.") : BS_OK;
    while (status == BS_OK && (got = read(from, piece, PIECE)) > 0) {
        for (ssize_t done = 0; done < got && status == BS_OK;) {
            const ssize_t written = write(to, piece + done, (size_t)(got - done));
            if (written <= 0) {
                status = bs_place_fail(error, "Cannot write", target);
            } else {
                done += written;
            }
        }
    }
    if (status == BS_OK && got < 0) {
        status = bs_place_fail(error, "Cannot read", source);
    }
    free(piece);
    return status;
}

static bs_status copy_file(const char *source, const char *target, bs_error *error)
{
    const int from = open(source, O_RDONLY | O_CLOEXEC);
    if (from < 0) {
        return bs_place_fail(error, "Cannot read", source);
    }
    const int to = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bs_status status = to >= 0 && fchmod(to, 0600) == 0
                           ? copy_bytes(from, to, source, target, error)
                           : bs_place_fail(error, "Cannot write", target);
    if (to >= 0) {
        (void)close(to);
    }
    (void)close(from);
    return status;
}

/** A log that is damaged would be taken for an empty one. */
static bs_status copy_log(const char *file, const char *fresh, bs_error *error)
{
    char source[BS_STORE_PATH_MAX];
    char target[BS_STORE_PATH_MAX];
    bs_wal log;
    const int length = snprintf(source, sizeof source, "%s-wal", file);
    (void)snprintf(target, sizeof target, "%.*s-wal", (int)sizeof target - 8, fresh);
    if (length < 0 || (size_t)length >= sizeof source || bs_place_size(source) <= 0) {
        return BS_OK;
    }
    const int opened = open(source, O_RDONLY | O_CLOEXEC);
    if (opened < 0) {
        return bs_place_fail(error, "Cannot read", source);
    }
    bs_status status = bs_wal_read(&log, opened, -1, error);
    if (status == BS_OK && log.damaged) {
        status = refuse(error, source);
    }
    bs_wal_free(&log);
    (void)close(opened);
    return status == BS_OK ? copy_file(source, target, error) : status;
}

/* ---- checking ---- */

static int first_number(void *context, int columns, char **values, char **names)
{
    (void)names;
    *(long *)context = columns == 1 && values[0] != NULL ? strtol(values[0], NULL, 10) : 0;
    return 0;
}

/** What SQLite says of a file: that it is none of ours, or that it could not be read now. */
static bs_status judge(int code, const char *file, bs_error *error)
{
    if (code == SQLITE_OK) {
        return BS_OK;
    }
    return bs_db_is_passing(code) || (code & 0xff) == SQLITE_IOERR ? bs_db_fail(error, code)
                                                                   : refuse(error, file);
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
    return judge(bs_migrate_verify(db), file, error);
}

/** Brings the copy to this schema, with what its log holds in the file itself. */
static bs_status finish(bs_contents *contents, sqlite3 *db, int64_t schema, bs_error *error)
{
    bs_status status = BS_OK;
    if (schema < BS_STORE_SCHEMA) {
        status = bs_migrate(db, bs_migrations, (int)schema, BS_STORE_SCHEMA, error);
    }
    if (status == BS_OK) {
        status = bs_contents_of(contents, db, error);
    }
    if (status == BS_OK) {
        const int code = sqlite3_exec(db, "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = WAL",
                                      NULL, NULL, NULL);
        status = code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
    }
    return status;
}

/** Makes the replacement; what is left of it after a failure is the caller's to remove. */
static bs_status prepare(bs_contents *contents, const char *fresh, const char *file,
                         bs_error *error)
{
    sqlite3 *db = NULL;
    int64_t schema = 0;
    bs_status status = copy_file(file, fresh, error);
    if (status == BS_OK) {
        status = copy_log(file, fresh, error);
    }
    if (status != BS_OK) {
        return status;
    }
    const int code = sqlite3_open_v2(fresh, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    status = code == SQLITE_OK ? check(&schema, db, file, error) : bs_db_fail(error, code);
    if (status == BS_OK) {
        status = finish(contents, db, schema, error);
    }
    (void)sqlite3_close(db);
    const int synced = status == BS_OK ? open(fresh, O_RDWR | O_CLOEXEC) : -1;
    if (status == BS_OK && (synced < 0 || fsync(synced) != 0)) {
        status = bs_place_fail(error, "Cannot write", fresh);
    }
    if (synced >= 0) {
        (void)close(synced);
    }
    return status;
}

/** A file that SQLite would refuse, or make anew, is told apart before it is touched. */
static bs_status look(const char *file, const char *database, bs_error *error)
{
    struct stat given;
    struct stat present;
    if (stat(file, &given) != 0) {
        return bs_fail(error, BS_BAD_REQUEST, "file", "%.160s: %s", file, strerror(errno));
    }
    if (!S_ISREG(given.st_mode) || given.st_size == 0) {
        return refuse(error, file);
    }
    return stat(database, &present) == 0 && given.st_dev == present.st_dev &&
                   given.st_ino == present.st_ino
               ? bs_fail(error, BS_BAD_REQUEST, "file", "%.160s is the database itself.", file)
               : BS_OK;
}

static bs_status restore_held(bs_restored *restored, const char *directory, const char *file,
                              int64_t now, bs_error *error)
{
    char database[BS_STORE_PATH_MAX];
    char fresh[BS_STORE_PATH_MAX];
    bs_status status = bs_place_join(database, directory, BS_DATABASE, error);
    if (status == BS_OK) {
        status = bs_place_join(fresh, directory, BS_DATABASE_NEW, error);
    }
    if (status == BS_OK) {
        status = look(file, database, error);
    }
    if (status != BS_OK) {
        return status;
    }
    status = prepare(&restored->contents, fresh, file, error);
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
    bs_status status = bs_hold_begin(&hold, directory, error);
    if (status == BS_OK) {
        status = restore_held(&result, hold.directory, file, now, error);
    }
    bs_hold_end(&hold);
    if (status == BS_OK) {
        *restored = result;
    }
    return status;
}

bs_status bs_copy_look(bs_contents *contents, const char *path, bs_error *error)
{
    sqlite3 *db = NULL;
    int64_t schema = 0;
    const int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    bs_status status =
        code == SQLITE_OK ? check(&schema, db, path, error) : bs_db_fail(error, code);
    if (status == BS_OK) {
        status = bs_contents_of(contents, db, error);
    }
    (void)sqlite3_close(db);
    return status;
}
