/*
 * Preloaded into a program (LD_PRELOAD), makes one attempt to get out of its locks: PROBE names it,
 * and it is made when the program asks for its first byte, which it does once it is locked. What
 * came of it is written to standard error: "through", or the errno; a program that is ended writes
 * nothing.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static bool opens(const char *path, int flags)
{
    return open(path, flags | O_CLOEXEC, 0600) >= 0;
}

static bool reads_passwords(void)
{
    return opens("/etc/passwd", O_RDONLY);
}

static bool writes_elsewhere(void)
{
    return opens("/tmp/bussola-probe-escaped", O_WRONLY | O_CREAT);
}

static bool makes_directory(void)
{
    return mkdir("/tmp/bussola-probe-escaped", 0700) == 0;
}

static bool opens_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool starts_shell(void)
{
    return execl("/bin/sh", "sh", "-c", ":", (char *)NULL) == 0;
}

static bool starts_process(void)
{
    return fork() >= 0;
}

static bool traces_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}

static bool signals_parent(void)
{
    return kill(getppid(), 0) == 0;
}

static bool uses_own_directory(void)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/bussola/probe", getenv("XDG_DATA_HOME"));
    return opens(path, O_RDWR | O_CREAT) && unlink(path) == 0;
}

static const struct {
    const char *name;
    bool (*attempt)(void);
} probes[] = {
    {"passwords", reads_passwords}, {"elsewhere", writes_elsewhere}, {"directory", makes_directory},
    {"socket", opens_socket},       {"shell", starts_shell},         {"fork", starts_process},
    {"ptrace", traces_parent},      {"signal", signals_parent},      {"own", uses_own_directory},
};

static void probe(const char *name)
{
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++) {
        if (name != NULL && strcmp(name, probes[i].name) == 0) {
            const bool through = probes[i].attempt();
            (void)dprintf(STDERR_FILENO, "%s\n", through ? "through" : strerrorname_np(errno));
        }
    }
}

/* The names are ours. NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
ssize_t read(int file, void *bytes, size_t size)
{
    static ssize_t (*real)(int, void *, size_t);
    static bool probed;
    if (real == NULL) {
        *(void **)&real = dlsym(RTLD_NEXT, "read");
    }
    if (file == STDIN_FILENO && !probed) {
        probed = true;
        probe(getenv("PROBE"));
    }
    return real(file, bytes, size);
}
