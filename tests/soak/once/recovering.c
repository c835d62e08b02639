/* bussola recover on a database of which the header and some pages are gone, and with a log. */
#include "once.h"
#include "tables.h"

#define ASIDE DATABASE ".damaged-"

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

static void prepare(once *o)
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

static process begin(const once *o)
{
    return start((char *[]){o->cli, "recover", NULL});
}

static bool work(once *o, process *running)
{
    bool said = false;
    while (read(running->out, o->text, sizeof o->text) > 0) {
        said = true;
    }
    return said;
}

static bool ends_with(const char *name, const char *end)
{
    const size_t length = strlen(name);
    return length >= strlen(end) && strcmp(name + length - strlen(end), end) == 0;
}

/** What was set aside is what was there. The log's index says nothing. */
static void check_aside(const once *o, const char *name)
{
    if (!ends_with(name, "-shm")) {
        expect(o,
               is_same(o->folder, name, o->act->origin, ends_with(name, "-wal") ? LOG : DATABASE),
               "what was set aside is not what was there");
    }
}

static void skip(const once *o, const char *name)
{
    (void)o;
    (void)name;
}

/** How many files are there: the database that was set aside, its log and its index. */
static int count_aside(const once *o)
{
    return each_file(o, ASIDE, check_aside);
}

static stage inspect(const once *o)
{
    const int aside = count_aside(o);
    const bool pending = exists(o->folder, DATABASE ".next");
    const bool untouched = is_same(o->folder, DATABASE, o->act->origin, DATABASE);
    if (!untouched) {
        expect(o, aside >= 2, "the damaged database is nowhere");
        sqlite3 *db = look(o, DATABASE);
        expect_after(o, db);
        (void)sqlite3_close(db);
        return AFTER;
    }
    expect(o, is_same(o->folder, LOG, o->act->origin, LOG) || (pending && aside >= 2),
           "the log is nowhere");
    return aside > 0 || pending || each_file(o, DATABASE ".new", skip) > 0 ? BETWEEN : BEFORE;
}

static void verify(const once *o)
{
    expect(o, inspect(o) == AFTER, "not recovered");
    const int aside = count_aside(o);
    expect(o, aside == 2 || aside == 3, "set aside more than once");
}

const writer recovering = {
    .name = "recoveries",
    .step = 2,
    .beside = ASIDE,
    .after = all_rows,
    .prepare = prepare,
    .begin = begin,
    .work = work,
    .inspect = inspect,
    .verify = verify,
};
