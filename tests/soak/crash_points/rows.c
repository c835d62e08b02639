#include "crash_points.h"

int64_t query(const once *o, sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
        lost(o, "the database cannot be read");
    }
    const int64_t value = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return value;
}

sqlite3 *look(const once *o, const char *name)
{
    char path[PATH_SIZE * 2];
    sqlite3 *db = NULL;
    /* Checks a copy, because opening creates an index for the WAL, which a kill may have left
     * incomplete. */
    empty_folder(o->copy);
    copy_database(o->copy, o->folder, name);
    path_of(path, o->copy, DATABASE);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        lost(o, "the database cannot be opened");
    }
    expect(o, query(o, db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check") == 1,
           "integrity");
    expect(o, query(o, db, "SELECT count(*) FROM pragma_foreign_key_check") == 0, "loose rows");
    return db;
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv). */
static uint64_t add(uint64_t sum, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++) {
        sum = (sum ^ at[i]) * UINT64_C(0x100000001b3);
    }
    return sum;
}

static uint64_t add_row(uint64_t sum, sqlite3_stmt *row)
{
    for (int i = 0; i < sqlite3_column_count(row); i++) {
        const int type = sqlite3_column_type(row, i);
        const int size = sqlite3_column_bytes(row, i); /* as text, whatever its type */
        sum = add(sum, &type, sizeof type);
        sum = add(sum, &size, sizeof size);
        sum = add(sum, sqlite3_column_text(row, i), (size_t)size);
    }
    return sum;
}

uint64_t print(const once *o, sqlite3 *db, const char *const *queries)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (; *queries != NULL; queries++) {
        sqlite3_stmt *row = NULL;
        int code = sqlite3_prepare_v2(db, *queries, -1, &row, NULL);
        int64_t rows = 0;
        for (; code == SQLITE_OK && (code = sqlite3_step(row)) == SQLITE_ROW; code = SQLITE_OK) {
            sum = add_row(sum, row);
            rows++;
        }
        (void)sqlite3_finalize(row);
        if (code != SQLITE_DONE) {
            fprintf(stderr, "%s: %s\n", *queries, sqlite3_errmsg(db));
            lost(o, "the database cannot be read");
        }
        sum = add(sum, &rows, sizeof rows);
    }
    return sum;
}

void expect_before(const once *o, sqlite3 *db)
{
    expect(o, print(o, db, o->act->writer->before) == o->act->before, "rows of before are others");
}

void expect_after(const once *o, sqlite3 *db)
{
    expect(o, print(o, db, o->act->writer->after) == o->act->after,
           "the rows are others than of one that was not killed");
}
