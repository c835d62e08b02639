/* Each attempt is made in a process of its own that has been locked as the host is. */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../../native-host/host/sandbox.h"

static char directory[] = "/tmp/bussola-sandbox-XXXXXX";
static char inside[64];

/** What an attempt tells: 0 it went through, else its errno. */
typedef int (*attempt)(void);

enum { KILLED = 1000, UNLOCKED = 250 };

static bool kernel_has_landlock(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION) >
           0;
}

static int run_locked(attempt try)
{
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        bs_sandbox_close_inherited();
        const bs_sandbox held = bs_sandbox_enter(directory);
        const bool files = held.files || !kernel_has_landlock();
        if (!held.private_memory || !held.no_privileges || !files || !held.system_calls) {
            _exit(UNLOCKED);
        }
        _exit(try());
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
                       ftruncate(file, 0) == 0 && close(file) == 0 && rename(inside, other) == 0 &&
                       unlink(other) == 0;
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
        const int told = run_locked(attempts[i]);
        assert_true(told == EACCES || told == EPERM || told == EXDEV);
    }
    assert_int_equal(access("/tmp/bussola-sandbox-escaped", F_OK), -1);
}

static void no_memory_can_be_run_and_no_limit_or_process_touched(void **state)
{
    (void)state;
    static const attempt attempts[] = {run_mapped_memory, make_memory_runnable, raise_limit,
                                       signal_parent};
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
    return made && open_path(inside, O_WRONLY | O_CREAT) == 0 ? 0 : -1;
}

static int remove_directory(void **state)
{
    (void)state;
    (void)unlink(inside);
    return rmdir(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_but_the_data_directory_can_be_opened),
        cmocka_unit_test(no_memory_can_be_run_and_no_limit_or_process_touched),
        cmocka_unit_test(who_tries_a_network_or_a_program_is_ended),
        cmocka_unit_test(its_own_work_goes_on),
    };
    return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
