/**
 * @file table.h
 * Rows and columns for a terminal, fitted to its width.
 *
 * A bs_table owns copies of its cells; bs_table_free releases them. Nothing fails (memory.h).
 */
#ifndef BUSSOLA_CLI_TABLE_H
#define BUSSOLA_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/base/terminal.h"

#define BS_TABLE_COLUMNS_MAX 12
#define BS_TABLE_HEADING 2 /**< columns that a heading stands left of the rows below it */

typedef struct bs_table_column {
    const char *title; /**< borrowed for the table's life */
    bool right;        /**< numbers */
    int rank;          /**< 0: never left out; else the highest goes first when space is short */
} bs_table_column;

typedef struct bs_table bs_table;

/** A table; `titles` says whether the columns' titles are written. The array is borrowed. */
bs_table *bs_table_new(const bs_table_column *columns, size_t count, bool titles);
void bs_table_free(bs_table *table);

/** Adds the next cell, row by row from the left. */
void bs_table_cell(bs_table *table, bs_ink ink, const char *text);

/** Adds a line of its own between two rows, across all columns. */
void bs_table_heading(bs_table *table, bs_ink ink, const char *text);

/**
 * Writes the table after `indent` spaces. Columns of the highest rank are left out, together, until
 * the rest fits; if even that is too wide, the first column is cut.
 */
void bs_table_write(const bs_table *table, const bs_terminal *terminal, int indent);

#endif
