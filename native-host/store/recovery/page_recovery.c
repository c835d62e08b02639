#include "page_recovery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "store/db/db.h"
#include "store/db/values.h"

/**
 * A table's columns in row order, a letter each: k its rowid, i integer, r real, t text, s signal,
 * b bound, o source, w kind of a number; capitals may be NULL.
 */
typedef struct shape {
    const char *table;
    bool of_index; /**< WITHOUT ROWID */
    const char *columns;
} shape;

static const shape shapes[] = {
    {"main.profile", false, "kTTtiiii"},
    {"main.model", false, "ktt"},
    {"main.goal", false, "ksii"},
    {"main.push_target", false, "ktttiiiiii"},
    {"main.gauge", true, "isiiiiibo"},
    {"main.tally", true, "isioibii"},
    {"main.device_tally", true, "isiiiiii"},
    {"main.cover", true, "isoiiii"},
    {"main.listing", true, "isoiii"},
    {"main.list_start", true, "isoii"},
    {"main.undone", true, "isioii"},
    {"main.zone", false, "kii"},
    {"main.official", true, "iiirrrrrRRRRRRRRRRRRRRR"},
    {"main.snapshot", true, "iiiwRRRRRr"},
    {"main.shown_week", true, "iiiiwrrrrrRRRRRR"},
    {"main.redrawn", true, "iicRR"},
    {"main.series", true, "iii"},
    {"main.page_read", true, "ipii"},
    {"main.no_access", true, "iiiii"},
    {"main.milestone", true, "iti"},
    /* Shapes that several tables share; `sort_out` separates them at the end. */
    {"temp.pair", true, "ti"},
    {"temp.model_key", true, "tti"},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

/** Temporary tables for rows of ambiguous shape: aliases, requests, settings, indexes. */
static const char scratch[] =
    "CREATE TABLE temp.pair (name TEXT, number INTEGER, PRIMARY KEY (name, number));"
    "CREATE TABLE temp.model_key (name TEXT, fingerprint TEXT, id INTEGER PRIMARY KEY)";

/**
 * A profile without its own row gets the name that an index still has, else its number; one with an
 * installation's name (session-…, or a UUID) stays unclaimed. Numbers above a billion are moments,
 * which only requests have. Rows without a profile or model are deleted. What goes to a team's
 * server is computed again, as a later revision than any that it has.
 */
static const char sort_out[] =
    "INSERT OR IGNORE INTO setting SELECT name, number FROM pair"
    " WHERE name IN ('retention', 'believed', 'pruned', 'device') OR name GLOB 'model.*';"
    "DELETE FROM pair WHERE name GLOB 'model.*' OR name = 'device';"
    "INSERT OR IGNORE INTO model (id, name, fingerprint)"
    " SELECT id, name, fingerprint FROM model_key;"
    "CREATE TABLE temp.lost AS SELECT id, min(first) AS first, max(last) AS last FROM ("
    "SELECT profile AS id, at AS first, seen AS last FROM gauge"
    " UNION ALL SELECT profile, seen, seen FROM tally"
    " UNION ALL SELECT profile, at, at FROM official"
    " UNION ALL SELECT profile, day * 86400, day * 86400 FROM snapshot)"
    " WHERE id NOT IN (SELECT id FROM profile) GROUP BY id;"
    "INSERT OR IGNORE INTO profile"
    " (id, instance, first_seen, first_offset, last_seen, last_offset)"
    " SELECT id, name, first, 0, last, 0 FROM lost JOIN pair ON number = id"
    " WHERE name LIKE 'session-%' OR (length(name) = 36 AND name LIKE '%-%-%-%-%');"
    "INSERT OR IGNORE INTO profile (id, key, first_seen, first_offset, last_seen, last_offset)"
    " SELECT id, ifnull((SELECT name FROM pair WHERE number = id"
    " ORDER BY name LIKE 'ACo%' DESC LIMIT 1), 'recovered-' || id), first, 0, last, 0 FROM lost;"
    "INSERT OR IGNORE INTO alias SELECT name, number FROM pair JOIN profile ON id = number"
    " WHERE key IS NOT NULL AND key <> name;"
    "INSERT OR IGNORE INTO request SELECT name, number FROM pair WHERE number > 1000000000;"
    "DELETE FROM cover WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM device_tally WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM listing WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM list_start WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM undone WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM page_read WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM no_access WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM shown_week WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM redrawn WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM milestone WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM goal WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM push_target WHERE profile NOT IN (SELECT id FROM profile);"
    "DELETE FROM snapshot WHERE model NOT IN (SELECT id FROM model);"
    "DELETE FROM series WHERE profile NOT IN (SELECT id FROM profile)"
    " OR model NOT IN (SELECT id FROM model)"
    " OR profile IN (SELECT profile FROM push_target);"
    "DROP TABLE temp.pair; DROP TABLE temp.model_key; DROP TABLE temp.lost";

/** State of one recovery. */
typedef struct page_recovery {
    sqlite3 *db;
    const bs_db_pages *pages;
    sqlite3_stmt *inserts[SHAPES];
    unsigned char *page;
    bs_row row;
} page_recovery;

static bool is_word(const bs_column *column, const char *word)
{
    return strlen(word) == column->length && memcmp(word, column->text, column->length) == 0;
}

static bool is_known_word(const bs_column *column, char letter)
{
    bool known = false;
    for (int i = 0; i < BS_SIGNAL_COUNT && letter == 's'; i++) {
        known = known || is_word(column, bs_signal_info_of((bs_signal)i)->id);
    }
    for (int i = BS_EXACT; i <= BS_APPROXIMATE && letter == 'b'; i++) {
        known = known || is_word(column, bs_bound_id((bs_bound)i));
    }
    for (int i = BS_FROM_PAGE; i < BS_SOURCE_COUNT && letter == 'o'; i++) {
        known = known || is_word(column, bs_source_id((bs_source)i));
    }
    for (int i = 0; i < BS_PAGE_COUNT && letter == 'p'; i++) {
        known = known || is_word(column, bs_page_info_of((bs_page_kind)i)->id);
    }
    for (int i = 0; i < BS_CORRECTION_CAUSE_COUNT && letter == 'c'; i++) {
        known = known || is_word(column, bs_correction_cause_words[i]);
    }
    for (int i = BS_OFFICIAL; i <= BS_LEARNING && letter == 'w'; i++) {
        known = known || is_word(column, bs_number_kind_id((bs_number_kind)i));
    }
    return known;
}

static bool column_fits(const bs_column *column, char letter)
{
    switch (letter) {
    case 'k': /* stored beside the row, which has NULL */
        return column->kind == BS_COLUMN_NULL;
    case 'i':
        return column->kind == BS_COLUMN_INTEGER;
    case 'r': /* SQLite stores whole numbers as integers */
        return column->kind == BS_COLUMN_REAL || column->kind == BS_COLUMN_INTEGER;
    case 'R':
        return column->kind != BS_COLUMN_TEXT;
    case 't':
        return column->kind == BS_COLUMN_TEXT && bs_value_is_text(column->text, column->length);
    case 'T':
        return column->kind == BS_COLUMN_NULL || column_fits(column, 't');
    default:
        return column->kind == BS_COLUMN_TEXT && is_known_word(column, letter);
    }
}

static bool fits(const bs_row *row, const shape *of)
{
    if (row->of_index != of->of_index || row->count != strlen(of->columns)) {
        return false;
    }
    for (size_t i = 0; i < row->count; i++) {
        if (!column_fits(&row->columns[i], of->columns[i])) {
            return false;
        }
    }
    return true;
}

static int bind(sqlite3_stmt *statement, const bs_row *row, const shape *of)
{
    int code = SQLITE_OK;
    for (int i = 0; i < (int)row->count && code == SQLITE_OK; i++) {
        const bs_column *column = &row->columns[i];
        if (of->columns[i] == 'k') {
            code = sqlite3_bind_int64(statement, i + 1, row->rowid);
        } else if (column->kind == BS_COLUMN_INTEGER) {
            code = sqlite3_bind_int64(statement, i + 1, column->integer);
        } else if (column->kind == BS_COLUMN_REAL) {
            code = sqlite3_bind_double(statement, i + 1, column->real);
        } else if (column->kind == BS_COLUMN_TEXT) {
            code = sqlite3_bind_text(statement, i + 1, column->text, (int)column->length,
                                     SQLITE_STATIC);
        } else {
            code = sqlite3_bind_null(statement, i + 1);
        }
    }
    return code;
}

/** A row that its table rejects is lost. */
static int put(page_recovery *run)
{
    for (int i = 0; i < SHAPES; i++) {
        if (!fits(&run->row, &shapes[i])) {
            continue;
        }
        int code = bind(run->inserts[i], &run->row, &shapes[i]);
        if (code == SQLITE_OK) {
            code = sqlite3_step(run->inserts[i]);
            (void)sqlite3_reset(run->inserts[i]);
            code = code == SQLITE_DONE || (code & 0xff) == SQLITE_CONSTRAINT ? SQLITE_OK : code;
        }
        return code;
    }
    return SQLITE_OK;
}

static int take_page(bool *flawed, page_recovery *run, uint32_t number, bool older)
{
    bs_page_rows rows;
    int code = SQLITE_OK;
    *flawed = true;
    const size_t kept = bs_pages_read(run->page, run->pages, number, older);
    if (kept > 0) {
        bs_page_rows_begin(&rows, run->page, run->pages->size, kept, number == 1);
        while (code == SQLITE_OK && bs_page_rows_next(&run->row, &rows)) {
            code = put(run);
        }
        *flawed = rows.flawed;
    }
    return code;
}

static int take_pages(page_recovery *run)
{
    int code = SQLITE_OK;
    for (uint32_t number = 1; number <= run->pages->count && code == SQLITE_OK; number++) {
        bool flawed = false;
        code = take_page(&flawed, run, number, false);
        if (code == SQLITE_OK && flawed) {
            code = take_page(&flawed, run, number, true);
        }
    }
    return code;
}

static int prepare(page_recovery *run)
{
    int code = sqlite3_exec(run->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(run->db, scratch, NULL, NULL, NULL);
    }
    for (int i = 0; i < SHAPES && code == SQLITE_OK; i++) {
        char sql[160];
        int used = snprintf(sql, sizeof sql, "INSERT OR IGNORE INTO %s VALUES (?", shapes[i].table);
        for (size_t column = 1; column < strlen(shapes[i].columns); column++) {
            used += snprintf(sql + used, sizeof sql - (size_t)used, ", ?");
        }
        (void)snprintf(sql + used, sizeof sql - (size_t)used, ")");
        code = sqlite3_prepare_v2(run->db, sql, -1, &run->inserts[i], NULL);
    }
    return code;
}

bs_status bs_page_recovery(sqlite3 *db, const bs_db_pages *pages, bs_error *error)
{
    page_recovery run = {.db = db, .pages = pages, .page = malloc(pages->size)};
    if (run.page == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    int code = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        code = prepare(&run);
    }
    if (code == SQLITE_OK) {
        code = take_pages(&run);
    }
    for (int i = 0; i < SHAPES; i++) {
        (void)sqlite3_finalize(run.inserts[i]);
    }
    free(run.page);
    if (code == SQLITE_OK) {
        code = bs_values_clean(db);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, sort_out, NULL, NULL, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    }
    return code == SQLITE_OK ? BS_OK : bs_db_fail(error, code);
}
