/*
 * A minimal host that opens SQLite, commits ROWS rows for each frame, and replies with BYTES bytes:
 * the cost of durability alone. commit DATABASE ROWS BYTES
 */
#include <sqlite3.h>
#include <string.h>

#include "frame.h"

static bool run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool commit_rows(sqlite3 *db, sqlite3_stmt *insert, long rows)
{
    static sqlite3_int64 value = 0;
    if (!run(db, "BEGIN IMMEDIATE")) {
        return false;
    }
    for (long i = 0; i < rows; i++) {
        sqlite3_bind_int64(insert, 1, value++);
        sqlite3_bind_text(insert, 2, "2026-11-20T09:00:00+01:00", -1, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE || sqlite3_reset(insert) != SQLITE_OK) {
            return false;
        }
    }
    return run(db, "COMMIT");
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        return 2;
    }
    long rows = strtol(argv[2], NULL, 10);
    uint32_t bytes = (uint32_t)strtoul(argv[3], NULL, 10);
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = NULL;
    char *reply = malloc(bytes);
    if (reply == NULL || sqlite3_open(argv[1], &db) != SQLITE_OK ||
        !run(db, "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                 "CREATE TABLE IF NOT EXISTS reading(value INTEGER, at TEXT) STRICT") ||
        sqlite3_prepare_v2(db, "INSERT INTO reading VALUES(?, ?)", -1, &insert, NULL) !=
            SQLITE_OK) {
        free(reply);
        return 1;
    }
    memset(reply, 'x', bytes);
    uint32_t size;
    char *text;
    while ((text = read_frame(&size)) != NULL) {
        free(text);
        if (!commit_rows(db, insert, rows) || !write_frame(reply, bytes)) {
            free(reply);
            return 1;
        }
    }
    sqlite3_finalize(insert);
    sqlite3_close(db);
    free(reply);
    return 0;
}
