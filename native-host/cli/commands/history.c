#include "bussola/store/history.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/codec/reply.h"
#include "bussola/store/profiles.h"
#include "bussola/store/view.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/output/xmalloc.h"
#include "cli/text/format.h"
#include "cli/text/next_text.h"
#include "cli/text/spark.h"
#include "cli/text/table.h"
#include "commands.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL},
    {"model", 0, "MODEL", NULL},
    {"from", 0, "DAY", NULL},
    {"to", 0, "DAY", NULL},
    {"step", 's', "STEP", "auto day week month"},
    {"csv", 0, NULL, NULL},
    {"json", 'j', NULL, NULL},
    {"sample", 0, NULL, NULL},
};

#define RECENT_DAYS 14 /* rows of the table without a range */
#define MORE_DAYS 76   /* further ones that its note offers: 90 together */

static bs_step step_of(const bs_arguments *arguments)
{
    const char *given = bs_arguments_value(arguments, "step");
    for (int step = BS_STEP_DAY; given != NULL && step <= BS_STEP_MONTH; step++) {
        if (strcmp(given, bs_step_words[step]) == 0) {
            return (bs_step)step;
        }
    }
    return BS_STEP_AUTO;
}

/* The last official reading after the previous point, up to this one, or NULL. */
static const bs_official *official_of(const bs_history *history, size_t point)
{
    const bs_official *found = NULL;
    bs_day after = point > 0 ? history->points[point - 1].day : BS_DAY_NONE;
    for (size_t i = 0; i < history->official_count; i++) {
        bs_day day = bs_moment_day(history->officials[i].at);
        if (day > after && day <= history->points[point].day) {
            found = &history->officials[i];
        }
    }
    return found;
}

/* The largest correction after the previous point, up to this one, or NULL. */
static const bs_correction *correction_of(const bs_history *history, size_t point)
{
    const bs_correction *found = NULL;
    bs_day after = point > 0 ? history->points[point - 1].day : BS_DAY_NONE;
    for (size_t i = 0; i < history->correction_count; i++) {
        const bs_correction *correction = &history->corrections[i];
        if (correction->day > after && correction->day <= history->points[point].day &&
            (found == NULL || fabs(correction->points) > fabs(found->points))) {
            found = correction;
        }
    }
    return found;
}

static void write_field(double number)
{
    if (isnan(number)) {
        (void)putchar(',');
    } else {
        (void)printf(",%.2f", round(number * 100) / 100); /* rounded as in the protocol */
    }
}

/* For programs: decimal points and ISO 8601 days in every language. */
static void write_csv(const bs_history *history)
{
    (void)fputs("day,kind,total", stdout);
    for (int pillar = 0; pillar < BS_PILLAR_COUNT; pillar++) {
        (void)printf(",%s", bs_pillar_id((bs_pillar)pillar));
    }
    (void)puts(",coverage,linkedin");
    for (size_t i = 0; i < history->count; i++) {
        const bs_point *point = &history->points[i];
        const bs_official *official = official_of(history, i);
        char day[BS_DAY_TEXT];
        bs_day_format(day, point->day);
        (void)printf("%s,%s", day, bs_number_kind_id(point->kind));
        write_field(point->total);
        for (int pillar = 0; pillar < BS_PILLAR_COUNT; pillar++) {
            write_field(point->pillars[pillar]);
        }
        write_field(point->coverage);
        write_field(official != NULL ? official->total : NAN);
        (void)putchar('\n');
    }
}

/* Adds a cell and frees its text. */
static void add(bs_table *table, bs_ink ink, char *text)
{
    bs_table_cell(table, ink, text);
    free(text);
}

static void add_row(bs_table *table, const bs_cli *cli, const bs_history *history, size_t index)
{
    const bs_messages *text = &cli->text;
    const bs_point *point = &history->points[index];
    const bs_official *official = official_of(history, index);
    char date[BS_DATE_TEXT];
    bs_date_format(date, text, point->day);
    bs_table_cell(table, BS_INK_PLAIN, date);
    add(table, BS_INK_BOLD, bs_word_day(text, point, BS_WORD_TOTAL));
    add(table, BS_INK_PLAIN,
        index > 0 ? bs_word_day_change(text, point - 1, point) : bs_xstrdup(""));
    add(table, BS_INK_PLAIN,
        official != NULL ? bs_word_total(text, BS_OFFICIAL, official->total, 1) : bs_xstrdup(""));
    for (int pillar = 0; pillar < BS_PILLAR_COUNT; pillar++) {
        add(table, bs_ink_of_pillar((bs_pillar)pillar), bs_word_day(text, point, pillar));
    }
    bs_table_cell(table, BS_INK_DIM, bs_text_of(text, "cli_kind_", bs_number_kind_id(point->kind)));
}

/* The corrections behind the changes, and how the groups moved. */
static void write_notes(const bs_cli *cli, const bs_history *history, size_t first)
{
    for (size_t i = first; i < history->count; i++) {
        const bs_correction *correction = i > 0 ? correction_of(history, i) : NULL;
        if (correction != NULL) {
            char day[BS_DATE_TEXT];
            char *what = bs_word_correction(&cli->text, correction);
            bs_date_format(day, &cli->text, history->points[i].day);
            bs_say(cli, "correction_on", day, what, NULL);
            free(what);
        }
    }
    for (size_t i = 0; i < history->move_count; i++) {
        char *move = bs_word_group_move(&cli->text, &history->moves[i]);
        bs_say(cli, "why_sentence", move, NULL);
        free(move);
    }
}

/* `first`: the first row; a point before it is only compared with. */
static void write_table(const bs_cli *cli, const bs_history *history, size_t first)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_day"), false, 0},
        {bs_text(&cli->text, "column_total"), true, 0},
        {bs_text(&cli->text, "report_change"), true, 0},
        {bs_text(&cli->text, "cli_column_linkedin"), true, 1},
        {bs_text(&cli->text, "pillar_brand_short"), true, 2},
        {bs_text(&cli->text, "pillar_people_short"), true, 2},
        {bs_text(&cli->text, "pillar_insights_short"), true, 2},
        {bs_text(&cli->text, "pillar_relationships_short"), true, 2},
        {bs_text(&cli->text, "cli_column_kind"), false, 3},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    for (size_t i = first; i < history->count; i++) {
        add_row(table, cli, history, i);
    }
    bs_table_write(table, &cli->out, 0);
    bs_table_free(table);
    write_notes(cli, history, first);
}

/* Fills the unknown inputs, those with most points first; returns how many. */
static size_t find_missing(bs_signal missing[BS_MISSING_MAX], const bs_state *state)
{
    double worth[BS_MISSING_MAX] = {0};
    size_t count = 0;
    for (size_t i = 0; i < state->row_count; i++) {
        const bs_row_state *row = &state->rows[i];
        if (row->scored || row->max <= 0) {
            continue;
        }
        size_t place = count;
        while (place > 0 && worth[place - 1] < row->max) {
            place--;
        }
        for (size_t j = count < BS_MISSING_MAX ? count : BS_MISSING_MAX - 1; j > place; j--) {
            missing[j] = missing[j - 1];
            worth[j] = worth[j - 1];
        }
        if (place < BS_MISSING_MAX) {
            missing[place] = row->signal;
            worth[place] = row->max;
            count += count < BS_MISSING_MAX ? 1 : 0;
        }
    }
    return count;
}

/* Prints why the last day without a number has none. */
static bs_exit write_missing(const bs_cli *cli, const bs_history *history, const bs_member *member,
                             bs_profile_id profile)
{
    bs_error error;
    bs_moment now;
    bs_moment at;
    bs_view view = {0};
    const bs_point *last = NULL;
    for (size_t i = 0; i < history->count; i++) {
        last = history->points[i].kind == BS_LEARNING ? &history->points[i] : last;
    }
    if (last == NULL) {
        return BS_EXIT_OK;
    }
    if (bs_store_now(&now, member->store, profile, member->now, &error) != BS_OK ||
        bs_store_day_end(&at, member->store, last->day, now, &error) != BS_OK ||
        bs_store_view(&view, member->store, profile, at, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    bs_signal missing[BS_MISSING_MAX];
    const size_t count = find_missing(missing, &view.state);
    char names[BS_MISSING_MAX * 64] = "";
    char day[BS_DATE_TEXT];
    for (size_t i = 0, used = 0; i < count && used < sizeof names; i++) {
        const char *name = bs_text_of(&cli->text, "signal_", bs_signal_info_of(missing[i])->id);
        used += (size_t)snprintf(names + used, sizeof names - used, i > 0 ? ", %s" : "%s", name);
    }
    bs_date_format(day, &cli->text, last->day);
    if (count > 0) {
        bs_say(cli, "history_missing", day, names, NULL);
    }
    char *known = bs_word_known_from(&cli->text, &view.state);
    if (known != NULL) {
        bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, known);
    }
    free(known);
    bs_view_free(&view);
    return BS_EXIT_OK;
}

/* Without a range the table has the last days; programs get everything. */
static bool wants_recent(const bs_arguments *arguments)
{
    static const char *const wider[] = {"from", "to", "step", "csv", "json"};
    for (size_t i = 0; i < sizeof wider / sizeof wider[0]; i++) {
        if (bs_arguments_has(arguments, wider[i])) {
            return false;
        }
    }
    return true;
}

/* Prints what to do next, as it is now. */
static bs_exit write_next(const bs_cli *cli, const bs_member *member, bs_profile_id profile)
{
    bs_error error;
    bs_moment now;
    bs_view view = {0};
    if (bs_store_now(&now, member->store, profile, member->now, &error) != BS_OK ||
        bs_store_view(&view, member->store, profile, now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    char *next = bs_next_text(&cli->text, &view);
    if (next != NULL) {
        bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, next);
        bs_terminal_write(&cli->out, "\n");
    }
    free(next);
    bs_view_free(&view);
    return BS_EXIT_OK;
}

static bs_exit write_text(const bs_cli *cli, const bs_arguments *arguments,
                          const bs_history *history, const bs_member *member, bs_profile_id profile)
{
    const size_t first = wants_recent(arguments) && history->count > RECENT_DAYS ? 1 : 0;
    bs_member_note(&cli->out, member, cli, profile);
    const bs_exit code =
        bs_arguments_has(arguments, "to") ? BS_EXIT_OK : write_next(cli, member, profile);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (bs_spark_write(cli, history->points, history->count, history->points[first].day)) {
        bs_terminal_write(&cli->out, "\n");
    }
    write_table(cli, history, first);
    if (first > 0) {
        char day[BS_DAY_TEXT];
        bs_day_format(day, history->points[first].day - MORE_DAYS);
        bs_terminal_write(&cli->out, "\n");
        bs_say(cli, "cli_history_more", day, NULL);
    }
    return write_missing(cli, history, member, profile);
}

static bs_exit read_range(bs_day *from, bs_day *to, const bs_cli *cli,
                          const bs_arguments *arguments)
{
    bs_exit code = bs_member_day(from, "from", cli, arguments);
    return code == BS_EXIT_OK ? bs_member_day(to, "to", cli, arguments) : code;
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_moment now;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_day from = BS_DAY_NONE;
    bs_day to = BS_DAY_NONE;
    const bool recent = wants_recent(arguments);
    bs_exit code = read_range(&from, &to, cli, arguments);
    if (code == BS_EXIT_OK) {
        code = bs_member_profile(&profile, member, cli, arguments);
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (bs_store_now(&now, member->store, profile, member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    from = recent ? bs_moment_day(now) - RECENT_DAYS : from;
    bs_history history = {0};
    if (bs_store_history(&history, member->store, profile, from, to, step_of(arguments),
                         member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (bs_arguments_has(arguments, "csv")) {
        write_csv(&history);
    } else if (bs_arguments_has(arguments, "json")) {
        bs_json_output output;
        bs_json *json = bs_json_start(&output, '{');
        bs_reply_write_history(json, &history);
        bs_json_identified(json, bs_member_identified(member, profile));
        code = bs_json_finish(&output, cli);
    } else if (history.count == 0) {
        code = bs_complain(cli, BS_EXIT_NOTHING, "cli_history_empty", NULL);
    } else {
        code = write_text(cli, arguments, &history, member, profile);
    }
    bs_history_free(&history);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    return bs_member_with(cli, arguments, show);
}

const bs_command bs_command_history = {
    .name = "history",
    .group = "see",
    .examples = {"", "--from 2026-01-01 --step week"},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .without_json = "--csv",
    .run = run,
};
