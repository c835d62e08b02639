#include <assert.h>
#include <ctype.h>
#include <stdio.h>

#include "cli/base/json.h"
#include "cli/doctor/diagnosis.h"
#include "commands.h"
#include "platform/user.h"

#define REMEDY_INDENT 4

static const bs_option options[] = {
    {"fix", 0, NULL, NULL},
    {"json", 'j', NULL, NULL},
    {"root", 0, "DIR", NULL},
};

/* Wraps a sentence. A command is copied, so it stays on one line; it begins with a small letter. */
static void write_remedy(const bs_cli *cli, const char *remedy)
{
    bs_terminal_space(&cli->out, REMEDY_INDENT);
    if (islower((unsigned char)remedy[0]) != 0) {
        bs_terminal_ink(&cli->out, BS_INK_BOLD, remedy);
        bs_terminal_write(&cli->out, "\n");
    } else {
        bs_terminal_wrap(&cli->out, BS_INK_BOLD, REMEDY_INDENT, remedy);
    }
}

static void write_finding(const bs_cli *cli, const bs_finding *finding)
{
    static const struct {
        bs_ink ink;
        const char *mark;
    } marks[] = {[BS_LEVEL_OK] = {BS_INK_GOOD, "✓"},
                 [BS_LEVEL_WARNING] = {BS_INK_WARNING, "!"},
                 [BS_LEVEL_FAILURE] = {BS_INK_FAILURE, "✗"}};
    static_assert(sizeof marks / sizeof marks[0] == BS_LEVEL_COUNT, "one mark for each level");
    bs_terminal_ink(&cli->out, marks[finding->level].ink, marks[finding->level].mark);
    bs_terminal_write(&cli->out, " ");
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 2, finding->text);
    if (finding->remedy != NULL) {
        write_remedy(cli, finding->remedy);
    }
}

static bs_exit write_report(const bs_cli *cli, const bs_diagnosis *diagnosis)
{
    char counts[BS_LEVEL_COUNT][24];
    for (size_t i = 0; i < diagnosis->finding_count; i++) {
        write_finding(cli, &diagnosis->findings[i]);
    }
    for (int level = 0; level < BS_LEVEL_COUNT; level++) {
        (void)snprintf(counts[level], sizeof counts[level], "%zu",
                       bs_diagnosis_count(diagnosis, (bs_level)level));
    }
    bs_terminal_write(&cli->out, "\n");
    bs_say(cli, "cli_doctor_summary", counts[BS_LEVEL_OK], counts[BS_LEVEL_WARNING],
           counts[BS_LEVEL_FAILURE], NULL);
    return BS_EXIT_OK;
}

static bs_exit write_json(const bs_cli *cli, const bs_diagnosis *diagnosis)
{
    bs_json_output output;
    bs_json *json = bs_json_start(&output, '{');
    bs_json_member_text(json, "version", BS_VERSION);
    bs_json_member_open(json, "findings", '[');
    for (size_t i = 0; i < diagnosis->finding_count; i++) {
        const bs_finding *finding = &diagnosis->findings[i];
        bs_json_open(json, '{');
        bs_json_member_text(json, "check", finding->check);
        bs_json_member_text(json, "level", bs_level_id(finding->level));
        bs_json_member_text(json, "text", finding->text);
        if (finding->remedy != NULL) {
            bs_json_member_text(json, "remedy", finding->remedy);
        } else {
            bs_json_member_null(json, "remedy");
        }
        bs_json_close(json, '}');
    }
    bs_json_close(json, ']');
    return bs_json_finish(&output, cli);
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    /* Root repairs nothing in another user's home, because new files would belong to root. */
    const bool fix = bs_arguments_has(arguments, "fix") && bs_home_of_other_user() == NULL;
    bs_diagnosis diagnosis = {.cli = cli, .fix = fix};
    if (!bs_paths_open(&diagnosis.paths, bs_arguments_value(arguments, "root"))) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_no_home", NULL);
    }
    bs_check_account(&diagnosis);
    bs_check_database(&diagnosis);
    bs_check_model(&diagnosis);
    bs_check_browsers(&diagnosis);
    bs_check_directories(&diagnosis);
    bs_check_versions(&diagnosis);
    bs_check_sandbox(&diagnosis);
    bs_check_extension(&diagnosis);
    bs_check_clients(&diagnosis);
    bs_check_pull(&diagnosis);
    bs_exit code = bs_arguments_has(arguments, "json") ? write_json(cli, &diagnosis)
                                                       : write_report(cli, &diagnosis);
    if (bs_diagnosis_count(&diagnosis, BS_LEVEL_FAILURE) > 0) {
        code = BS_EXIT_FAILED;
    }
    bs_diagnosis_free(&diagnosis);
    return code;
}

const bs_command bs_command_doctor = {
    .name = "doctor",
    .group = "repair",
    .examples = {"", "--fix"},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .any_home = true,
    .run = run,
};
