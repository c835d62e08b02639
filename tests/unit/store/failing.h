/**
 * @file failing.h Makes calls of SQLite and system calls on files fail (../failing.h); SQLite and
 * cJSON allocate through their own hooks.
 */
#ifndef BUSSOLA_TESTS_STORE_FAILING_H
#define BUSSOLA_TESTS_STORE_FAILING_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../failing.h"

static inline bool system_fails(void)
{
    if (call_fails(CALLS_SYSTEM)) {
        errno = EIO;
        return true;
    }
    return false;
}

/* The linker defines the names, and a name is not an expression. */
/* NOLINTBEGIN(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */
/* NOLINTBEGIN(bugprone-macro-parentheses) */
static sqlite3_mem_methods real_memory;

static void *sqlite_malloc(int size)
{
    return call_fails(CALLS_SQLITE_MEMORY) ? NULL : real_memory.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size)
{
    return call_fails(CALLS_SQLITE_MEMORY) ? NULL : real_memory.xRealloc(old, size);
}

/** Call before using SQLite; returns true if SQLite accepts the hooks. */
static inline bool watch_sqlite_memory(void)
{
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory) != SQLITE_OK) {
        return false;
    }
    sqlite3_mem_methods watched = real_memory;
    watched.xMalloc = sqlite_malloc;
    watched.xRealloc = sqlite_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &watched) == SQLITE_OK;
}

/* ---- SQLite ---- */

#define WRAP_SQLITE(name, parameters, arguments)                                                   \
    WRAP(int, name, parameters, arguments, call_fails(CALLS_SQLITE), SQLITE_IOERR)

/* A prepared rollback cannot fail. */
WRAP(int, sqlite3_step, (sqlite3_stmt * statement), (statement),
     strcmp(sqlite3_sql(statement), "ROLLBACK") != 0 && call_fails(CALLS_SQLITE), SQLITE_IOERR)
WRAP_SQLITE(sqlite3_exec,
            (sqlite3 * db, const char *sql, int (*each)(void *, int, char **, char **),
             void *context, char **message),
            (db, sql, each, context, message))
WRAP_SQLITE(sqlite3_prepare_v2,
            (sqlite3 * db, const char *sql, int size, sqlite3_stmt **statement, const char **tail),
            (db, sql, size, statement, tail))
WRAP_SQLITE(sqlite3_prepare_v3,
            (sqlite3 * db, const char *sql, int size, unsigned int flags, sqlite3_stmt **statement,
             const char **tail),
            (db, sql, size, flags, statement, tail))
WRAP_SQLITE(sqlite3_bind_int64, (sqlite3_stmt * statement, int index, sqlite3_int64 value),
            (statement, index, value))
WRAP_SQLITE(sqlite3_open_v2, (const char *name, sqlite3 **db, int flags, const char *vfs),
            (name, db, flags, vfs))
WRAP_SQLITE(sqlite3_backup_step, (sqlite3_backup * backup, int pages), (backup, pages))
WRAP_SQLITE(sqlite3_wal_checkpoint_v2,
            (sqlite3 * db, const char *schema, int mode, int *logged, int *done),
            (db, schema, mode, logged, done))
WRAP_SQLITE(sqlite3_busy_handler, (sqlite3 * db, int (*wait)(void *, int), void *context),
            (db, wait, context))
WRAP_SQLITE(sqlite3_file_control, (sqlite3 * db, const char *schema, int operation, void *argument),
            (db, schema, operation, argument))

int __real_sqlite3_db_config(sqlite3 *db, int option, ...);
int __wrap_sqlite3_db_config(sqlite3 *db, int option, ...);
int __wrap_sqlite3_db_config(sqlite3 *db, int option, ...)
{
    va_list more;
    va_start(more, option);
    const int value = va_arg(more, int);
    int *now = va_arg(more, int *);
    va_end(more);
    return call_fails(CALLS_SQLITE) ? SQLITE_ERROR
                                    : __real_sqlite3_db_config(db, option, value, now);
}

/* ---- the system ---- */

#define WRAP_SYSTEM(type, name, parameters, arguments, failure)                                    \
    WRAP(type, name, parameters, arguments, system_fails(), failure)

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return system_fails() ? -1 : __real_open(path, flags, mode);
}

WRAP_SYSTEM(int, stat, (const char *path, struct stat *found), (path, found), -1)
WRAP_SYSTEM(int, lstat, (const char *path, struct stat *found), (path, found), -1)
WRAP_SYSTEM(int, fstat, (int file, struct stat *found), (file, found), -1)
WRAP_SYSTEM(int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
WRAP_SYSTEM(int, chmod, (const char *path, mode_t mode), (path, mode), -1)
WRAP_SYSTEM(int, fchmod, (int file, mode_t mode), (file, mode), -1)
WRAP_SYSTEM(int, link, (const char *from, const char *to), (from, to), -1)
WRAP_SYSTEM(int, rename, (const char *from, const char *to), (from, to), -1)
WRAP_SYSTEM(int, unlink, (const char *path), (path), -1)
/* Releasing cannot fail. */
WRAP(int, flock, (int file, int operation), (file, operation),
     (operation & LOCK_UN) == 0 && system_fails(), -1)
WRAP_SYSTEM(off_t, lseek, (int file, off_t offset, int from), (file, offset, from), -1)
WRAP_SYSTEM(DIR *, opendir, (const char *path), (path), NULL)
WRAP_SYSTEM(struct dirent *, readdir, (DIR * directory), (directory), NULL)
WRAP_SYSTEM(int, getentropy, (void *data, size_t size), (data, size), -1)

/** Skips the fsync, so that a test can do thousands. */
int __wrap_fsync(int file);
int __wrap_fsync(int file)
{
    (void)file;
    return system_fails() ? -1 : 0;
}

/** A multiple of eight, so that reads stay aligned. */
static inline size_t half_of(size_t size)
{
    return size > 16 && call_fails(CALLS_SHORT) ? size / 16 * 8 : size;
}

WRAP(ssize_t, pread, (int file, void *data, size_t size, off_t from),
     (file, data, half_of(size), from), system_fails(), -1)
WRAP(ssize_t, read, (int file, void *data, size_t size), (file, data, half_of(size)),
     system_fails(), -1)
WRAP(ssize_t, write, (int file, const void *data, size_t size), (file, data, half_of(size)),
     system_fails(), -1)
/* NOLINTEND(bugprone-macro-parentheses) */
/* NOLINTEND(cert-dcl37-c,cert-dcl51-cpp,bugprone-reserved-identifier) */

#endif
