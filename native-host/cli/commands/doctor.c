#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/memory.h"
#include "cli/doctor/checkup.h"
#include "commands.h"

static const bs_option options[] = {
    {"fix", 0, NULL, NULL},
    {"json", 'j', NULL, NULL},
    {"root", 0, "DIR", NULL},
};

static const char *text_of(const cJSON *finding, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(finding, name));
}

static void write_finding(const bs_cli *cli, const cJSON *finding)
{
    static const struct {
        bs_ink ink;
        const char *mark;
    } marks[] = {[BS_LEVEL_OK] = {BS_INK_GOOD, "✓"},
                 [BS_LEVEL_WARNING] = {BS_INK_WARNING, "!"},
                 [BS_LEVEL_FAILURE] = {BS_INK_FAILURE, "✗"}};
    int level = BS_LEVEL_OK;
    while (strcmp(text_of(finding, "level"), bs_level_id((bs_level)level)) != 0) {
        level++;
    }
    bs_terminal_ink(&cli->out, marks[level].ink, marks[level].mark);
    bs_terminal_write(&cli->out, " ");
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 2, text_of(finding, "text"));
    const char *remedy = text_of(finding, "remedy");
    if (remedy != NULL) {
        bs_terminal_space(&cli->out, 4);
        bs_terminal_ink(&cli->out, BS_INK_BOLD, remedy);
        bs_terminal_write(&cli->out, "\n");
    }
}

static void write_report(const bs_cli *cli, const bs_checkup *checkup)
{
    char counts[BS_LEVEL_COUNT][12];
    const cJSON *finding = NULL;
    cJSON_ArrayForEach(finding, checkup->findings)
    {
        write_finding(cli, finding);
    }
    for (int level = 0; level < BS_LEVEL_COUNT; level++) {
        (void)snprintf(counts[level], sizeof counts[level], "%d",
                       bs_checkup_count(checkup, (bs_level)level));
    }
    bs_terminal_write(&cli->out, "\n");
    bs_say(cli, "cli_doctor_summary", counts[BS_LEVEL_OK], counts[BS_LEVEL_WARNING],
           counts[BS_LEVEL_FAILURE], NULL);
}

static void write_json(bs_checkup *checkup)
{
    cJSON *root = cJSON_CreateObject();
    (void)cJSON_AddStringToObject(root, "version", BS_VERSION);
    (void)cJSON_AddItemReferenceToObject(root, "findings", checkup->findings);
    char *text = cJSON_PrintUnformatted(root);
    cJSON_Delete(root);
    if (text == NULL) {
        bs_memory_out();
    }
    (void)puts(text);
    cJSON_free(text);
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    /* In another user's home root mends nothing: what it makes would be root's. */
    const bool fix = bs_arguments_has(arguments, "fix") && bs_places_other_user() == NULL;
    bs_checkup checkup = {.cli = cli, .fix = fix};
    if (!bs_places_open(&checkup.places, bs_arguments_value(arguments, "root"))) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_no_home", NULL);
    }
    checkup.findings = cJSON_CreateArray();
    bs_check_account(&checkup);
    bs_check_database(&checkup);
    bs_check_model(&checkup);
    bs_check_browsers(&checkup);
    bs_check_directories(&checkup);
    bs_check_versions(&checkup);
    bs_check_sandbox(&checkup);
    bs_check_extension(&checkup);
    bs_check_clients(&checkup);
    bs_check_pull(&checkup);
    if (bs_arguments_has(arguments, "json")) {
        write_json(&checkup);
    } else {
        write_report(cli, &checkup);
    }
    bs_exit code = bs_checkup_count(&checkup, BS_LEVEL_FAILURE) > 0 ? BS_EXIT_FAILED : BS_EXIT_OK;
    cJSON_Delete(checkup.findings);
    bs_places_free(&checkup.places);
    return code;
}

const bs_command bs_command_doctor = {
    .name = "doctor",
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .any_home = true,
    .run = run,
};
