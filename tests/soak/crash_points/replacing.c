/*
 * Programs that replace the database: bussola recover, after the header and some pages were
 * overwritten, and bussola restore. The old database has a WAL too, and both are kept.
 */
#include "crash_points.h"
#include "tables.h"

enum { PAGE = 4096, LOST_PAGES = 3 };

static void overwrite(int file, off_t from, size_t size)
{
    unsigned char bytes[LOST_PAGES * PAGE];
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (unsigned char)((i * 167 + 13) % 251);
    }
    if (pwrite(file, bytes, size, from) != (ssize_t)size) {
        give_up("the database cannot be damaged");
    }
}

static void prepare_damaged(once *o)
{
    char path[PATH_SIZE * 2];
    run_whole(o, (char *[]){o->cli, "import", "--profile", "ines-prova", o->archive, NULL});
    observe(o);
    path_of(path, o->folder, DATABASE);
    const int file = open(path, O_RDWR | O_CLOEXEC);
    overwrite(file, 0, 100);
    overwrite(file, lseek(file, 0, SEEK_END) / PAGE / 2 * PAGE, (size_t)LOST_PAGES * PAGE);
    close(file);
}

static process begin_recover(const once *o)
{
    return start((char *[]){o->cli, "recover", NULL});
}

/** Restores a database of the oldest schema, which is migrated. */
static process begin_restore(const once *o)
{
    return start((char *[]){o->cli, "restore", o->old, NULL});
}

static bool work(once *o, process *running)
{
    bool said = false;
    while (read(running->out, o->text, sizeof o->text) > 0) {
        said = true;
    }
    return said;
}

/* ---- the files set aside ---- */

static bool ends_with(const char *name, const char *end)
{
    const size_t length = strlen(name);
    return length >= strlen(end) && strcmp(name + length - strlen(end), end) == 0;
}

static bool is_log(const once *o, const char *name)
{
    (void)o;
    return ends_with(name, "-wal");
}

static bool is_database(const once *o, const char *name)
{
    return !is_log(o, name) && !ends_with(name, "-shm");
}

static bool is_former(const once *o, const char *name)
{
    return is_database(o, name) && is_same(o->folder, name, o->act->origin, DATABASE);
}

static bool is_former_log(const once *o, const char *name)
{
    return is_log(o, name) && is_same(o->folder, name, o->act->origin, LOG);
}

static bool is_any(const once *o, const char *name)
{
    (void)o;
    (void)name;
    return true;
}

static stage inspect(const once *o)
{
    const char *beside = o->act->writer->beside;
    const bool kept =
        count_files(o, beside, is_former) > 0 && count_files(o, beside, is_former_log) > 0;
    const bool pending = exists(o->folder, DATABASE ".next");
    if (!is_same(o->folder, DATABASE, o->act->origin, DATABASE)) {
        expect(o, kept, "what was there is nowhere");
        sqlite3 *db = look(o, DATABASE);
        expect_after(o, db);
        (void)sqlite3_close(db);
        return AFTER;
    }
    expect(o, is_same(o->folder, LOG, o->act->origin, LOG) || (pending && kept),
           "the log is nowhere");
    return pending || exists(o->folder, DATABASE ".new") || count_files(o, beside, is_any) > 0
               ? BETWEEN
               : BEFORE;
}

/** The recovered database is undamaged, so only the damaged one is ever set aside. */
static void verify(const once *o)
{
    const char *beside = o->act->writer->beside;
    expect(o, count_files(o, beside, is_database) == 1 && count_files(o, beside, is_log) == 1,
           "set aside more than once");
}

const writer recovering = {
    .name = "recoveries",
    .step = 2,
    .beside = DATABASE ".damaged-",
    .after = all_rows,
    .prepare = prepare_damaged,
    .begin = begin_recover,
    .work = work,
    .inspect = inspect,
    .verify = verify,
};

const writer restoring = {
    .name = "restores",
    .step = 8,
    .beside = DATABASE ".replaced-",
    .after = all_rows,
    .prepare = observe,
    .begin = begin_restore,
    .work = work,
    .inspect = inspect,
};
