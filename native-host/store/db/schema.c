#include "schema.h"

#include <string.h>

#include "values.h"

int bs_schema_look(bool *known, sqlite3 *db, int version)
{
    char *text = NULL;
    const int code = bs_schema_text(&text, db);
    *known = false;
    for (const bs_schema *own = bs_embedded_schemas; code == SQLITE_OK && own->version != 0;
         own++) {
        *known = *known || (own->version == version && strcmp(text, own->text) == 0);
    }
    sqlite3_free(text);
    return code;
}

static bool are_texts(sqlite3_stmt *row)
{
    for (int i = 0; i < sqlite3_column_count(row); i++) {
        const char *text = sqlite3_column_type(row, i) == SQLITE_TEXT
                               ? (const char *)sqlite3_column_text(row, i)
                               : NULL;
        if (text != NULL && !bs_value_is_text(text, (size_t)sqlite3_column_bytes(row, i))) {
            return false;
        }
    }
    return true;
}

static int read_table(sqlite3 *db, const char *name)
{
    sqlite3_stmt *rows = NULL;
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", name);
    int code = sql == NULL ? SQLITE_NOMEM : sqlite3_prepare_v2(db, sql, -1, &rows, NULL);
    sqlite3_free(sql);
    if (code == SQLITE_OK) {
        code = sqlite3_step(rows);
    }
    while (code == SQLITE_ROW) {
        code = are_texts(rows) ? sqlite3_step(rows) : SQLITE_CORRUPT;
    }
    (void)sqlite3_finalize(rows);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int bs_schema_read_all(sqlite3 *db)
{
    sqlite3_stmt *tables = NULL;
    int code = sqlite3_prepare_v2(
        db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", -1, &tables, NULL);
    while (code == SQLITE_OK) {
        code = sqlite3_step(tables);
        if (code == SQLITE_ROW) {
            const unsigned char *name = sqlite3_column_text(tables, 0);
            code = name == NULL ? SQLITE_NOMEM : read_table(db, (const char *)name);
        }
    }
    (void)sqlite3_finalize(tables);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}
