/**
 * @file process.h Starts programs that use frames, and talks to them as a browser does. Ends the
 * test program on an unexpected error.
 */
#ifndef BENCH_PROCESS_H
#define BENCH_PROCESS_H

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct process {
    pid_t pid; /**< −1: not started */
    int in, out;
} process;

static inline double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static inline _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, what);
    exit(1);
}

static inline process start(char *const argv[])
{
    int to[2];
    int from[2];
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) {
        give_up("no pipe");
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    process started = {.in = to[1], .out = from[0]};
    if (posix_spawnp(&started.pid, argv[0], &actions, NULL, argv, environ) != 0) {
        started.pid = -1;
    }
    posix_spawn_file_actions_destroy(&actions);
    close(to[0]);
    close(from[1]);
    return started;
}

/** Closes its input and output; returns true if it then exited with 0. */
static inline bool stop(process *running)
{
    int status = 0;
    close(running->in);
    close(running->out);
    return running->pid > 0 && waitpid(running->pid, &status, 0) == running->pid &&
           WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static inline bool transfer(int fd, void *bytes, size_t size, bool writing)
{
    char *at = bytes;
    while (size > 0) {
        ssize_t moved = writing ? write(fd, at, size) : read(fd, at, size);
        if (moved <= 0) {
            return false;
        }
        at += moved;
        size -= (size_t)moved;
    }
    return true;
}

static inline bool tell(const process *running, char *request)
{
    uint32_t size = (uint32_t)strlen(request);
    return transfer(running->in, &size, sizeof size, true) &&
           transfer(running->in, request, size, true);
}

/** Reads the next reply into `reply` (`most` bytes); returns its size, 0 without one. */
static inline uint32_t hear(const process *running, char *reply, size_t most)
{
    uint32_t size = 0;
    if (!transfer(running->out, &size, sizeof size, false) || size >= most ||
        !transfer(running->out, reply, size, false)) {
        return 0;
    }
    reply[size] = '\0';
    return size;
}

/** The most memory that a process has had resident. */
static inline long resident_kib(pid_t pid)
{
    char path[64];
    char line[128];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
    FILE *status = fopen(path, "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            kib = strtol(line + 6, NULL, 10);
        }
    }
    if (status != NULL) {
        fclose(status);
    }
    return kib;
}

static inline int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/** The quantile `part` (0.5: median) of the values, which it sorts. */
static inline double quantile(double *values, size_t count, double part)
{
    qsort(values, count, sizeof *values, compare_doubles);
    return values[(size_t)(part * (double)(count - 1))];
}

#endif
