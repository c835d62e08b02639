/**
 * @file table.h
 * A table for a terminal, fitted to its width.
 *
 * A bs_table owns copies of its cells; bs_table_free frees them. Nothing can fail (xmalloc.h).
 */
#ifndef BUSSOLA_CLI_TABLE_H
#define BUSSOLA_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/output/terminal.h"

#define BS_TABLE_COLUMNS_MAX 12
#define BS_TABLE_HEADING 2 /**< columns that a heading is outdented from the rows below it */

typedef struct bs_table_column {
    const char *title; /**< borrowed for the table's life */
    bool right;        /**< align right, for numbers */
    int rank;          /**< 0: never dropped; else the highest is dropped first if space is short */
} bs_table_column;

typedef struct bs_table bs_table;

/** Creates a table; `titles`: write the columns' titles. The array is borrowed. */
bs_table *bs_table_new(const bs_table_column *columns, size_t count, bool titles);
void bs_table_free(bs_table *table);

/** Adds the next cell, row by row from the left. */
void bs_table_cell(bs_table *table, bs_ink ink, const char *text);

/** Adds a line across all columns. */
void bs_table_heading(bs_table *table, bs_ink ink, const char *text);

/**
 * Writes the table after `indent` spaces. If it is too wide, drops the columns of the highest rank
 * until it fits, then truncates the first column.
 */
void bs_table_write(const bs_table *table, const bs_terminal *terminal, int indent);

#endif
