/*
 * The disk fails at the n-th operation of a kind, once or from then on, for every n until a
 * complete run of the store does not reach it. Every failure is reported, nothing stored is lost,
 * and on the repaired disk the same calls lead to the same database as without a failure.
 */
#include "bussola/store/apply.h"
#include "bussola/store/forget.h"
#include "bussola/store/goals.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "dump.h"
#include "faulty_vfs.h"
#include "support.h"

/** Largest size of a database and its WAL in these tests, in bytes. */
#define FILE_MAX ((size_t)1 << 20)
/** More operations of one kind than any run has. */
#define TRIES_MAX 5000
/** The profile to remove; no other data contains these bytes. */
#define FORGOTTEN "olga-zyxw-4711"

/* ---- operations ---- */

static bs_status apply_all(fixture *f, bs_observation *observations, size_t count, bool refill,
                           bs_error *error)
{
    bs_applied applied = {0};
    const bs_status status =
        bs_store_apply(&applied, f->store, observations, count, &f->client, refill, f->now, error);
    bs_view_free(&applied.view);
    for (size_t i = 0; i < count; i++) {
        bs_observation_free(&observations[i]);
    }
    return status;
}

static bs_status observe_events(fixture *f, bs_error *error)
{
    bs_observation o = observe("ines", at(TODAY, 9));
    (void)snprintf(o.request, sizeof o.request, "events");
    event(&o, BS_PEOPLE_SEARCHES, TODAY, 2);
    gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
    return apply_all(f, &o, 1, false, error);
}

static bs_status observe_official(fixture *f, bs_error *error)
{
    bs_observation o = observe("ines", at(TODAY, 10));
    (void)snprintf(o.request, sizeof o.request, "official");
    event(&o, BS_PEOPLE_SEARCHES, TODAY, 1);
    o.has_official = true;
    o.official = (bs_official){.total = 40, .pillars = {10, 10, 10, 10}, .predicted = NAN};
    return apply_all(f, &o, 1, false, error);
}

static bs_status observe_unclaimed(fixture *f, bs_error *error)
{
    bs_observation o = observe(NULL, at(TODAY, 11));
    (void)snprintf(o.request, sizeof o.request, "waiting");
    event(&o, BS_PROFILES_VIEWED, TODAY, 4);
    return apply_all(f, &o, 1, false, error);
}

static bs_status import_archive(fixture *f, bs_error *error)
{
    bs_observation *archive = calloc(2, sizeof *archive);
    assert_non_null(archive);
    for (int i = 0; i < 2; i++) {
        archive[i] = observe("ines", at(TODAY - i, 8));
        archive[i].source = BS_FROM_ARCHIVE;
        cover(&archive[i], i == 0 ? BS_POSTS : BS_COMMENTS, TODAY - 120, TODAY - i);
        for (int day = 0; day < 40; day++) {
            tally(&archive[i], i == 0 ? BS_POSTS : BS_COMMENTS, TODAY - 3 * day - i, 1 + day % 4);
        }
    }
    const bs_status status = apply_all(f, archive, 2, true, error);
    free(archive);
    return status;
}

static bs_status fill_history(fixture *f, bs_error *error)
{
    bs_history history;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = bs_store_find(&profile, f->store, "ines", NULL, error);
    if (status == BS_OK) {
        status = bs_store_history(&history, f->store, profile, BS_DAY_NONE, BS_DAY_NONE,
                                  BS_STEP_DAY, f->now, error);
    }
    if (status == BS_OK) {
        bs_history_free(&history);
    }
    return status;
}

static bs_status set_goal(fixture *f, bs_error *error)
{
    const bs_goal goal = {.present = true, .signal = BS_COMMENTS, .count = 5, .since = TODAY};
    bs_profile_id profile = BS_PROFILE_NONE;
    const bs_status status = bs_store_find(&profile, f->store, "ines", NULL, error);
    return status == BS_OK ? bs_store_goal_set(f->store, profile, &goal, error) : status;
}

/** After a failure half-way, the second call may find nothing. */
static bs_status forget_other(fixture *f, bs_error *error)
{
    bs_forgotten forgotten;
    bs_profile_id profile = BS_PROFILE_NONE;
    const bs_status status = bs_store_find(&profile, f->store, FORGOTTEN, NULL, error);
    if (status == BS_UNKNOWN_PROFILE) {
        return bs_store_empty_log(f->store, error);
    }
    return status == BS_OK ? bs_store_forget(&forgotten, f->store, profile, error) : status;
}

typedef bs_status (*deed)(fixture *f, bs_error *error);

static const deed operations[] = {observe_events, observe_official, import_archive,   fill_history,
                                  forget_other,   set_goal,         observe_unclaimed};
enum { OPERATIONS = sizeof operations / sizeof *operations };

/* ---- the initial database ---- */

typedef struct image {
    const char *name;
    size_t size;
    unsigned char *bytes;
} image;

static void read_image(image *file, const char *directory)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", directory, file->name);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    file->bytes = malloc(FILE_MAX);
    assert_non_null(file->bytes);
    file->size = fread(file->bytes, 1, FILE_MAX, stream);
    assert_true(file->size < FILE_MAX);
    assert_int_equal(fclose(stream), 0);
}

static void assert_forgotten(const char *directory)
{
    image files[2] = {{.name = "bussola.db"}, {.name = "bussola.db-wal"}};
    for (int i = 0; i < 2; i++) {
        read_image(&files[i], directory);
        assert_null(memmem(files[i].bytes, files[i].size, FORGOTTEN, sizeof FORGOTTEN - 1));
        free(files[i].bytes);
    }
}

static void write_image(const image *file, const char *directory)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", directory, file->name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(file->bytes, 1, file->size, stream), file->size);
    assert_int_equal(fclose(stream), 0);
}

static void remove_file(const char *directory, const char *name)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", directory, name);
    (void)unlink(path);
}

/** Acknowledged before any fault: two accounts, in a WAL that the next start must read. */
static void make_past(fixture *f, image past[2])
{
    for (int day = 8; day > 0; day--) {
        bs_observation o = observe(day % 4 == 0 ? FORGOTTEN : "ines", at(TODAY - day, 9));
        gauge(&o, BS_FOLLOWERS, 100 + day, BS_EXACT);
        event(&o, BS_PEOPLE_SEARCHES, TODAY - day, day);
        (void)apply(f, o, NULL);
    }
    read_image(&past[0], f->directory);
    read_image(&past[1], f->directory);
}

static void restore_past(fixture *f, const image past[2])
{
    bs_store_close(f->store);
    f->store = NULL;
    remove_file(f->directory, "bussola.db-shm");
    write_image(&past[0], f->directory);
    write_image(&past[1], f->directory);
}

/* ---- a run with a fault ---- */

static void assert_reported(bs_status status, const bs_error *error)
{
    assert_true(status == BS_STORAGE || status == BS_BUSY);
    assert_true(faulty_disk.failed);
    assert_int_equal(error->status, status);
    assert_true(error->message[0] != '\0');
}

static bool open_store(fixture *f)
{
    bs_error error = {0};
    if (f->store == NULL) {
        const bs_status status = bs_store_open(&f->store, f->directory, &f->model, f->now, &error);
        if (status != BS_OK) {
            assert_null(f->store);
            assert_reported(status, &error);
        }
    }
    return f->store != NULL;
}

/** Opens and runs every operation, as a host that keeps serving; marks the successful ones. */
static void live(fixture *f, bool done[OPERATIONS])
{
    for (int i = 0; i < OPERATIONS; i++) {
        bs_error error = {0};
        if (done[i] || !open_store(f)) {
            continue;
        }
        const bs_status status = operations[i](f, &error);
        done[i] = status == BS_OK;
        if (!done[i]) {
            assert_reported(status, &error);
        }
    }
}

/** True if the n-th operation was reached. */
static bool live_with(fixture *f, fault kind, int n, bool once)
{
    bool done[OPERATIONS] = {false};
    break_disk(kind, n, once);
    live(f, done);
    if (once) {
        /* The disk works again, so the same store must, too. */
        live(f, done);
        for (int i = 0; i < OPERATIONS; i++) {
            assert_true(done[i]);
        }
    }
    const bool reached = mend_disk();
    reopen(f);
    live(f, done);
    for (int i = 0; i < OPERATIONS; i++) {
        assert_true(done[i]);
        assert_int_equal(operations[i](f, NULL), BS_OK); /* acknowledged, but sent again */
    }
    return reached;
}

static void the_database_is_the_same_wherever_the_disk_fails(void **state)
{
    fixture *f = *state;
    image past[2] = {{.name = "bussola.db"}, {.name = "bussola.db-wal"}};
    char *wanted = malloc(DUMP_MAX);
    char *found = malloc(DUMP_MAX);
    assert_true(wanted != NULL && found != NULL);
    make_past(f, past);
    restore_past(f, past);
    assert_false(live_with(f, FAULT_COUNT, 0, true));
    dump(f->directory, wanted);
    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        for (int once = 0; once < 2; once++) {
            bool reached = true;
            int n = 0;
            while (reached) {
                assert_true(++n < TRIES_MAX);
                restore_past(f, past);
                reached = live_with(f, (fault)kind, n, once != 0);
                dump(f->directory, found);
                assert_string_equal(found, wanted);
                assert_forgotten(f->directory);
            }
            assert_true(n > 1); /* at least one operation failed */
        }
    }
    free(found);
    free(wanted);
    free(past[0].bytes);
    free(past[1].bytes);
}

static int install(void **state)
{
    install_faulty_vfs();
    return set_up(state);
}

static int uninstall(void **state)
{
    (void)mend_disk();
    const int code = tear_down(state);
    assert_int_equal(sqlite3_vfs_unregister(sqlite3_vfs_find("faulty")), SQLITE_OK);
    return code;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_database_is_the_same_wherever_the_disk_fails, install,
                                        uninstall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
