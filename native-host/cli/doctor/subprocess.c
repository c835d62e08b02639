#include "subprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/base/files.h"
#include "cli/output/xmalloc.h"

#define PIECE 4096

/* Starts it in its own process group, so that its children end with it. */
static int start(pid_t *pid, int output, char *const argv[])
{
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    (void)posix_spawnattr_init(&attributes);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    (void)posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    (void)posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int failure = posix_spawn(pid, argv[0], &actions, &attributes, argv, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)posix_spawnattr_destroy(&attributes);
    return failure;
}

static int milliseconds_until(time_t deadline)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return deadline > now.tv_sec ? (int)(deadline - now.tv_sec) * 1000 : 0;
}

/* Reads to the end of the output; returns false on timeout or if there is too much. */
static bool read_all(FILE *into, int from)
{
    char piece[PIECE];
    size_t size = 0;
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    const time_t deadline = now.tv_sec + BS_SUBPROCESS_SECONDS;
    struct pollfd ready = {.fd = from, .events = POLLIN};
    while (size < BS_FILE_MAX && poll(&ready, 1, milliseconds_until(deadline)) > 0) {
        ssize_t got = read(from, piece, sizeof piece);
        if (got <= 0) {
            return got == 0;
        }
        size += fwrite(piece, 1, (size_t)got, into);
    }
    return false;
}

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

char *bs_subprocess_output(int *status, char *const argv[])
{
    char *text = NULL;
    size_t size = 0;
    int ends[2] = {-1, -1};
    pid_t pid = 0;
    int ending = -1;
    FILE *stream = bs_xstream_open(&text, &size);
    if (pipe2(ends, O_CLOEXEC) == 0 && start(&pid, ends[1], argv) == 0) {
        (void)close(ends[1]);
        ends[1] = -1;
        bool whole = read_all(stream, ends[0]);
        if (!whole) {
            (void)kill(-pid, SIGKILL);
        }
        ending = wait_for(pid);
    }
    for (int i = 0; i < 2; i++) {
        if (ends[i] >= 0) {
            (void)close(ends[i]);
        }
    }
    bs_xstream_close(stream);
    if (status != NULL) {
        *status = ending;
    }
    return text;
}
