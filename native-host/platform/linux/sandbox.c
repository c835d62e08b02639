#include "platform/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bussola/platform/locks.h"
#include "filter.h"

/* Landlock's ABI versions by what each added; older headers define only some of it. */
enum { WITH_REFER = 2, WITH_TRUNCATE = 3, WITH_NETWORK = 4, WITH_DEVICES = 5, WITH_SCOPES = 6 };
#define ACCESS_TRUNCATE (UINT64_C(1) << 14)
#define ACCESS_IOCTL_DEV (UINT64_C(1) << 15)
#define NETWORK_ALL UINT64_C(3) /**< bind and connect for TCP */
#define SCOPES_ALL UINT64_C(3)  /**< abstract sockets and signals to other processes */

/** SQLite reads it for the salts in its WAL header. */
#define RANDOM_DEVICE "/dev/urandom"

void bs_sandbox_close_inherited(void)
{
    (void)syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0U);
}

/* ---- Landlock ---- */

/**
 * struct landlock_ruleset_attr as of version 6: handled actions are denied unless a rule allows
 * them.
 */
typedef struct refusals {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
} refusals;

/** The running kernel's Landlock version; below 1 without Landlock. */
static long landlock_version(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
}

/**
 * All actions that a version handles. An older kernel accepts only the shorter struct it knows.
 */
static refusals known_refusals(size_t *size, long version)
{
    /* Version 1 handles the bits up to and including "make symbolic link". */
    refusals known = {.files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    *size = offsetof(refusals, network);
    if (version >= WITH_REFER) {
        known.files |= LANDLOCK_ACCESS_FS_REFER;
    }
    if (version >= WITH_TRUNCATE) {
        known.files |= ACCESS_TRUNCATE;
    }
    if (version >= WITH_NETWORK) {
        known.network = NETWORK_ALL;
        *size = offsetof(refusals, scopes);
    }
    if (version >= WITH_DEVICES) {
        known.files |= ACCESS_IOCTL_DEV;
    }
    if (version >= WITH_SCOPES) {
        known.scopes = SCOPES_ALL;
        *size = sizeof known;
    }
    return known;
}

static bool allow_beneath(int ruleset, const char *path, uint64_t accesses)
{
    const int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) {
        return false;
    }
    const struct landlock_path_beneath_attr rule = {.allowed_access = accesses, .parent_fd = place};
    const bool added =
        syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U) == 0;
    (void)close(place);
    return added;
}

static bool restrict_files(const char *directory, const char *linked)
{
    const long version = landlock_version();
    const uint64_t in_directory = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                  LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                  LANDLOCK_ACCESS_FS_REMOVE_FILE | ACCESS_TRUNCATE;
    size_t size = 0;
    const refusals known = known_refusals(&size, version);
    const int ruleset =
        version < 1 ? -1 : (int)syscall(SYS_landlock_create_ruleset, &known, size, 0U);
    if (ruleset < 0) {
        return false;
    }
    /* If the directory is missing the store fails and reports it; without the device SQLite uses
     * another source. */
    if (directory != NULL) {
        (void)allow_beneath(ruleset, directory, in_directory & known.files);
    }
    if (linked != NULL) {
        (void)allow_beneath(ruleset, linked, in_directory & known.files);
    }
    (void)allow_beneath(ruleset, RANDOM_DEVICE, LANDLOCK_ACCESS_FS_READ_FILE);
    const bool restricted = syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
    (void)close(ruleset);
    return restricted;
}

/** Sets both limits, so that they cannot be raised; keeps a lower one. */
static bool restrict_sizes(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0) {
        return false;
    }
    limit.rlim_max = limit.rlim_max < BS_SANDBOX_FILE_MAX ? limit.rlim_max : BS_SANDBOX_FILE_MAX;
    limit.rlim_cur = limit.rlim_cur < limit.rlim_max ? limit.rlim_cur : limit.rlim_max;
    return setrlimit(RLIMIT_FSIZE, &limit) == 0;
}

/* ---- seccomp ---- */

static bool restrict_calls(void)
{
    /* The kernel does not write to it, but the type is not const. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-qual"
    const struct sock_fprog program = {.len = bs_filter_count,
                                       .filter = (struct sock_filter *)bs_filter};
#pragma GCC diagnostic pop
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0U, &program) == 0;
}

bs_locks bs_sandbox_enter(const char *directory, const char *linked)
{
    const struct rlimit none = {0};
    bs_locks held = {0};
    held.memory = setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0;
    held.privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    held.files = restrict_sizes() && restrict_files(directory, linked);
    held.calls = restrict_calls();
    return held;
}
