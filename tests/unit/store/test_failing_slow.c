/*
 * Memory runs out, or SQLite or a system call fails, at the n-th call of each operation, once or
 * from then on. The failure is reported correctly, nothing stored is lost, results are never wrong,
 * and the same operation leads to the same database afterwards.
 */
#include <dirent.h>

#include "bussola/platform/storage.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "dump.h"
#include "failing.h"
#include "faulty_vfs.h"
#include "operations.h"

#define FILE_MAX ((size_t)1 << 19) /**< bytes of a file in these tests */
#define FILES_MAX 6                /**< files in a directory */
/** More calls of one kind than any operation makes. */
#define TRIES_MAX 20000

/* ---- saving and restoring a directory ---- */

typedef struct file {
    char name[64];
    size_t size;
    unsigned char *bytes;
} file;

typedef struct place {
    size_t count;
    file files[FILES_MAX];
} place;

static void empty(const fixture *f)
{
    DIR *directory = opendir(f->directory);
    assert_non_null(directory);
    for (struct dirent *entry = NULL; (entry = readdir(directory)) != NULL;) {
        char path[400];
        (void)snprintf(path, sizeof path, "%s/%s", f->directory, entry->d_name);
        if (entry->d_name[0] != '.') {
            assert_int_equal(unlink(path), 0);
        }
    }
    assert_int_equal(closedir(directory), 0);
}

/** Saves all files except the WAL's index and the lock, which carry no data. */
static void keep_place(place *kept, const fixture *f)
{
    DIR *directory = opendir(f->directory);
    assert_non_null(directory);
    kept->count = 0;
    for (struct dirent *entry = NULL; (entry = readdir(directory)) != NULL;) {
        char path[400];
        if (entry->d_name[0] == '.' || strstr(entry->d_name, "-shm") != NULL ||
            strcmp(entry->d_name, "bussola.lock") == 0) {
            continue;
        }
        assert_true(kept->count < FILES_MAX);
        file *to = &kept->files[kept->count++];
        (void)snprintf(to->name, sizeof to->name, "%.63s", entry->d_name);
        (void)snprintf(path, sizeof path, "%s/%s", f->directory, entry->d_name);
        FILE *stream = fopen(path, "rb");
        assert_non_null(stream);
        to->bytes = malloc(FILE_MAX);
        assert_non_null(to->bytes);
        to->size = fread(to->bytes, 1, FILE_MAX, stream);
        assert_true(to->size < FILE_MAX);
        assert_int_equal(fclose(stream), 0);
    }
    assert_int_equal(closedir(directory), 0);
}

static void bring_back(const fixture *f, const place *kept)
{
    empty(f);
    for (size_t i = 0; i < kept->count; i++) {
        char path[128];
        path_of(path, f, kept->files[i].name);
        FILE *stream = fopen(path, "wb");
        assert_non_null(stream);
        assert_int_equal(fwrite(kept->files[i].bytes, 1, kept->files[i].size, stream),
                         kept->files[i].size);
        assert_int_equal(fclose(stream), 0);
    }
}

static void close_store(fixture *f)
{
    bs_store_close(f->store);
    f->store = NULL;
}

/* ---- starting points ---- */

static void make_members(fixture *f)
{
    answers said = {.used = 0};
    for (int day = 9; day > 0; day--) {
        bs_observation o = observe(day % 4 == 0 ? "bruno" : "ines", at(TODAY - day, 9));
        gauge(&o, BS_FOLLOWERS, 110 - day, BS_EXACT);
        gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
        event(&o, BS_PEOPLE_SEARCHES, TODAY - day, day);
        alias(&o, day % 4 == 0 ? BRUNO_ID : INES_ID);
        alias(&o, day % 4 == 0 ? "bruno-two" : "ines-prova");
        if (day % 3 == 0) {
            read_official(&o, 40 + day);
        }
        (void)apply(f, o, NULL);
    }
    assert_int_equal(do_goals(f, &said, NULL), BS_OK);
    bs_observation waits = observe(NULL, at(TODAY, 10));
    gauge(&waits, BS_SKILLS, 5, BS_EXACT);
    tally(&waits, BS_POSTS, TODAY - 1, 1);
    event(&waits, BS_PROFILES_VIEWED, TODAY, 3);
    read_official(&waits, 33);
    (void)apply(f, waits, NULL);
}

static void make_copies(fixture *f)
{
    char copy[BS_STORE_PATH_MAX] = "";
    assert_int_equal(bs_store_backup(copy, f->store, f->now - 60, NULL), BS_OK);
    (void)snprintf(copy, sizeof copy, "%s/given.db", f->directory);
    assert_int_equal(bs_store_backup(copy, f->store, f->now, NULL), BS_OK);
}

static void copy_file(const fixture *f, const char *from, const char *to)
{
    static unsigned char bytes[FILE_MAX];
    char path[128];
    path_of(path, f, from);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    const size_t size = fread(bytes, 1, sizeof bytes, stream);
    assert_true(size > 0 && size < sizeof bytes);
    assert_int_equal(fclose(stream), 0);
    path_of(path, f, to);
    stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
}

/** A database with the first release's schema. */
static void make_older(const fixture *f, const char *name)
{
    char path[128];
    sqlite3 *db = NULL;
    path_of(path, f, name);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            db,
            "DROP TABLE setting; DROP TABLE listing; DROP TABLE zone; DROP TABLE page_read;"
            " DROP TABLE list_start; DROP TABLE undone;"
            " DROP TABLE no_access; DROP TABLE shown_week; DROP TABLE redrawn;"
            " DROP TABLE device_tally; DROP TABLE push_target; DROP TABLE outbox;"
            " PRAGMA user_version = 1",
            NULL, NULL, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void overwrite(const fixture *f, const char *name, long offset)
{
    static const char rubbish[] = "overwritten, overwritten, overwritten, overwritten";
    char path[128];
    path_of(path, f, name);
    FILE *stream = fopen(path, "r+b");
    assert_non_null(stream);
    assert_int_equal(fseek(stream, offset, SEEK_SET), 0);
    assert_int_equal(fwrite(rubbish, 1, sizeof rubbish, stream), sizeof rubbish);
    assert_int_equal(fclose(stream), 0);
}

static void make_scene(fixture *f, starting_point which)
{
    close_store(f);
    empty(f);
    if (which == SCENE_NOTHING) {
        return;
    }
    assert_int_equal(bs_store_open(&f->store, f->directory, &f->model, f->now, NULL), BS_OK);
    if (which == SCENE_KEPT) {
        bs_observation o = observe(BS_IMPORT_KEY, at(TODAY, 8));
        gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
        (void)apply(f, o, NULL);
    } else {
        make_members(f);
    }
    if (which == SCENE_COPIES || which == SCENE_OLDER) {
        make_copies(f);
    }
    close_store(f);
    if (which == SCENE_LOGGED) {
        copy_file(f, "bussola.db", "given.db");
        copy_file(f, "bussola.db-wal", "given.db-wal");
    }
    if (which == SCENE_OLDER) {
        make_older(f, "bussola.db");
        make_older(f, "given.db");
    }
    if (which == SCENE_DAMAGED) {
        overwrite(f, "bussola.db", 4096L * 3);
        overwrite(f, "bussola.db-wal", 32 + 24 + 4096 + 24 + 100);
    }
}

/* ---- an operation with a failing call ---- */

/** Expected and actual results of an operation. */
typedef struct outcome {
    char *before, *after; /**< dumps */
    answers *said, *heard;
} outcome;

static bool has_database(const fixture *f)
{
    char path[128];
    path_of(path, f, "bussola.db");
    return access(path, F_OK) == 0;
}

static bs_status run(fixture *f, const deed_row *deed, answers *to, bs_error *error)
{
    f->client = (bs_client){.instance = "browser-1", .since = BS_DAY_NONE};
    to->used = 0;
    return deed->run(f, to, error);
}

static void begin(fixture *f, const deed_row *deed, const place *scene)
{
    close_store(f);
    bring_back(f, scene);
    if (!deed->alone) {
        assert_int_equal(bs_store_open(&f->store, f->directory, &f->model, f->now, NULL), BS_OK);
    }
}

/**
 * A database that cannot be read looks like a foreign one; for a given file the message says so.
 */
static bool is_right(calls kind, bs_status status, const char *message)
{
    switch (kind) {
    case CALLS_MEMORY:
    case CALLS_SQLITE_MEMORY:
        return status == BS_INTERNAL;
    case CALLS_SYSTEM:
        return status == BS_STORAGE || status == BS_BUSY ||
               (status == BS_BAD_REQUEST && strstr(message, strerror(EIO)) != NULL);
    default:
        return status == BS_STORAGE;
    }
}

static void assert_reported(const deed_row *deed, calls kind, bs_status status,
                            const bs_error *error)
{
    if (!is_right(kind, status, error->message)) {
        fail_msg("%s: kind %d, call %d: %s: %s", deed->name, (int)kind, failing->made,
                 bs_status_id(status), error->message);
    }
    assert_int_equal(error->status, status);
    assert_true(error->message[0] != '\0');
}

static void assert_stored(const fixture *f, const deed_row *deed, int n, const char *wanted)
{
    static char found[DUMP_MAX];
    dump(f->directory, found);
    if (strcmp(found, wanted) != 0) {
        fail_msg("%s: call %d: another database than it should be", deed->name, n);
    }
}

static bool is_same(const answers *said, const answers *heard)
{
    return said->used == heard->used && memcmp(said->text, heard->text, said->used) == 0;
}

/** True if the n-th call of the kind was made. */
static bool try_with(fixture *f, const deed_row *deed, const place *scene, outcome *of, calls kind,
                     int n, bool once)
{
    bs_error error = {0};
    begin(f, deed, scene);
    fail_calls(kind, n, once);
    bs_status status = run(f, deed, of->heard, &error);
    const bool failed = mend_calls();
    if (status != BS_OK) {
        assert_true(failed);
        assert_reported(deed, kind, status, &error);
        if (!deed->in_parts && deed->scene != SCENE_DAMAGED) {
            assert_stored(f, deed, n, of->before);
        }
        status = run(f, deed, of->heard, &error);
        if (status != BS_OK) {
            fail_msg("%s: kind %d, call %d: still %s: %s", deed->name, (int)kind, n,
                     bs_status_id(status), error.message);
        }
    } else if (deed->scene == SCENE_DAMAGED && kind == CALLS_SYSTEM) {
        return failed; /* an unreadable page is lost */
    } else if (!is_same(of->said, of->heard)) {
        fail_msg("%s: kind %d, call %d: well, but %s", deed->name, (int)kind, n, of->heard->text);
    }
    /* A recovery that had almost finished has nothing left to recover. */
    if (deed->scene != SCENE_DAMAGED && !is_same(of->said, of->heard)) {
        fail_msg("%s: kind %d, call %d: then %s", deed->name, (int)kind, n, of->heard->text);
    }
    assert_stored(f, deed, n, of->after);
    return failed;
}

/**
 * Fails the first calls one after the other, and for the many SQLite calls a sample of the later
 * ones. True if there were any.
 */
static bool try_all(fixture *f, const deed_row *deed, const place *scene, outcome *of, calls kind,
                    bool once)
{
    static const int each_up_to[CALLS_COUNT] = {
        [CALLS_MEMORY] = TRIES_MAX, [CALLS_SQLITE_MEMORY] = 4, [CALLS_SQLITE] = 24,
        [CALLS_SYSTEM] = TRIES_MAX, [CALLS_SHORT] = TRIES_MAX,
    };
    int n = 1;
    while (try_with(f, deed, scene, of, kind, n, once)) {
        n += n < each_up_to[kind] ? 1 : 1 + n / 4;
        assert_true(n < TRIES_MAX);
    }
    return n > 1;
}

static void the_store_is_right_wherever_a_call_fails(void **state, calls kind, bool ever)
{
    fixture *f = *state;
    outcome of = {.before = calloc(1, DUMP_MAX),
                  .after = calloc(1, DUMP_MAX),
                  .said = calloc(1, sizeof *of.said),
                  .heard = calloc(1, sizeof *of.heard)};
    assert_true(of.before != NULL && of.after != NULL && of.said != NULL && of.heard != NULL);
    place scenes[SCENE_COUNT] = {{.count = 0}};
    int reached = 0;
    for (int i = 0; i < SCENE_COUNT; i++) {
        make_scene(f, (starting_point)i);
        keep_place(&scenes[i], f);
    }
    for (int i = 0; i < OPERATIONS; i++) {
        const deed_row *deed = &operations[i];
        const place *scene = &scenes[deed->scene];
        bs_error error = {0};
        begin(f, deed, scene);
        if (has_database(f) && deed->scene != SCENE_DAMAGED) {
            dump(f->directory, of.before);
        }
        if (run(f, deed, of.said, &error) != BS_OK) {
            fail_msg("%s: %s", deed->name, error.message);
        }
        dump(f->directory, of.after);
        reached += try_all(f, deed, scene, &of, kind, true) ? 1 : 0;
        if (ever) {
            (void)try_all(f, deed, scene, &of, kind, false);
        }
    }
    assert_true(reached > 0);
    for (int i = 0; i < SCENE_COUNT; i++) {
        for (size_t k = 0; k < scenes[i].count; k++) {
            free(scenes[i].files[k].bytes);
        }
    }
    free(of.before);
    free(of.after);
    free(of.said);
    free(of.heard);
}

static void the_store_is_right_wherever_memory_runs_out(void **state)
{
    the_store_is_right_wherever_a_call_fails(state, CALLS_MEMORY, true);
}

static void the_store_is_right_wherever_sqlite_runs_out_of_memory(void **state)
{
    the_store_is_right_wherever_a_call_fails(state, CALLS_SQLITE_MEMORY, true);
}

static void the_store_is_right_wherever_sqlite_fails(void **state)
{
    the_store_is_right_wherever_a_call_fails(state, CALLS_SQLITE, false);
}

static void the_store_is_right_wherever_the_system_fails(void **state)
{
    the_store_is_right_wherever_a_call_fails(state, CALLS_SYSTEM, true);
}

static void the_store_is_right_whatever_comes_by_halves(void **state)
{
    the_store_is_right_wherever_a_call_fails(state, CALLS_SHORT, false);
}

static int install(void **state)
{
    install_faulty_vfs(); /* skips syncs */
    return set_up(state);
}

static int uninstall(void **state)
{
    fixture *f = *state;
    (void)mend_calls();
    close_store(f);
    empty(f);
    const int code = tear_down(state);
    assert_int_equal(sqlite3_vfs_unregister(sqlite3_vfs_find("faulty")), SQLITE_OK);
    return code;
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, install, uninstall)
    const struct CMUnitTest tests[] = {
        CASE(the_store_is_right_wherever_memory_runs_out),
        CASE(the_store_is_right_wherever_sqlite_runs_out_of_memory),
        CASE(the_store_is_right_wherever_sqlite_fails),
        CASE(the_store_is_right_wherever_the_system_fails),
        CASE(the_store_is_right_whatever_comes_by_halves),
    };
    if (!watch_sqlite_memory()) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
