#include "import_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/json.h"
#include "cli/output/xmalloc.h"
#include "table.h"

static const bs_table_column file_columns[] = {
    {"", false, 0}, {"", true, 0}, {"", true, 0}, {"", false, 0}};

static void cell_number(bs_table *table, const bs_cli *cli, int64_t number)
{
    char text[BS_NUMBER_TEXT];
    bs_number_format(text, &cli->text, (double)number, 0);
    bs_table_cell(table, BS_INK_PLAIN, text);
}

/* "drafts: 2, spam: 1"; the caller frees it. */
static char *why_skipped(const bs_cli *cli, const bs_file_result *file)
{
    char *text = bs_xstrdup("");
    for (size_t i = BS_ROW_COUNTED + 1; i < BS_ROW_VERDICTS; i++) {
        if (file->verdicts[i] == 0) {
            continue;
        }
        char number[BS_NUMBER_TEXT];
        bs_number_format(number, &cli->text, (double)file->verdicts[i], 0);
        char *longer = bs_xasprintf(
            "%s%s%s: %s", text, *text != '\0' ? ", " : "",
            bs_text_of(&cli->text, "import_left_", bs_skip_reason_id((bs_skip_reason)i)), number);
        free(text);
        text = longer;
    }
    return text;
}

static void write_table(const bs_cli *cli, const bs_ingest_result *result)
{
    bs_table_column columns[4];
    memcpy(columns, file_columns, sizeof columns);
    columns[0].title = bs_text(&cli->text, "import_column_file");
    columns[1].title = bs_text(&cli->text, "import_column_read");
    columns[2].title = bs_text(&cli->text, "import_column_counted");
    columns[3].title = bs_text(&cli->text, "import_column_left");
    bs_table *table = bs_table_new(columns, 4, true);
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        const bs_file_result *file = &result->files[i];
        if (file->outcome != BS_OUTCOME_READ) {
            continue;
        }
        char *why = why_skipped(cli, file);
        bs_table_cell(table, BS_INK_PLAIN, bs_file_name((bs_file)i));
        cell_number(table, cli, (int64_t)file->rows);
        cell_number(table, cli, (int64_t)file->verdicts[BS_ROW_COUNTED]);
        bs_table_cell(table, BS_INK_PLAIN, why);
        free(why);
    }
    bs_table_write(table, &cli->out, 2);
    bs_table_free(table);
}

static void write_line(const bs_cli *cli, bs_ink ink, char *text)
{
    bs_terminal_space(&cli->out, 2);
    bs_terminal_wrap(&cli->out, ink, 2, text);
    free(text);
}

static void write_refused(const bs_cli *cli, const bs_ingest_result *result)
{
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        const bs_file_result *file = &result->files[i];
        const char *name = bs_file_name((bs_file)i);
        if (file->outcome > BS_OUTCOME_READ) {
            write_line(cli, BS_INK_WARNING,
                       bs_xasprintf("%s: %s", name,
                                    bs_text_of(&cli->text, "import_outcome_",
                                               bs_outcome_id(file->outcome))));
        }
        if (file->outcome == BS_OUTCOME_READ && file->verdicts[BS_ROW_UNDATED] > 0) {
            write_line(cli, BS_INK_WARNING, bs_text_new(&cli->text, "import_partial", name, NULL));
        }
        if (file->extra > 0) {
            write_line(cli, BS_INK_WARNING,
                       bs_xasprintf("%s: %s", name, bs_text(&cli->text, "import_extra")));
        }
    }
}

/* Writes a line of totals if they are known; `second` is used if the text has two arguments. */
static void write_derived(const bs_cli *cli, const bs_ingest_result *result, const char *key,
                          bs_total first, bs_total second)
{
    char numbers[2][BS_NUMBER_TEXT];
    const bs_total totals[2] = {first, second};
    if (result->totals[first] == BS_NOT_KNOWN || result->totals[second] == BS_NOT_KNOWN) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        bs_number_format(numbers[i], &cli->text, (double)result->totals[totals[i]], 0);
    }
    write_line(cli, BS_INK_PLAIN, bs_text_new(&cli->text, key, numbers[0], numbers[1], NULL));
}

static void write_doubt(const bs_cli *cli, const char *base, int64_t count)
{
    if (count > 0) {
        write_line(cli, BS_INK_WARNING, bs_text_count(&cli->text, base, (long)count));
    }
}

void bs_import_write_files(const bs_cli *cli, const bs_ingest_result *result)
{
    write_table(cli, result);
    write_refused(cli, result);
    write_derived(cli, result, "import_inmail", BS_TOTAL_INMAIL_SENT, BS_TOTAL_INMAIL_REPLIED);
    write_derived(cli, result, "import_threads", BS_TOTAL_DM_THREADS_STARTED,
                  BS_TOTAL_DM_THREADS_REPLIED);
    write_derived(cli, result, "import_acceptance", BS_TOTAL_INVITATIONS_OUT,
                  BS_TOTAL_ACCEPTED_OUT);
    if (result->totals[BS_TOTAL_INVITATIONS_OUT] > 0 &&
        result->totals[BS_TOTAL_ACCEPTED_OUT] == BS_NOT_KNOWN) {
        write_line(cli, BS_INK_WARNING,
                   bs_xstrdup(bs_text(&cli->text, "import_acceptance_unknown")));
    }
    if (result->whose_unknown) {
        write_line(cli, BS_INK_WARNING, bs_xstrdup(bs_text(&cli->text, "import_whose_unknown")));
    }
    write_doubt(cli, "import_unclear", result->totals[BS_TOTAL_OUTREACH_UNCLEAR]);
    write_doubt(cli, "import_unconnected", result->totals[BS_TOTAL_OUTREACH_UNCONNECTED]);
    write_doubt(cli, "import_impossible", (int64_t)result->impossible_days);
}

/* ---- per signal ---- */

static int64_t sum_of(const bs_observation *observation, bs_signal signal)
{
    int64_t sum = 0;
    for (size_t i = 0; i < observation->tally_count; i++) {
        sum += observation->tallies[i].signal == signal ? observation->tallies[i].count : 0;
    }
    return sum;
}

static const bs_gauge *newest_of(const bs_observation *observation, bs_signal signal)
{
    const bs_gauge *newest = NULL;
    for (size_t i = 0; i < observation->gauge_count; i++) {
        const bs_gauge *gauge = &observation->gauges[i];
        if (gauge->signal == signal &&
            (newest == NULL || gauge->at.seconds >= newest->at.seconds)) {
            newest = gauge;
        }
    }
    return newest;
}

void bs_import_write_signals(const bs_cli *cli, const bs_observation *observation)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_signal"), false, 0},
        {bs_text(&cli->text, "cli_import_column_from"), false, 1},
        {bs_text(&cli->text, "cli_import_column_to"), false, 1},
        {bs_text(&cli->text, "cli_import_column_sum"), true, 0},
    };
    bs_table *table = bs_table_new(columns, 4, true);
    for (size_t i = 0; i < observation->cover_count; i++) {
        const bs_cover *cover = &observation->covers[i];
        char from[BS_DATE_TEXT];
        char to[BS_DATE_TEXT];
        bs_date_format(from, &cli->text, cover->from);
        bs_date_format(to, &cli->text, cover->to);
        bs_table_cell(table, BS_INK_PLAIN,
                      bs_text_of(&cli->text, "signal_", bs_signal_info_of(cover->signal)->id));
        bs_table_cell(table, BS_INK_PLAIN, from);
        bs_table_cell(table, BS_INK_PLAIN, to);
        cell_number(table, cli, sum_of(observation, cover->signal));
    }
    for (int i = 0; i < (int)BS_SIGNAL_COUNT; i++) {
        const bs_gauge *gauge = newest_of(observation, (bs_signal)i);
        if (gauge == NULL) {
            continue;
        }
        char on[BS_DATE_TEXT];
        bs_date_format(on, &cli->text, bs_moment_day(gauge->at));
        bs_table_cell(table, BS_INK_PLAIN,
                      bs_text_of(&cli->text, "signal_", bs_signal_info_of(gauge->signal)->id));
        bs_table_cell(table, BS_INK_PLAIN, "");
        bs_table_cell(table, BS_INK_PLAIN, on);
        cell_number(table, cli, gauge->value);
    }
    bs_table_write(table, &cli->out, 2);
    bs_table_free(table);
}

/* ---- JSON ---- */

static void add_day(bs_json *json, const char *name, bs_day day)
{
    char text[BS_DAY_TEXT];
    bs_day_format(text, day);
    bs_json_member_text(json, name, text);
}

static void add_file(bs_json *json, bs_file id, const bs_file_result *file)
{
    bs_json_open(json, '{');
    bs_json_member_text(json, "file", bs_file_name(id));
    bs_json_member_text(json, "outcome", bs_outcome_id(file->outcome));
    bs_json_member_integer(json, "rows", (int64_t)file->rows);
    bs_json_member_integer(json, "counted", (int64_t)file->verdicts[BS_ROW_COUNTED]);
    bs_json_member_open(json, "left_out", '{');
    for (size_t i = BS_ROW_COUNTED + 1; i < BS_ROW_VERDICTS; i++) {
        if (file->verdicts[i] > 0) {
            bs_json_member_integer(json, bs_skip_reason_id((bs_skip_reason)i),
                                   (int64_t)file->verdicts[i]);
        }
    }
    bs_json_close(json, '}');
    bs_json_member_integer(json, "extra", file->extra);
    bs_json_close(json, '}');
}

static void add_files(bs_json *json, const bs_ingest_result *result)
{
    bs_json_member_open(json, "files", '[');
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        if (result->files[i].outcome != BS_OUTCOME_ABSENT) {
            add_file(json, (bs_file)i, &result->files[i]);
        }
    }
    bs_json_close(json, ']');
}

static void add_totals(bs_json *json, const bs_ingest_result *result)
{
    bs_json_member_open(json, "totals", '{');
    for (size_t i = 0; i < BS_TOTAL_COUNT; i++) {
        const char *id = bs_total_id((bs_total)i);
        if (result->totals[i] == BS_NOT_KNOWN) {
            bs_json_member_null(json, id);
        } else {
            bs_json_member_integer(json, id, result->totals[i]);
        }
    }
    bs_json_close(json, '}');
}

static void add_days(bs_json *json, const bs_observation *observation, bs_signal signal)
{
    bs_json_member_open(json, "days", '{');
    for (size_t i = 0; i < observation->tally_count; i++) {
        const bs_tally *tally = &observation->tallies[i];
        if (tally->signal == signal) {
            char day[BS_DAY_TEXT];
            bs_day_format(day, tally->day);
            bs_json_member_integer(json, day, tally->count);
        }
    }
    bs_json_close(json, '}');
}

static void add_readings(bs_json *json, const bs_observation *observation)
{
    bs_json_member_open(json, "gauges", '[');
    for (size_t i = 0; i < observation->gauge_count; i++) {
        const bs_gauge *gauge = &observation->gauges[i];
        bs_json_open(json, '{');
        bs_json_member_text(json, "signal", bs_signal_info_of(gauge->signal)->id);
        add_day(json, "day", bs_moment_day(gauge->at));
        bs_json_member_integer(json, "value", gauge->value);
        bs_json_member_text(json, "bound", bs_bound_id(gauge->bound));
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
    bs_json_member_open(json, "tallies", '[');
    for (size_t i = 0; i < observation->cover_count; i++) {
        const bs_cover *cover = &observation->covers[i];
        bs_json_open(json, '{');
        bs_json_member_text(json, "signal", bs_signal_info_of(cover->signal)->id);
        add_day(json, "from", cover->from);
        add_day(json, "to", cover->to);
        add_days(json, observation, cover->signal);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

void bs_import_write_json(bs_json *json, const bs_ingest_result *result,
                          const bs_observation *observation)
{
    if (result->day != BS_DAY_NONE) {
        add_day(json, "day", result->day);
    } else {
        bs_json_member_null(json, "day");
    }
    bs_json_member_bool(json, "day_told", result->day_told);
    bs_json_member_bool(json, "whose_unknown", result->whose_unknown);
    bs_json_member_integer(json, "impossible_days", (int64_t)result->impossible_days);
    add_files(json, result);
    add_totals(json, result);
    add_readings(json, observation);
}
