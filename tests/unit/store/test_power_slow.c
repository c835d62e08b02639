/*
 * The power fails at a random write. Of the sectors written since the last sync, any may have
 * reached the disk. The WAL's index, which is never synced, may have an earlier state or be
 * missing. Everything acknowledged must be there.
 */
#include "../core/random.h"
#include "bussola/store/about.h"
#include "bussola/store/profiles.h"
#include "bussola/store/view.h"
#include "faulty_vfs.h"
#include "support.h"

enum { FILES = 2, SECTOR = 512, SECTORS_MAX = 4096, FILE_MAX = SECTOR * SECTORS_MAX, CUTS = 1000 };

/** A file's bytes. */
typedef struct content {
    size_t size;
    unsigned char bytes[FILE_MAX];
} content;

/** Global, because SQLite passes no context to VFS methods. */
static struct {
    sqlite3_file *files[FILES];
    content synced[FILES];
    int left; /**< writes until the power fails; 0: it has failed */
    content kept[FILES], lost[FILES];
    content index_now; /**< when the power failed */
    content index;     /**< what is left of it, from some earlier time; empty: nothing */
    const char *directory;
} power;

#define INDEX "bussola.db-shm"

static void read_content(content *read, sqlite3_file *file)
{
    sqlite3_int64 size = 0;
    assert_int_equal(file->pMethods->xFileSize(file, &size), SQLITE_OK);
    assert_true(size <= FILE_MAX);
    read->size = (size_t)size;
    if (read->size > 0) {
        assert_int_equal(file->pMethods->xRead(file, read->bytes, (int)read->size, 0), SQLITE_OK);
    }
}

static void read_file(content *read, const char *directory, const char *name)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    read->size = fread(read->bytes, 1, FILE_MAX, stream);
    assert_int_equal(fclose(stream), 0);
}

static void cut(void)
{
    read_file(&power.index_now, power.directory, INDEX);
    for (int i = 0; i < FILES; i++) {
        power.kept[i] = power.synced[i];
        power.lost[i] = power.synced[i];
        if (power.files[i] != NULL) {
            read_content(&power.lost[i], power.files[i]);
        }
    }
}

static void written(sqlite3_file *file, int role)
{
    power.files[role] = file;
    if (power.left > 0 && --power.left == 0) {
        cut();
    }
}

static void synced(sqlite3_file *file, int role)
{
    power.files[role] = file;
    read_content(&power.synced[role], file);
}

static void write_file(const content *written, const char *directory, const char *name)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(written->bytes, 1, written->size, stream), written->size);
    assert_int_equal(fclose(stream), 0);
}

/** Writes the disk after the power failure: each sector as synced or as last written. */
static void write_remains(const char *directory, uint32_t *seed)
{
    static const char *const names[FILES] = {"bussola.db", "bussola.db-wal"};
    static content remains;
    for (int i = 0; i < FILES; i++) {
        const content *kept = &power.kept[i];
        const content *lost = &power.lost[i];
        remains.size = 0;
        memset(remains.bytes, 0, sizeof remains.bytes);
        for (size_t at = 0; at < FILE_MAX; at += SECTOR) {
            const content *from = random_below(seed, 2) == 0 ? kept : lost;
            if (at < from->size) {
                const size_t rest = from->size - at;
                const size_t size = rest < SECTOR ? rest : SECTOR;
                memcpy(remains.bytes + at, from->bytes + at, size);
                remains.size = at + size;
            }
        }
        if (remains.size < kept->size) {
            remains.size = kept->size; /* a synced length is durable, whatever the contents */
        }
        write_file(&remains, directory, names[i]);
    }
    if (power.index.size > 0) {
        write_file(&power.index, directory, INDEX);
    }
}

static bs_observation numbered(int number)
{
    bs_observation o = observe("ines", at(TODAY, 9));
    (void)snprintf(o.request, sizeof o.request, "request-%d", number);
    event(&o, BS_PEOPLE_SEARCHES, TODAY - number % 20, 1);
    gauge(&o, BS_CONNECTIONS, 300 + number, BS_EXACT);
    return o;
}

/** The number of searches in the remaining files, opened as after a restart. */
static int64_t remaining(const fixture *f, uint32_t *seed)
{
    fixture *after = calloc(1, sizeof *after);
    bs_profile_id profile = BS_PROFILE_NONE;
    int64_t count = 0;
    assert_non_null(after);
    *after = *f;
    after->store = NULL;
    (void)snprintf(after->directory, sizeof after->directory, "/tmp/bussola-store-XXXXXX");
    assert_non_null(mkdtemp(after->directory));
    write_remains(after->directory, seed);
    reopen(after);
    assert_int_equal(bs_store_check(after->store, true, NULL), BS_OK);
    assert_int_equal(bs_store_find(&profile, after->store, "ines", NULL, NULL), BS_OK);
    bs_evidence evidence = known(after, profile);
    for (size_t i = 0; i < evidence.tally_count; i++) {
        count += evidence.tallies[i].count;
    }
    bs_store_evidence_free(&evidence);
    void *state = after;
    assert_int_equal(tear_down(&state), 0);
    return count;
}

static void what_was_acknowledged_survives_the_power(void **state)
{
    fixture *f = *state;
    uint32_t seed = 42;
    power.directory = f->directory;
    read_file(&power.synced[0], f->directory, "bussola.db");
    (void)apply(f, numbered(0), NULL);
    for (int n = 1; n <= CUTS; n++) {
        power.left = (int)random_below(&seed, 16) + 1;
        faulty_disk.written = written;
        (void)apply(f, numbered(n), NULL);
        const bool acknowledged = power.left > 0;
        if (acknowledged) {
            cut();
        }
        faulty_disk.written = NULL;
        faulty_disk.synced = NULL;
        switch (random_below(&seed, 6)) {
        case 0:
            power.index.size = 0;
            break;
        case 1:
            power.index = power.index_now;
            break;
        default: /* as at an earlier failure */
            break;
        }
        const int64_t count = remaining(f, &seed);
        faulty_disk.synced = synced;
        assert_true(count == n + 1 || (!acknowledged && count == n));
    }
}

static int install(void **state)
{
    install_faulty_vfs();
    faulty_disk.synced = synced;
    faulty_disk.written = written;
    return set_up(state);
}

static int uninstall(void **state)
{
    faulty_disk.synced = NULL;
    faulty_disk.written = NULL;
    const int code = tear_down(state);
    assert_int_equal(sqlite3_vfs_unregister(sqlite3_vfs_find("faulty")), SQLITE_OK);
    return code;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_acknowledged_survives_the_power, install,
                                        uninstall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
