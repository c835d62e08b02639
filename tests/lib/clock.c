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

/*
 * The system's headers name parameters with underscores; a macro parameter is a name, not an
 * expression.
 */
/* NOLINTBEGIN(bugprone-macro-parentheses, readability-inconsistent-declaration-parameter-name) */
static struct {
    __typeof__(&clock_gettime) clock_gettime;
    __typeof__(&gettimeofday) gettimeofday;
    __typeof__(&time) time;
} real;

#define RESOLVE(name) (real.name = __extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

/*
 * Once, because dlsym takes a lock: where another thread holds it while a browser forks, the new
 * process would never get it. Other libraries may ask for the time before this one has started.
 */
__attribute__((constructor)) static void start(void)
{
    if (real.time != NULL) {
        return;
    }
    RESOLVE(clock_gettime);
    RESOLVE(gettimeofday);
    RESOLVE(time);
    const char *seconds = getenv("CLOCK_SHIFT");
    shift = seconds == NULL || is_browser() ? 0 : strtol(seconds, NULL, 10);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    start();
    const int result = real.clock_gettime(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += shift;
    }
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    start();
    const int result = real.gettimeofday(now, zone);
    if (result == 0) {
        now->tv_sec += shift;
    }
    return result;
}

time_t time(time_t *result)
{
    start();
    const time_t now = real.time(NULL) + shift;
    if (result != NULL) {
        *result = now;
    }
    return now;
}
/* NOLINTEND(bugprone-macro-parentheses, readability-inconsistent-declaration-parameter-name) */
