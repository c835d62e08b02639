#include "platform/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "bussola/platform/storage.h"
#include "open.h"
#include "platform/clock.h"
#include "platform/fs.h"

#define RETRY_MS 2

bs_status bs_lock_open(bs_lock *lock, const char *directory, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    *lock = BS_LOCK_NONE;
    BS_TRY(bs_fs_join(path, directory, "bussola.lock", error));
    BS_TRY(
        bs_fs_open_as(&lock->file, path, O_RDWR | O_CREAT | O_NOFOLLOW, "cannot be opened", error));
    lock->gate = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return lock->gate >= 0 ? BS_OK : bs_fs_fail(error, "cannot be opened", directory);
}

void bs_lock_close(bs_lock *lock)
{
    if (lock->file >= 0) {
        (void)close(lock->file);
    }
    if (lock->gate >= 0) {
        (void)close(lock->gate);
    }
    *lock = BS_LOCK_NONE;
}

static bool try_file(int file, int kind)
{
    return flock(file, kind | LOCK_NB) == 0;
}

bool bs_lock_try(const bs_lock *lock, bool exclusive)
{
    const bool taken =
        try_file(lock->gate, LOCK_SH) && try_file(lock->file, exclusive ? LOCK_EX : LOCK_SH);
    const int why = errno;
    (void)flock(lock->gate, LOCK_UN);
    errno = why;
    return taken;
}

int64_t bs_lock_deadline(void)
{
    return bs_clock_ms() + BS_STORE_BUSY_MS;
}

bool bs_lock_pause(int64_t deadline)
{
    bs_clock_sleep_ms(RETRY_MS);
    return bs_clock_ms() <= deadline;
}

bs_status bs_lock_wait(int64_t deadline, bs_error *error)
{
    if (errno != EWOULDBLOCK && errno != EINTR) {
        return bs_fs_fail(error, "cannot be locked", "the database");
    }
    return bs_lock_pause(deadline)
               ? BS_OK
               : bs_fail(error, BS_BUSY, "",
                         "Another process holds the database for itself; try again.");
}

/**
 * Locks the gate first, so that new sharers wait; otherwise overlapping shared locks could starve
 * this one.
 */
static bs_status take_exclusive(const bs_lock *lock, bs_error *error)
{
    const int64_t deadline = bs_lock_deadline();
    bs_status status = BS_OK;
    while (status == BS_OK && !try_file(lock->gate, LOCK_EX)) {
        status = bs_lock_wait(deadline, error);
    }
    while (status == BS_OK && !try_file(lock->file, LOCK_EX)) {
        status = bs_lock_wait(deadline, error);
    }
    (void)flock(lock->gate, LOCK_UN);
    return status;
}

bs_status bs_lock_take(const bs_lock *lock, bool exclusive, bs_error *error)
{
    const int64_t deadline = bs_lock_deadline();
    if (exclusive) {
        return take_exclusive(lock, error);
    }
    while (!bs_lock_try(lock, false)) {
        const bs_status status = bs_lock_wait(deadline, error);
        if (status != BS_OK) {
            return status;
        }
    }
    return BS_OK;
}

void bs_lock_release(const bs_lock *lock)
{
    (void)flock(lock->file, LOCK_UN);
}
