/**
 * @file faulty_vfs.h A SQLite VFS that fails at the n-th operation of a kind, once or from then on,
 * or reports operations to the test. Counts syncs but skips them, so that a test can do thousands.
 */
#ifndef BUSSOLA_TESTS_STORE_FAULTY_VFS_H
#define BUSSOLA_TESTS_STORE_FAULTY_VFS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum fault {
    FAULT_OPEN,
    FAULT_READ,
    FAULT_WRITE,
    FAULT_FULL, /**< a write on a full disk */
    FAULT_SYNC,
    FAULT_TRUNCATE,
    FAULT_SIZE,
    FAULT_LOCK,
    FAULT_SHM_MAP,
    FAULT_SHM_LOCK,
    FAULT_COUNT
} fault;

/** Global, because SQLite passes no context to VFS methods. */
static struct {
    fault kind;
    int left;  /**< operations of the kind until one fails; 0: none */
    bool once; /**< only one operation fails */
    bool failed;
    /* Called after a write to, or a sync of, the database (role 0) or its WAL (1); may be NULL. */
    void (*written)(sqlite3_file *file, int role);
    void (*synced)(sqlite3_file *file, int role);
} faulty_disk;

static inline void break_disk(fault kind, int operations, bool once)
{
    faulty_disk.kind = kind;
    faulty_disk.left = operations;
    faulty_disk.once = once;
    faulty_disk.failed = false;
}

/** Stops failing; returns true if an operation has failed. */
static inline bool mend_disk(void)
{
    const bool failed = faulty_disk.failed;
    break_disk(FAULT_COUNT, 0, false);
    return failed;
}

static inline bool fails_now(fault kind)
{
    if (kind != faulty_disk.kind) {
        return false;
    }
    if (faulty_disk.left > 0 && --faulty_disk.left == 0) {
        faulty_disk.failed = true;
        return true;
    }
    return faulty_disk.failed && !faulty_disk.once;
}

/** A real file behind methods that may fail. */
typedef struct faulty_file {
    sqlite3_file base;
    sqlite3_file *real;
    int role; /**< as above; −1: another file */
} faulty_file;

static inline sqlite3_file *real_of(sqlite3_file *file)
{
    return ((faulty_file *)file)->real;
}

static int faulty_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int faulty_read(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
    return fails_now(FAULT_READ)
               ? SQLITE_IOERR_READ
               : real_of(file)->pMethods->xRead(real_of(file), data, size, offset);
}

static int faulty_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    if (fails_now(FAULT_FULL)) {
        /* The part that fitted is written. */
        (void)real_of(file)->pMethods->xWrite(real_of(file), data, size / 2, offset);
        return SQLITE_FULL;
    }
    if (fails_now(FAULT_WRITE)) {
        return SQLITE_IOERR_WRITE;
    }
    const int code = real_of(file)->pMethods->xWrite(real_of(file), data, size, offset);
    if (faulty_disk.written != NULL && ((faulty_file *)file)->role >= 0) {
        faulty_disk.written(real_of(file), ((faulty_file *)file)->role);
    }
    return code;
}

static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return fails_now(FAULT_TRUNCATE) ? SQLITE_IOERR_TRUNCATE
                                     : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int faulty_sync(sqlite3_file *file, int flags)
{
    (void)flags;
    if (fails_now(FAULT_SYNC)) {
        return SQLITE_IOERR_FSYNC;
    }
    if (faulty_disk.synced != NULL && ((faulty_file *)file)->role >= 0) {
        faulty_disk.synced(real_of(file), ((faulty_file *)file)->role);
    }
    return SQLITE_OK;
}

static int faulty_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return fails_now(FAULT_SIZE) ? SQLITE_IOERR_FSTAT
                                 : real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int faulty_lock(sqlite3_file *file, int lock)
{
    return fails_now(FAULT_LOCK) ? SQLITE_IOERR_LOCK
                                 : real_of(file)->pMethods->xLock(real_of(file), lock);
}

static int faulty_unlock(sqlite3_file *file, int lock)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}

static int faulty_reserved(sqlite3_file *file, int *held)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), held);
}

static int faulty_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int faulty_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int faulty_device(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int faulty_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **map)
{
    return fails_now(FAULT_SHM_MAP)
               ? SQLITE_IOERR_SHMMAP
               : real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, map);
}

static int faulty_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    /* Releasing cannot fail. */
    return (flags & SQLITE_SHM_LOCK) != 0 && fails_now(FAULT_SHM_LOCK)
               ? SQLITE_IOERR_SHMLOCK
               : real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void faulty_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int faulty_shm_unmap(sqlite3_file *file, int delete)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static const sqlite3_io_methods faulty_methods = {
    .iVersion = 2,
    .xClose = faulty_close,
    .xRead = faulty_read,
    .xWrite = faulty_write,
    .xTruncate = faulty_truncate,
    .xSync = faulty_sync,
    .xFileSize = faulty_size,
    .xLock = faulty_lock,
    .xUnlock = faulty_unlock,
    .xCheckReservedLock = faulty_reserved,
    .xFileControl = faulty_control,
    .xSectorSize = faulty_sector,
    .xDeviceCharacteristics = faulty_device,
    .xShmMap = faulty_shm_map,
    .xShmLock = faulty_shm_lock,
    .xShmBarrier = faulty_shm_barrier,
    .xShmUnmap = faulty_shm_unmap,
};

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    sqlite3_vfs *real = vfs->pAppData;
    faulty_file *opened = (faulty_file *)file;
    opened->base.pMethods = NULL;
    if (fails_now(FAULT_OPEN)) {
        return SQLITE_CANTOPEN;
    }
    opened->real = (sqlite3_file *)(opened + 1);
    opened->role = (flags & SQLITE_OPEN_MAIN_DB) != 0 ? 0 : (flags & SQLITE_OPEN_WAL) != 0 ? 1 : -1;
    const int code = real->xOpen(real, name, opened->real, flags, out);
    opened->base.pMethods = opened->real->pMethods == NULL ? NULL : &faulty_methods;
    return code;
}

/** Makes it this process's default VFS. */
static inline void install_faulty_vfs(void)
{
    static sqlite3_vfs faulty;
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    if (faulty.zName == NULL) {
        faulty = *real;
        faulty.zName = "faulty";
        faulty.pAppData = real;
        faulty.szOsFile = (int)sizeof(faulty_file) + real->szOsFile;
        faulty.xOpen = faulty_open;
    }
    (void)sqlite3_vfs_register(&faulty, 1);
}

#endif
