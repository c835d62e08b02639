#include "cli.h"

#include <stdlib.h>

void bs_say_text(const bs_cli *cli, const char *key, const char *const *arguments)
{
    char *text = bs_text_fill(&cli->text, key, arguments);
    bs_terminal_wrap(&cli->out, BS_INK_PLAIN, 0, text);
    free(text);
}

static const char prefix[] = "bussola: ";

bs_exit bs_complain_text(const bs_cli *cli, bs_exit code, const char *key,
                         const char *const *arguments)
{
    char *text = bs_text_fill(&cli->text, key, arguments);
    bs_terminal_write(&cli->err, prefix);
    bs_terminal_wrap(&cli->err, BS_INK_PLAIN, (int)sizeof prefix - 1, text);
    free(text);
    return code;
}

char *bs_error_text(const bs_messages *text, const bs_error *error)
{
    const char *code = bs_status_id(error->status);
    char key[128];
    (void)snprintf(key, sizeof key, "cli_error_%s_%s_%s", code, error->field, error->reason);
    if (!bs_text_exists(text, key)) {
        (void)snprintf(key, sizeof key, "cli_error_%s_%s", code, error->field);
    }
    if (!bs_text_exists(text, key)) {
        (void)snprintf(key, sizeof key, "cli_error_%s", code);
    }
    return bs_text_new(
        text, bs_text_exists(text, key) ? key : "cli_error", error->message, error->field,
        error->path[0] != '\0' ? error->path : bs_text(text, "cli_the_database"), NULL);
}

bs_exit bs_complain_error(const bs_cli *cli, const bs_error *error)
{
    bs_exit code = BS_EXIT_FAILED;
    if (error->status == BS_UNKNOWN_PROFILE) {
        code = BS_EXIT_NOTHING;
    } else if (error->status == BS_BAD_REQUEST || error->status == BS_OUT_OF_RANGE) {
        code = BS_EXIT_USAGE;
    }
    if (code == BS_EXIT_FAILED) {
        bs_log_failure(&cli->log, "failure", error);
    }
    char *text = bs_error_text(&cli->text, error);
    (void)bs_complain(cli, code, "cli_error", text, NULL);
    free(text);
    return code;
}
