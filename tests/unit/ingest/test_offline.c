/* Actions denied to the two processes of a pull. Each is tried in a child process. */

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../test.h"
#include "bussola/platform/offline.h"

static bool opens_a_socket(void)
{
    static const int families[] = {AF_INET, AF_INET6, AF_UNIX};
    bool opened = false;
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        opened = opened || socket(families[i], SOCK_STREAM, 0) >= 0 || errno != EACCES;
    }
    return opened;
}

static bool runs_a_program(void)
{
    char *const argv[] = {"/bin/true", NULL};
    (void)execv(argv[0], argv);
    return errno != EACCES;
}

static bool writes_a_file(void)
{
    char path[] = "/tmp/bussola-offline-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0) {
        return false;
    }
    (void)unlink(path);
    (void)signal(SIGXFSZ, SIG_IGN);
    return write(fd, "x", 1) == 1;
}

static bool reads(const char *path)
{
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    char byte = 0;
    return file >= 0 && read(file, &byte, 1) == 1;
}

static bool reads_the_system(void)
{
    return reads("/etc/passwd");
}

/** Two files of the user's; the fetcher may read only the first. */
static char given[] = "/tmp/bussola-offline-token-XXXXXX";
static char other[] = "/tmp/bussola-offline-other-XXXXXX";

static bool reads_the_file_given(void)
{
    return reads(given);
}

static bool reads_another_file(void)
{
    return reads(other);
}

static bool kernel_has_landlock(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION) >
           0;
}

static bool enter_online(void)
{
    const char *const files[] = {given, NULL};
    return bs_online_enter(files, 2) || !kernel_has_landlock();
}

/* True if `action` succeeds after `enter`. */
static bool can(bool (*enter)(void), bool (*action)(void))
{
    int status = -1;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        bool entered = enter();
        _exit(entered && !action() ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status) != 0;
}

static void the_parser_has_no_network_and_no_programs(void **state)
{
    (void)state;
    assert_false(can(bs_offline_enter, opens_a_socket));
    assert_false(can(bs_offline_enter, runs_a_program));
    assert_true(can(bs_offline_enter, writes_a_file));
}

static void the_fetcher_writes_nothing_and_runs_nothing(void **state)
{
    (void)state;
    assert_false(can(enter_online, writes_a_file));
    assert_false(can(enter_online, runs_a_program));
    assert_true(can(enter_online, opens_a_socket));
}

static void the_fetcher_reads_nothing_of_the_member(void **state)
{
    (void)state;
    if (!kernel_has_landlock()) {
        skip(); /* a kernel without Landlock */
    }
    assert_true(can(enter_online, reads_the_system));
    assert_true(can(enter_online, reads_the_file_given));
    assert_false(can(enter_online, reads_another_file));
    assert_true(can(bs_offline_enter, reads_another_file));
}

static bool make_file(char *path)
{
    const int file = mkstemp(path);
    return file >= 0 && write(file, "x", 1) == 1 && close(file) == 0;
}

static int make_files(void **state)
{
    (void)state;
    return make_file(given) && make_file(other) ? 0 : -1;
}

static int remove_files(void **state)
{
    (void)state;
    return unlink(given) == 0 && unlink(other) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_parser_has_no_network_and_no_programs),
        cmocka_unit_test(the_fetcher_writes_nothing_and_runs_nothing),
        cmocka_unit_test(the_fetcher_reads_nothing_of_the_member),
    };
    return cmocka_run_group_tests(tests, make_files, remove_files);
}
