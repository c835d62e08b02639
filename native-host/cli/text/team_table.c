#include "team_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/signals.h"
#include "cli/output/xmalloc.h"
#include "format.h"
#include "spark.h"
#include "table.h"

/* Adds a cell and frees its text; an empty one for a part that is not shared. */
static void add(bs_table *table, bs_ink ink, bool shares, char *text)
{
    bs_table_cell(table, ink, shares ? text : "");
    free(text);
}

static char *word_error(const bs_messages *text, double error)
{
    char *number = bs_word_number(text, error, error > 0 && error < 1 ? 1 : 0);
    char *marked = bs_xasprintf("±%s", number);
    free(number);
    return marked;
}

static void write_index(const bs_cli *cli, const bs_team_member *members, size_t count)
{
    const bs_messages *text = &cli->text;
    const bs_table_column columns[] = {
        {bs_text(text, "cli_column_label"), false, 0},
        {bs_text(text, "column_total"), true, 0},
        {bs_text(text, "team_error"), true, 0},
        {bs_text(text, "pillar_brand_short"), true, 2},
        {bs_text(text, "pillar_people_short"), true, 2},
        {bs_text(text, "pillar_insights_short"), true, 2},
        {bs_text(text, "pillar_relationships_short"), true, 2},
        {bs_text(text, "cli_column_day"), false, 1},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    for (size_t i = 0; i < count; i++) {
        const bs_team_member *member = &members[i];
        const int decimals = member->shares[BS_SHARE_INDEX] && member->kind == BS_OFFICIAL ? 1 : 0;
        char date[BS_DATE_TEXT];
        bs_date_format(date, text, member->day);
        bs_table_cell(table, BS_INK_PLAIN, member->label);
        add(table, BS_INK_BOLD, member->shares[BS_SHARE_INDEX],
            bs_word_total(text, member->kind, member->total, 0));
        add(table, BS_INK_DIM, member->shares[BS_SHARE_ERROR], word_error(text, member->error));
        for (int pillar = 0; pillar < BS_PILLAR_COUNT; pillar++) {
            add(table, bs_ink_of_pillar((bs_pillar)pillar), member->shares[BS_SHARE_PILLARS],
                bs_word_number(text, member->pillars[pillar], decimals));
        }
        bs_table_cell(table, BS_INK_DIM, date);
    }
    bs_table_write(table, &cli->out, 0);
    bs_table_free(table);
}

/* The lowest and the highest total of all weeks: one scale, so that lines compare. */
typedef struct scale {
    double base, span;
} scale;

static scale scale_of(const bs_team_member *members, size_t count)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        for (size_t week = 0; week < members[i].week_count; week++) {
            low = fmin(low, members[i].weeks[week].total);
            high = fmax(high, members[i].weeks[week].total);
        }
    }
    const double span = fmax(high - low, BS_SPARK_SPAN_MIN);
    return (scale){(low + high - span) / 2, span};
}

static char *word_weeks(const bs_team_member *member, scale all)
{
    char *line = bs_xstrdup("");
    for (size_t i = 0; i < member->week_count; i++) {
        const double share = (member->weeks[i].total - all.base) / all.span;
        char *longer = bs_xasprintf("%s%s", line, bs_spark_level(share));
        free(line);
        line = longer;
    }
    return line;
}

static char *word_count(const bs_messages *text, bs_signal signal, const bs_count *count)
{
    const bs_value value = {
        .known = count->known, .value = (double)count->value, .bound = count->bound};
    return count->known ? bs_word_value(text, signal, &value) : bs_xstrdup("–");
}

static void write_counts(const bs_cli *cli, const bs_team_member *members, size_t count)
{
    const bs_messages *text = &cli->text;
    bs_table_column columns[BS_MAIN_COUNTS + 2] = {{bs_text(text, "cli_column_label"), false, 0}};
    size_t used = 1;
    for (size_t i = 0; i < BS_MAIN_COUNTS; i++) {
        const char *id = bs_signal_info_of(bs_main_counts[i])->id;
        columns[used++] = (bs_table_column){bs_text_of(text, "signal_", id), true, 0};
    }
    if (cli->out.utf8) {
        columns[used++] = (bs_table_column){bs_text(text, "cli_column_weeks"), false, 1};
    }
    bs_table *table = bs_table_new(columns, used, true);
    const scale all = scale_of(members, count);
    for (size_t i = 0; i < count; i++) {
        const bs_team_member *member = &members[i];
        bs_table_cell(table, BS_INK_PLAIN, member->label);
        for (size_t c = 0; c < BS_MAIN_COUNTS; c++) {
            add(table, BS_INK_PLAIN, member->shares[BS_SHARE_COUNTS],
                word_count(text, bs_main_counts[c], &member->counts[c]));
        }
        if (cli->out.utf8) {
            add(table, BS_INK_PLAIN, member->shares[BS_SHARE_WEEKS], word_weeks(member, all));
        }
    }
    bs_table_write(table, &cli->out, 0);
    bs_table_free(table);
}

void bs_team_table_write(const bs_cli *cli, const bs_team_member *members, size_t count)
{
    bool more = false;
    for (size_t i = 0; i < count; i++) {
        more = more || members[i].shares[BS_SHARE_COUNTS] || members[i].shares[BS_SHARE_WEEKS];
    }
    write_index(cli, members, count);
    if (more) {
        bs_terminal_write(&cli->out, "\n");
        write_counts(cli, members, count);
    }
}
