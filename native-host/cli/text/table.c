#include "table.h"

#include <stdlib.h>

#include "cli/output/xmalloc.h"

#define GAP 2       /* between two columns */
#define FIRST_MIN 4 /* minimum width of the first column if it is truncated */

typedef struct cell {
    char *text;
    bs_ink ink;
    bool heading;
} cell;

struct bs_table {
    const bs_table_column *columns;
    size_t column_count;
    bool titles;
    cell *cells;
    size_t count, capacity;
};

bs_table *bs_table_new(const bs_table_column *columns, size_t count, bool titles)
{
    bs_table *table = bs_xcalloc(1, sizeof *table);
    table->columns = columns;
    table->column_count = count;
    table->titles = titles;
    return table;
}

void bs_table_free(bs_table *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; i < table->count; i++) {
        free(table->cells[i].text);
    }
    free(table->cells);
    free(table);
}

static void add(bs_table *table, cell added)
{
    if (table->count == table->capacity) {
        table->capacity = table->capacity * 2 + 32;
        table->cells = bs_xrealloc(table->cells, table->capacity, sizeof *table->cells);
    }
    table->cells[table->count++] = added;
}

void bs_table_cell(bs_table *table, bs_ink ink, const char *text)
{
    add(table, (cell){bs_xstrdup(text), ink, false});
}

void bs_table_heading(bs_table *table, bs_ink ink, const char *text)
{
    add(table, (cell){bs_xstrdup(text), ink, true});
}

/* Natural widths of the columns. */
static void measure(const bs_table *table, const bs_terminal *terminal, int *widths)
{
    for (size_t column = 0; column < table->column_count; column++) {
        widths[column] =
            table->titles ? bs_terminal_columns(terminal, table->columns[column].title) : 0;
    }
    size_t column = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (table->cells[i].heading) {
            continue;
        }
        int width = bs_terminal_columns(terminal, table->cells[i].text);
        widths[column] = width > widths[column] ? width : widths[column];
        column = column + 1 < table->column_count ? column + 1 : 0;
    }
}

static int total_width(const bs_table *table, const int *widths)
{
    int total = -GAP;
    for (size_t column = 0; column < table->column_count; column++) {
        total += widths[column] >= 0 ? widths[column] + GAP : 0;
    }
    return total;
}

/*
 * Drops columns (width −1), highest rank first and all of one rank together, then truncates the
 * first column, until the table fits.
 */
static void fit(const bs_table *table, int *widths, int space)
{
    while (total_width(table, widths) > space) {
        int highest = 0;
        for (size_t column = 0; column < table->column_count; column++) {
            int rank = table->columns[column].rank;
            highest = widths[column] >= 0 && rank > highest ? rank : highest;
        }
        if (highest == 0) {
            int over = total_width(table, widths) - space;
            widths[0] = widths[0] - over > FIRST_MIN ? widths[0] - over : FIRST_MIN;
            return;
        }
        for (size_t column = 0; column < table->column_count; column++) {
            widths[column] = table->columns[column].rank == highest ? -1 : widths[column];
        }
    }
}

/* Writes a line, without padding after its last non-empty cell. */
static void write_line(const bs_table *table, const bs_terminal *terminal, const int *widths,
                       int indent, const cell *cells)
{
    size_t last = 0;
    for (size_t column = 0; column < table->column_count; column++) {
        last = widths[column] >= 0 && cells[column].text[0] != '\0' ? column : last;
    }
    bs_terminal_space(terminal, indent);
    for (size_t column = 0; column <= last; column++) {
        const cell *shown = &cells[column];
        bool right = table->columns[column].right;
        int wanted = bs_terminal_columns(terminal, shown->text);
        if (widths[column] < 0) {
            continue;
        }
        if (column == last && !right && wanted <= widths[column]) {
            bs_terminal_ink(terminal, shown->ink, shown->text);
        } else {
            bs_terminal_field(terminal, shown->ink, shown->text, widths[column], right);
        }
        bs_terminal_space(terminal, column == last ? 0 : GAP);
    }
    bs_terminal_write(terminal, "\n");
}

static void write_titles(const bs_table *table, const bs_terminal *terminal, const int *widths,
                         int indent)
{
    cell titles[BS_TABLE_COLUMNS_MAX] = {0};
    for (size_t column = 0; column < table->column_count; column++) {
        char *text = bs_xstrdup(table->columns[column].title);
        titles[column] = (cell){text, BS_INK_DIM, false};
    }
    write_line(table, terminal, widths, indent, titles);
    for (size_t column = 0; column < table->column_count; column++) {
        free(titles[column].text);
    }
}

void bs_table_write(const bs_table *table, const bs_terminal *terminal, int indent)
{
    int widths[BS_TABLE_COLUMNS_MAX] = {0};
    measure(table, terminal, widths);
    fit(table, widths, terminal->width - indent);
    if (table->titles) {
        write_titles(table, terminal, widths, indent);
    }
    for (size_t i = 0; i < table->count;) {
        const cell *shown = &table->cells[i];
        if (shown->heading) {
            int left = indent > BS_TABLE_HEADING ? indent - BS_TABLE_HEADING : 0;
            bs_terminal_space(terminal, left);
            bs_terminal_wrap(terminal, shown->ink, left, shown->text);
            i++;
        } else {
            write_line(table, terminal, widths, indent, shown);
            i += table->column_count;
        }
    }
}
