/* bussola support: one redacted text file for a bug report, which the user reads and sends. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/base/addresses.h"
#include "cli/base/files.h"
#include "cli/doctor/support_report.h"
#include "cli/output/xmalloc.h"
#include "commands.h"
#include "platform/environment.h"
#include "platform/path.h"

static const bs_option options[] = {
    {"output", 'o', "FILE", NULL},
    {"numbers", 0, NULL, NULL},
};

/* In the current directory, named by the day. */
static char *default_path(void)
{
    char day[BS_DAY_TEXT];
    bs_day_format(day, bs_moment_day((bs_moment){.seconds = (int64_t)time(NULL)}));
    return bs_xasprintf("bussola-support-%s.txt", day);
}

static bs_exit write_file(const bs_cli *cli, const bs_paths *paths, const char *path,
                          const char *report)
{
    int failure = bs_file_write(path, 0600, report);
    if (failure != 0) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_write_failed", path,
                           bs_file_failure(&cli->text, failure), NULL);
    }
    char *resolved = bs_path_resolve(path);
    char *shown = bs_paths_shorten(paths, resolved != NULL ? resolved : path);
    char *contact = bs_address_contact();
    bs_say(cli, "cli_support_done", shown, contact, NULL);
    free(contact);
    free(shown);
    free(resolved);
    return BS_EXIT_OK;
}

static bs_exit run(const bs_cli *cli, const bs_arguments *arguments)
{
    bs_paths paths;
    if (!bs_paths_open(&paths, NULL)) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_no_home", NULL);
    }
    const char *output = bs_arguments_value(arguments, "output");
    char *path = output != NULL ? bs_xstrdup(output) : default_path();
    /* Other programs must report in one language. */
    bs_environment_set("LC_ALL", "C.UTF-8");
    bs_environment_set("LANGUAGE", NULL);
    char *report = bs_support_report(&paths, bs_arguments_has(arguments, "numbers"));
    bs_exit code = BS_EXIT_OK;
    if (strcmp(path, "-") == 0) {
        (void)fputs(report, stdout);
    } else {
        code = write_file(cli, &paths, path, report);
    }
    free(report);
    free(path);
    bs_paths_free(&paths);
    return code;
}

const bs_command bs_command_support = {
    .name = "support",
    .group = "repair",
    .examples = {""},
    .operands = "",
    .words = "",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = run,
};
