#include "sources.h"

#include <stdio.h>
#include <stdlib.h>

#include "bussola/core/by_source.h"
#include "bussola/store/view.h"
#include "cli/base/json.h"
#include "cli/output/xmalloc.h"
#include "format.h"
#include "table.h"

typedef void (*account_sink)(void *context, bs_signal signal, bs_source source,
                             const bs_source_figure *figure);

static void each_account(const bs_view *view, account_sink sink, void *context)
{
    for (int signal = 0; signal < BS_SIGNAL_COUNT; signal++) {
        bs_source_figure figures[BS_SOURCE_COUNT];
        (void)bs_by_source(figures, view->timeline, (bs_signal)signal, view->state.at);
        for (int source = 0; source < BS_SOURCE_COUNT; source++) {
            if (figures[source].known) {
                sink(context, (bs_signal)signal, (bs_source)source, &figures[source]);
            }
        }
    }
}

/* ---- as a table ---- */

typedef struct table_context {
    const bs_cli *cli;
    bs_table *table;
    bs_day today;
    int last; /* the previous row's signal, which is not repeated */
} table_context;

static char *note_of(const bs_cli *cli, const bs_source_figure *figure)
{
    for (int source = 0; source < BS_SOURCE_COUNT; source++) {
        if (figure->differs[source]) {
            return bs_text_new(&cli->text, "sources_differs",
                               bs_text_of(&cli->text, "source_", bs_source_id((bs_source)source)),
                               NULL);
        }
    }
    return figure->days > 0 ? bs_text_count(&cli->text, "sources_days", figure->days)
                            : bs_xstrdup("");
}

static void cell(bs_table *table, bs_ink ink, char *text)
{
    bs_table_cell(table, ink, text);
    free(text);
}

static void add_row(void *context, bs_signal signal, bs_source source,
                    const bs_source_figure *figure)
{
    table_context *into = context;
    const bs_messages *text = &into->cli->text;
    const bs_value value = {.known = true, .value = (double)figure->value, .bound = figure->bound};
    bool differs = false;
    for (int other = 0; other < BS_SOURCE_COUNT; other++) {
        differs = differs || figure->differs[other];
    }
    bs_table_cell(into->table, BS_INK_PLAIN,
                  into->last == (int)signal
                      ? ""
                      : bs_text_of(text, "signal_", bs_signal_info_of(signal)->id));
    bs_table_cell(into->table, BS_INK_PLAIN, bs_text_of(text, "source_", bs_source_id(source)));
    cell(into->table, BS_INK_PLAIN, bs_word_value(text, signal, &value));
    cell(into->table, BS_INK_PLAIN, bs_age_new(text, bs_moment_day(figure->seen), into->today));
    cell(into->table, differs ? BS_INK_WARNING : BS_INK_DIM, note_of(into->cli, figure));
    into->last = (int)signal;
}

void bs_sources_write(const bs_cli *cli, const bs_view *view)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_signal"), false, 0},
        {bs_text(&cli->text, "cli_column_source"), false, 0},
        {bs_text(&cli->text, "cli_column_value"), true, 0},
        {bs_text(&cli->text, "cli_column_seen"), false, 2},
        {"", false, 1},
    };
    table_context context = {.cli = cli,
                             .table =
                                 bs_table_new(columns, sizeof columns / sizeof columns[0], true),
                             .today = bs_moment_day(view->state.at),
                             .last = -1};
    each_account(view, add_row, &context);
    bs_table_write(context.table, &cli->out, 0);
    bs_table_free(context.table);
}

/* ---- as JSON ---- */

static void add_object(void *context, bs_signal signal, bs_source source,
                       const bs_source_figure *figure)
{
    bs_json *json = context;
    char seen[BS_MOMENT_TEXT];
    bs_moment_format(seen, figure->seen);
    bs_json_open(json, '{');
    bs_json_member_text(json, "signal", bs_signal_info_of(signal)->id);
    bs_json_member_text(json, "source", bs_source_id(source));
    bs_json_member_integer(json, "value", figure->value);
    bs_json_member_text(json, "bound", bs_bound_id(figure->bound));
    bs_json_member_text(json, "seen_at", seen);
    if (bs_signal_info_of(signal)->kind == BS_KIND_TALLY) {
        bs_json_member_integer(json, "days", figure->days);
    } else {
        bs_json_member_null(json, "days");
    }
    bs_json_member_open(json, "differs_from", '[');
    for (int other = 0; other < BS_SOURCE_COUNT; other++) {
        if (figure->differs[other]) {
            bs_json_string(json, bs_source_id((bs_source)other));
        }
    }
    bs_json_close(json, ']');
    bs_json_close(json, '}');
}

bs_exit bs_sources_print(const bs_cli *cli, const bs_view *view)
{
    bs_json_output output;
    each_account(view, add_object, bs_json_start(&output, '['));
    return bs_json_finish(&output, cli);
}
