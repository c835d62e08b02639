#include <math.h>
#include <stdlib.h>

#include "bussola/store/history.h"
#include "bussola/store/view.h"
#include "format.h"
#include "report.h"
#include "table.h"
#include "why_text.h"

static void write_heading(const bs_cli *cli, const char *key)
{
    bs_terminal_write(&cli->out, "\n");
    bs_terminal_wrap(&cli->out, BS_INK_BOLD, 0, bs_text(&cli->text, key));
}

static void write_paragraph(const bs_cli *cli, char *text)
{
    if (text != NULL) {
        bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, text);
    }
    free(text);
}

static void write_item(const bs_cli *cli, char *text)
{
    bs_terminal_write(&cli->out, "- ");
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 2, text);
    free(text);
}

static void write_done(const bs_cli *cli, const bs_report *report)
{
    char *lines[BS_WEEK_ACTS_MAX];
    size_t count = bs_report_done(lines, &cli->text, report);
    if (count > 0) {
        write_heading(cli, "report_done");
    }
    for (size_t i = 0; i < count; i++) {
        write_item(cli, lines[i]);
    }
    write_paragraph(cli, bs_report_compared(&cli->text, report));
    char *goal = bs_report_goal(&cli->text, report);
    if (goal != NULL) {
        write_heading(cli, "report_goal");
    }
    write_paragraph(cli, goal);
}

static void write_number(const bs_cli *cli, const bs_report *report)
{
    const bs_messages *text = &cli->text;
    const bs_why *why = &report->why;
    write_heading(cli, "cli_report_number");
    if (isnan(why->total_to)) {
        bs_say(cli, bs_word_none(&report->view.state), NULL);
        write_paragraph(cli, bs_report_none(text, report));
        return;
    }
    write_paragraph(cli, bs_report_total(text, report));
    if (!isnan(why->change)) {
        write_paragraph(cli, bs_report_since(text, report));
    }
    write_paragraph(cli, bs_report_kind(text, report));
}

static void write_weeks(const bs_cli *cli, const bs_report *report)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "report_week"), false, 0},
        {bs_text(&cli->text, "column_total"), true, 0},
        {bs_text(&cli->text, "pillar_brand_short"), true, 1},
        {bs_text(&cli->text, "pillar_people_short"), true, 1},
        {bs_text(&cli->text, "pillar_insights_short"), true, 1},
        {bs_text(&cli->text, "pillar_relationships_short"), true, 1},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    for (size_t i = 0; i < report->weeks.count; i++) {
        const bs_point *point = &report->weeks.points[i];
        char date[BS_DATE_TEXT];
        bs_date_format(date, &cli->text, point->day);
        bs_table_cell(table, BS_INK_PLAIN, date);
        for (int column = BS_WORD_TOTAL; column < BS_PILLAR_COUNT; column++) {
            char *number = bs_word_day(&cli->text, point, column);
            bs_table_cell(table, column < 0 ? BS_INK_BOLD : bs_ink_of_pillar((bs_pillar)column),
                          number);
            free(number);
        }
    }
    write_heading(cli, "report_line");
    bs_table_write(table, &cli->out, 0);
    bs_table_free(table);
}

static void write_unseen(const bs_cli *cli, const bs_report *report)
{
    bs_unseen unseen[BS_PAGE_COUNT];
    size_t count = bs_advice_unseen(unseen, &report->view.state, report->view.timeline);
    if (count > 0) {
        write_heading(cli, "unseen_title");
    }
    for (size_t i = 0; i < count && i < BS_UNSEEN_MAX; i++) {
        char *points = bs_word_unseen_points(&cli->text, &unseen[i]);
        write_item(cli,
                   bs_text_new(&cli->text, "cli_report_step", bs_text(&cli->text, unseen[i].id),
                               points, unseen[i].link, NULL));
        free(points);
    }
}

static void write_next(const bs_cli *cli, const bs_report *report)
{
    bs_advice advice[BS_ADVICE_MAX];
    size_t count = bs_view_advice(advice, &report->view);
    if (count > 0) {
        write_heading(cli, "popup_next");
    }
    for (size_t i = 0; i < count; i++) {
        char *step = bs_word_step(&cli->text, &advice[i]);
        char *gain = bs_word_step_gain(&cli->text, &advice[i]);
        write_item(cli,
                   bs_text_new(&cli->text, "cli_report_step", step, gain, advice[i].link, NULL));
        free(gain);
        free(step);
    }
}

void bs_report_write_text(const bs_cli *cli, const bs_report *report)
{
    char *title = bs_report_title(&cli->text, report);
    bs_terminal_wrap(&cli->out, BS_INK_BOLD, 0, title);
    free(title);
    bs_terminal_wrap(&cli->out, BS_INK_DIM, 0, bs_report_name(&cli->text, report));
    write_done(cli, report);
    write_number(cli, report);
    write_heading(cli, "report_why");
    bs_why_text_write(cli, &report->why);
    for (size_t i = 0; i < report->weeks.correction_count; i++) {
        write_paragraph(cli,
                        bs_report_correction(&cli->text, report, &report->weeks.corrections[i]));
    }

    char *gaps[BS_REPORT_GAPS_MAX];
    size_t count = bs_report_gaps(gaps, &cli->text, &report->view.state);
    if (count > 0) {
        write_heading(cli, "report_readings");
    }
    for (size_t i = 0; i < count; i++) {
        write_item(cli, gaps[i]);
    }
    write_next(cli, report);
    write_unseen(cli, report);
    if (report->badge_count > 0) {
        write_heading(cli, "report_badges");
    }
    for (size_t i = 0; i < report->badge_count; i++) {
        write_item(cli, bs_report_badge(&cli->text, report, report->badges[i]));
    }
    write_weeks(cli, report);
}
