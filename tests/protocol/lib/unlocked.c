/*
 * Stands in for the host's sandbox in builds that are watched: sanitizers, Valgrind and gcov make
 * system calls and write files that it forbids. No lock holds, and the host says so.
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "bussola/platform/locks.h"
#include "platform/sandbox.h"

void bs_sandbox_close_inherited(void)
{
    (void)syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0U);
}

bs_locks bs_sandbox_enter(const char *directory)
{
    (void)directory;
    return (bs_locks){0};
}
