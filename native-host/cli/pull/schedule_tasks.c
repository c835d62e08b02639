/* For Windows, in place of schedule_systemd.c. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/utf8.h"
#include "cli/base/files.h"
#include "cli/base/paths.h"
#include "cli/base/subprocess.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"
#include "platform/process.h"
#include "schedule.h"

#define FILE_MODE 0600
#define REFERENCE_MAX 10 /* bytes of the longest, "&#1114111;" */

/* A task of the Task Scheduler and the file that it was made from, which tells that it is ours. */
typedef struct task {
    const bs_schedule *schedule;
    char *directory, *file;
    char *xml;
} task;

/* The code point of a character with `length` bytes of UTF-8. */
static uint32_t code_of(const unsigned char *character, size_t length)
{
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code = character[0] & masks[length];
    for (size_t i = 1; i < length; i++) {
        code = code << 6 | (character[i] & 0x3FU);
    }
    return code;
}

/* A text for XML in ASCII: schtasks takes a file without a mark for one in the code page. */
static char *escaped(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    const size_t size = strlen(text) * REFERENCE_MAX + 1;
    char *xml = bs_xcalloc(size, 1);
    size_t length = 0;
    while (*at != '\0') {
        const size_t bytes = bs_utf8_length(at, strlen((const char *)at));
        if (bytes == 1 && strchr("&<>\"'", *at) == NULL) {
            xml[length++] = (char)*at;
        } else {
            const uint32_t code = bytes > 0 ? code_of(at, bytes) : '?';
            length += (size_t)snprintf(xml + length, size - length, "&#%u;", (unsigned)code);
        }
        at += bytes > 0 ? bytes : 1;
    }
    return xml;
}

static char *xml_of(const bs_schedule *schedule, const bs_paths *paths)
{
    char *program = bs_xasprintf("%s/bussola" BS_PROCESS_SUFFIX, paths->program);
    for (char *at = program; *at != '\0'; at++) {
        *at = (char)(*at == '/' ? '\\' : *at);
    }
    char *command = escaped(program);
    char *description = escaped(schedule->description);
    char *xml = bs_xasprintf(
        "<?xml version=\"1.0\"?>\n"
        "<Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n"
        "<RegistrationInfo><Description>%s</Description></RegistrationInfo>\n"
        "<Triggers><TimeTrigger>"
        "<Repetition><Interval>%s</Interval></Repetition>"
        "<StartBoundary>2026-01-01T00:00:00</StartBoundary><Enabled>true</Enabled>"
        "<RandomDelay>%s</RandomDelay></TimeTrigger></Triggers>\n"
        "<Principals><Principal id=\"Author\"><LogonType>InteractiveToken</LogonType>"
        "<RunLevel>LeastPrivilege</RunLevel></Principal></Principals>\n"
        "<Settings><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>"
        "<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>"
        "<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>"
        "<StartWhenAvailable>true</StartWhenAvailable>"
        "<ExecutionTimeLimit>PT1H</ExecutionTimeLimit></Settings>\n"
        "<Actions Context=\"Author\"><Exec><Command>%s</Command>"
        "<Arguments>%s</Arguments></Exec></Actions>\n"
        "</Task>\n",
        description, schedule->task_every, schedule->task_delay, command, schedule->command);
    free(description);
    free(command);
    free(program);
    return xml;
}

/* False without a home. */
static bool open_task(task *opened, const bs_schedule *schedule)
{
    bs_paths paths;
    if (!bs_paths_open(&paths, "")) {
        return false;
    }
    *opened = (task){.schedule = schedule,
                     .directory = bs_xasprintf("%s/bussola", paths.config),
                     .xml = xml_of(schedule, &paths)};
    opened->file = bs_xasprintf("%s/%s.xml", opened->directory, schedule->unit);
    bs_paths_free(&paths);
    return true;
}

static void close_task(task *opened)
{
    free(opened->directory);
    free(opened->file);
    free(opened->xml);
}

#define WORDS_MAX 8

/* Runs `schtasks VERB /TN UNIT …`; true if it succeeded. */
static bool schtasks(const task *of, const char *verb, const char *const *words)
{
    char *argv[WORDS_MAX] = {bs_xstrdup("schtasks.exe"), bs_xstrdup(verb), bs_xstrdup("/TN"),
                             bs_xstrdup(of->schedule->unit)};
    int status = 1;
    for (size_t count = 4; *words != NULL && count < WORDS_MAX - 1; count++) {
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

/* Writes the file and makes the task from it; returns 0, an errno, or ECANCELED if Windows refuses.
 */
static int make(const task *wanted)
{
    int failure = bs_directory_make(wanted->directory, 0700, true, note_nothing, NULL);
    if (failure == 0) {
        failure = bs_file_write(wanted->file, FILE_MODE, wanted->xml);
    }
    if (failure != 0) {
        return failure;
    }
    char *native = bs_xstrdup(wanted->file);
    for (char *at = native; *at != '\0'; at++) {
        *at = (char)(*at == '/' ? '\\' : *at);
    }
    const char *const words[] = {"/XML", native, "/F", NULL};
    const bool made = schtasks(wanted, "/Create", words);
    free(native);
    if (!made) {
        (void)bs_path_remove(wanted->file);
    }
    return made ? 0 : ECANCELED;
}

bs_exit bs_schedule_start(const bs_schedule *schedule, const bs_cli *cli)
{
    task wanted;
    if (!open_task(&wanted, schedule)) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_no_home", NULL);
    }
    bs_exit code = BS_EXIT_OK;
    const int failure = make(&wanted);
    if (failure == ECANCELED) {
        code = bs_complain(cli, BS_EXIT_FAILED, "cli_schedule_refused", NULL);
    } else if (failure != 0) {
        code = bs_complain(cli, BS_EXIT_FAILED, "cli_token_failed", wanted.file,
                           bs_file_failure(&cli->text, failure), NULL);
    } else {
        bs_say(cli, schedule->scheduled, wanted.file, NULL);
    }
    close_task(&wanted);
    return code;
}

bool bs_schedule_present(const bs_schedule *schedule)
{
    task known;
    if (!open_task(&known, schedule)) {
        return false;
    }
    const bool present = bs_path_exists(known.file);
    close_task(&known);
    return present;
}

bs_schedule_fault bs_schedule_inspect(const bs_schedule *schedule)
{
    static const char *const nothing[] = {NULL};
    task known;
    if (!open_task(&known, schedule)) {
        return BS_SCHEDULE_GOOD;
    }
    bs_schedule_fault fault = BS_SCHEDULE_GOOD;
    if (!bs_file_same(known.file, FILE_MODE, known.xml)) {
        fault = BS_SCHEDULE_OTHER;
    } else if (!schtasks(&known, "/Query", nothing)) {
        fault = BS_SCHEDULE_DISABLED;
    }
    close_task(&known);
    return fault;
}

bool bs_schedule_renew(const bs_schedule *schedule)
{
    task wanted;
    if (!open_task(&wanted, schedule)) {
        return false;
    }
    const bool made = make(&wanted) == 0;
    close_task(&wanted);
    return made;
}

bs_exit bs_schedule_remove(const bs_schedule *schedule, const bs_cli *cli)
{
    static const char *const force[] = {"/F", NULL};
    task known;
    if (!open_task(&known, schedule)) {
        return bs_complain(cli, BS_EXIT_FAILED, "cli_no_home", NULL);
    }
    bs_exit code = BS_EXIT_OK;
    if (!bs_path_exists(known.file)) {
        code = bs_complain(cli, BS_EXIT_NOTHING, schedule->absent, NULL);
    } else {
        /* It may be gone already. */
        (void)schtasks(&known, "/Delete", force);
        if (bs_path_remove(known.file) || errno == ENOENT) {
            bs_say(cli, schedule->unscheduled, NULL);
        } else {
            code = bs_complain(cli, BS_EXIT_FAILED, "cli_token_failed", known.file,
                               bs_file_failure(&cli->text, errno), NULL);
        }
    }
    close_task(&known);
    return code;
}
