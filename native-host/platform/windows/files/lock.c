#include "platform/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>

#include "bussola/platform/storage.h"
#include "platform/fs.h"
#include "platform/windows/wide.h"

/** Bytes of the lock file, which is empty. */
enum { GATE = 0, FILE_BYTE = 1 };

bs_status bs_lock_open(bs_lock *lock, const char *directory, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    *lock = BS_LOCK_NONE;
    BS_TRY(bs_fs_join(path, directory, "bussola.lock", error));
    BS_TRY(bs_fs_check(path, error));
    lock->file = bs_wide_open(path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS,
                              FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, _O_RDWR);
    return lock->file >= 0 ? BS_OK : bs_fs_fail(error, "cannot be opened", path);
}

void bs_lock_close(bs_lock *lock)
{
    if (lock->file >= 0) {
        (void)_close(lock->file);
    }
    *lock = BS_LOCK_NONE;
}

static bool set(const bs_lock *lock, int byte, bs_lock_kind kind)
{
    OVERLAPPED where = {.Offset = (DWORD)byte};
    HANDLE handle = bs_wide_handle(lock->file);
    (void)UnlockFileEx(handle, 0, 1, 0, &where);
    const DWORD flags =
        LOCKFILE_FAIL_IMMEDIATELY | (kind == BS_LOCK_EXCLUSIVE ? LOCKFILE_EXCLUSIVE_LOCK : 0U);
    return kind == BS_LOCK_FREE || LockFileEx(handle, flags, 0, 1, 0, &where) || bs_wide_fail();
}

bool bs_lock_gate(const bs_lock *lock, bs_lock_kind kind)
{
    return set(lock, GATE, kind);
}

bool bs_lock_file(const bs_lock *lock, bs_lock_kind kind)
{
    return set(lock, FILE_BYTE, kind);
}
