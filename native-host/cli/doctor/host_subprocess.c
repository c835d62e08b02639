#include "host_subprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bussola/codec/frame.h"
#include "bussola/core/error.h"
#include "bussola/platform/storage.h"
#include "cli/output/xmalloc.h"
#include "platform/path.h"
#include "platform/scratch.h"

static pid_t start_watchdog(const bs_host_subprocess *host)
{
    pid_t watchdog = fork();
    if (watchdog == 0) {
        /* A second open end of the pipes would hide their end from the host. */
        (void)close(host->to);
        (void)close(host->from);
        (void)sleep(BS_HOST_SUBPROCESS_SECONDS);
        (void)kill(host->pid, SIGKILL);
        _exit(0);
    }
    return watchdog;
}

static bool has_database(void)
{
    char directory[BS_STORE_PATH_MAX];
    if (bs_store_directory(directory, NULL) != BS_OK) {
        return true; /* the host reports why there can be none */
    }
    char *database = bs_xasprintf("%s/bussola.db", directory);
    char *log = bs_xasprintf("%s-wal", database);
    const bool there = bs_path_exists(database) || errno != ENOENT || bs_path_exists(log);
    free(log);
    free(database);
    return there;
}

static int make_scratch(bs_host_subprocess *host)
{
    char path[BS_STORE_PATH_MAX];
    if (has_database()) {
        return 0;
    }
    if (!bs_scratch_make(path, "bussola-doctor")) {
        return errno;
    }
    host->scratch = bs_xstrdup(path);
    return 0;
}

static void remove_scratch(bs_host_subprocess *host)
{
    if (host->scratch != NULL) {
        bs_scratch_remove(host->scratch);
        free(host->scratch);
        host->scratch = NULL;
    }
}

static const char data_home[] = "XDG_DATA_HOME=";

/*
 * This program's environment with `data` ("NAME=VALUE") replacing a variable; the caller frees only
 * the array.
 */
static char **environment_with(char *data)
{
    size_t count = 0;
    size_t kept = 0;
    while (environ[count] != NULL) {
        count++;
    }
    char **variables = bs_xcalloc(count + 2, sizeof *variables);
    for (size_t i = 0; i < count; i++) {
        if (strncmp(environ[i], data_home, sizeof data_home - 1) != 0) {
            variables[kept++] = environ[i];
        }
    }
    variables[kept] = data;
    return variables;
}

static int spawn(bs_host_subprocess *host, char *const argv[], int input, int output)
{
    posix_spawn_file_actions_t actions;
    char *data = host->scratch != NULL ? bs_xasprintf("%s%s", data_home, host->scratch) : NULL;
    char **variables = data != NULL ? environment_with(data) : NULL;
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, host->said, STDERR_FILENO);
    const int failure = posix_spawn(&host->pid, argv[0], &actions, NULL, argv,
                                    variables != NULL ? variables : environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    free(variables);
    free(data);
    return failure;
}

static int open_pipes(int in[2], int out[2])
{
    if (pipe2(in, O_CLOEXEC) != 0) {
        return errno;
    }
    if (pipe2(out, O_CLOEXEC) != 0) {
        const int failure = errno;
        (void)close(in[0]);
        (void)close(in[1]);
        return failure;
    }
    return 0;
}

int bs_host_subprocess_start(bs_host_subprocess *host, char *const argv[])
{
    int in[2] = {-1, -1};
    int out[2] = {-1, -1};
    *host = (bs_host_subprocess){.said = memfd_create("stderr", MFD_CLOEXEC)};
    int failure = host->said < 0 ? errno : open_pipes(in, out);
    if (failure != 0) {
        (void)close(host->said);
        return failure;
    }
    failure = make_scratch(host);
    if (failure == 0) {
        failure = spawn(host, argv, in[0], out[1]);
    }
    (void)close(in[0]);
    (void)close(out[1]);
    host->to = in[1];
    host->from = out[0];
    if (failure != 0) {
        (void)close(host->to);
        (void)close(host->from);
        (void)close(host->said);
        remove_scratch(host);
        return failure;
    }
    /* If the host has ended, the next read detects it. */
    (void)signal(SIGPIPE, SIG_IGN);
    host->watchdog = start_watchdog(host);
    return 0;
}

cJSON *bs_host_subprocess_ask(bs_host_subprocess *host, const char *request)
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

int bs_host_subprocess_status(const bs_host_subprocess *host, const char *field)
{
    char *path = bs_xasprintf("/proc/%ld/status", (long)host->pid);
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

char *bs_host_subprocess_said(const bs_host_subprocess *host)
{
    char text[512];
    const ssize_t length = pread(host->said, text, sizeof text - 1, 0);
    text[length > 0 ? length : 0] = '\0';
    for (char *end = strrchr(text, '\n'); end != NULL && end[1] == '\0';
         end = strrchr(text, '\n')) {
        *end = '\0';
    }
    const char *last = strrchr(text, '\n');
    return bs_xstrdup(last != NULL ? last + 1 : text);
}

static int wait_for(pid_t pid)
{
    int status = -1;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

bool bs_host_subprocess_end(bs_host_subprocess *host)
{
    (void)close(host->to);
    int status = wait_for(host->pid);
    (void)close(host->from);
    (void)close(host->said);
    if (host->watchdog > 0) {
        (void)kill(host->watchdog, SIGKILL);
        (void)wait_for(host->watchdog);
    }
    remove_scratch(host);
    return status == 0;
}
