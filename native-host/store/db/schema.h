/**
 * @file schema.h
 * The schemas that a database of each version may have. Internal to native-host/store.
 *
 * A database from elsewhere may hold triggers, views, indexes on expressions or other columns,
 * which act on every statement. Its schema is therefore compared, byte by byte, with those that
 * Bussola itself makes: schema.sql, schemas/schema-N.sql (what version N made, never changed
 * afterwards), and each of these brought to a later version by migrations.c. They are computed at
 * build time (gen/schemas.c). Nothing else is accepted, SQLite's own tables (sqlite_stat1 of
 * ANALYZE, sqlite_sequence) included: bussola recover moves the rows of such a database to a new
 * one.
 *
 * For a new version: copy schema.sql to schemas/schema-N.sql, change schema.sql, raise
 * BS_STORE_SCHEMA and add the step to migrations.c.
 */
#ifndef BUSSOLA_STORE_SCHEMA_H
#define BUSSOLA_STORE_SCHEMA_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct bs_schema {
    int version;      /**< 0: the end of the list */
    const char *text; /**< what bs_schema_text gives */
} bs_schema;

extern const bs_schema bs_embedded_schemas[];

/**
 * All that a schema consists of, in an order that does not depend on its history, and the encoding
 * of texts; an SQLite result code. To be released with sqlite3_free, also after a failure.
 */
int bs_schema_text(char **text, sqlite3 *db);

/** Whether the schema is one that databases of that version have; an SQLite result code. */
int bs_schema_look(bool *known, sqlite3 *db, int version);

/**
 * Reads every value of every table; an SQLite result code, SQLITE_TOOBIG for a value that is longer
 * than the connection allows (guard.h), SQLITE_CORRUPT for a text that is none (values.h).
 */
int bs_schema_read_all(sqlite3 *db);

#endif
