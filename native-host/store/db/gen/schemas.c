/*
 * Writes the C source of bs_embedded_schemas: every schema that a database of each version may
 * have. Arguments: one schema file per version, the oldest first.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store/store.h"
#include "store/db/migrate.h"
#include "store/db/schema.h"

enum { VERSIONS = BS_STORE_SCHEMA, FILE_MAX = 64 * 1024 };

/** The schemas of one version. */
typedef struct list {
    char *texts[VERSIONS];
    int count;
} list;

static void fail(const char *what, const char *why)
{
    (void)fprintf(stderr, "schemas: %s: %s\n", what, why);
    exit(1);
}

static void run(sqlite3 *db, const char *sql, const char *what)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fail(what, sqlite3_errmsg(db));
    }
}

static void run_file(sqlite3 *db, const char *path)
{
    static char sql[FILE_MAX];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail(path, "cannot be read");
    }
    const size_t size = fread(sql, 1, sizeof sql, file);
    (void)fclose(file);
    if (size == sizeof sql) {
        fail(path, "is too long");
    }
    sql[size] = '\0';
    run(db, sql, path);
}

/** The schema of version `to` in a database created by version `from`. */
static char *schema_of(const char *path, int from, int to)
{
    sqlite3 *db = NULL;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) {
        fail(path, "no memory");
    }
    run_file(db, path);
    for (int version = from; version < to; version++) {
        run(db, bs_migrations[version], "a migration");
    }
    char *text = NULL;
    if (bs_schema_text(&text, db) != SQLITE_OK) {
        fail(path, sqlite3_errmsg(db));
    }
    (void)sqlite3_close(db);
    return text;
}

static void add(list *known, char *text)
{
    for (int i = 0; i < known->count; i++) {
        if (strcmp(known->texts[i], text) == 0) {
            sqlite3_free(text);
            return;
        }
    }
    known->texts[known->count++] = text;
}

static void write_text(int version, const char *text)
{
    (void)printf("    {%d,\n     \"", version);
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20) {
            (void)printf("\\%03o\"\n     \"", (unsigned)(unsigned char)*text);
        } else {
            (void)printf(strchr("\"\\?", *text) == NULL ? "%c" : "\\%c", *text);
        }
    }
    (void)puts("\"},");
}

int main(int argc, char **argv)
{
    if (argc != VERSIONS + 1) {
        fail("schemas/", "one file for each version before this one is wanted");
    }
    (void)puts("#include \"schema.h\"\n\nconst bs_schema bs_embedded_schemas[] = {");
    for (int version = 1; version <= VERSIONS; version++) {
        list known = {.count = 0};
        for (int from = 1; from <= version; from++) {
            add(&known, schema_of(argv[from], from, version));
        }
        for (int i = 0; i < known.count; i++) {
            write_text(version, known.texts[i]);
            sqlite3_free(known.texts[i]);
        }
    }
    (void)puts("    {0, NULL},\n};");
    return 0;
}
