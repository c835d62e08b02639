/*
 * Writes the seccomp filter as C source at build time, because libseccomp takes a quarter of a
 * millisecond to build it at each start.
 *
 * make-filter MACHINE
 *
 * MACHINE, as the compiler names it ("x86_64", "aarch64"), is the one that the filter is for.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { INSTRUCTIONS_MAX = 4096, OPTIMIZE_AS_TREE = 2 };

/** Calls with which the C library and SQLite use open descriptors, and files by name. */
static const int allowed[] = {
    SCMP_SYS(read),         SCMP_SYS(pread64),
    SCMP_SYS(readv),        SCMP_SYS(write),
    SCMP_SYS(pwrite64),     SCMP_SYS(writev),
    SCMP_SYS(lseek),        SCMP_SYS(close),
    SCMP_SYS(flock),        SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),    SCMP_SYS(ftruncate),
    SCMP_SYS(fallocate),    SCMP_SYS(poll),
    SCMP_SYS(ppoll),        SCMP_SYS(stat),
    SCMP_SYS(fstat),        SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),   SCMP_SYS(statx),
    SCMP_SYS(access),       SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),   SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),   SCMP_SYS(getcwd),
    SCMP_SYS(unlink),       SCMP_SYS(unlinkat),
    SCMP_SYS(rename),       SCMP_SYS(renameat),
    SCMP_SYS(brk),          SCMP_SYS(munmap),
    SCMP_SYS(mremap),       SCMP_SYS(madvise),
    SCMP_SYS(futex),        SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),       SCMP_SYS(gettid),
    SCMP_SYS(getuid),       SCMP_SYS(geteuid),
    SCMP_SYS(getgid),       SCMP_SYS(getegid),
    SCMP_SYS(getrandom),    SCMP_SYS(clock_gettime),
    SCMP_SYS(time),         SCMP_SYS(gettimeofday),
    SCMP_SYS(nanosleep),    SCMP_SYS(sysinfo),
    SCMP_SYS(rt_sigaction), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(getdents64),   SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),         SCMP_SYS(exit_group),
};

/** Allowed fcntl commands: descriptors and SQLite's locks, but not F_SETOWN. */
static const int controls[] = {
    F_DUPFD_CLOEXEC, F_GETFD,  F_SETFD,     F_GETFL,     F_GETLK,
    F_SETLK,         F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW,
};

/** The only mode of a new file. Landlock cannot restrict modes, so this filter does. */
#define PRIVATE_MODE 0600
#define OTHER_MODES (07777 & ~PRIVATE_MODE)
#define LOW_HALF UINT64_C(0xFFFFFFFF) /**< the rest of an int argument is undefined */

/** Calls that this process never makes: an attacker makes them, so they kill it. */
static const int fatal[] = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(clone),
    SCMP_SYS(clone3),
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(bpf),
    SCMP_SYS(kexec_load),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(mount),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(keyctl),
};

enum {
    ALLOWED = sizeof allowed / sizeof allowed[0],
    CONTROLS = sizeof controls / sizeof controls[0],
    FATAL = sizeof fatal / sizeof fatal[0]
};

/** Denies executable mappings. */
static bool allow_memory(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp not_to_run = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_to_run) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_to_run) == 0;
}

/**
 * Restricts modes to PRIVATE_MODE (no setuid, no access for others) and denies O_PATH, which
 * bypasses Landlock. The C library passes mode 0 to an open that creates nothing.
 */
static bool allow_files(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp flags = SCMP_A1(SCMP_CMP_MASKED_EQ, O_PATH, 0);
    const struct scmp_arg_cmp mode = SCMP_A2(SCMP_CMP_MASKED_EQ, OTHER_MODES, 0);
    const struct scmp_arg_cmp flags_at = SCMP_A2(SCMP_CMP_MASKED_EQ, O_PATH, 0);
    const struct scmp_arg_cmp mode_at = SCMP_A3(SCMP_CMP_MASKED_EQ, OTHER_MODES, 0);
    const struct scmp_arg_cmp tightened = SCMP_A1(SCMP_CMP_MASKED_EQ, LOW_HALF, PRIVATE_MODE);
    const struct scmp_arg_cmp plainly = SCMP_A4(SCMP_CMP_MASKED_EQ, LOW_HALF, 0);
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 2, flags, mode) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 2, flags_at, mode_at) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fchmod), 1, tightened) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(renameat2), 1, plainly) == 0;
}

static bool build(scmp_filter_ctx filter)
{
    bool built = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, OPTIMIZE_AS_TREE) == 0 &&
                 allow_memory(filter) && allow_files(filter);
    for (int i = 0; i < ALLOWED && built; i++) {
        built = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    }
    for (int i = 0; i < CONTROLS && built; i++) {
        const struct scmp_arg_cmp control = SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)controls[i]);
        built = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, control) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl64), 1, control) == 0;
    }
    for (int i = 0; i < FATAL && built; i++) {
        built = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, fatal[i], 0) == 0;
    }
    return built;
}

/**
 * Exports the instructions through a pipe, because libseccomp only writes to a descriptor; 0 on
 * failure.
 */
static size_t export(struct sock_filter code[INSTRUCTIONS_MAX], scmp_filter_ctx filter)
{
    int ends[2];
    const size_t size = sizeof(struct sock_filter) * INSTRUCTIONS_MAX;
    if (pipe(ends) != 0) {
        return 0;
    }
    const bool written = seccomp_export_bpf(filter, ends[1]) == 0;
    (void)close(ends[1]);
    const ssize_t got = written ? read(ends[0], code, size) : 0;
    (void)close(ends[0]);
    return got > 0 ? (size_t)got / sizeof *code : 0;
}

/** Replaces this machine by the one that the filter is for. */
static bool aim_at(scmp_filter_ctx filter, const char *machine)
{
    const uint32_t target = seccomp_arch_resolve_name(machine);
    return target != 0 && (target == seccomp_arch_native() ||
                           (seccomp_arch_add(filter, target) == 0 &&
                            seccomp_arch_remove(filter, SCMP_ARCH_NATIVE) == 0));
}

int main(int argc, char **argv)
{
    static struct sock_filter code[INSTRUCTIONS_MAX];
    if (argc != 2) {
        (void)fprintf(stderr, "usage: make-filter MACHINE\n");
        return 2;
    }
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    const size_t count =
        filter != NULL && aim_at(filter, argv[1]) && build(filter) ? export(code, filter) : 0;
    seccomp_release(filter);
    if (count == 0) {
        (void)fprintf(stderr, "make-filter: libseccomp cannot build the filter\n");
        return 1;
    }
    (void)printf("#include \"filter.h\"\n\nconst struct sock_filter bs_filter[] = {\n");
    for (size_t i = 0; i < count; i++) {
        (void)printf("    {0x%04x, %u, %u, 0x%08x},\n", code[i].code, code[i].jt, code[i].jf,
                     code[i].k);
    }
    (void)printf("};\nconst unsigned short bs_filter_count = %zu;\n", count);
    return ferror(stdout) != 0 || fflush(stdout) != 0;
}
