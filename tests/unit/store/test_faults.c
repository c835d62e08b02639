/* The disk fails at the n-th write, sync or truncation, for every n. */
#include <sqlite3.h>

#include "support.h"

/** Counts down over all files; 0: no more failures. */
static int left_until_failure = 0;
static bool has_failed = false;

static bool fails_now(void)
{
    if (left_until_failure > 0 && --left_until_failure == 0) {
        has_failed = true;
    }
    /* A disk that has failed goes on failing until it is mended. */
    return has_failed;
}

/** A file of the real system behind methods that may fail. */
typedef struct faulty_file {
    sqlite3_file base;
    sqlite3_file *real;
} faulty_file;

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((faulty_file *)file)->real;
}

static int faulty_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    return fails_now() ? SQLITE_IOERR_WRITE
                       : real_of(file)->pMethods->xWrite(real_of(file), data, size, offset);
}

static int faulty_sync(sqlite3_file *file, int flags)
{
    return fails_now() ? SQLITE_IOERR_FSYNC : real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return fails_now() ? SQLITE_IOERR_TRUNCATE
                       : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int pass_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int pass_read(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
    return real_of(file)->pMethods->xRead(real_of(file), data, size, offset);
}

static int pass_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int pass_lock(sqlite3_file *file, int lock)
{
    return real_of(file)->pMethods->xLock(real_of(file), lock);
}

static int pass_unlock(sqlite3_file *file, int lock)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}

static int pass_reserved(sqlite3_file *file, int *held)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), held);
}

static int pass_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int pass_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int pass_device(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int pass_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **map)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, map);
}

static int pass_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void pass_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int pass_shm_unmap(sqlite3_file *file, int delete)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = pass_close,
    .xRead = pass_read,
    .xWrite = faulty_write,
    .xTruncate = faulty_truncate,
    .xSync = faulty_sync,
    .xFileSize = pass_size,
    .xLock = pass_lock,
    .xUnlock = pass_unlock,
    .xCheckReservedLock = pass_reserved,
    .xFileControl = pass_control,
    .xSectorSize = pass_sector,
    .xDeviceCharacteristics = pass_device,
    .xShmMap = pass_shm_map,
    .xShmLock = pass_shm_lock,
    .xShmBarrier = pass_shm_barrier,
    .xShmUnmap = pass_shm_unmap,
};

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    sqlite3_vfs *real = vfs->pAppData;
    faulty_file *opened = (faulty_file *)file;
    opened->real = (sqlite3_file *)(opened + 1);
    const int code = real->xOpen(real, name, opened->real, flags, out);
    opened->base.pMethods = opened->real->pMethods == NULL ? NULL : &methods;
    return code;
}

static int install(void **state)
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
    assert_int_equal(sqlite3_vfs_register(&faulty, 1), SQLITE_OK);
    return set_up(state);
}

static int remove_vfs(void **state)
{
    left_until_failure = 0;
    has_failed = false;
    const int code = tear_down(state);
    assert_int_equal(sqlite3_vfs_unregister(sqlite3_vfs_find("faulty")), SQLITE_OK);
    return code;
}

static void break_disk_after(int operations)
{
    left_until_failure = operations;
    has_failed = false;
}

static bool mend_disk(void)
{
    const bool failed = has_failed;
    break_disk_after(0);
    return failed;
}

static bs_observation numbered(int number)
{
    bs_observation o = observe("ines", at(TODAY, 9));
    (void)snprintf(o.request, sizeof o.request, "request-%d", number);
    event(&o, BS_PEOPLE_SEARCHES, TODAY, 1);
    gauge(&o, BS_CONNECTIONS, 300 + number, BS_EXACT);
    return o;
}

static bs_status try_apply(fixture *f, const bs_observation *o, bs_error *error)
{
    bs_applied applied = {0};
    const bs_status status =
        bs_store_apply(&applied, f->store, o, 1, &f->client, false, f->now, error);
    bs_view_free(&applied.view);
    return status;
}

static int64_t searches(fixture *f)
{
    bs_profile_id profile = BS_PROFILE_NONE;
    assert_int_equal(bs_store_find(&profile, f->store, "ines", NULL, NULL), BS_OK);
    bs_evidence evidence = known(f, profile);
    const int64_t count = evidence.tallies[0].count;
    bs_store_evidence_free(&evidence);
    return count;
}

static void an_observation_is_stored_once_wherever_the_disk_fails(void **state)
{
    fixture *f = *state;
    apply(f, numbered(0), NULL);
    for (int n = 1;; n++) {
        bs_error error = {0};
        bs_observation o = numbered(n);
        break_disk_after(n % 2 == 0 ? n : n + 1);
        if (n % 3 == 0) {
            reopen(f); /* the log begins anew */
        }
        const bs_status status = f->store == NULL ? BS_STORAGE : try_apply(f, &o, &error);
        const bool failed = mend_disk();
        assert_true(status == BS_OK || status == BS_STORAGE);
        assert_true(status == BS_OK || (failed && error.message[0] != '\0'));
        if (n % 5 == 0) {
            reopen(f);
        }
        /* What was not acknowledged is sent again; what had reached the disk is not counted twice.
         */
        assert_int_equal(try_apply(f, &o, NULL), BS_OK);
        assert_int_equal(searches(f), n + 1);
        assert_int_equal(bs_store_check(f->store, true, NULL), BS_OK);
        bs_observation_free(&o);
        if (!failed && n > 40) {
            break;
        }
    }
}

static void a_store_opens_or_says_why_wherever_the_disk_fails(void **state)
{
    fixture *f = *state;
    apply(f, numbered(0), NULL);
    for (int n = 1; n < 60; n++) {
        bs_error error = {0};
        break_disk_after(n);
        bs_store_close(f->store);
        f->store = NULL;
        const bs_status status = bs_store_open(&f->store, f->directory, &f->model, f->now, &error);
        mend_disk();
        assert_true(status == BS_OK || (status == BS_STORAGE && error.message[0] != '\0'));
        reopen(f);
        bs_observation o = numbered(n);
        assert_int_equal(try_apply(f, &o, NULL), BS_OK);
        bs_observation_free(&o);
        assert_int_equal(searches(f), n + 1);
    }
}

static void forgetting_is_whole_wherever_the_disk_fails(void **state)
{
    fixture *f = *state;
    for (int n = 1; n < 40; n++) {
        bs_observation o = numbered(n);
        assert_int_equal(try_apply(f, &o, NULL), BS_OK);
        bs_observation_free(&o);
        bs_forgotten forgotten;
        break_disk_after(n);
        const bs_status status = bs_store_forget(&forgotten, f->store, BS_PROFILE_NONE, NULL);
        const bool failed = mend_disk();
        assert_true(status == BS_OK || (status == BS_STORAGE && failed));
        assert_int_equal(bs_store_forget(&forgotten, f->store, BS_PROFILE_NONE, NULL), BS_OK);
        bs_store_info info;
        assert_int_equal(bs_store_about(&info, f->store, NULL), BS_OK);
        assert_int_equal(info.profiles + info.gauges + info.tallies, 0);
    }
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, install, remove_vfs)
    const struct CMUnitTest tests[] = {
        CASE(an_observation_is_stored_once_wherever_the_disk_fails),
        CASE(a_store_opens_or_says_why_wherever_the_disk_fails),
        CASE(forgetting_is_whole_wherever_the_disk_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
