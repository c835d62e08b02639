#include "platform/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "bussola/platform/storage.h"
#include "open.h"
#include "platform/fs.h"

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

static bool set(int file, bs_lock_kind kind)
{
    static const int kinds[] = {
        [BS_LOCK_FREE] = LOCK_UN, [BS_LOCK_SHARED] = LOCK_SH, [BS_LOCK_EXCLUSIVE] = LOCK_EX};
    return flock(file, kinds[kind] | LOCK_NB) == 0;
}

bool bs_lock_gate(const bs_lock *lock, bs_lock_kind kind)
{
    return set(lock->gate, kind);
}

bool bs_lock_file(const bs_lock *lock, bs_lock_kind kind)
{
    return set(lock->file, kind);
}
