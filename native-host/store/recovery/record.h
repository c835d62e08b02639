/**
 * @file record.h
 * Parses rows in a database page without SQLite
 * (https://www.sqlite.org/fileformat2.html#b_tree_pages). Internal to native-host/store.
 *
 * Any page may be garbage: nothing here reads beyond it. Texts are borrowed from the page.
 */
#ifndef BUSSOLA_STORE_RECORD_H
#define BUSSOLA_STORE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BS_RECORD_COLUMNS_MAX 32

typedef enum bs_column_kind {
    BS_COLUMN_NULL,
    BS_COLUMN_INTEGER,
    BS_COLUMN_REAL,
    BS_COLUMN_TEXT
} bs_column_kind;

typedef struct bs_column {
    bs_column_kind kind;
    int64_t integer;
    double real;
    const char *text; /**< not NUL-terminated */
    size_t length;
} bs_column;

typedef struct bs_row {
    bool of_index; /**< of an index, or of a table without rowid */
    int64_t rowid; /**< of a table with rowid */
    size_t count;
    bs_column columns[BS_RECORD_COLUMNS_MAX];
} bs_row;

/** A page and the position within it. */
typedef struct bs_page_rows {
    const unsigned char *page;
    size_t size;   /**< of a full page of this database */
    size_t kept;   /**< available bytes of this page */
    size_t header; /**< offset of the page's own header: 100 on the first page, else 0 */
    unsigned type;
    size_t cells, next;
    bool flawed; /**< part of it could not be parsed */
} bs_page_rows;

/**
 * Begins with a page of `size` bytes, of which the first `kept` are available. A page without rows,
 * or an invalid one, has no cells.
 */
void bs_page_rows_begin(bs_page_rows *rows, const unsigned char *page, size_t size, size_t kept,
                        bool first);

/** The next readable row; false at the end. Skips rows with overflow pages. */
bool bs_page_rows_next(bs_row *row, bs_page_rows *rows);

#endif
