/*
 * Preloaded into a program (LD_PRELOAD), shifts its clock by CLOCK_SHIFT seconds. The clock keeps
 * running, so that programs can wait for a later second and all processes of a test agree on the
 * time. Monotonic clocks and file times are not shifted. Browsers are not shifted either, because
 * their timed waits mix this clock with the kernel's; their child processes are.
 */
#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long shift;

static int is_browser(void)
{
    char path[PATH_MAX + 1];
    const ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
    path[length > 0 ? length : 0] = '\0';
    return strstr(path, "/chromium") != NULL || strstr(path, "/firefox") != NULL;
}

__attribute__((constructor)) static void read_shift(void)
{
    const char *seconds = getenv("CLOCK_SHIFT");
    shift = seconds == NULL || is_browser() ? 0 : strtol(seconds, NULL, 10);
}

/*
 * The system's headers name parameters with underscores; a macro parameter is a name, not an
 * expression.
 */
/* NOLINTBEGIN(bugprone-macro-parentheses, readability-inconsistent-declaration-parameter-name) */
#define REAL(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

int clock_gettime(clockid_t clock, struct timespec *now)
{
    const int result = REAL(clock_gettime)(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += shift;
    }
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    const int result = REAL(gettimeofday)(now, zone);
    if (result == 0) {
        now->tv_sec += shift;
    }
    return result;
}

time_t time(time_t *result)
{
    const time_t now = REAL(time)(NULL) + shift;
    if (result != NULL) {
        *result = now;
    }
    return now;
}
/* NOLINTEND(bugprone-macro-parentheses, readability-inconsistent-declaration-parameter-name) */
