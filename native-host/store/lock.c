#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>

#include "place.h"

#define RETRY_NS 2000000L

bs_status bs_lock_open(int *lock, const char *directory, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    const bs_status status = bs_place_join(path, directory, "bussola.lock", error);
    if (status != BS_OK) {
        return status;
    }
    *lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return *lock >= 0 ? BS_OK : bs_place_fail(error, "Cannot open", path);
}

bool bs_lock_try(int lock, bool exclusive)
{
    return flock(lock, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0;
}

/** Whole milliseconds of a clock that never goes back. */
static int64_t milliseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t bs_lock_deadline(void)
{
    return milliseconds() + BS_STORE_BUSY_MS;
}

bool bs_lock_pause(int64_t deadline)
{
    const struct timespec pause = {.tv_sec = 0, .tv_nsec = RETRY_NS};
    (void)nanosleep(&pause, NULL);
    return milliseconds() <= deadline;
}

bs_status bs_lock_wait(int64_t deadline, bs_error *error)
{
    if (errno != EWOULDBLOCK && errno != EINTR) {
        return bs_place_fail(error, "Cannot lock", "the database");
    }
    return bs_lock_pause(deadline)
               ? BS_OK
               : bs_fail(error, BS_BUSY, "",
                         "Another process holds the database for itself; try again.");
}

bs_status bs_lock_take(int lock, bool exclusive, bs_error *error)
{
    const int64_t deadline = bs_lock_deadline();
    while (!bs_lock_try(lock, exclusive)) {
        const bs_status status = bs_lock_wait(deadline, error);
        if (status != BS_OK) {
            return status;
        }
    }
    return BS_OK;
}

void bs_lock_release(int lock)
{
    (void)flock(lock, LOCK_UN);
}
