/**
 * @file db.h
 * SQLite as the store's files use it: statements prepared once when first needed, errors mapped,
 * transactions that check the schema. Internal to native-host/store.
 */
#ifndef BUSSOLA_STORE_DB_H
#define BUSSOLA_STORE_DB_H

#include <sqlite3.h>

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/model.h"
#include "bussola/platform/storage.h"
#include "bussola/store/history.h"
#include "bussola/store/store.h"
#include "guard.h"
#include "platform/lock.h"
#include "sql.h"

struct bs_store {
    sqlite3 *db;
    bs_lock lock; /**< shared but while at rest */
    bs_guard guard;
    int64_t cookie;        /**< changes with the schema, which was compared when it was this */
    int64_t patient_until; /**< milliseconds: when waiting for another process ends */
    uint64_t file[2];      /**< device and inode of the database, see bs_db_in_place */
    const bs_model *model;
    int64_t model_row; /**< of table model; 0: not looked up yet */
    bool one_run;      /**< the model is tried once: the one in use stays */
    sqlite3_stmt *statements[BS_SQL_COUNT];
    char directory[BS_STORE_PATH_MAX];
};

/** The failure behind an SQLite result code, in words for people. */
bs_status bs_db_fail(bs_error *error, int code);
/** Whether a result code speaks of the moment (memory, room, another process), not of the file. */
bool bs_db_is_passing(int code);

/**
 * Compares the schema with those of the version; BS_STORAGE, with BS_STORAGE_ALTERED, when it is
 * another one.
 */
BS_MUST_CHECK bs_status bs_db_check_schema(bs_store *store, int version, bs_error *error);

/** Notes which file is in the database's place; false when it cannot be looked at. */
bool bs_db_remember(bs_store *store, const char *database);
/** Whether the file that is open is still the one in the database's place. */
bool bs_db_in_place(const bs_store *store);

/**
 * Starts a statement. `types` has one letter per parameter: 'i' int64_t, 'd' double (NAN is NULL),
 * 't' text that lives until the statement ends (NULL is NULL). The statement stays the store's.
 */
BS_MUST_CHECK bs_status bs_db_query(sqlite3_stmt **statement, bs_store *store, bs_sql sql,
                                    bs_error *error, const char *types, ...);

/** The next row of a started statement; `*row` false at the end, when the statement is reset. */
BS_MUST_CHECK bs_status bs_db_next(bool *row, sqlite3_stmt *statement, bs_error *error);

/** Runs a statement that gives no rows; `changed` (may be NULL) says how many it changed. */
BS_MUST_CHECK bs_status bs_db_run(int *changed, bs_store *store, bs_sql sql, bs_error *error,
                                  const char *types, ...);

/** The integer of a statement's first row, or `otherwise` when there is none or it is NULL. */
BS_MUST_CHECK bs_status bs_db_integer(int64_t *value, bs_store *store, bs_sql sql,
                                      int64_t otherwise, bs_error *error, const char *types, ...);

/**
 * A consistent look at the database, compared again when its schema was changed meanwhile
 * (BS_STORAGE_ALTERED). Every begin is followed by bs_db_end.
 */
BS_MUST_CHECK bs_status bs_db_begin_read(bs_store *store, bs_error *error);
/**
 * The right to write; BS_NEWER_SCHEMA when another process has migrated meanwhile, BS_BUSY when the
 * file was moved or removed: what is written to it would be lost.
 */
BS_MUST_CHECK bs_status bs_db_begin_write(bs_store *store, bs_error *error);
/** Commits when `status` is BS_OK, else rolls back; returns what happened first. */
BS_MUST_CHECK bs_status bs_db_end(bs_store *store, bs_status status, bs_error *error);

/** Columns `index` (seconds) and `index` + 1 (offset). */
bs_moment bs_db_moment(sqlite3_stmt *statement, int index);
/** A column's day, the nearest valid one where a damaged row has another. */
bs_day bs_db_day(sqlite3_stmt *statement, int index);
/** The same of a number that was read; BS_DAY_NONE stays. */
bs_day bs_db_day_of(int64_t day);
/** A column's real number; NULL is NAN. */
double bs_db_real(sqlite3_stmt *statement, int index);
/** A column's text, cut to `size` between characters, with ? for bytes that are not UTF-8. */
void bs_db_text(char *text, size_t size, sqlite3_stmt *statement, int index);
/** Names to values; false when a newer Bussola wrote a word that this one does not know. */
bool bs_db_signal(bs_signal *signal, sqlite3_stmt *statement, int index);
bool bs_db_bound(bs_bound *bound, sqlite3_stmt *statement, int index);
bool bs_db_source(bs_source *source, sqlite3_stmt *statement, int index);
/** Columns from `index` on: day, kind, total, the four pillars, coverage. */
bool bs_db_point(bs_point *point, sqlite3_stmt *statement, int index);

#endif
