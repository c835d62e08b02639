/* bussola backtest: compares the index with LinkedIn's readings. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bussola/codec/json_write.h"
#include "bussola/core/calibrate.h"
#include "bussola/core/learn.h"
#include "bussola/store/profiles.h"
#include "bussola/store/view.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/text/format.h"
#include "cli/text/table.h"
#include "commands.h"

#define JSON_DECIMALS 3
#define SAME_BELOW 0.05 /* smaller differences are displayed as 0.0 */

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL},
    {"model", 0, "MODEL", NULL},
    {"json", 'j', NULL, NULL},
};

/** Results from the readings. */
typedef struct findings {
    bs_backtest backtest;
    bool no_access; /* LinkedIn shows no SSI */
    bs_learned weights[BS_MODEL_ROWS_MAX];
    size_t weight_count;
} findings;

/* ---- for programs ---- */

static void write_member(bs_json *json, const char *name, double number)
{
    bs_json_name(json, name);
    bs_json_number(json, number, JSON_DECIMALS);
}

static void write_deviation(bs_json *json, const char *name, const bs_deviation *deviation)
{
    bs_json_name(json, name);
    bs_json_open(json, '{');
    bs_json_name(json, "count");
    bs_json_integer(json, (int64_t)deviation->count);
    write_member(json, "mean", deviation->mean);
    write_member(json, "bias", deviation->bias);
    write_member(json, "worst", deviation->worst);
    bs_json_close(json, '}');
}

static void write_part(bs_json *json, const bs_backtest_part *part)
{
    write_deviation(json, "estimate", &part->estimate);
    write_deviation(json, "anchored", &part->anchored);
    write_deviation(json, "unchanged", &part->unchanged);
}

static void write_pillars(bs_json *json, const bs_backtest *backtest)
{
    bs_json_name(json, "pillars");
    bs_json_open(json, '[');
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        bs_json_open(json, '{');
        bs_json_name(json, "id");
        bs_json_string(json, bs_pillar_id((bs_pillar)i));
        write_part(json, &backtest->pillars[i]);
        write_member(json, "factor", backtest->factors[i]);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void write_delays(bs_json *json, const bs_backtest *backtest)
{
    bs_json_name(json, "delay");
    bs_json_open(json, '{');
    bs_json_name(json, "days");
    bs_json_integer(json, backtest->delay);
    bs_json_name(json, "supported");
    bs_json_bool(json, backtest->delay_supported);
    bs_json_name(json, "errors");
    bs_json_open(json, '[');
    for (int i = 0; i <= BS_DELAY_MAX; i++) {
        bs_json_number(json, backtest->delay_errors[i], JSON_DECIMALS);
    }
    bs_json_close(json, ']');
    bs_json_close(json, '}');
}

static void write_weights(bs_json *json, const findings *found)
{
    bs_json_name(json, "weights");
    bs_json_open(json, '[');
    for (size_t i = 0; i < found->weight_count; i++) {
        const bs_learned *weight = &found->weights[i];
        bs_json_open(json, '{');
        bs_json_name(json, "signal");
        bs_json_string(json, bs_signal_info_of(weight->signal)->id);
        bs_json_name(json, "pillar");
        bs_json_string(json, bs_pillar_id(weight->pillar));
        write_member(json, "points", weight->points);
        bs_json_name(json, "times");
        bs_json_integer(json, (int64_t)weight->times);
        bs_json_name(json, "used");
        bs_json_bool(json, weight->used);
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
}

static void write_json(bs_json *json, const findings *found)
{
    bs_json_name(json, "readings");
    bs_json_integer(json, (int64_t)found->backtest.readings);
    write_pillars(json, &found->backtest);
    bs_json_name(json, "total");
    bs_json_open(json, '{');
    write_part(json, &found->backtest.total);
    bs_json_close(json, '}');
    write_delays(json, &found->backtest);
    write_weights(json, found);
}

/* ---- for users ---- */

static void add(bs_table *table, bs_ink ink, char *text)
{
    bs_table_cell(table, ink, text);
    free(text);
}

static void add_part(bs_table *table, const bs_cli *cli, bs_ink ink, const bs_backtest_part *part)
{
    const double numbers[] = {part->estimate.mean, part->anchored.mean, part->unchanged.mean,
                              part->anchored.worst};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        add(table, ink, bs_word_number(&cli->text, numbers[i], 2));
    }
    add(table, ink,
        isnan(part->anchored.bias) ? bs_word_number(&cli->text, NAN, 2)
                                   : bs_word_change(&cli->text, part->anchored.bias));
}

static void write_table(const bs_cli *cli, const bs_backtest *backtest)
{
    const bs_table_column columns[] = {
        {"", false, 0},
        {bs_text(&cli->text, "cli_column_estimate"), true, 0},
        {bs_text(&cli->text, "cli_backtest_anchored"), true, 0},
        {bs_text(&cli->text, "cli_backtest_unchanged"), true, 1},
        {bs_text(&cli->text, "cli_backtest_worst"), true, 3},
        {bs_text(&cli->text, "cli_backtest_bias"), true, 3},
        {bs_text(&cli->text, "cli_backtest_counted"), true, 2},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        char key[48];
        bs_ink ink = bs_ink_of_pillar((bs_pillar)i);
        (void)snprintf(key, sizeof key, "pillar_%s_short", bs_pillar_id((bs_pillar)i));
        bs_table_cell(table, ink, bs_text(&cli->text, key));
        add_part(table, cli, BS_INK_PLAIN, &backtest->pillars[i]);
        add(table, BS_INK_PLAIN, bs_word_percent(&cli->text, backtest->factors[i]));
    }
    bs_table_cell(table, BS_INK_BOLD, bs_text(&cli->text, "column_total"));
    add_part(table, cli, BS_INK_BOLD, &backtest->total);
    bs_table_cell(table, BS_INK_PLAIN, "");
    bs_table_write(table, &cli->out, 0);
    bs_table_free(table);
}

/* Whether counting on from LinkedIn's value was better than leaving it as it was. */
static void write_verdict(const bs_cli *cli, const bs_backtest_part *total)
{
    const double gain = total->unchanged.mean - total->anchored.mean;
    if (isnan(gain)) {
        return;
    }
    const char *key = gain > 0 ? "cli_backtest_better" : "cli_backtest_worse";
    char *points = bs_word_number(&cli->text, fabs(gain), 1);
    bs_terminal_write(&cli->out, "\n");
    bs_say(cli, fabs(gain) < SAME_BELOW ? "cli_backtest_same" : key, points, NULL);
    free(points);
}

static void write_delay(const bs_cli *cli, const bs_backtest *backtest)
{
    bs_terminal_write(&cli->out, "\n");
    if (!backtest->delay_supported) {
        bs_say(cli, "cli_backtest_delay_no", NULL);
        return;
    }
    char *days = bs_word_number(&cli->text, backtest->delay, 0);
    char *error = bs_word_number(&cli->text, backtest->delay_errors[backtest->delay], 2);
    char *before = bs_word_number(&cli->text, backtest->delay_errors[0], 2);
    bs_say(cli, "cli_backtest_delay_yes", days, error, before, NULL);
    free(before);
    free(error);
    free(days);
}

static void say_weights(const bs_cli *cli, const findings *found)
{
    for (size_t i = 0; i < found->weight_count; i++) {
        const bs_learned *weight = &found->weights[i];
        const char *kind = bs_signal_info_of(weight->signal)->id;
        char *points = bs_word_number(&cli->text, weight->points, 2);
        char *times = bs_word_number(&cli->text, (double)weight->times, 0);
        bs_say(cli, weight->used ? "cli_backtest_weight_used" : "cli_backtest_weight",
               bs_text_of(&cli->text, "signal_", kind), points, times, NULL);
        free(times);
        free(points);
    }
}

static bs_exit write_text(const bs_cli *cli, const findings *found)
{
    const bs_backtest *backtest = &found->backtest;
    if (backtest->readings == 0) {
        return bs_complain(cli, BS_EXIT_NOTHING,
                           found->no_access ? "cli_backtest_without" : "cli_backtest_none", NULL);
    }
    char *title = bs_text_count(&cli->text, "cli_backtest_title", (long)backtest->readings);
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, title);
    free(title);
    write_table(cli, backtest);
    write_verdict(cli, &backtest->total);
    write_delay(cli, backtest);
    say_weights(cli, found);
    bs_terminal_write(&cli->out, "\n");
    bs_say(cli, "cli_backtest_note", NULL);
    return BS_EXIT_OK;
}

/* ---- the command ---- */

static bs_status compute(findings *found, const bs_member *member, bs_profile_id profile,
                         bs_error *error)
{
    bs_evidence evidence = {0};
    bs_timeline *timeline = NULL;
    bs_status status = bs_store_evidence(&evidence, member->store, profile, BS_DAY_NONE, error);
    if (status != BS_OK) {
        return status;
    }
    found->no_access = evidence.no_access.seen.seconds != 0;
    status = bs_timeline_new(&timeline, &evidence, member->model);
    if (status == BS_OK) {
        status = bs_calibrate_backtest(&found->backtest, timeline);
    }
    if (status == BS_OK) {
        status = bs_learn_weights(found->weights, &found->weight_count, timeline);
    }
    if (status != BS_OK) {
        status = bs_fail(error, status, "", "Out of memory.");
    }
    bs_timeline_free(timeline);
    bs_store_evidence_free(&evidence);
    return status;
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    findings found = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_exit code = bs_member_profile(&profile, member, cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (compute(&found, member, profile, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    if (!bs_arguments_has(arguments, "json")) {
        bs_member_note(&cli->out, member, cli, profile);
        return write_text(cli, &found);
    }
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    write_json(json, &found);
    bs_json_identified(json, bs_member_identified(member, profile));
    return bs_json_finish(&output, cli);
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    return bs_member_with(cli, arguments, show);
}

const bs_command bs_command_backtest = {
    .name = "backtest",
    .group = "see",
    .examples = {""},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
