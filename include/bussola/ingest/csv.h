/**
 * @file csv.h
 * A streaming reader for the tables of LinkedIn's archive.
 *
 * RFC 4180 with newlines inside quotes, in UTF-8 (with or without byte-order mark) or UTF-16 (with
 * one), with comma, TAB or semicolon, CRLF or LF. The table begins at the first line with all
 * required columns; lines before it (the notes above Connections, Excel's "sep=;") are skipped.
 * That line also determines the separator. Files that LinkedIn writes without quoting (Comments,
 * SearchQueries) are split where a record starts instead.
 *
 * The caller owns a bs_csv, which borrows its layout. BS_CSV_RECORD_MAX limits the memory for any
 * input: longer rows are reported as faults and skipped.
 */
#ifndef BUSSOLA_CSV_H
#define BUSSOLA_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"

#define BS_CSV_RECORD_MAX ((size_t)1 << 20) /**< bytes of one record as UTF-8 */
#define BS_CSV_COLUMNS_MAX 256              /**< columns of one record */
#define BS_CSV_LAYOUT_MAX 16                /**< columns of a layout */
#define BS_CSV_PREAMBLE_MAX 200             /**< lines before the header */
/** Unclosed quotes that are repaired in one file; with more, the file is refused. */
#define BS_CSV_MENDS_MAX 16

/** One unquoted field, valid only during the call. A missing column is empty. */
typedef struct bs_csv_field {
    const char *text; /**< not NUL-terminated; any bytes */
    size_t length;
} bs_csv_field;

typedef struct bs_csv_layout {
    /** Names as in the header, compared without case, blanks and underscores. */
    const char *columns[BS_CSV_LAYOUT_MAX];
    size_t column_count;
    uint32_t required; /**< bit i set: columns[i] must be in the header */
    /** NULL for RFC 4180. Otherwise a record starts at each line for which this returns true and
     * ends at the next one; only the first two columns are read, and the header must begin with
     * columns[0] and, if present, columns[1]. */
    bool (*starts)(const bs_csv_field first_two[2]);
} bs_csv_layout;

typedef enum bs_csv_fault {
    BS_CSV_FINE,
    BS_CSV_TOO_LONG,         /**< longer than BS_CSV_RECORD_MAX */
    BS_CSV_TOO_MANY_COLUMNS, /**< more than BS_CSV_COLUMNS_MAX */
    BS_CSV_OPEN_QUOTE,       /**< a quote that is never closed; its first line was skipped */
    BS_CSV_NO_START,         /**< a line before the first record */
} bs_csv_fault;

/** Receives one row: fields in the layout's order, or NULL with a fault. */
typedef void (*bs_csv_row)(void *context, bs_csv_fault fault, const bs_csv_field *fields);

typedef struct bs_csv bs_csv;

/** BS_INTERNAL out of memory. */
BS_MUST_CHECK bs_status bs_csv_new(bs_csv **csv, const bs_csv_layout *layout, bs_csv_row row,
                                   void *context);
/** Safe on NULL. */
void bs_csv_free(bs_csv *csv);

/**
 * Feeds bytes. BS_BAD_REQUEST without a header in BS_CSV_PREAMBLE_MAX lines; BS_TOO_LARGE for more
 * than BS_CSV_MENDS_MAX unclosed quotes. After a failure only bs_csv_free is allowed.
 */
BS_MUST_CHECK bs_status bs_csv_feed(bs_csv *csv, const void *bytes, size_t length);

/** Ends the file (a last line needs no newline). Errors as bs_csv_feed. */
BS_MUST_CHECK bs_status bs_csv_end(bs_csv *csv);

/** Compares a name with a column as headers are compared: ignores case, blanks and underscores. */
bool bs_csv_same_name(const char *text, size_t length, const char *column);

/** Bit i is set if the header has columns[i] of the layout. */
uint32_t bs_csv_columns(const bs_csv *csv);

#endif
