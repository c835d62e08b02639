#include "sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "filter.h"

/* Since Landlock's third version; older headers do not name it. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (UINT64_C(1) << 14)
#endif
#define LANDLOCK_WITH_REFER 2
#define LANDLOCK_WITH_TRUNCATE 3

/** SQLite asks it for the numbers in its log's header. */
#define RANDOM_DEVICE "/dev/urandom"

void bs_sandbox_close_inherited(void)
{
    (void)syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0U);
}

/* ---- Landlock ---- */

/** Every access to files that the running kernel can refuse; 0 when it has no Landlock. */
static uint64_t known_accesses(void)
{
    const long version =
        syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) {
        return 0;
    }
    /* The first version's are the bits up to and with "make symbolic link". */
    uint64_t accesses = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    if (version >= LANDLOCK_WITH_REFER) {
        accesses |= LANDLOCK_ACCESS_FS_REFER;
    }
    if (version >= LANDLOCK_WITH_TRUNCATE) {
        accesses |= LANDLOCK_ACCESS_FS_TRUNCATE;
    }
    return accesses;
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

static bool restrict_files(const char *directory)
{
    const uint64_t known = known_accesses();
    const uint64_t in_directory = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                  LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                  LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE;
    const struct landlock_ruleset_attr attributes = {.handled_access_fs = known};
    const int ruleset =
        known == 0 ? -1
                   : (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0U);
    if (ruleset < 0) {
        return false;
    }
    /* Without its directory the store fails and says so; without the device SQLite has another way.
     */
    if (directory != NULL) {
        (void)allow_beneath(ruleset, directory, in_directory & known);
    }
    (void)allow_beneath(ruleset, RANDOM_DEVICE, LANDLOCK_ACCESS_FS_READ_FILE);
    const bool restricted = syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
    (void)close(ruleset);
    return restricted;
}

/* ---- seccomp ---- */

static bool restrict_calls(void)
{
    const struct sock_fprog program = {.len = bs_filter_count,
                                       .filter = (struct sock_filter *)bs_filter};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0U, &program) == 0;
}

bs_sandbox bs_sandbox_enter(const char *directory)
{
    const struct rlimit none = {0};
    bs_sandbox held = {0};
    held.private_memory = setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0;
    held.no_privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    held.files = restrict_files(directory);
    held.system_calls = restrict_calls();
    return held;
}
