#include "platform/lock.h"

#include <errno.h>

#include "bussola/platform/storage.h"
#include "platform/clock.h"
#include "platform/fs.h"

#define RETRY_MS 2

bool bs_lock_try(const bs_lock *lock, bool exclusive)
{
    const bool taken = bs_lock_gate(lock, BS_LOCK_SHARED) &&
                       bs_lock_file(lock, exclusive ? BS_LOCK_EXCLUSIVE : BS_LOCK_SHARED);
    const int why = errno;
    (void)bs_lock_gate(lock, BS_LOCK_FREE);
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
    while (status == BS_OK && !bs_lock_gate(lock, BS_LOCK_EXCLUSIVE)) {
        status = bs_lock_wait(deadline, error);
    }
    while (status == BS_OK && !bs_lock_file(lock, BS_LOCK_EXCLUSIVE)) {
        status = bs_lock_wait(deadline, error);
    }
    (void)bs_lock_gate(lock, BS_LOCK_FREE);
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
    (void)bs_lock_file(lock, BS_LOCK_FREE);
}
