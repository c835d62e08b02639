#include "db.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <string.h>

#include "bussola/core/utf8.h"
#include "bussola/platform/storage.h"
#include "bussola/store/history.h"
#include "bussola/store/store.h"
#include "platform/fs.h"
#include "schema.h"

static bs_status fail_full(bs_error *error)
{
    if (errno == EFBIG) {
        return bs_fail(error, BS_STORAGE, BS_STORAGE_FULL,
                       "A file has reached its size limit (ulimit -f); nothing was changed.");
    }
    return bs_fail(error, BS_STORAGE, BS_STORAGE_FULL, "The disk is full; nothing was changed.");
}

/**
 * SQLite reports a full disk with its own code only in some places; at start-up it is an I/O error.
 * errno tells them apart; callers clear it before calling SQLite.
 */
static bs_status fail_system(bs_error *error, int code, const char *what, const char *otherwise)
{
    const char *reason = bs_fs_reason(errno);
    if (strcmp(reason, BS_STORAGE_FULL) == 0) {
        return fail_full(error);
    }
    if (bs_fs_lacks_files(errno)) {
        return bs_fs_fail_lacking(error);
    }
    return bs_fail(error, BS_STORAGE, reason[0] != '\0' ? reason : otherwise,
                   "The database cannot be %s (%s).", what, sqlite3_errstr(code));
}

/** SQLite's primary code; an I/O error due to missing memory counts as SQLITE_NOMEM. */
static int kind_of(int code)
{
    return code == SQLITE_IOERR_NOMEM ? SQLITE_NOMEM : code & 0xff;
}

bs_status bs_db_fail(bs_error *error, int code)
{
    switch (kind_of(code)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return bs_fail(error, BS_BUSY, "", "Another process is using the database; try again.");
    case SQLITE_NOMEM:
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    case SQLITE_FULL:
        return fail_full(error);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_TOOBIG:
        return bs_fail(error, BS_STORAGE, BS_STORAGE_DAMAGED,
                       "The database is damaged; bussola recover sets it aside and saves what can "
                       "be read.");
    case SQLITE_INTERRUPT:
        return bs_fail(error, BS_STORAGE, "",
                       "The database did not answer in time; bussola doctor checks it.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return fail_system(error, code, "opened for writing", BS_STORAGE_DENIED);
    default:
        return fail_system(error, code, "read or written", "");
    }
}

bool bs_db_is_passing(int code)
{
    const int kind = kind_of(code);
    return kind == SQLITE_NOMEM || kind == SQLITE_FULL || kind == SQLITE_BUSY ||
           kind == SQLITE_LOCKED;
}

bool bs_db_remember(bs_store *store, const char *database)
{
    return bs_path_identify(&store->file, database);
}

bool bs_db_in_place(const bs_store *store)
{
    bs_path_id found;
    return bs_path_identify(&found, sqlite3_db_filename(store->db, "main")) &&
           bs_path_id_equal(&found, &store->file);
}

static int bind(sqlite3_stmt *statement, int index, const bs_bind_value *value)
{
    switch (value->type) {
    case BS_BIND_INTEGER:
        return sqlite3_bind_int64(statement, index, value->integer);
    case BS_BIND_REAL:
        return isnan(value->real) ? sqlite3_bind_null(statement, index)
                                  : sqlite3_bind_double(statement, index, value->real);
    case BS_BIND_TEXT:
        return sqlite3_bind_text(statement, index, value->text, -1, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

bs_status bs_db_query(sqlite3_stmt **statement, bs_store *store, bs_sql sql, bs_error *error,
                      bs_bind_list parameters)
{
    sqlite3_stmt **slot = &store->statements[sql];
    int code = SQLITE_OK;
    errno = 0;
    bs_guard_start(&store->guard, BS_GUARD_STATEMENT_MS);
    if (*slot == NULL) {
        code = sqlite3_prepare_v3(store->db, bs_sql_text(sql), -1, SQLITE_PREPARE_PERSISTENT, slot,
                                  NULL);
    } else {
        /* A reader that stopped early did not reset it; its result was checked then. */
        (void)sqlite3_reset(*slot);
    }
    if (code == SQLITE_OK) {
        assert(sqlite3_bind_parameter_count(*slot) == (int)parameters.count);
    }
    for (size_t i = 0; i < parameters.count && code == SQLITE_OK; i++) {
        code = bind(*slot, (int)i + 1, &parameters.values[i]);
    }
    if (code != SQLITE_OK) {
        return bs_db_fail(error, code);
    }
    *statement = *slot;
    return BS_OK;
}

bs_status bs_db_next(bool *row, sqlite3_stmt *statement, bs_error *error)
{
    errno = 0;
    const int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW) {
        return BS_OK;
    }
    (void)sqlite3_reset(statement);
    return code == SQLITE_DONE ? BS_OK : bs_db_fail(error, code);
}

/** True if a statement only writes rows that are computed from observations, or requests. */
static bool is_derived(bs_sql sql)
{
    return sql == BS_SQL_SNAPSHOT_PUT || sql == BS_SQL_SERIES_PUT || sql == BS_SQL_MODEL_INSERT ||
           sql == BS_SQL_MILESTONE_PUT || sql == BS_SQL_OUTBOX_PUT || sql == BS_SQL_REQUEST_PUT ||
           sql == BS_SQL_REQUEST_PURGE;
}

int64_t bs_db_observed(const bs_store *store)
{
    return sqlite3_total_changes64(store->db) - store->derived;
}

bs_status bs_db_run(int *changed, bs_store *store, bs_sql sql, bs_error *error,
                    bs_bind_list parameters)
{
    sqlite3_stmt *statement = NULL;
    bs_status status = bs_db_query(&statement, store, sql, error, parameters);
    if (status != BS_OK) {
        return status;
    }
    bool row = false;
    status = bs_db_next(&row, statement, error);
    if (status == BS_OK && changed != NULL) {
        *changed = sqlite3_changes(store->db);
    }
    if (status == BS_OK && is_derived(sql)) {
        store->derived += sqlite3_changes64(store->db);
    }
    return status;
}

bs_status bs_db_integer(int64_t *value, bs_store *store, bs_sql sql, int64_t otherwise,
                        bs_error *error, bs_bind_list parameters)
{
    sqlite3_stmt *statement = NULL;
    bs_status status = bs_db_query(&statement, store, sql, error, parameters);
    if (status != BS_OK) {
        return status;
    }
    bool row = false;
    status = bs_db_next(&row, statement, error);
    if (status != BS_OK) {
        return status;
    }
    const bool given = row && sqlite3_column_type(statement, 0) != SQLITE_NULL;
    *value = given ? sqlite3_column_int64(statement, 0) : otherwise;
    (void)sqlite3_reset(statement);
    return BS_OK;
}

bs_status bs_db_check_schema(bs_store *store, int version, bs_error *error)
{
    bool known = false;
    errno = 0;
    const int code = bs_schema_look(&known, store->db, version);
    if (code != SQLITE_OK) {
        return bs_db_fail(error, code);
    }
    return known ? bs_db_integer(&store->cookie, store, BS_SQL_SCHEMA_COOKIE, 0, error,
                                 BS_BIND_NOTHING)
                 : bs_fail(error, BS_STORAGE, BS_STORAGE_ALTERED,
                           "The database has tables or triggers that Bussola did not make; bussola "
                           "recover sets it aside and saves its rows.");
}

/**
 * Detects a schema change by another process. Accepts a newer version here: callers that care check
 * the version.
 */
static bs_status check_cookie(bs_store *store, bs_error *error)
{
    int64_t cookie = 0;
    int64_t version = BS_STORE_SCHEMA;
    bs_status status =
        bs_db_integer(&cookie, store, BS_SQL_SCHEMA_COOKIE, 0, error, BS_BIND_NOTHING);
    if (status != BS_OK || cookie == store->cookie) {
        return status;
    }
    status = bs_db_integer(&version, store, BS_SQL_SCHEMA_VERSION, 0, error, BS_BIND_NOTHING);
    return status == BS_OK && version == BS_STORE_SCHEMA
               ? bs_db_check_schema(store, BS_STORE_SCHEMA, error)
               : status;
}

/** Prepares the rollback first, so that it cannot fail if memory runs out later. */
static bs_status begin(bs_store *store, bs_sql sql, bs_error *error)
{
    sqlite3_stmt *rollback = NULL;
    bs_status status = bs_db_query(&rollback, store, BS_SQL_ROLLBACK, error, BS_BIND_NOTHING);
    if (status == BS_OK && sqlite3_get_autocommit(store->db) == 0) {
        /* The last rollback failed for lack of memory. */
        status = bs_db_run(NULL, store, BS_SQL_ROLLBACK, error, BS_BIND_NOTHING);
    }
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, sql, error, BS_BIND_NOTHING);
    }
    if (status != BS_OK) {
        return status;
    }
    status = check_cookie(store, error);
    return status == BS_OK ? BS_OK : bs_db_end(store, status, error);
}

bs_status bs_db_begin_read(bs_store *store, bs_error *error)
{
    return store->together ? BS_OK : begin(store, BS_SQL_BEGIN, error);
}

bs_status bs_db_begin_write(bs_store *store, bs_error *error)
{
    if (store->together) {
        return BS_OK;
    }
    bs_status status = begin(store, BS_SQL_BEGIN_IMMEDIATE, error);
    if (status != BS_OK) {
        return status;
    }
    int64_t schema = 0;
    if (!bs_db_in_place(store)) {
        status = bs_fail(error, BS_BUSY, "", "The database was replaced just now; try again.");
    }
    if (status == BS_OK) {
        status = bs_db_integer(&schema, store, BS_SQL_SCHEMA_VERSION, 0, error, BS_BIND_NOTHING);
    }
    if (status == BS_OK && schema != BS_STORE_SCHEMA) {
        status = bs_fail(error, BS_NEWER_SCHEMA, "",
                         "A newer Bussola (schema %d) uses this database; update this one.",
                         (int)schema);
    }
    return status == BS_OK ? BS_OK : bs_db_end(store, status, error);
}

bs_status bs_db_end(bs_store *store, bs_status status, bs_error *error)
{
    if (store->together) {
        return status;
    }
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_COMMIT, error, BS_BIND_NOTHING);
    }
    if (status != BS_OK && sqlite3_get_autocommit(store->db) == 0) {
        /* Some failures have rolled back already. Report the first failure. */
        for (int i = 0; i < BS_SQL_COUNT; i++) {
            (void)sqlite3_reset(store->statements[i]);
        }
        (void)!bs_db_run(NULL, store, BS_SQL_ROLLBACK, NULL, BS_BIND_NOTHING);
    }
    if (status != BS_OK) {
        store->model_row = 0; /* the row may be from this transaction */
        store->derived--;     /* as may be rows of the kept window */
    }
    return status;
}

bs_moment bs_db_moment(sqlite3_stmt *statement, int index)
{
    return (bs_moment){.seconds = sqlite3_column_int64(statement, index),
                       .offset_minutes = (int16_t)sqlite3_column_int(statement, index + 1)};
}

static bs_day clamp_day(int64_t day)
{
    return (bs_day)(day < 0 ? 0 : day > BS_DAY_LAST ? BS_DAY_LAST : day);
}

bs_day bs_db_day(sqlite3_stmt *statement, int index)
{
    return clamp_day(sqlite3_column_int64(statement, index));
}

bs_day bs_db_day_of(int64_t day)
{
    return day == BS_DAY_NONE ? BS_DAY_NONE : clamp_day(day);
}

double bs_db_real(sqlite3_stmt *statement, int index)
{
    return sqlite3_column_type(statement, index) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(statement, index);
}

static const char *column_text(sqlite3_stmt *statement, int index)
{
    const unsigned char *text = sqlite3_column_text(statement, index);
    return text == NULL ? "" : (const char *)text;
}

void bs_db_text(char *text, size_t size, sqlite3_stmt *statement, int index)
{
    const char *from = column_text(statement, index);
    const size_t length = strlen(from);
    size_t at = 0;
    size_t step = 0;
    for (; at < length && at + 1 < size; at += step) {
        const size_t whole = bs_utf8_length((const unsigned char *)from + at, length - at);
        step = whole > 0 ? whole : 1;
        if (at + step >= size) {
            break;
        }
        memcpy(text + at, whole > 0 ? from + at : "?", step);
    }
    text[at] = '\0';
}

bool bs_db_signal(bs_signal *signal, sqlite3_stmt *statement, int index)
{
    return bs_signal_find(signal, column_text(statement, index));
}

bool bs_db_bound(bs_bound *bound, sqlite3_stmt *statement, int index)
{
    const char *text = column_text(statement, index);
    for (int i = BS_EXACT; i <= BS_APPROXIMATE; i++) {
        if (strcmp(text, bs_bound_id((bs_bound)i)) == 0) {
            *bound = (bs_bound)i;
            return true;
        }
    }
    return false;
}

bool bs_db_source(bs_source *source, sqlite3_stmt *statement, int index)
{
    const char *text = column_text(statement, index);
    for (int i = BS_FROM_PAGE; i < BS_SOURCE_COUNT; i++) {
        if (strcmp(text, bs_source_id((bs_source)i)) == 0) {
            *source = (bs_source)i;
            return true;
        }
    }
    return false;
}

static bool read_kind(bs_number_kind *kind, sqlite3_stmt *statement, int index)
{
    const char *text = column_text(statement, index);
    for (int i = BS_OFFICIAL; i <= BS_LEARNING; i++) {
        if (strcmp(text, bs_number_kind_id((bs_number_kind)i)) == 0) {
            *kind = (bs_number_kind)i;
            return true;
        }
    }
    return false;
}

bool bs_db_point(bs_point *point, sqlite3_stmt *statement, int index)
{
    *point = (bs_point){.day = bs_db_day(statement, index),
                        .total = bs_db_real(statement, index + 2),
                        .coverage = bs_db_real(statement, index + 7)};
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        point->pillars[i] = bs_db_real(statement, index + 3 + i);
    }
    return read_kind(&point->kind, statement, index + 1);
}
