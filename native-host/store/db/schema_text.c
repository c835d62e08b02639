#include <string.h>

#include "schema.h"

/** Terminates each value; no statement that SQLite accepts contains it. */
#define END '\x1f'

/** Appends the values of a row; fails if one contains END. */
static int append(void *context, int columns, char **values, char **names)
{
    sqlite3_str *text = context;
    (void)names;
    for (int i = 0; i < columns; i++) {
        const char *value = values[i] == NULL ? "" : values[i];
        if (strchr(value, END) != NULL) {
            return 1;
        }
        sqlite3_str_appendf(text, "%s%c", value, END);
    }
    return 0;
}

int bs_schema_text(char **text, sqlite3 *db)
{
    sqlite3_str *made = sqlite3_str_new(NULL);
    int code = sqlite3_exec(db,
                            "PRAGMA encoding;"
                            "SELECT type, name, tbl_name, sql FROM sqlite_schema"
                            " ORDER BY type, name, sql",
                            append, made, NULL);
    if (code == SQLITE_OK || code == SQLITE_ABORT) {
        sqlite3_str_appendall(made, code == SQLITE_ABORT ? "?" : "");
        code = sqlite3_str_errcode(made);
    }
    *text = sqlite3_str_finish(made);
    return code;
}
