#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store/history.h"
#include "bussola/store/view.h"
#include "cli/output/xmalloc.h"
#include "format.h"
#include "report.h"
#include "why_text.h"

/* Escapes text for Markdown, because a label may contain any character. */
static void write_escaped(const bs_terminal *out, const char *text)
{
    for (const char *at = text; *at != '\0';) {
        size_t plain = strcspn(at, "\\`*_[]<>|#");
        char piece[] = {'\\', at[plain], '\0'};
        char *run = bs_xasprintf("%.*s%s", (int)plain, at, at[plain] != '\0' ? piece : "");
        bs_terminal_write(out, run);
        free(run);
        at += plain + (at[plain] != '\0');
    }
}

static void write_taken(const bs_terminal *out, const char *before, char *text, const char *after)
{
    bs_terminal_write(out, before);
    write_escaped(out, text);
    bs_terminal_write(out, after);
    free(text);
}

static void write_heading(const bs_cli *cli, const char *key)
{
    bs_terminal_write(&cli->out, "\n## ");
    write_escaped(&cli->out, bs_text(&cli->text, key));
    bs_terminal_write(&cli->out, "\n\n");
}

static void write_item(const bs_cli *cli, char *text)
{
    write_taken(&cli->out, "- ", text, "\n");
}

/* "- [Write 5 comments](https://…): +0.4" */
static void write_step(const bs_cli *cli, char *step, const char *link, char *gain)
{
    write_taken(&cli->out, "- [", step, "](");
    bs_terminal_write(&cli->out, link);
    write_taken(&cli->out, "): ", gain, "\n");
}

/* Writes a table row and frees its cells. */
static void write_row(const bs_cli *cli, char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        write_taken(&cli->out, i == 0 ? "| " : " | ", cells[i], "");
    }
    bs_terminal_write(&cli->out, " |\n");
}

/* Writes the line below a table's titles: first column left-aligned, the others right-aligned. */
static void write_rule(const bs_cli *cli, size_t count)
{
    bs_terminal_write(&cli->out, "| :-- |");
    for (size_t i = 1; i < count; i++) {
        bs_terminal_write(&cli->out, " --: |");
    }
    bs_terminal_write(&cli->out, "\n");
}

/* ---- the parts ---- */

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
    char *compared = bs_report_compared(&cli->text, report);
    if (compared != NULL) {
        write_taken(&cli->out, "\n", compared, "\n");
    }
    char *goal = bs_report_goal(&cli->text, report);
    if (goal != NULL) {
        write_heading(cli, "report_goal");
        write_taken(&cli->out, "", goal, "\n");
    }
}

static void write_number(const bs_cli *cli, const bs_report *report)
{
    const bs_messages *text = &cli->text;
    const bs_why *why = &report->why;
    write_heading(cli, "cli_report_number");
    if (isnan(why->total_to)) {
        write_taken(&cli->out, "", bs_xstrdup(bs_text(text, bs_word_none(&report->view.state))),
                    "\n\n");
        write_taken(&cli->out, "", bs_report_none(text, report), "\n");
        return;
    }
    write_taken(&cli->out, "**", bs_report_total(text, report), "**");
    if (!isnan(why->change)) {
        write_taken(&cli->out, ", ", bs_report_since(text, report), "");
    }
    write_taken(&cli->out, "\n\n", bs_report_kind(text, report), "\n");
}

static double average_of(const bs_group *group, int pillar)
{
    if (!group->present) {
        return NAN;
    }
    if (pillar < 0) {
        return group->average;
    }
    return group->has_pillars ? group->pillars[pillar] : NAN;
}

/* Writes the numbers of a pillar, or of the total (−1). */
static void write_pillar(const bs_cli *cli, const bs_report *report, const bs_why_shown *shown,
                         int pillar)
{
    static const bs_group none = {.present = false};
    const bs_messages *text = &cli->text;
    const bs_state *state = &report->view.state;
    const bs_official *official = state->official;
    const int decimals = pillar < 0 ? 0 : bs_word_decimals(state);
    const double change = pillar < 0 ? shown->change : shown->pillars[pillar];
    const char *name =
        pillar < 0 ? bs_text(text, "column_total") : bs_word_pillar(text, (bs_pillar)pillar);
    char *const cells[] = {
        bs_xstrdup(name),
        pillar < 0 ? bs_word_total(text, state->kind, report->why.total_to, 0)
                   : bs_word_number(text, state->pillars[pillar].score, decimals),
        isnan(change) ? bs_word_number(text, NAN, 1) : bs_word_change_of(text, change, decimals),
        bs_word_number(text, average_of(official != NULL ? &official->industry : &none, pillar), 1),
        bs_word_number(text, average_of(official != NULL ? &official->network : &none, pillar), 1),
    };
    write_row(cli, cells, sizeof cells / sizeof cells[0]);
}

static void write_pillars(const bs_cli *cli, const bs_report *report)
{
    bs_why_shown shown;
    bs_why_show(&shown, &report->why);
    write_heading(cli, "report_pillars");
    char *const titles[] = {
        bs_xstrdup(""),
        bs_xstrdup(bs_text(&cli->text, "column_points")),
        bs_xstrdup(bs_text(&cli->text, "report_change")),
        bs_xstrdup(bs_text(&cli->text, "column_industry")),
        bs_xstrdup(bs_text(&cli->text, "column_network")),
    };
    const size_t count = sizeof titles / sizeof titles[0];
    write_row(cli, titles, count);
    write_rule(cli, count);
    for (int pillar = 0; pillar < BS_PILLAR_COUNT; pillar++) {
        write_pillar(cli, report, &shown, pillar);
    }
    write_pillar(cli, report, &shown, BS_WORD_TOTAL);
}

static void write_reason(const bs_cli *cli, const char *reason, double points)
{
    char *change = bs_word_change(&cli->text, points);
    write_item(cli, bs_xasprintf("%s: %s", reason, change));
    free(change);
}

static void write_reasons(const bs_cli *cli, const bs_report *report)
{
    bs_why_shown shown;
    bs_why_show(&shown, &report->why);
    write_heading(cli, "report_why");
    if (shown.count == 0) {
        write_taken(&cli->out, "", bs_xstrdup(bs_text(&cli->text, "why_nothing")), "\n");
    }
    for (size_t i = 0; i < shown.count; i++) {
        char *reason = bs_word_reason(&cli->text, &shown.items[i]);
        write_reason(cli, reason, shown.items[i].delta);
        free(reason);
    }
    if (fabs(shown.rounding) > 0) {
        write_reason(cli, bs_text(&cli->text, "why_rounding"), shown.rounding);
    }
    if (report->why.phone == BS_PHONE_YES) {
        write_taken(&cli->out, "\n", bs_xstrdup(bs_text(&cli->text, "phone_note")), "\n");
    }
    for (size_t i = 0; i < report->weeks.correction_count; i++) {
        char *line = bs_report_correction(&cli->text, report, &report->weeks.corrections[i]);
        if (line != NULL) {
            write_taken(&cli->out, "\n", line, "\n");
        }
    }
}

static void write_readings(const bs_cli *cli, const bs_report *report)
{
    char *gaps[BS_REPORT_GAPS_MAX];
    size_t count = bs_report_gaps(gaps, &cli->text, &report->view.state);
    if (count > 0) {
        write_heading(cli, "report_readings");
    }
    for (size_t i = 0; i < count; i++) {
        write_item(cli, gaps[i]);
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
        write_step(cli, bs_word_step(&cli->text, &advice[i]), advice[i].link,
                   bs_word_step_gain(&cli->text, &advice[i]));
    }
    bs_unseen unseen[BS_PAGE_COUNT];
    count = bs_advice_unseen(unseen, &report->view.state, report->view.timeline);
    if (count > 0) {
        write_heading(cli, "unseen_title");
    }
    for (size_t i = 0; i < count && i < BS_UNSEEN_MAX; i++) {
        write_step(cli, bs_xstrdup(bs_text(&cli->text, unseen[i].id)), unseen[i].link,
                   bs_word_unseen_points(&cli->text, &unseen[i]));
    }
}

static void write_badges(const bs_cli *cli, const bs_report *report)
{
    if (report->badge_count > 0) {
        write_heading(cli, "report_badges");
    }
    for (size_t i = 0; i < report->badge_count; i++) {
        write_item(cli, bs_report_badge(&cli->text, report, report->badges[i]));
    }
}

static void write_weeks(const bs_cli *cli, const bs_report *report)
{
    char *titles[2 + BS_PILLAR_COUNT] = {
        bs_xstrdup(bs_text(&cli->text, "report_week")),
        bs_xstrdup(bs_text(&cli->text, "column_total")),
    };
    const size_t count = sizeof titles / sizeof titles[0];
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        char key[48];
        (void)snprintf(key, sizeof key, "pillar_%s_short", bs_pillar_id((bs_pillar)p));
        titles[2 + p] = bs_xstrdup(bs_text(&cli->text, key));
    }
    write_heading(cli, "report_line");
    write_row(cli, titles, count);
    write_rule(cli, count);
    for (size_t i = 0; i < report->weeks.count; i++) {
        const bs_point *point = &report->weeks.points[i];
        char date[BS_DATE_TEXT];
        bs_date_format(date, &cli->text, point->day);
        char *cells[2 + BS_PILLAR_COUNT] = {bs_xstrdup(date)};
        for (int column = BS_WORD_TOTAL; column < BS_PILLAR_COUNT; column++) {
            cells[2 + column] = bs_word_day(&cli->text, point, column);
        }
        write_row(cli, cells, count);
    }
}

void bs_report_write_markdown(const bs_cli *cli, const bs_report *report)
{
    write_taken(&cli->out, "# ", bs_report_title(&cli->text, report), "\n\n");
    write_taken(&cli->out, "", bs_xstrdup(bs_report_name(&cli->text, report)), "\n");
    write_done(cli, report);
    write_number(cli, report);
    write_pillars(cli, report);
    write_reasons(cli, report);
    write_readings(cli, report);
    write_next(cli, report);
    write_badges(cli, report);
    write_weeks(cli, report);
}
