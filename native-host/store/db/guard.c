#include "guard.h"

#include <stdbool.h>

#include "bussola/store/store.h"
#include "platform/clock.h"

/** SQLite instructions between two checks of the deadline: some milliseconds. */
#define STEPS 100000

/** Slightly above what Bussola's own statements need. */
static const int limits[][2] = {
    {SQLITE_LIMIT_LENGTH, BS_GUARD_LENGTH},
    {SQLITE_LIMIT_SQL_LENGTH, BS_GUARD_LENGTH},
    {SQLITE_LIMIT_COLUMN, 100},
    {SQLITE_LIMIT_EXPR_DEPTH, 20},
    {SQLITE_LIMIT_COMPOUND_SELECT, 12},
    {SQLITE_LIMIT_VDBE_OP, 25000},
    {SQLITE_LIMIT_FUNCTION_ARG, 8},
    {SQLITE_LIMIT_ATTACHED, 1}, /* VACUUM attaches its copy */
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 32},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 2}, /* ON DELETE CASCADE */
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

static const int settings[][2] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
};

static int is_late(void *context)
{
    const bs_guard *guard = context;
    return bs_clock_ms() > guard->deadline;
}

void bs_guard_start(bs_guard *guard, int64_t milliseconds)
{
    guard->deadline = bs_clock_ms() + milliseconds;
}

int bs_guard_set(sqlite3 *db, bs_guard *guard)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        (void)sqlite3_limit(db, limits[i][0], limits[i][1]);
    }
    for (size_t i = 0; i < sizeof settings / sizeof *settings && code == SQLITE_OK; i++) {
        code = sqlite3_db_config(db, settings[i][0], settings[i][1], NULL);
    }
    sqlite3_progress_handler(db, STEPS, is_late, guard);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, "PRAGMA cell_size_check = ON", NULL, NULL, NULL);
    }
    return code;
}

int bs_guard_open(sqlite3 **db, const char *path, int flags, bs_guard *guard)
{
    bs_guard_start(guard, BS_GUARD_FILE_MS);
    const int code = sqlite3_open_v2(path, db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    return code == SQLITE_OK ? bs_guard_set(*db, guard) : code;
}

void bs_store_limit_memory(int64_t bytes)
{
    (void)sqlite3_hard_heap_limit64(bytes);
}

int64_t bs_guard_allow(int64_t bytes)
{
    const int64_t limit = sqlite3_hard_heap_limit64(-1);
    return limit > 0 && bytes > 0 ? sqlite3_hard_heap_limit64(limit + bytes) : limit;
}
