#include "schedule.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/files.h"
#include "cli/base/paths.h"
#include "cli/base/subprocess.h"
#include "cli/install/versions.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"
#include "platform/process.h"

typedef struct unit_files {
    const bs_schedule *schedule;
    char *timer_name;
    char *directory, *service, *timer;
    char *program;
} unit_files;

/* False without a home. */
static bool open_units(unit_files *units, const bs_schedule *schedule)
{
    bs_paths paths;
    if (!bs_paths_open(&paths, "")) {
        return false;
    }
    units->directory = bs_xasprintf("%s/systemd/user", paths.config);
    units->schedule = schedule;
    units->timer_name = bs_xasprintf("%s.timer", schedule->unit);
    units->service = bs_xasprintf("%s/%s.service", units->directory, schedule->unit);
    units->timer = bs_xasprintf("%s/%s", units->directory, units->timer_name);
    char *program = bs_xasprintf("%s/bussola" BS_PROCESS_SUFFIX, paths.program);
    units->program = bs_versions_stable(&paths, program);
    free(program);
    bs_paths_free(&paths);
    return true;
}

static void close_units(unit_files *units)
{
    free(units->timer_name);
    free(units->directory);
    free(units->service);
    free(units->timer);
    free(units->program);
}

/* Quotes a path for a systemd.service(5) command line, with "%" doubled. */
static char *quoted(const char *path)
{
    char *text = bs_xcalloc(strlen(path) * 2 + 3, 1);
    size_t length = 0;
    text[length++] = '"';
    for (; *path != '\0'; path++) {
        if (*path == '"' || *path == '\\') {
            text[length++] = '\\';
        } else if (*path == '%' || *path == '$') {
            text[length++] = *path;
        }
        text[length++] = *path;
    }
    text[length++] = '"';
    return text;
}

#define WORDS_MAX 8

/* Runs `systemctl --user …`; true if it succeeded. */
static bool systemctl(const char *const *words)
{
    char *argv[WORDS_MAX] = {bs_xstrdup("systemctl"), bs_xstrdup("--user"), bs_xstrdup("--quiet")};
    int status = 1;
    for (size_t count = 3; *words != NULL && count < WORDS_MAX - 1; count++) {
        argv[count] = bs_xstrdup(*words++);
    }
    free(bs_subprocess_output(&status, argv));
    for (size_t i = 0; i < WORDS_MAX; i++) {
        free(argv[i]);
    }
    return status == 0;
}

static void note_nothing(void *context, const char *path)
{
    (void)context;
    (void)path;
}

static char *service_of(const unit_files *units)
{
    char *program = quoted(units->program);
    char *service = bs_xasprintf("[Unit]\n"
                                 "Description=%s\n"
                                 "\n[Service]\nType=oneshot\nExecStart=%s %s\n",
                                 units->schedule->description, program, units->schedule->command);
    free(program);
    return service;
}

static char *timer_of(const unit_files *units)
{
    return bs_xasprintf("[Unit]\n"
                        "Description=%s\n"
                        "\n[Timer]\nOnCalendar=%s\nRandomizedDelaySec=%s\n"
                        "Persistent=true\n\n[Install]\nWantedBy=timers.target\n",
                        units->schedule->description, units->schedule->calendar,
                        units->schedule->delay);
}

static int write_units(const unit_files *units)
{
    char *service = service_of(units);
    char *timer = timer_of(units);
    int failure = bs_directory_make(units->directory, 0755, true, note_nothing, NULL);
    if (failure == 0) {
        failure = bs_file_write(units->service, 0644, service);
    }
    if (failure == 0) {
        failure = bs_file_write(units->timer, 0644, timer);
    }
    free(timer);
    free(service);
    return failure;
}

bs_exit bs_schedule_start(const bs_schedule *schedule, const bs_cli *cli)
{
    static const char *const reload[] = {"daemon-reload", NULL};
    unit_files units;
    if (!open_units(&units, schedule)) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_no_home", NULL);
    }
    const char *const enable[] = {"enable", "--now", units.timer_name, NULL};
    bs_exit code = BS_EXIT_OK;
    int failure = write_units(&units);
    if (failure != 0) {
        code = bs_complain(cli, BS_EXIT_FAILED, "cli_token_failed", units.directory,
                           bs_file_failure(&cli->text, failure), NULL);
    } else {
        bs_say(cli, schedule->scheduled, units.timer, NULL);
        if (!systemctl(reload) || !systemctl(enable)) {
            char *command = bs_xasprintf("systemctl --user enable --now %s", units.timer_name);
            code = bs_complain(cli, BS_EXIT_FAILED, "cli_pull_no_systemd", command, NULL);
            free(command);
        }
    }
    close_units(&units);
    return code;
}

bool bs_schedule_present(const bs_schedule *schedule)
{
    unit_files units;
    if (!open_units(&units, schedule)) {
        return false;
    }
    bool present = bs_path_exists(units.timer) || bs_path_exists(units.service);
    close_units(&units);
    return present;
}

bs_schedule_fault bs_schedule_inspect(const bs_schedule *schedule)
{
    unit_files units;
    if (!open_units(&units, schedule)) {
        return BS_SCHEDULE_GOOD;
    }
    char *service = service_of(&units);
    char *wanted = bs_xasprintf("%s/timers.target.wants/%s", units.directory, units.timer_name);
    bs_schedule_fault fault = BS_SCHEDULE_GOOD;
    if (!bs_file_same(units.service, 0644, service) || !bs_path_exists(units.timer)) {
        fault = BS_SCHEDULE_OTHER;
    } else if (!bs_path_exists(wanted)) {
        fault = BS_SCHEDULE_DISABLED;
    }
    free(wanted);
    free(service);
    close_units(&units);
    return fault;
}

bool bs_schedule_renew(const bs_schedule *schedule)
{
    static const char *const reload[] = {"daemon-reload", NULL};
    unit_files units;
    if (!open_units(&units, schedule)) {
        return false;
    }
    const bool written = write_units(&units) == 0;
    (void)systemctl(reload);
    close_units(&units);
    return written;
}

bs_exit bs_schedule_remove(const bs_schedule *schedule, const bs_cli *cli)
{
    static const char *const reload[] = {"daemon-reload", NULL};
    unit_files units;
    if (!open_units(&units, schedule)) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_no_home", NULL);
    }
    const char *const disable[] = {"disable", "--now", units.timer_name, NULL};
    bs_exit code = BS_EXIT_OK;
    if (!bs_schedule_present(schedule)) {
        code = bs_complain(cli, BS_EXIT_NOTHING, schedule->absent, NULL);
    } else {
        (void)systemctl(disable);
        bool gone = (bs_path_remove(units.timer) || errno == ENOENT) &&
                    (bs_path_remove(units.service) || errno == ENOENT);
        if (gone) {
            bs_say(cli, schedule->unscheduled, NULL);
        } else {
            code = bs_complain(cli, BS_EXIT_FAILED, "cli_token_failed", units.directory,
                               bs_file_failure(&cli->text, errno), NULL);
        }
        (void)systemctl(reload);
    }
    close_units(&units);
    return code;
}
