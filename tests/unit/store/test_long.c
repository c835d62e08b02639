/*
 * A data directory with a path of maximum length: every file name that makes it too long is
 * reported.
 */
#include <sys/stat.h>

#include "bussola/platform/storage.h"
#include "bussola/store/recovery.h"
#include "bussola/store/store.h"
#include "support.h"

/** Longer than any name appended to the directory. */
#define LONGEST_NAME 64

/** Makes a path of `length` bytes below the fixture's. */
static void make_path(char *path, const fixture *f, size_t length)
{
    size_t used = (size_t)snprintf(path, BS_STORE_PATH_MAX + 1, "%s", f->directory);
    while (used < length) {
        const size_t left = length - used;
        const size_t part = left > 202 ? 200 : left - 1;
        path[used++] = '/';
        memset(path + used, 'd', part);
        used += part;
    }
    path[used] = '\0';
}

static void remove_path(const fixture *f, char *path)
{
    static const char *const names[] = {"bussola.db", "bussola.db.new", "bussola.db.next",
                                        "bussola.lock"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char file[BS_STORE_PATH_MAX + LONGEST_NAME];
        (void)snprintf(file, sizeof file, "%s/%s", path, names[i]);
        (void)unlink(file);
    }
    for (char *slash = strrchr(path, '/'); strlen(path) > strlen(f->directory);
         slash = strrchr(path, '/')) {
        (void)rmdir(path);
        *slash = '\0';
    }
}

static void assert_reported(size_t length, bs_status status, const bs_error *error)
{
    if (status != BS_OK && (status != BS_STORAGE || error->message[0] == '\0')) {
        fail_msg("%zu: %s %s", length, bs_status_id(status), error->message);
    }
}

static void a_path_that_is_too_long_is_reported(void **state)
{
    fixture *f = *state;
    char given[128];
    (void)snprintf(given, sizeof given, "%s/given.db", f->directory);
    char path[BS_STORE_PATH_MAX + 1];
    char copy[BS_STORE_PATH_MAX];
    (void)snprintf(copy, sizeof copy, "%s", given);
    assert_int_equal(bs_store_backup(copy, f->store, f->now, NULL), BS_OK);
    for (size_t length = BS_STORE_PATH_MAX - LONGEST_NAME; length <= BS_STORE_PATH_MAX; length++) {
        bs_store *store = NULL;
        bs_recovered recovered = {.found = false};
        bs_restored restored = {.aside = ""};
        bs_copy *copies = NULL;
        size_t count = 0;
        bs_error error = {0};
        make_path(path, f, length);
        assert_int_equal(strlen(path), length);
        bs_status status = bs_store_open(&store, path, &f->model, f->now, &error);
        assert_int_equal(status, BS_STORAGE); /* longer than SQLite accepts */
        assert_reported(length, status, &error);
        assert_null(store);
        status = bs_store_restore(&restored, path, given, f->now, &error);
        assert_int_equal(status, BS_STORAGE);
        assert_reported(length, status, &error);
        assert_reported(length, bs_store_recover(&recovered, path, f->now, &error), &error);
        status = bs_copies_list(&copies, &count, path, &error);
        assert_reported(length, status, &error);
        if (status == BS_OK) {
            free(copies);
        }
        assert_reported(length, bs_copies_remove(&count, path, &error), &error);
        remove_path(f, path);
    }
    assert_int_equal(unlink(given), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_path_that_is_too_long_is_reported, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
