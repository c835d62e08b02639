#include "bussola/platform/offline.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool refuse(const int *calls, size_t count)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool fine = filter != NULL;
    for (size_t i = 0; i < count && fine; i++) {
        fine = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), calls[i], 0) == 0;
    }
    fine = fine && seccomp_load(filter) == 0;
    if (filter != NULL) {
        seccomp_release(filter);
    }
    return fine;
}

static bool let_read(int ruleset, const char *path)
{
    const int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) {
        return false;
    }
    const struct landlock_path_beneath_attr rule = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE,
                                                    .parent_fd = place};
    const bool added =
        syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U) == 0;
    (void)close(place);
    return added;
}

/** Allows reading the system's files and `files` only. */
static bool restrict_reading(const char *const *files, size_t count)
{
    static const char *const system_places[] = {"/etc",   "/usr", "/lib", "/lib64",
                                                "/lib32", "/run", "/nix", "/gnu"};
    const uint64_t handled = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
    const int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0U);
    if (ruleset < 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof system_places / sizeof system_places[0]; i++) {
        (void)let_read(ruleset, system_places[i]);
    }
    /* A missing file is reported when it is read. */
    for (size_t i = 0; i < count; i++) {
        (void)(files[i] != NULL && let_read(ruleset, files[i]));
    }
    const bool restricted = syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
    (void)close(ruleset);
    return restricted;
}

static void no_core(void)
{
    const struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0);
}

bool bs_offline_enter(void)
{
    static const int calls[] = {SCMP_SYS(socket),        SCMP_SYS(connect),  SCMP_SYS(bind),
                                SCMP_SYS(listen),        SCMP_SYS(accept),   SCMP_SYS(accept4),
                                SCMP_SYS(execve),        SCMP_SYS(execveat), SCMP_SYS(ptrace),
                                SCMP_SYS(io_uring_setup)};
    no_core();
    return refuse(calls, sizeof calls / sizeof calls[0]);
}

bool bs_online_enter(const char *const *files, size_t count)
{
    static const int calls[] = {SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace),
                                SCMP_SYS(io_uring_setup)};
    const struct rlimit none = {0, 0};
    no_core();
    (void)setrlimit(RLIMIT_FSIZE, &none);
    const bool reading =
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && restrict_reading(files, count);
    return refuse(calls, sizeof calls / sizeof calls[0]) && reading;
}
