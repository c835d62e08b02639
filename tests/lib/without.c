/*
 * without CALL PROGRAM [ARGUMENT…]: runs a program as on a kernel without a system call, which
 * fails with ENOSYS.
 */
#include <errno.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    const int call = argc > 2 ? seccomp_syscall_resolve_name(argv[1]) : __NR_SCMP_ERROR;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const bool taken = call != __NR_SCMP_ERROR && filter != NULL &&
                       seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0) == 0 &&
                       seccomp_load(filter) == 0;
    seccomp_release(filter);
    if (taken) {
        (void)execv(argv[2], argv + 2);
    }
    (void)fprintf(stderr, "usage: without CALL PROGRAM [ARGUMENT...]\n");
    return EXIT_FAILURE;
}
