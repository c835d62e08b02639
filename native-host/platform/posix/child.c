#include "platform/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/clock.h"
#include "platform/memory.h"

#define PIECE 4096

/** Opens a pipe that no other program inherits; 0 or an errno. */
static int open_pipe(int ends[2])
{
    if (pipe(ends) != 0) {
        return errno;
    }
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
}

static void close_pipe(const int ends[2])
{
    for (int i = 0; i < 2; i++) {
        if (ends[i] >= 0) {
            (void)close(ends[i]);
        }
    }
}

static int wait_for(pid_t process)
{
    int status = -1;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/* ---- a program that answers ---- */

/** Starts a process that kills the child. */
static pid_t start_watchdog(const bs_child *child, unsigned seconds)
{
    const pid_t watchdog = fork();
    if (watchdog == 0) {
        /* A second open end of the pipes would hide their end from the child. */
        (void)close(child->input);
        (void)close(child->output);
        (void)sleep(seconds);
        (void)kill((pid_t)child->process, SIGKILL);
        _exit(0);
    }
    return watchdog;
}

/** True for "NAME=…" of the same name as the variable. */
static bool same_name(const char *entry, const char *variable)
{
    const size_t length = strcspn(variable, "=") + 1;
    return strncmp(entry, variable, length) == 0;
}

/** This program's environment with one variable replaced; the caller frees only the array. */
static char **environment_with(char *variable)
{
    size_t count = 0;
    size_t kept = 0;
    while (environ[count] != NULL) {
        count++;
    }
    char **variables = calloc(count + 2, sizeof *variables);
    for (size_t i = 0; i < count && variables != NULL; i++) {
        if (!same_name(environ[i], variable)) {
            variables[kept++] = environ[i];
        }
    }
    if (variables != NULL) {
        variables[kept] = variable;
    }
    return variables;
}

static int spawn(bs_child *child, char *const argv[], char **variables, const int streams[2])
{
    posix_spawn_file_actions_t actions;
    pid_t process = 0;
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_adddup2(&actions, streams[0], STDIN_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, streams[1], STDOUT_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, child->errors, STDERR_FILENO);
    const int failure = posix_spawn(&process, argv[0], &actions, NULL, argv, variables);
    (void)posix_spawn_file_actions_destroy(&actions);
    child->process = process;
    return failure;
}

static int spawn_with(bs_child *child, char *const argv[], const char *variable,
                      const int streams[2])
{
    if (variable == NULL) {
        return spawn(child, argv, environ, streams);
    }
    char *copy = strdup(variable);
    char **variables = copy != NULL ? environment_with(copy) : NULL;
    const int failure = variables != NULL ? spawn(child, argv, variables, streams) : ENOMEM;
    free(variables);
    free(copy);
    return failure;
}

int bs_child_start(bs_child *child, char *const argv[], const char *variable, unsigned seconds)
{
    int in[2] = {-1, -1};
    int out[2] = {-1, -1};
    *child = (bs_child){.input = -1, .output = -1, .errors = bs_memory_file()};
    int failure = child->errors < 0 ? errno : open_pipe(in);
    if (failure == 0) {
        failure = open_pipe(out);
    }
    if (failure == 0) {
        failure = spawn_with(child, argv, variable, (const int[2]){in[0], out[1]});
    }
    if (failure != 0) {
        close_pipe(in);
        close_pipe(out);
        close_pipe((const int[2]){child->errors, -1});
        return failure;
    }
    (void)close(in[0]);
    (void)close(out[1]);
    child->input = in[1];
    child->output = out[0];
    child->watchdog = start_watchdog(child, seconds);
    return 0;
}

bool bs_child_end(bs_child *child)
{
    (void)close(child->input);
    const int status = wait_for((pid_t)child->process);
    (void)close(child->output);
    (void)close(child->errors);
    if (child->watchdog > 0) {
        (void)kill((pid_t)child->watchdog, SIGKILL);
        (void)wait_for((pid_t)child->watchdog);
    }
    return status == 0;
}

/* ---- a program that runs to its end ---- */

/** Starts it in its own process group, so that its children end with it. */
static int start(pid_t *process, int output, char *const argv[])
{
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    (void)posix_spawnattr_init(&attributes);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    (void)posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    (void)posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const int failure = posix_spawnp(process, argv[0], &actions, &attributes, argv, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)posix_spawnattr_destroy(&attributes);
    return failure;
}

/** Reads to the end of the output; false after the deadline or if there is too much. */
static bool read_all(int from, int64_t deadline, bs_child_take take, void *context)
{
    char piece[PIECE];
    struct pollfd ready = {.fd = from, .events = POLLIN};
    for (;;) {
        const int64_t left = deadline - bs_clock_ms();
        if (left <= 0 || poll(&ready, 1, (int)left) <= 0) {
            return false;
        }
        const ssize_t got = read(from, piece, sizeof piece);
        if (got <= 0) {
            return got == 0;
        }
        if (!take(context, piece, (size_t)got)) {
            return false;
        }
    }
}

int bs_child_run(char *const argv[], int seconds, bs_child_take take, void *context)
{
    int ends[2] = {-1, -1};
    pid_t process = 0;
    int status = -1;
    if (open_pipe(ends) == 0 && start(&process, ends[1], argv) == 0) {
        (void)close(ends[1]);
        ends[1] = -1;
        const int64_t deadline = bs_clock_ms() + (int64_t)seconds * 1000;
        if (!read_all(ends[0], deadline, take, context)) {
            (void)kill(-process, SIGKILL);
        }
        status = wait_for(process);
    }
    close_pipe(ends);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
