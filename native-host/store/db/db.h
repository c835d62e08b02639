/**
 * @file db.h Wraps SQLite for the store: prepares statements on first use, maps errors, and checks
 * the schema in each transaction. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_DB_H
#define BUSSOLA_STORE_DB_H

#include <sqlite3.h>

#include "bind.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/platform/storage.h"
#include "bussola/store/history.h"
#include "bussola/store/store.h"
#include "guard.h"
#include "platform/lock.h"
#include "platform/path.h"
#include "sql.h"

struct bs_store {
    sqlite3 *db;
    bs_lock lock; /**< held shared, except while at rest */
    bs_guard guard;
    int64_t cookie;        /**< SQLite's schema cookie at the last comparison of the schema */
    int wal_pages;         /**< in the WAL after the last commit, unless all are checkpointed */
    int64_t patient_until; /**< monotonic milliseconds: deadline for waiting for other processes */
    bs_path_id file;       /**< the database, see bs_db_in_place */
    const bs_model *model;
    int64_t model_row; /**< row of table model; 0: not looked up yet */
    bool together;     /**< within bs_store_together: every transaction is part of that one */
    bool one_run;      /**< the model is only for this run; do not store it as the one in use */
    int64_t derived;   /**< rows changed that are no observations, see bs_db_observed */
    struct bs_loaded *loaded; /**< the last window, or NULL (store/rows/loaded.h) */
    sqlite3_stmt *statements[BS_SQL_COUNT];
    char directory[BS_STORE_PATH_MAX];
};

/** Fails with the message for an SQLite result code. */
bs_status bs_db_fail(bs_error *error, int code);
/**
 * True if a result code is temporary (memory, space, another process), not a property of the file.
 */
bool bs_db_is_passing(int code);

/**
 * Compares the schema with those of the version. BS_STORAGE with BS_STORAGE_ALTERED if it differs.
 */
BS_MUST_CHECK bs_status bs_db_check_schema(bs_store *store, int version, bs_error *error);

/** Remembers the database's device and inode; returns false if it cannot stat the file. */
bool bs_db_remember(bs_store *store, const char *database);
/** True if the open file still has the database's path. */
bool bs_db_in_place(const bs_store *store);

/**
 * Starts a statement, which the store owns, with as many parameters as it has (bind.h). Texts must
 * live until the statement ends.
 */
BS_MUST_CHECK bs_status bs_db_query(sqlite3_stmt **statement, bs_store *store, bs_sql sql,
                                    bs_error *error, bs_bind_list parameters);

/** Steps to the next row; at the end sets `*row` to false and resets the statement. */
BS_MUST_CHECK bs_status bs_db_next(bool *row, sqlite3_stmt *statement, bs_error *error);

/** Runs a statement without rows; `changed` (may be NULL) receives how many rows it changed. */
BS_MUST_CHECK bs_status bs_db_run(int *changed, bs_store *store, bs_sql sql, bs_error *error,
                                  bs_bind_list parameters);

/** Reads the integer in a statement's first row; `otherwise` without a row or if it is NULL. */
BS_MUST_CHECK bs_status bs_db_integer(int64_t *value, bs_store *store, bs_sql sql,
                                      int64_t otherwise, bs_error *error, bs_bind_list parameters);

/**
 * Begins a read transaction; compares the schema again if it has changed (BS_STORAGE_ALTERED).
 * bs_db_end must follow every begin.
 */
BS_MUST_CHECK bs_status bs_db_begin_read(bs_store *store, bs_error *error);
/**
 * Begins a write transaction. BS_NEWER_SCHEMA if another process has migrated; BS_BUSY if the file
 * was moved or removed, because a write to it would be lost.
 */
BS_MUST_CHECK bs_status bs_db_begin_write(bs_store *store, bs_error *error);
/** Commits if `status` is BS_OK, else rolls back; returns the first failure. */
BS_MUST_CHECK bs_status bs_db_end(bs_store *store, bs_status status, bs_error *error);

/**
 * Changes whenever this connection changes an observation, or takes a change back.
 * BS_SQL_DATA_VERSION is the same for all other connections.
 */
int64_t bs_db_observed(const bs_store *store);

/** Reads columns `index` (seconds) and `index` + 1 (offset). */
bs_moment bs_db_moment(sqlite3_stmt *statement, int index);
/** A column's day, clamped to the valid range in case the row is damaged. */
bs_day bs_db_day(sqlite3_stmt *statement, int index);
/** As bs_db_day, for a number that was read already; keeps BS_DAY_NONE. */
bs_day bs_db_day_of(int64_t day);
/** A column's real number; NULL is NAN. */
double bs_db_real(sqlite3_stmt *statement, int index);
/** A column's text, truncated to `size` at a character; invalid UTF-8 becomes ?. */
void bs_db_text(char *text, size_t size, sqlite3_stmt *statement, int index);
/** Parses a stored name; returns false for a name of a newer Bussola. */
bool bs_db_signal(bs_signal *signal, sqlite3_stmt *statement, int index);
bool bs_db_bound(bs_bound *bound, sqlite3_stmt *statement, int index);
bool bs_db_source(bs_source *source, sqlite3_stmt *statement, int index);
/** Reads columns from `index` on: day, kind, total, the four pillars, coverage. */
bool bs_db_point(bs_point *point, sqlite3_stmt *statement, int index);

#endif
