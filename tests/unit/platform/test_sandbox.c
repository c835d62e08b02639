/* Makes each attempt in its own process, confined like the host. */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../test.h"
#include "bussola/platform/locks.h"
#include "platform/sandbox.h"

static char directory[] = "/tmp/bussola-sandbox-XXXXXX";
static char inside[64];
static char outside[] = "/tmp/bussola-sandbox-outside-XXXXXX"; /* not in the host's directory */
static int inherited = -1; /* a descriptor left open by the parent process */

/** Result of an attempt: 0 if it succeeded, else its errno. */
typedef int (*attempt)(void);

enum { KILLED = 1000, UNLOCKED = 250, NOTHING = -1 };

static int landlock_version(void)
{
    return (int)syscall(SYS_landlock_create_ruleset, NULL, (size_t)0,
                        LANDLOCK_CREATE_RULESET_VERSION);
}

static bool kernel_has_landlock(void)
{
    return landlock_version() > 0;
}

/** Makes a system call fail as on a kernel without it. */
static bool take_away(int call)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const bool taken = filter != NULL &&
                       seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0) == 0 &&
                       seccomp_load(filter) == 0;
    seccomp_release(filter);
    return taken;
}

/** Confines the process; returns whether exactly the parts that the kernel has are active. */
static bool lock_all(int lacking)
{
    const bool files = kernel_has_landlock();
    bs_sandbox_close_inherited();
    const bs_locks held = bs_sandbox_enter(directory, NULL);
    return held.memory && held.privileges && held.files == files &&
           held.calls == (lacking != SCMP_SYS(seccomp));
}

/** Makes an attempt in a confined process, on a kernel without the call `lacking`. */
static int run_lacking(int lacking, attempt try)
{
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const bool locked = (lacking == NOTHING || take_away(lacking)) && lock_all(lacking);
        _exit(locked ? try() : UNLOCKED);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGSYS);
        assert_false(WCOREDUMP(status));
        return KILLED;
    }
    assert_int_not_equal(WEXITSTATUS(status), UNLOCKED);
    return WEXITSTATUS(status);
}

static int run_locked(attempt try)
{
    return run_lacking(NOTHING, try);
}

static int open_path(const char *path, int flags)
{
    return open(path, flags | O_CLOEXEC, 0600) >= 0 ? 0 : errno;
}

static int read_passwords(void)
{
    return open_path("/etc/passwd", O_RDONLY);
}

static int list_root(void)
{
    return open_path("/", O_RDONLY | O_DIRECTORY);
}

static int write_elsewhere(void)
{
    return open_path("/tmp/bussola-sandbox-escaped", O_WRONLY | O_CREAT);
}

static int read_own_memory(void)
{
    return open_path("/proc/self/mem", O_RDWR);
}

static int move_out(void)
{
    return rename(inside, "/tmp/bussola-sandbox-escaped") == 0 ? 0 : errno;
}

static int link_out(void)
{
    return link("/etc/passwd", inside) == 0 ? 0 : errno;
}

static int make_directory_elsewhere(void)
{
    return mkdir("/tmp/bussola-sandbox-escaped", 0700) == 0 ? 0 : errno;
}

static int change_owner_of_others(void)
{
    return chown("/etc/passwd", 0, 0) == 0 ? 0 : errno;
}

static int change_mode_of_others(void)
{
    return chmod(outside, 0666) == 0 ? 0 : errno;
}

static int change_mode_of_others_at(void)
{
    return fchmodat(AT_FDCWD, outside, 0666, 0) == 0 ? 0 : errno;
}

static int change_mode_of_its_directory(void)
{
    return chmod(directory, 0755) == 0 ? 0 : errno;
}

static int let_others_run_own_file(void)
{
    const int file = open(inside, O_RDWR | O_CLOEXEC);
    return file < 0 ? UNLOCKED : fchmod(file, 06755) == 0 ? 0 : errno;
}

static int make_setuid_file(void)
{
    char path[80];
    (void)snprintf(path, sizeof path, "%s/setuid", directory);
    return open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 06755) >= 0 ? 0 : errno;
}

static int make_nameless_setuid_file(void)
{
    return open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 04700) >= 0 ? 0 : errno;
}

static int give_own_file_away(void)
{
    const int file = open(inside, O_RDWR | O_CLOEXEC);
    return file < 0 ? UNLOCKED : fchown(file, getuid(), getgid()) == 0 ? 0 : errno;
}

static int make_directory_inside(void)
{
    char path[80];
    (void)snprintf(path, sizeof path, "%s/directory", directory);
    return mkdir(path, 0777) == 0 ? 0 : errno;
}

static int point_elsewhere(void)
{
    return open(outside, O_PATH | O_CLOEXEC) >= 0 ? 0 : errno;
}

static int ask_for_signals(void)
{
    return fcntl(STDIN_FILENO, F_SETFL, O_ASYNC) == 0 ? 0 : errno;
}

static int grow_beyond_limit(void)
{
    (void)signal(SIGXFSZ, SIG_IGN);
    const int file = open(inside, O_RDWR | O_CLOEXEC);
    return file < 0 ? UNLOCKED : ftruncate(file, (off_t)BS_SANDBOX_FILE_MAX + 1) == 0 ? 0 : errno;
}

static int grow_to_limit(void)
{
    const int file = open(inside, O_RDWR | O_CLOEXEC);
    const bool grown = file >= 0 && ftruncate(file, (off_t)BS_SANDBOX_FILE_MAX) == 0;
    return grown && ftruncate(file, 0) == 0 ? 0 : errno;
}

static int run_mapped_memory(void)
{
    void *page =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? errno : 0;
}

static int make_memory_runnable(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        return UNLOCKED;
    }
    return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0 ? 0 : errno;
}

static int raise_limit(void)
{
    const struct rlimit some = {.rlim_cur = 0, .rlim_max = 0};
    return setrlimit(RLIMIT_CORE, &some) == 0 ? 0 : errno;
}

static int signal_parent(void)
{
    return kill(getppid(), 0) == 0 ? 0 : errno;
}

static int signal_a_thread_of_parent(void)
{
    return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0 ? 0 : errno;
}

static int direct_signals_to_parent(void)
{
    return fcntl(STDIN_FILENO, F_SETOWN, getppid()) == 0 ? 0 : errno;
}

static int control_the_terminal(void)
{
    int waiting = 0;
    return ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 ? 0 : errno;
}

static int use_inherited(void)
{
    char byte = 0;
    return read(inherited, &byte, 1) >= 0 ? 0 : errno;
}

static int connect_by_tcp(void)
{
    const struct sockaddr_in nobody = {.sin_family = AF_INET, .sin_port = htons(9)};
    const int end = socket(AF_INET, SOCK_STREAM, 0);
    return connect(end, (const struct sockaddr *)&nobody, sizeof nobody) == 0 ? 0 : errno;
}

static int open_internet_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

static int open_local_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

static int start_shell(void)
{
    return execl("/bin/sh", "sh", "-c", ":", (char *)NULL) == 0 ? 0 : errno;
}

static int start_process(void)
{
    return fork() >= 0 ? 0 : errno;
}

static int trace_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0 ? 0 : errno;
}

static int use_own_files(void)
{
    const int file = open(inside, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    char other[80];
    (void)snprintf(other, sizeof other, "%s/other", directory);
    const bool works = file >= 0 && write(file, "x", 1) == 1 && fdatasync(file) == 0 &&
                       fchmod(file, 0600) == 0 && ftruncate(file, 0) == 0 && close(file) == 0 &&
                       rename(inside, other) == 0 && unlink(other) == 0;
    return works ? 0 : errno;
}

static int use_memory_and_time(void)
{
    char random[8];
    void *block = malloc((size_t)8 * 1024 * 1024);
    const bool works = block != NULL && getentropy(random, sizeof random) == 0;
    free(block);
    return works && open_path("/dev/urandom", O_RDONLY) == 0 ? 0 : UNLOCKED;
}

static void nothing_but_the_data_directory_can_be_opened(void **state)
{
    (void)state;
    static const attempt attempts[] = {
        read_passwords, list_root, write_elsewhere,          read_own_memory,
        move_out,       link_out,  make_directory_elsewhere, change_owner_of_others};
    if (!kernel_has_landlock()) {
        skip(); /* a kernel without Landlock */
    }
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        const int denied = run_locked(attempts[i]);
        assert_true(denied == EACCES || denied == EPERM || denied == EXDEV);
    }
    assert_int_equal(access("/tmp/bussola-sandbox-escaped", F_OK), -1);
}

static void no_mode_but_0600_is_given(void **state)
{
    (void)state;
    static const attempt attempts[] = {
        change_mode_of_others,   change_mode_of_others_at, change_mode_of_its_directory,
        let_others_run_own_file, make_setuid_file,         make_nameless_setuid_file,
        give_own_file_away,      make_directory_inside,    point_elsewhere,
        ask_for_signals};
    struct stat before;
    struct stat after;
    assert_int_equal(stat(outside, &before), 0);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        assert_int_equal(run_locked(attempts[i]), EPERM);
    }
    assert_int_equal(stat(outside, &after), 0);
    assert_int_equal(after.st_mode, before.st_mode);
}

static void no_file_grows_beyond_the_limit(void **state)
{
    (void)state;
    assert_int_equal(run_locked(grow_to_limit), 0);
    assert_int_equal(run_locked(grow_beyond_limit), EFBIG);
}

static void no_memory_can_be_run_and_no_limit_or_process_touched(void **state)
{
    (void)state;
    static const attempt attempts[] = {
        run_mapped_memory,         make_memory_runnable,     raise_limit,         signal_parent,
        signal_a_thread_of_parent, direct_signals_to_parent, control_the_terminal};
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        assert_int_equal(run_locked(attempts[i]), EPERM);
    }
}

static void who_tries_a_network_or_a_program_is_ended(void **state)
{
    (void)state;
    static const attempt attempts[] = {open_internet_socket, open_local_socket, start_shell,
                                       start_process, trace_parent};
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        assert_int_equal(run_locked(attempts[i]), KILLED);
    }
}

static void what_was_left_open_is_closed(void **state)
{
    (void)state;
    assert_int_equal(run_locked(use_inherited), EBADF);
}

static void without_landlock_the_rest_holds(void **state)
{
    (void)state;
    const int lacking = SCMP_SYS(landlock_create_ruleset);
    assert_int_equal(run_lacking(lacking, read_passwords), 0);
    assert_int_equal(run_lacking(lacking, open_internet_socket), KILLED);
    assert_int_equal(run_lacking(lacking, start_shell), KILLED);
    assert_int_equal(run_lacking(lacking, use_own_files), 0);
}

static void without_seccomp_the_rest_holds(void **state)
{
    (void)state;
    const int lacking = SCMP_SYS(seccomp);
    if (!kernel_has_landlock()) {
        skip(); /* nothing is left to confine */
    }
    assert_int_equal(run_lacking(lacking, read_passwords), EACCES);
    assert_int_equal(run_lacking(lacking, start_shell), EACCES);
    assert_int_equal(run_lacking(lacking, use_own_files), 0);
    if (landlock_version() >= 4) {
        assert_int_equal(run_lacking(lacking, connect_by_tcp), EACCES);
    }
    if (landlock_version() >= 6) {
        assert_int_equal(run_lacking(lacking, signal_parent), EPERM);
    }
}

static void its_own_work_goes_on(void **state)
{
    (void)state;
    assert_int_equal(run_locked(use_own_files), 0);
    assert_int_equal(run_locked(use_memory_and_time), 0);
}

static int make_directory(void **state)
{
    (void)state;
    const bool made = mkdtemp(directory) != NULL;
    (void)snprintf(inside, sizeof inside, "%s/file", directory);
    inherited = open("/etc/passwd", O_RDONLY); /* NOLINT(android-cloexec-open) inherited */
    const int file = mkstemp(outside);
    return made && inherited >= 0 && file >= 0 && close(file) == 0 &&
                   open_path(inside, O_WRONLY | O_CREAT) == 0
               ? 0
               : -1;
}

static int remove_directory(void **state)
{
    (void)state;
    (void)unlink(inside);
    (void)unlink(outside);
    (void)close(inherited);
    return rmdir(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_but_the_data_directory_can_be_opened),
        cmocka_unit_test(no_mode_but_0600_is_given),
        cmocka_unit_test(no_file_grows_beyond_the_limit),
        cmocka_unit_test(no_memory_can_be_run_and_no_limit_or_process_touched),
        cmocka_unit_test(who_tries_a_network_or_a_program_is_ended),
        cmocka_unit_test(what_was_left_open_is_closed),
        cmocka_unit_test(without_landlock_the_rest_holds),
        cmocka_unit_test(without_seccomp_the_rest_holds),
        cmocka_unit_test(its_own_work_goes_on),
    };
    return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
