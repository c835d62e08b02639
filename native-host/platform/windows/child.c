#include "platform/child.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdlib.h>
#include <string.h>

#include "platform/memory.h"
#include "wide.h"

#define PIECE 4096
#define COMMAND_MAX 32768 /**< characters of a command line with its NUL */
#define KILLED 255

/* ---- command line ---- */

typedef struct command {
    wchar_t text[COMMAND_MAX];
    size_t length;
} command;

static void add(command *to, wchar_t character)
{
    if (to->length < COMMAND_MAX - 1) {
        to->text[to->length] = character;
    }
    to->length++;
}

/**
 * Adds an argument as the C library reads it: within quotes, backslashes count only before a quote
 * (https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments).
 */
static void add_argument(command *to, const wchar_t *argument)
{
    size_t backslashes = 0;
    add(to, L'"');
    for (const wchar_t *at = argument;; at++) {
        if (*at == L'\\') {
            backslashes++;
        } else {
            const bool quoted = *at == L'"' || *at == L'\0';
            for (size_t i = 0; quoted && i < backslashes; i++) {
                add(to, L'\\');
            }
            if (*at == L'"') {
                add(to, L'\\');
            }
            backslashes = 0;
        }
        if (*at == L'\0') {
            break;
        }
        add(to, *at);
    }
    add(to, L'"');
}

static int write_command(command *to, char *const argv[])
{
    wchar_t *argument = calloc(COMMAND_MAX, sizeof *argument);
    int failure = argument == NULL ? ENOMEM : 0;
    to->length = 0;
    for (size_t i = 0; argv[i] != NULL && failure == 0; i++) {
        if (!bs_wide_from_utf8(argument, COMMAND_MAX, argv[i])) {
            failure = EINVAL;
            break;
        }
        if (i > 0) {
            add(to, L' ');
        }
        add_argument(to, argument);
    }
    free(argument);
    if (failure == 0 && to->length >= COMMAND_MAX) {
        failure = E2BIG;
    }
    to->text[failure == 0 ? to->length : 0] = L'\0';
    return failure;
}

/* ---- start ---- */

/** Starts a program that inherits these three handles and no other. */
static bool create(PROCESS_INFORMATION *made, wchar_t *line, HANDLE handles[3])
{
    STARTUPINFOEXW start = {.StartupInfo = {.cb = sizeof start,
                                            .dwFlags = STARTF_USESTDHANDLES,
                                            .hStdInput = handles[0],
                                            .hStdOutput = handles[1],
                                            .hStdError = handles[2]}};
    SIZE_T size = 0;
    (void)InitializeProcThreadAttributeList(NULL, 1, 0, &size);
    start.lpAttributeList = malloc(size);
    if (start.lpAttributeList == NULL) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return false;
    }
    for (int i = 0; i < 3; i++) {
        (void)SetHandleInformation(handles[i], HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    }
    /* A list with a handle twice is refused. */
    const SIZE_T count = handles[0] == handles[2] ? 2 : 3;
    bool started = InitializeProcThreadAttributeList(start.lpAttributeList, 1, 0, &size) != 0;
    if (started) {
        started =
            UpdateProcThreadAttribute(start.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
                                      handles, count * sizeof *handles, NULL, NULL) &&
            CreateProcessW(NULL, line, NULL, NULL, TRUE,
                           EXTENDED_STARTUPINFO_PRESENT | CREATE_SUSPENDED | CREATE_NO_WINDOW, NULL,
                           NULL, &start.StartupInfo, made);
        const DWORD code = GetLastError();
        DeleteProcThreadAttributeList(start.lpAttributeList);
        SetLastError(code);
    }
    free(start.lpAttributeList);
    return started;
}

/** A running program and what ends it. */
typedef struct watch {
    HANDLE process;
    HANDLE job; /**< with the programs that it starts; NULL if there can be none */
    HANDLE thread;
    DWORD milliseconds;
} watch;

static void kill(const watch *over)
{
    if (over->job != NULL) {
        (void)TerminateJobObject(over->job, KILLED);
    }
    (void)TerminateProcess(over->process, KILLED);
}

static DWORD WINAPI wait_and_kill(void *context)
{
    const watch *over = context;
    if (WaitForSingleObject(over->process, over->milliseconds) == WAIT_TIMEOUT) {
        kill(over);
    }
    return 0;
}

/** Starts a program; the caller ends it with finish. Returns 0 or an errno. */
static int start(watch **over, char *const argv[], HANDLE handles[3], unsigned seconds)
{
    PROCESS_INFORMATION made = {.hProcess = NULL};
    command *line = malloc(sizeof *line);
    watch *new = calloc(1, sizeof *new);
    int failure = line == NULL || new == NULL ? ENOMEM : write_command(line, argv);
    if (failure == 0 && !create(&made, line->text, handles)) {
        (void)bs_wide_fail();
        failure = errno;
    }
    free(line);
    if (failure != 0) {
        free(new);
        return failure;
    }
    *new = (watch){.process = made.hProcess,
                   .job = CreateJobObjectW(NULL, NULL),
                   .milliseconds = (DWORD)seconds * 1000};
    if (new->job != NULL && !AssignProcessToJobObject(new->job, new->process)) {
        (void)CloseHandle(new->job);
        new->job = NULL;
    }
    new->thread = CreateThread(NULL, 0, wait_and_kill, new, 0, NULL);
    (void)ResumeThread(made.hThread);
    (void)CloseHandle(made.hThread);
    *over = new;
    return 0;
}

/** Waits for the program; returns its exit status. */
static int finish(watch *over)
{
    DWORD status = KILLED;
    (void)WaitForSingleObject(over->process, INFINITE);
    (void)GetExitCodeProcess(over->process, &status);
    if (over->thread != NULL) {
        (void)WaitForSingleObject(over->thread, INFINITE);
        (void)CloseHandle(over->thread);
    }
    if (over->job != NULL) {
        (void)CloseHandle(over->job);
    }
    (void)CloseHandle(over->process);
    free(over);
    return (int)status;
}

/** Opens a pipe that no other program inherits; 0 or an errno. */
static int open_pipe(int ends[2])
{
    return _pipe(ends, PIECE, _O_BINARY | _O_NOINHERIT) == 0 ? 0 : errno;
}

static void close_ends(const int *ends, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ends[i] >= 0) {
            (void)_close(ends[i]);
        }
    }
}

/* ---- a program that answers ---- */

/** Sets a variable and returns what it was, for restore; NULL: it was not set. */
static wchar_t *exchange(const wchar_t *name, const wchar_t *value)
{
    const DWORD size = GetEnvironmentVariableW(name, NULL, 0);
    wchar_t *before = size > 0 ? calloc(size, sizeof *before) : NULL;
    if (before != NULL) {
        (void)GetEnvironmentVariableW(name, before, size);
    }
    (void)SetEnvironmentVariableW(name, value);
    return before;
}

static int start_with(watch **over, char *const argv[], const char *variable, HANDLE handles[3],
                      unsigned seconds)
{
    wchar_t name[BS_STORE_PATH_MAX];
    if (variable == NULL) {
        return start(over, argv, handles, seconds);
    }
    if (!bs_wide_from_utf8(name, BS_STORE_PATH_MAX, variable)) {
        return EINVAL;
    }
    wchar_t *value = wcschr(name, L'=');
    *value++ = L'\0';
    wchar_t *before = exchange(name, value);
    const int failure = start(over, argv, handles, seconds);
    (void)SetEnvironmentVariableW(name, before);
    free(before);
    return failure;
}

int bs_child_start(bs_child *child, char *const argv[], const char *variable, unsigned seconds)
{
    int ends[4] = {-1, -1, -1, -1};
    watch *over = NULL;
    *child = (bs_child){.input = -1, .output = -1, .errors = bs_memory_file()};
    int failure = child->errors < 0 ? errno : open_pipe(ends);
    if (failure == 0) {
        failure = open_pipe(ends + 2);
    }
    if (failure == 0) {
        HANDLE handles[3] = {bs_wide_handle(ends[0]), bs_wide_handle(ends[3]),
                             bs_wide_handle(child->errors)};
        failure = start_with(&over, argv, variable, handles, seconds);
    }
    if (failure != 0) {
        close_ends(ends, 4);
        close_ends(&child->errors, 1);
        return failure;
    }
    (void)_close(ends[0]);
    (void)_close(ends[3]);
    child->input = ends[1];
    child->output = ends[2];
    child->process = (int64_t)(intptr_t)over->process;
    child->watchdog = (int64_t)(intptr_t)over;
    return 0;
}

bool bs_child_end(bs_child *child)
{
    (void)_close(child->input);
    const int status = finish(bs_wide_pointer(child->watchdog));
    (void)_close(child->output);
    (void)_close(child->errors);
    return status == 0;
}

/* ---- a program that runs to its end ---- */

int bs_child_run(char *const argv[], int seconds, bs_child_take take, void *context)
{
    char piece[PIECE];
    int ends[2] = {-1, -1};
    watch *over = NULL;
    const int null = _open("NUL", _O_RDWR | _O_BINARY | _O_NOINHERIT);
    int failure = null < 0 ? errno : open_pipe(ends);
    if (failure == 0) {
        HANDLE handles[3] = {bs_wide_handle(null), bs_wide_handle(ends[1]), bs_wide_handle(null)};
        failure = start(&over, argv, handles, (unsigned)seconds);
    }
    close_ends((const int[2]){null, ends[1]}, 2);
    bool wanted = failure == 0;
    while (wanted) {
        const int got = _read(ends[0], piece, sizeof piece);
        wanted = got > 0;
        if (wanted && !take(context, piece, (size_t)got)) {
            kill(over);
            wanted = false;
        }
    }
    const int status = failure == 0 ? finish(over) : -1;
    close_ends(ends, 1);
    return status == KILLED ? -1 : status;
}
