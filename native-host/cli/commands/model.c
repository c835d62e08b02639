#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/embedded.h"
#include "bussola/model_json.h"
#include "commands.h"
#include "files.h"
#include "member.h"
#include "memory.h"
#include "table.h"
#include "wording.h"

static const bs_option options[] = {
    {"json", 'j', NULL, NULL},
};

static const char *curve_id(bs_curve curve)
{
    static const char *const ids[] = {
        [BS_CURVE_FLAG] = "flag", [BS_CURVE_LINEAR] = "linear", [BS_CURVE_LOG] = "log"};
    return ids[curve];
}

static char *target_of(const bs_cli *cli, const bs_model_row *row)
{
    if (row->curve == BS_CURVE_FLAG) {
        return bs_memory_copy("");
    }
    return bs_signal_info_of(row->signal)->kind == BS_KIND_RATE
               ? bs_word_percent(&cli->text, row->target)
               : bs_word_number(&cli->text, row->target, 0);
}

static void write_table(const bs_cli *cli, const bs_model *model)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_signal"), false, 0},
        {bs_text(&cli->text, "cli_column_points"), true, 0},
        {bs_text(&cli->text, "cli_column_curve"), false, 1},
        {bs_text(&cli->text, "cli_column_target"), true, 1},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    int pillar = -1;
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        if ((int)row->pillar != pillar) {
            pillar = (int)row->pillar;
            bs_table_heading(table, bs_ink_of_pillar(row->pillar),
                             bs_text_of(&cli->text, "pillar_", bs_pillar_id(row->pillar)));
        }
        char *points = bs_word_number(&cli->text, row->points, 1);
        char *target = target_of(cli, row);
        bs_table_cell(table, BS_INK_PLAIN,
                      bs_text_of(&cli->text, "signal_", bs_signal_info_of(row->signal)->id));
        bs_table_cell(table, BS_INK_PLAIN, points);
        bs_table_cell(table, BS_INK_PLAIN,
                      bs_text_of(&cli->text, "cli_curve_", curve_id(row->curve)));
        bs_table_cell(table, BS_INK_PLAIN, target);
        free(target);
        free(points);
    }
    bs_table_write(table, &cli->out, BS_TABLE_HEADING);
    bs_table_free(table);
}

/* The text of the model in force: the member's own file when it is a model, else the built-in one.
 */
static bs_exit write_text(const bs_cli *cli, const char *own)
{
    char *text = NULL;
    int failure = own != NULL ? bs_file_read(&text, NULL, own) : 0;
    if (failure != 0) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_read_failed", own, strerror(failure), NULL);
    }
    (void)fputs(text != NULL ? text : bs_embedded_model, stdout);
    free(text);
    return BS_EXIT_OK;
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_model *model = bs_memory_new(1, sizeof *model);
    bs_model *own = bs_memory_new(1, sizeof *own);
    char path[BS_STORE_PATH_MAX] = "";
    bool is_own = bs_model_user_path(path, sizeof path) && bs_model_read(own, path, NULL) == BS_OK;
    free(own);
    bs_exit code = bs_member_model(model, cli);
    if (code == BS_EXIT_OK && bs_arguments_has(arguments, "json")) {
        code = write_text(cli, is_own ? path : NULL);
    } else if (code == BS_EXIT_OK) {
        char days[12];
        (void)snprintf(days, sizeof days, "%d", model->window_days);
        bs_say(cli, "cli_model_title", model->id, days, NULL);
        if (is_own) {
            bs_say(cli, "cli_model_own", path, NULL);
        }
        bs_terminal_write(&cli->out, "\n");
        write_table(cli, model);
    }
    free(model);
    return code;
}

static bs_exit check(const bs_cli *cli, const char *path)
{
    bs_error error;
    bs_model *model = bs_memory_new(1, sizeof *model);
    bs_exit code = BS_EXIT_OK;
    if (bs_model_read(model, path, &error) == BS_OK) {
        bs_say(cli, "cli_model_good", path, model->id, NULL);
    } else {
        code = error.status == BS_STORAGE
                   ? bs_complain_error(cli, &error)
                   : bs_complain(cli, BS_EXIT_FAILED, "cli_model_bad", path, error.message, NULL);
    }
    free(model);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    const char *const *words = arguments->operands;
    if (arguments->operand_count == 1 && strcmp(words[0], "show") == 0) {
        return show(cli, arguments);
    }
    if (arguments->operand_count == 2 && strcmp(words[0], "check") == 0) {
        return check(cli, words[1]);
    }
    return bs_complain(cli, BS_EXIT_USAGE, "cli_model_usage", NULL);
}

const bs_command bs_command_model = {
    .name = "model",
    .operands = "show | check FILE",
    .words = "show check",
    .operands_max = 2,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
