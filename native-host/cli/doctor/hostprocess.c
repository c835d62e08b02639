#include "hostprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bussola/frame.h"
#include "memory.h"

static pid_t start_watchdog(const bs_hostprocess *host)
{
    pid_t watchdog = fork();
    if (watchdog == 0) {
        /* A second holder of the pipes would keep the host from seeing their end. */
        (void)close(host->to);
        (void)close(host->from);
        (void)sleep(BS_HOSTPROCESS_SECONDS);
        (void)kill(host->pid, SIGKILL);
        _exit(0);
    }
    return watchdog;
}

int bs_hostprocess_start(bs_hostprocess *host, char *const argv[])
{
    int in[2];
    int out[2];
    if (pipe2(in, O_CLOEXEC) != 0) {
        return errno;
    }
    if (pipe2(out, O_CLOEXEC) != 0) {
        int failure = errno;
        (void)close(in[0]);
        (void)close(in[1]);
        return failure;
    }
    posix_spawn_file_actions_t actions;
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    (void)posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int failure = posix_spawn(&host->pid, argv[0], &actions, NULL, argv, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)close(in[0]);
    (void)close(out[1]);
    host->to = in[1];
    host->from = out[0];
    if (failure != 0) {
        (void)close(host->to);
        (void)close(host->from);
        return failure;
    }
    /* A host that has ended is seen by the read that follows, not by a signal. */
    (void)signal(SIGPIPE, SIG_IGN);
    host->watchdog = start_watchdog(host);
    return 0;
}

cJSON *bs_hostprocess_ask(bs_hostprocess *host, const char *request)
{
    bs_buffer frame;
    bs_buffer_init(&frame, BS_FRAME_MAX);
    bs_frame_begin(&frame);
    bs_buffer_text(&frame, request);
    bs_frame_reader reader = {.fd = host->from};
    cJSON *reply = NULL;
    bool sent = bs_frame_write(host->to, &frame, NULL) == BS_OK;
    bs_buffer_clear(&frame);
    if (sent && bs_frame_read(&frame, &reader, NULL) == BS_OK && !reader.ended) {
        reply = cJSON_ParseWithLength(frame.data, frame.size);
    }
    bs_buffer_free(&frame);
    return reply;
}

int bs_hostprocess_status(const bs_hostprocess *host, const char *field)
{
    char *path = bs_memory_print("/proc/%ld/status", (long)host->pid);
    FILE *file = fopen(path, "re");
    free(path);
    int value = -1;
    char line[256];
    size_t length = strlen(field);
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, field, length) == 0 && line[length] == ':') {
            value = (int)strtol(line + length + 1, NULL, 10);
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return value;
}

static int wait_for(pid_t pid)
{
    int status = -1;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

bool bs_hostprocess_end(bs_hostprocess *host)
{
    (void)close(host->to);
    int status = wait_for(host->pid);
    (void)close(host->from);
    if (host->watchdog > 0) {
        (void)kill(host->watchdog, SIGKILL);
        (void)wait_for(host->watchdog);
    }
    return status == 0;
}
