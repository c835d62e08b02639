/**
 * @file record.h
 * Rows in a database page, read without SQLite
 * (https://www.sqlite.org/fileformat2.html#b_tree_pages). Internal to native-host/store.
 *
 * Every page may be garbage: nothing here reads beyond it. Texts are borrowed from the page.
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
    const char *text; /**< not terminated */
    size_t length;
} bs_column;

typedef struct bs_row {
    bool of_index; /**< of an index, or of a table without rowid */
    int64_t rowid; /**< of a table with one */
    size_t count;
    bs_column columns[BS_RECORD_COLUMNS_MAX];
} bs_row;

/** A page and where reading it stands. */
typedef struct bs_page_rows {
    const unsigned char *page;
    size_t size;   /**< of a page of this database */
    size_t kept;   /**< bytes that there are of this one */
    size_t header; /**< where the page's own header begins: 100 on the first page, else 0 */
    unsigned type;
    size_t cells, next;
    bool flawed; /**< something in it could not be read */
} bs_page_rows;

/**
 * Begins with a page of `size` bytes, the first `kept` of which there are. One that holds no rows,
 * or is none, has no cells.
 */
void bs_page_rows_begin(bs_page_rows *rows, const unsigned char *page, size_t size, size_t kept,
                        bool first);

/** The next row that can be read; false at the end. Rows that go on in other pages are left out. */
bool bs_page_rows_next(bs_row *row, bs_page_rows *rows);

#endif
