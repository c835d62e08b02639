/*
 * Replaces the host's sandbox in instrumented builds: sanitizers, Valgrind and gcov make system
 * calls and write files that it denies. No confinement is active, and the host reports that.
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "bussola/platform/locks.h"
#include "platform/sandbox.h"

void bs_sandbox_close_inherited(void)
{
    (void)syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0U);
}

bs_locks bs_sandbox_enter(const char *directory, const char *linked)
{
    (void)directory;
    (void)linked;
    return (bs_locks){0};
}
