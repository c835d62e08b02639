#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/platform/storage.h"
#include "bussola/service/model_json.h"
#include "cli/base/files.h"
#include "cli/base/json.h"
#include "cli/base/member.h"
#include "cli/output/xmalloc.h"
#include "cli/text/format.h"
#include "cli/text/table.h"
#include "commands.h"
#include "model_use.h"

static const bs_option options[] = {
    {"json", 'j', NULL, NULL},
};

static char *target_of(const bs_cli *cli, const bs_model_row *row)
{
    if (row->curve == BS_CURVE_FLAG) {
        return bs_xstrdup("");
    }
    const double last =
        row->curve == BS_CURVE_STEPS ? row->steps[row->step_count - 1].value : row->target;
    return bs_signal_info_of(row->signal)->kind == BS_KIND_RATE
               ? bs_word_percent(&cli->text, last)
               : bs_word_number(&cli->text, last, 0);
}

static const char *grade_of(const bs_cli *cli, const bs_model_row *row)
{
    return row->grade == BS_GRADE_NONE
               ? ""
               : bs_text_of(&cli->text, "cli_grade_", bs_grade_id(row->grade));
}

static void write_table(const bs_cli *cli, const bs_model *model)
{
    const bs_table_column columns[] = {
        {bs_text(&cli->text, "cli_column_signal"), false, 0},
        {bs_text(&cli->text, "column_points"), true, 0},
        {bs_text(&cli->text, "cli_column_curve"), false, 1},
        {bs_text(&cli->text, "cli_column_target"), true, 1},
        {bs_text(&cli->text, "cli_column_grade"), false, 2},
    };
    bs_table *table = bs_table_new(columns, sizeof columns / sizeof columns[0], true);
    int pillar = -1;
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        if ((int)row->pillar != pillar) {
            pillar = (int)row->pillar;
            bs_table_heading(table, bs_ink_of_pillar(row->pillar),
                             bs_word_pillar(&cli->text, row->pillar));
        }
        char *points = bs_word_number(&cli->text, row->points, 1);
        char *target = target_of(cli, row);
        bs_table_cell(table, BS_INK_PLAIN,
                      bs_text_of(&cli->text, "signal_", bs_signal_info_of(row->signal)->id));
        bs_table_cell(table, BS_INK_PLAIN, points);
        bs_table_cell(table, BS_INK_PLAIN,
                      bs_text_of(&cli->text, "cli_curve_", bs_curve_id(row->curve)));
        bs_table_cell(table, BS_INK_PLAIN, target);
        bs_table_cell(table, BS_INK_PLAIN, grade_of(cli, row));
        free(target);
        free(points);
    }
    bs_table_write(table, &cli->out, BS_TABLE_HEADING);
    bs_table_free(table);
}

/* The text of the user's model file; NULL if the file does not hold `model`. */
static bs_exit read_own(char **text, const bs_cli *cli, const bs_model *model, const char *path)
{
    bs_model *own = bs_xcalloc(1, sizeof *own);
    const bool same = bs_model_read(own, path, NULL) == BS_OK && bs_model_equal(own, model);
    free(own);
    const int failure = same ? bs_file_read(text, NULL, path) : 0;
    return failure == 0 ? BS_EXIT_OK
                        : bs_complain(cli, BS_EXIT_FAILED, "cli_read_failed", path,
                                      bs_file_failure(&cli->text, failure), NULL);
}

static void write_model(const bs_cli *cli, const bs_model *model, const char *own_path)
{
    char days[12];
    (void)snprintf(days, sizeof days, "%d", model->window_days);
    bs_say(cli, "cli_model_title", model->id, days, NULL);
    if (own_path != NULL) {
        bs_say(cli, "cli_model_own", own_path, NULL);
    }
    bs_terminal_write(&cli->out, "\n");
    write_table(cli, model);
}

static bs_exit show(const bs_cli *cli, const bs_arguments *arguments, const char *name)
{
    char *own = NULL;
    char path[BS_STORE_PATH_MAX] = "";
    bs_model *model = bs_xcalloc(1, sizeof *model);
    bs_exit code = name != NULL ? bs_member_named(model, cli, name) : bs_model_in_use(model, cli);
    const bool builtin = name != NULL && strcmp(name, BS_MEMBER_OWN) != 0;
    if (code == BS_EXIT_OK && !builtin && bs_model_user_path(path, sizeof path)) {
        code = read_own(&own, cli, model, path);
    }
    if (code == BS_EXIT_OK && bs_arguments_has(arguments, "json")) {
        (void)fputs(own != NULL ? own : bs_model_builtin_text(model->id), stdout);
    } else if (code == BS_EXIT_OK) {
        write_model(cli, model, own != NULL ? path : NULL);
    }
    free(own);
    free(model);
    return code;
}

static bs_exit print_checked(const bs_cli *cli, const char *path, const bs_model *model)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_json_member_text(json, "path", path);
    bs_json_member_text(json, "id", model->id);
    return bs_json_finish(&output, cli);
}

static bs_exit check(const bs_cli *cli, const bs_arguments *arguments, const char *path)
{
    bs_error error;
    bs_model *model = bs_xcalloc(1, sizeof *model);
    bs_exit code = BS_EXIT_OK;
    const bool good = bs_model_read(model, path, &error) == BS_OK;
    if (good && bs_arguments_has(arguments, "json")) {
        code = print_checked(cli, path, model);
    } else if (good) {
        bs_say(cli, "cli_model_good", path, model->id, NULL);
    } else {
        /* With a path the file itself failed, else what it says. */
        code = error.path[0] != '\0'
                   ? bs_complain_error(cli, &error)
                   : bs_complain(cli, BS_EXIT_FAILED, "cli_model_bad", path, error.message, NULL);
    }
    free(model);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    const size_t count = arguments->operand_count;
    const char *word = count > 0 ? arguments->operands[0] : "";
    const char *operand = count == 2 ? arguments->operands[1] : NULL;
    if (count == 1 && strcmp(word, "list") == 0) {
        return bs_model_list(cli, arguments);
    }
    if (count > 0 && strcmp(word, "show") == 0) {
        return show(cli, arguments, operand);
    }
    if (count == 2 && strcmp(word, "use") == 0) {
        return bs_model_choose(cli, operand);
    }
    if (count == 2 && strcmp(word, "check") == 0) {
        return check(cli, arguments, operand);
    }
    return bs_complain(cli, BS_EXIT_USAGE, "cli_model_usage", NULL);
}

const bs_command bs_command_model = {
    .name = "model",
    .group = "setup",
    .examples = {"list", "show"},
    .operands = "list | show [MODEL] | use MODEL | check FILE",
    .words = "list show use check",
    .operands_max = 2,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .without_json = "use",
    .run = run,
};
