#include "bussola/service/export.h"

#include <stdio.h>
#include <string.h>

#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "cli/base/files.h"
#include "cli/base/member.h"
#include "commands.h"

#define PIECE_SIZE ((size_t)256 * 1024)
#define PIECE_MAX (4 * PIECE_SIZE) /* room for the record that begins within a piece */

static const bs_option options[] = {
    {"profile", 'p', "KEY", NULL},
    {"model", 0, "MODEL", NULL},
    {"format", 'f', "FORMAT", "json csv"},
    {"output", 'o', "FILE", NULL},
};

static bs_format format_of(const bs_arguments *arguments)
{
    const char *given = bs_arguments_value(arguments, "format");
    return given != NULL && strcmp(given, "csv") == 0 ? BS_FORMAT_CSV : BS_FORMAT_JSON;
}

/* Writes piece by piece; the caller checks the stream's error flag. */
static bs_exit write_pieces(FILE *stream, const bs_cli *cli, const bs_member *member,
                            bs_profile_id profile, bs_format format)
{
    bs_error error;
    bs_buffer piece;
    char cursor[BS_CURSOR_MAX] = "";
    bs_exit code = BS_EXIT_OK;
    bs_buffer_init(&piece, PIECE_MAX);
    do {
        bs_buffer_clear(&piece);
        if (bs_export_piece(&piece, cursor, member->store, profile, format, PIECE_SIZE, &error) !=
            BS_OK) {
            code = bs_complain_error(cli, &error);
        } else if (piece.failed) {
            code = bs_complain(cli, BS_EXIT_FAILED, "cli_json_failed", NULL);
        } else {
            (void)fwrite(piece.data, 1, piece.size, stream);
        }
    } while (code == BS_EXIT_OK && cursor[0] != '\0');
    bs_buffer_free(&piece);
    return code;
}

static bs_exit write_file(const char *path, const bs_cli *cli, const bs_member *member,
                          bs_profile_id profile, bs_format format)
{
    bs_atomic_file atomic_file;
    int failure = bs_atomic_file_open(&atomic_file, path, 0600);
    if (failure == 0) {
        bs_exit code = write_pieces(atomic_file.stream, cli, member, profile, format);
        if (code != BS_EXIT_OK) {
            bs_atomic_file_drop(&atomic_file);
            return code;
        }
        failure = bs_atomic_file_keep(&atomic_file);
    }
    if (failure != 0) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_write_failed", path,
                           bs_file_failure(&cli->text, failure), NULL);
    }
    bs_say(cli, "cli_export_done", path, NULL);
    return BS_EXIT_OK;
}

static bs_exit export_all(const bs_cli *cli, const bs_arguments *arguments, const bs_member *member)
{
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_exit code = bs_member_profile(&profile, member, cli, arguments);
    if (code != BS_EXIT_OK) {
        return code;
    }
    if (!bs_arguments_has(arguments, "profile")) {
        profile = BS_PROFILE_NONE; /* all profiles */
    }
    bs_error error;
    if (bs_store_refresh(member->store, profile, member->now, &error) != BS_OK) {
        return bs_complain_error(cli, &error);
    }
    const char *output = bs_arguments_value(arguments, "output");
    bs_format format = format_of(arguments);
    code = output != NULL ? write_file(output, cli, member, profile, format)
                          : write_pieces(stdout, cli, member, profile, format);
    if (code == BS_EXIT_OK) {
        bs_member_note(&cli->err, member, cli, profile);
    }
    return code;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    return bs_member_with(cli, arguments, export_all);
}

const bs_command bs_command_export = {
    .name = "export",
    .group = "data",
    .examples = {"-o bussola.json", "--format csv"},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
