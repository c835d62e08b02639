#include "status_view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/advice.h"
#include "bussola/core/leaving.h"
#include "bussola/core/usual.h"
#include "bussola/store/view.h"
#include "cli/output/xmalloc.h"
#include "format.h"
#include "spark.h"
#include "table.h"
#include "why_text.h"

#define NARROW 60 /* columns below which a bar is written under its pillar's name */
#define BAR_MIN 10
#define BAR_MAX 50  /* two columns per point */
#define CARD_MAX 88 /* the date at the right edge is not further right */

/* Adds a cell and frees its text. */
static void cell(bs_table *table, bs_ink ink, char *text)
{
    bs_table_cell(table, ink, text);
    free(text);
}

/* ---- account and date ---- */

static void write_title(const bs_cli *cli, const bs_view *view)
{
    const bs_terminal *out = &cli->out;
    const char *name = view->label[0] != '\0' ? view->label : view->key;
    if (name[0] == '\0') {
        name = bs_text(&cli->text, "cli_unidentified");
    }
    char date[BS_DATE_TEXT];
    bs_date_format(date, &cli->text, bs_moment_day(view->state.at));
    int width = out->width < CARD_MAX ? out->width : CARD_MAX;
    int room = width - bs_terminal_columns(out, date) - 2;
    bs_terminal_field(out, BS_INK_BOLD, name, room, false);
    bs_terminal_space(out, 2);
    bs_terminal_ink(out, BS_INK_DIM, date);
    bs_terminal_write(out, "\n\n");
}

/* ---- the number ---- */

static void write_trend(const bs_cli *cli, const bs_state *state)
{
    if (isnan(state->week_delta)) {
        return;
    }
    int decimals = bs_word_decimals(state);
    long days = bs_moment_day(state->at) - state->week_from;
    bool steady = fabs(state->week_delta) < state->week_error;
    char *span =
        bs_text_count(&cli->text, steady ? "popup_trend_steady" : "cli_status_trend", days);
    bs_terminal_space(&cli->out, 3);
    if (!steady) {
        char *change = bs_word_change_of(&cli->text, state->week_delta, decimals);
        bs_terminal_ink(&cli->out, state->week_delta < 0 ? BS_INK_DOWN : BS_INK_UP, change);
        bs_terminal_space(&cli->out, 1);
        free(change);
    }
    bs_terminal_ink(&cli->out, BS_INK_PLAIN, span);
    free(span);
}

static void write_spark(const bs_cli *cli, const bs_spark *spark, bs_day first)
{
    bs_point points[BS_SPARK_DAYS];
    for (int i = 0; i < BS_SPARK_DAYS; i++) {
        points[i] =
            (bs_point){.day = spark->from + i, .kind = spark->kinds[i], .total = spark->totals[i]};
    }
    (void)bs_spark_write(cli, points, BS_SPARK_DAYS, first);
}

static void write_number(const bs_cli *cli, const bs_view *view, const bs_spark *spark)
{
    const bs_state *state = &view->state;
    const bs_terminal *out = &cli->out;
    if (!isnan(state->total)) {
        char *headline = bs_word_index(&cli->text, state);
        bs_terminal_ink(out, BS_INK_BOLD, headline);
        free(headline);
        write_trend(cli, state);
        bs_terminal_write(out, "\n");
        write_spark(cli, spark, bs_moment_day(view->evidence.first_seen));
    }
    char *sentence = bs_word_judged(&cli->text, state->total, bs_word_standing(&cli->text, view));
    bs_terminal_wrap(out, BS_INK_PLAIN, 0, sentence);
    free(sentence);
    if (view->evidence.phone == BS_PHONE_YES && state->kind != BS_OFFICIAL) {
        bs_say(cli, "phone_note", NULL);
    }
    if (state->kind == BS_LEARNING) {
        char *known = bs_word_known_from(&cli->text, state);
        if (known != NULL) {
            bs_terminal_wrap(out, BS_INK_PLAIN, 0, known);
        }
        free(known);
    }
    bs_terminal_write(out, "\n");
}

/* ---- the pillars ---- */

/* What a pillar's counts alone give; NAN if nothing of it was seen. */
static double counted_points(const bs_state *state, size_t pillar)
{
    const bs_pillar_state *part = &state->pillars[pillar];
    for (size_t i = 0; i < part->row_count; i++) {
        if (state->rows[part->row_first + i].scored) {
            return part->estimate;
        }
    }
    return NAN;
}

/* The bar's value: the pillar's score, or what its counts give while there is no number. */
static double pillar_score(const bs_state *state, size_t pillar)
{
    const double score = state->pillars[pillar].score;
    return isnan(score) ? counted_points(state, pillar) : score;
}

static double industry_mark(const bs_state *state, size_t pillar)
{
    return state->official != NULL && state->official->industry.present &&
                   state->official->industry.has_pillars
               ? state->official->industry.pillars[pillar] / BS_PILLAR_MAX
               : NAN;
}

static void write_bars(const bs_cli *cli, const bs_state *state)
{
    const bs_terminal *out = &cli->out;
    int names = 0;
    for (size_t i = 0; i < BS_PILLAR_COUNT; i++) {
        int width = bs_terminal_columns(out, bs_word_pillar(&cli->text, (bs_pillar)i));
        names = width > names ? width : names;
    }
    const int score_width = 9; /* "17.2 / 25" */
    const int beside = out->width - names - score_width - 4;
    bool narrow = out->width < NARROW || beside < BAR_MIN;
    int bar = narrow ? out->width : beside;
    bar = bar > BAR_MAX ? BAR_MAX : bar;
    for (size_t i = 0; i < BS_PILLAR_COUNT; i++) {
        bs_pillar pillar = (bs_pillar)i;
        double score = pillar_score(state, i);
        char *of = bs_word_of(&cli->text, score, BS_PILLAR_MAX, bs_word_decimals(state));
        bs_terminal_field(out, BS_INK_PLAIN, bs_word_pillar(&cli->text, pillar),
                          narrow ? bar - score_width - 2 : names, false);
        bs_terminal_space(out, 2);
        bs_terminal_field(out, BS_INK_BOLD, of, score_width, true);
        if (narrow) {
            bs_terminal_write(out, "\n");
        } else {
            bs_terminal_space(out, 2);
        }
        bs_terminal_bar(out, bs_ink_of_pillar(pillar), fmax(score, 0) / BS_PILLAR_MAX,
                        industry_mark(state, i), bar);
        bs_terminal_write(out, "\n");
        free(of);
    }
    if (!isnan(industry_mark(state, 0))) {
        char *legend = bs_text_new(&cli->text, "cli_status_mark", bs_terminal_mark(out), NULL);
        bs_terminal_ink(out, BS_INK_DIM, legend);
        bs_terminal_write(out, "\n");
        free(legend);
    }
}

/* ---- the official reading beside what the counts give ---- */

static double group_total(const bs_group *group)
{
    return group->present ? group->average : NAN;
}

static double group_pillar(const bs_group *group, size_t pillar)
{
    return group->present && group->has_pillars ? group->pillars[pillar] : NAN;
}

static void add_numbers(bs_table *table, const bs_cli *cli, bs_ink ink, const double *numbers,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cell(table, ink, bs_word_number(&cli->text, numbers[i], 1));
    }
}

static void add_rank(bs_table *table, const bs_cli *cli, const bs_group *group)
{
    if (!group->present || isnan(group->rank_pct)) {
        bs_table_cell(table, BS_INK_PLAIN, "–");
        return;
    }
    cell(table, BS_INK_PLAIN, bs_word_percent(&cli->text, group->rank_pct / 100));
}

static void write_comparison(const bs_cli *cli, const bs_state *state)
{
    const bs_official *official = state->official;
    if (official == NULL) {
        return;
    }
    const bs_table_column columns[] = {
        {"", false, 0},
        {bs_text(&cli->text, "cli_column_linkedin"), true, 0},
        {bs_text(&cli->text, "cli_column_counts"), true, 0},
        {bs_text(&cli->text, "column_industry"), true, 1},
        {bs_text(&cli->text, "column_network"), true, 2},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    double counted = 0;
    for (size_t i = 0; i < BS_PILLAR_COUNT; i++) {
        const char *id = bs_pillar_id((bs_pillar)i);
        char key[64];
        (void)snprintf(key, sizeof key, "%s_short", id);
        const double numbers[] = {official->pillars[i], counted_points(state, i),
                                  group_pillar(&official->industry, i),
                                  group_pillar(&official->network, i)};
        bs_table_cell(table, bs_ink_of_pillar((bs_pillar)i),
                      bs_text_of(&cli->text, "pillar_", key));
        add_numbers(table, cli, BS_INK_PLAIN, numbers, 4);
        counted += state->pillars[i].estimate;
    }
    const double totals[] = {official->total, counted, group_total(&official->industry),
                             group_total(&official->network)};
    bs_table_cell(table, BS_INK_BOLD, bs_text(&cli->text, "column_total"));
    add_numbers(table, cli, BS_INK_BOLD, totals, 4);
    bs_table_cell(table, BS_INK_PLAIN, bs_text(&cli->text, "cli_rank"));
    bs_table_cell(table, BS_INK_PLAIN, "");
    bs_table_cell(table, BS_INK_PLAIN, "");
    add_rank(table, cli, &official->industry);
    add_rank(table, cli, &official->network);

    char date[BS_DATE_TEXT];
    bs_date_format(date, &cli->text, bs_moment_day(official->at));
    bs_terminal_write(&cli->out, "\n");
    bs_say(cli, "cli_status_comparison", date, NULL);
    bs_table_write(table, &cli->out, 0);
    bs_table_free(table);
}

/* ---- next steps, and pages to open ---- */

typedef struct step_line {
    char *text, *points; /* freed after the line is written */
    bs_pillar pillar;
    const char *link;
} step_line;

static void write_narrow_step(const bs_cli *cli, const step_line *line)
{
    char *text = bs_xasprintf("%s: %s", line->text, line->points);
    bs_terminal_write(&cli->out, "- ");
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 2, text);
    free(text);
}

/* True if the terminal is too narrow for the texts and their points side by side. */
static bool needs_wrapping(const bs_cli *cli, const step_line *lines, size_t count)
{
    int widest = 0;
    int points = 0;
    for (size_t i = 0; i < count; i++) {
        const int width = bs_terminal_columns(&cli->out, lines[i].text);
        const int end = bs_terminal_columns(&cli->out, lines[i].points);
        widest = width > widest ? width : widest;
        points = end > points ? end : points;
    }
    return cli->out.width < NARROW || widest + 2 + points > cli->out.width;
}

/* Writes a list under its title, as a table if there is room. `numbers`: the points are numbers. */
static void write_list(const bs_cli *cli, const char *title, step_line *lines, size_t count,
                       bool numbers)
{
    if (count == 0) {
        return;
    }
    const bs_table_column columns[] = {
        {bs_text(&cli->text, title), false, 0}, {"", numbers, 0}, {"", false, 1}};
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    bool narrow = needs_wrapping(cli, lines, count);
    bs_terminal_write(&cli->out, "\n");
    if (narrow) {
        bs_terminal_wrap(&cli->out, BS_INK_DIM, 0, columns[0].title);
    }
    for (size_t i = 0; i < count; i++) {
        if (narrow) {
            write_narrow_step(cli, &lines[i]);
        } else {
            bs_table_cell(table, BS_INK_PLAIN, lines[i].text);
            bs_table_cell(table, bs_ink_of_pillar(lines[i].pillar), lines[i].points);
            bs_table_cell(table, BS_INK_DIM, lines[i].link);
        }
        free(lines[i].text);
        free(lines[i].points);
    }
    if (!narrow) {
        bs_table_write(table, &cli->out, 0);
    }
    bs_table_free(table);
}

static void write_steps(const bs_cli *cli, const bs_view *view)
{
    bs_advice advice[BS_ADVICE_MAX];
    step_line lines[BS_ADVICE_MAX];
    size_t count = bs_view_advice(advice, view);
    for (size_t i = 0; i < count; i++) {
        lines[i] = (step_line){.text = bs_word_step(&cli->text, &advice[i]),
                               .points = bs_word_step_gain(&cli->text, &advice[i]),
                               .pillar = advice[i].pillar,
                               .link = advice[i].link};
    }
    write_list(cli, "popup_next", lines, count, true);
}

static void write_unseen(const bs_cli *cli, const bs_view *view)
{
    bs_unseen unseen[BS_PAGE_COUNT];
    step_line lines[BS_PAGE_COUNT];
    size_t count = bs_advice_unseen(unseen, &view->state, view->timeline);
    for (size_t i = 0; i < count; i++) {
        lines[i] = (step_line){.text = bs_xstrdup(bs_text(&cli->text, unseen[i].id)),
                               .points = bs_word_unseen_points(&cli->text, &unseen[i]),
                               .pillar = unseen[i].pillar,
                               .link = unseen[i].link};
    }
    write_list(cli, "unseen_title", lines, count, false);
}

static void write_leaving(const bs_cli *cli, const bs_view *view)
{
    step_line lines[BS_SIGNAL_COUNT];
    for (size_t i = 0; i < view->leaving_count; i++) {
        const bs_leaving *leaving = &view->leaving[i];
        lines[i] = (step_line){.text = bs_word_leaving(&cli->text, leaving),
                               .points = bs_word_change(&cli->text, -leaving->points),
                               .pillar = leaving->pillar,
                               .link = ""};
    }
    write_list(cli, "leaving_title", lines, view->leaving_count, true);
}

/* ---- compared with the user's own weeks ---- */

static void write_usual(const bs_cli *cli, const bs_view *view)
{
    step_line lines[BS_PILLAR_COUNT];
    int weeks[BS_PILLAR_COUNT];
    size_t count = 0;
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        bs_usual usual;
        bs_pillar pillar = (bs_pillar)p;
        if (bs_usual_of(&usual, view->timeline, pillar, view->state.at)) {
            weeks[count] = usual.weeks;
            char name[48];
            (void)snprintf(name, sizeof name, "pillar_%s_short", bs_pillar_id(pillar));
            lines[count++] = (step_line){.text = bs_xstrdup(bs_text(&cli->text, name)),
                                         .points = bs_word_usual(&cli->text, &usual),
                                         .pillar = pillar,
                                         .link = ""};
        }
    }
    write_list(cli, "usual_title", lines, count, false);
    char *compared = bs_word_usual_weeks(&cli->text, weeks, count);
    if (compared != NULL) {
        bs_terminal_wrap(&cli->out, BS_INK_DIM, 0, compared);
    }
    free(compared);
}

/* ---- the signals ---- */

/* Appends "NAME (7 days)" to a list and frees it; `days` 0 for the name only. */
static char *list_more(char *list, const bs_cli *cli, const bs_row_state *row, long days)
{
    const char *name = bs_text_of(&cli->text, "signal_", bs_signal_info_of(row->signal)->id);
    char *of = days > 0 ? bs_text_count(&cli->text, "cli_status_days", days) : bs_xstrdup("");
    char *longer = bs_xasprintf("%s%s%s%s%s%s", list, list[0] == '\0' ? "" : ", ", name,
                                days > 0 ? " (" : "", of, days > 0 ? ")" : "");
    free(of);
    free(list);
    return longer;
}

/* True if an earlier row, of another pillar, is of the same signal. */
static bool is_repeated(const bs_state *state, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (state->rows[i].signal == state->rows[index].signal) {
            return true;
        }
    }
    return false;
}

/* Which counts are estimated from fewer days than the window, and which do not score yet. */
static void write_notes(const bs_cli *cli, const bs_state *state)
{
    char *projected = bs_xstrdup("");
    char *young = bs_xstrdup("");
    for (size_t i = 0; i < state->row_count; i++) {
        const bs_value *value = &state->rows[i].value;
        if (!value->known || is_repeated(state, i)) {
            continue;
        }
        if (value->learning) {
            young = list_more(young, cli, &state->rows[i], 0);
        } else if (value->projected_from_days > 0) {
            projected = list_more(projected, cli, &state->rows[i], value->projected_from_days);
        }
    }
    if (projected[0] != '\0') {
        bs_say(cli, "cli_status_projected", projected, NULL);
    }
    if (young[0] != '\0') {
        bs_say(cli, "cli_status_young", young, NULL);
    }
    free(young);
    free(projected);
}

/* One decimal on both sides, so that the column is aligned at them. */
static char *share_of(const bs_cli *cli, double points, double maximum)
{
    char *of = bs_word_number(&cli->text, maximum, 1);
    char *number = bs_word_number(&cli->text, points, 1);
    char *text = bs_text_new(&cli->text, "value_of_max", number, of, NULL);
    free(number);
    free(of);
    return text;
}

/* "2.4 / 3.0"; a dash if it is not known, which is not 0. */
static char *points_of(const bs_cli *cli, const bs_row_state *row)
{
    if (row->max <= 0) {
        return bs_xstrdup("–");
    }
    if (row->scored || row->assumed <= 0) {
        return share_of(cli, row->scored ? row->points : NAN, row->max);
    }
    char *of = share_of(cli, row->assumed, row->max);
    char *text = bs_xasprintf("≈ %s", of);
    free(of);
    return text;
}

static void add_signal(bs_table *table, const bs_cli *cli, const bs_state *state,
                       const bs_row_state *row)
{
    const bs_value *value = &row->value;
    bs_ink ink = value->known ? BS_INK_PLAIN : BS_INK_DIM;
    bs_table_cell(table, ink,
                  bs_text_of(&cli->text, "signal_", bs_signal_info_of(row->signal)->id));
    cell(table, ink, bs_word_value(&cli->text, row->signal, value));
    cell(table, ink, points_of(cli, row));
    if (value->known) {
        cell(table, BS_INK_PLAIN,
             bs_age_new(&cli->text, bs_moment_day(value->seen), bs_moment_day(state->at)));
        bs_table_cell(table, BS_INK_PLAIN,
                      bs_text_of(&cli->text, "source_", bs_source_id(value->source)));
    } else {
        bs_table_cell(table, BS_INK_DIM, "");
        bs_table_cell(table, BS_INK_DIM, "");
    }
}

static void write_signals(const bs_cli *cli, const bs_state *state)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_signal"), false, 0},
        {bs_text(&cli->text, "cli_column_value"), true, 0},
        {bs_text(&cli->text, "column_points"), true, 1},
        {bs_text(&cli->text, "cli_column_seen"), false, 2},
        {bs_text(&cli->text, "cli_column_source"), false, 3},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    for (size_t i = 0; i < BS_PILLAR_COUNT; i++) {
        const bs_pillar_state *pillar = &state->pillars[i];
        bs_table_heading(table, bs_ink_of_pillar((bs_pillar)i),
                         bs_word_pillar(&cli->text, (bs_pillar)i));
        for (size_t row = 0; row < pillar->row_count; row++) {
            add_signal(table, cli, state, &state->rows[pillar->row_first + row]);
        }
    }
    bs_terminal_write(&cli->out, "\n");
    bs_table_write(table, &cli->out, BS_TABLE_HEADING);
    bs_table_free(table);
}

static void write_coverage(const bs_cli *cli, const bs_state *state)
{
    char *signals = bs_word_number(&cli->text, (double)state->coverage_signals, 0);
    char *of = bs_word_number(&cli->text, (double)state->row_count, 0);
    char *points = bs_word_number(&cli->text, state->coverage_points, 0);
    bs_terminal_write(&cli->out, "\n");
    bs_say(cli, "cli_status_coverage", signals, of, points, NULL);
    write_notes(cli, state);
    free(signals);
    free(of);
    free(points);
}

void bs_status_view_write(const bs_cli *cli, const bs_view *view, const bs_spark *spark)
{
    write_title(cli, view);
    write_number(cli, view, spark);
    write_bars(cli, &view->state);
    write_comparison(cli, &view->state);
    write_steps(cli, view);
    write_unseen(cli, view);
    write_leaving(cli, view);
    write_usual(cli, view);
    write_signals(cli, &view->state);
    write_coverage(cli, &view->state);
}
