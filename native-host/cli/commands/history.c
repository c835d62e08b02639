#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/reply.h"
#include "commands.h"
#include "json.h"
#include "member.h"
#include "table.h"
#include "wording.h"

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL}, {"from", 0, "DAY", NULL},
    {"to", 0, "DAY", NULL},        {"step", 's', "STEP", "auto day week month"},
    {"csv", 0, NULL, NULL},        {"json", 'j', NULL, NULL},
};

static bs_step step_of(const bs_arguments *arguments)
{
    static const char *const names[] = {
        [BS_STEP_DAY] = "day", [BS_STEP_WEEK] = "week", [BS_STEP_MONTH] = "month"};
    const char *given = bs_arguments_value(arguments, "step");
    for (int step = BS_STEP_DAY; given != NULL && step <= BS_STEP_MONTH; step++) {
        if (strcmp(given, names[step]) == 0) {
            return (bs_step)step;
        }
    }
    return BS_STEP_AUTO;
}

/* LinkedIn's last reading after the point before and up to this one; NULL when there is none. */
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

static void write_field(double number)
{
    if (isnan(number)) {
        (void)putchar(',');
    } else {
        (void)printf(",%.2f", round(number * 100) / 100); /* as the protocol rounds */
    }
}

/* Numbers with a decimal point and days as ISO 8601, whatever the language: for programs. */
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

static void add_number(bs_table *table, const bs_cli *cli, bs_ink ink, double number)
{
    char *text = bs_word_number(&cli->text, number, 1);
    bs_table_cell(table, ink, text);
    free(text);
}

static void write_table(const bs_cli *cli, const bs_history *history)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_day"), false, 0},
        {bs_text(&cli->text, "cli_total"), true, 0},
        {bs_text(&cli->text, "cli_column_linkedin"), true, 1},
        {bs_text(&cli->text, "pillar_brand_short"), true, 2},
        {bs_text(&cli->text, "pillar_people_short"), true, 2},
        {bs_text(&cli->text, "pillar_insights_short"), true, 2},
        {bs_text(&cli->text, "pillar_relationships_short"), true, 2},
        {bs_text(&cli->text, "cli_column_kind"), false, 3},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    for (size_t i = 0; i < history->count; i++) {
        const bs_point *point = &history->points[i];
        const bs_official *official = official_of(history, i);
        char date[BS_DATE_TEXT];
        bs_date_format(date, &cli->text, point->day);
        bs_table_cell(table, BS_INK_PLAIN, date);
        add_number(table, cli, BS_INK_BOLD, point->total);
        if (official != NULL) {
            add_number(table, cli, BS_INK_PLAIN, official->total);
        } else {
            bs_table_cell(table, BS_INK_PLAIN, "");
        }
        for (int pillar = 0; pillar < BS_PILLAR_COUNT; pillar++) {
            add_number(table, cli, bs_ink_of_pillar((bs_pillar)pillar), point->pillars[pillar]);
        }
        bs_table_cell(table, BS_INK_DIM,
                      bs_text_of(&cli->text, "kind_", bs_number_kind_id(point->kind)));
    }
    bs_table_write(table, &cli->out, 0);
    bs_table_free(table);
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_day from = BS_DAY_NONE;
    bs_day to = BS_DAY_NONE;
    bs_exit code = bs_member_day(&from, "from", cli, arguments);
    if (code == BS_EXIT_OK) {
        code = bs_member_day(&to, "to", cli, arguments);
    }
    if (code == BS_EXIT_OK) {
        code = bs_member_profile(&profile, member, cli, arguments);
    }
    if (code != BS_EXIT_OK) {
        return code;
    }
    bs_history history = {0};
    if (bs_store_history(&history, member->store, profile, from, to, step_of(arguments),
                         member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (bs_arguments_has(arguments, "csv")) {
        write_csv(&history);
    } else if (bs_arguments_has(arguments, "json")) {
        bs_buffer reply;
        const bs_request request = {.type = BS_REQUEST_HISTORY};
        bs_buffer_init(&reply, BS_JSON_REPLY_MAX);
        bs_reply_history(&reply, &request, &history);
        code = bs_json_print(cli, &reply, NULL);
        bs_buffer_free(&reply);
    } else if (history.count == 0) {
        code = bs_complain(cli, BS_EXIT_NOTHING, "cli_history_empty", NULL);
    } else {
        write_table(cli, &history);
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
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
