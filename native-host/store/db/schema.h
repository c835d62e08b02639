/**
 * @file schema.h
 * The accepted schemas of each version. Internal to native-host/store.
 *
 * A foreign database may contain triggers, views, expression indexes or other columns, which affect
 * every statement. So its schema is compared, byte by byte, with those that Bussola creates:
 * schema.sql, schemas/schema-N.sql (created by version N, never changed afterwards), and each of
 * these migrated to a later version by migrations.c. gen/schemas.c computes them at build time.
 * Anything else is refused, including SQLite's own tables (sqlite_stat1 of ANALYZE,
 * sqlite_sequence); `bussola recover` copies the rows of such a database to a new one.
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
    const char *text; /**< as returned by bs_schema_text */
} bs_schema;

extern const bs_schema bs_embedded_schemas[];

/**
 * The schema as text, in an order that does not depend on its history, and the text encoding;
 * returns an SQLite result code. Release with sqlite3_free, also after a failure.
 */
int bs_schema_text(char **text, sqlite3 *db);

/** Sets `*known` if the schema is one of that version's; returns an SQLite result code. */
int bs_schema_look(bool *known, sqlite3 *db, int version);

/**
 * Reads every value of every table. Returns an SQLite result code: SQLITE_TOOBIG for a value longer
 * than the connection allows (guard.h), SQLITE_CORRUPT for invalid text (values.h).
 */
int bs_schema_read_all(sqlite3 *db);

#endif
