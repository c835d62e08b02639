/* bussola share LABEL: the file that a user gives a team. */
#include "bussola/service/share.h"

#include <stdio.h>
#include <string.h>

#include "bussola/codec/buffer.h"
#include "cli/base/files.h"
#include "cli/base/member.h"
#include "commands.h"

static const bs_option options[] = {
    {"only", 0, "PART", "index error pillars counts weeks"},
    {"profile", 'p', "KEY", NULL},
    {"output", 'o', "FILE", NULL},
};

/* The parts of --only; all without it. */
static void read_parts(bool parts[BS_SHARE_PART_COUNT], const bs_arguments *arguments)
{
    const bs_given *given = bs_arguments_next(arguments, "only", NULL);
    for (int i = 0; i < BS_SHARE_PART_COUNT; i++) {
        parts[i] = given == NULL;
    }
    for (; given != NULL; given = bs_arguments_next(arguments, "only", given)) {
        for (int i = 0; i < BS_SHARE_PART_COUNT; i++) {
            parts[i] = parts[i] || strcmp(given->value, bs_share_part_words[i]) == 0;
        }
    }
}

static bs_exit save(const bs_cli *cli, const char *path, const bs_buffer *file)
{
    bs_atomic_file atomic_file;
    int failure = bs_atomic_file_open(&atomic_file, path, 0600);
    if (failure == 0) {
        (void)fwrite(file->data, 1, file->size, atomic_file.stream);
        failure = bs_atomic_file_keep(&atomic_file);
    }
    if (failure != 0) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_write_failed", path,
                           bs_file_failure(&cli->text, failure), NULL);
    }
    bs_say(cli, "cli_share_done", path, NULL);
    return BS_EXIT_OK;
}

static bs_exit share(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_error error;
    bs_buffer file;
    bs_team_member shared;
    bool parts[BS_SHARE_PART_COUNT];
    bs_profile_id profile = BS_PROFILE_NONE;
    const char *output = bs_arguments_value(arguments, "output");
    bs_exit code = bs_member_profile(&profile, member, cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    read_parts(parts, arguments);
    if (bs_share(&shared, member->store, profile, arguments->operands[0], parts, member->now,
                 &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    bs_buffer_init(&file, BS_TEAM_FILE_MAX);
    bs_team_file_write(&file, &shared);
    if (file.failed) {
        code = bs_complain(cli, BS_EXIT_FAILED, "cli_json_failed", NULL);
    } else if (output != NULL) {
        code = save(cli, output, &file);
    } else {
        (void)fwrite(file.data, 1, file.size, stdout);
    }
    bs_buffer_free(&file);
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    const char *label = arguments->operand_count > 0 ? arguments->operands[0] : "";
    if (label[0] == '\0' || strlen(label) > BS_TEAM_LABEL_MAX) {
        return bs_complain(cli, BS_EXIT_USAGE, "cli_share_usage", NULL);
    }
    return bs_member_with(cli, arguments, share);
}

const bs_command bs_command_share = {
    .name = "share",
    .group = "team",
    .examples = {"Ines", "--only index --only error -o ines.json Ines"},
    .operands = "LABEL",
    .words = "",
    .operands_max = 1,
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
