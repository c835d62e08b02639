#include "bussola/store/store.h"
#include "store/db/migrate.h"
#include "support.h"

static const char first_step[] = "CREATE TABLE old (value INTEGER) STRICT;"
                                 "INSERT INTO old VALUES (1), (2), (3)";
static const char good_step[] = "CREATE TABLE new (value INTEGER) STRICT;"
                                "INSERT INTO new SELECT value * 10 FROM old; DROP TABLE old";
static const char bad_step[] = "CREATE TABLE new (value INTEGER) STRICT; DROP TABLE old;"
                               "INSERT INTO new SELECT value FROM missing";

static int open_path(const char *path, sqlite3 **db)
{
    return sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    const int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static void steps_run_in_order_and_leave_the_version(void **state)
{
    (void)state;
    const char *const steps[] = {first_step, good_step};
    sqlite3 *db = NULL;
    assert_int_equal(open_path(":memory:", &db), SQLITE_OK);
    assert_int_equal(bs_migrate(db, steps, 0, 1, NULL), BS_OK);
    assert_int_equal(ask(db, "PRAGMA user_version"), 1);
    assert_int_equal(bs_migrate(db, steps, 1, 2, NULL), BS_OK);
    assert_int_equal(ask(db, "PRAGMA user_version"), 2);
    assert_int_equal(ask(db, "SELECT sum(value) FROM new"), 60);
    sqlite3_close(db);
}

static void a_failing_step_changes_nothing(void **state)
{
    (void)state;
    const char *const steps[] = {first_step, bad_step};
    sqlite3 *db = NULL;
    assert_int_equal(open_path(":memory:", &db), SQLITE_OK);
    assert_int_equal(bs_migrate(db, steps, 0, 1, NULL), BS_OK);
    assert_int_equal(bs_migrate(db, steps, 1, 2, NULL), BS_STORAGE);
    assert_int_equal(ask(db, "PRAGMA user_version"), 1);
    assert_int_equal(ask(db, "SELECT sum(value) FROM old"), 6);
    assert_int_equal(ask(db, "SELECT count(*) FROM sqlite_schema"), 1);
    assert_int_equal(sqlite3_get_autocommit(db), 1);
    sqlite3_close(db);
}

static void the_backup_is_whole_and_private(void **state)
{
    fixture *f = *state;
    char source[128];
    char target[128];
    (void)snprintf(source, sizeof source, "%s/bussola.db", f->directory);
    (void)snprintf(target, sizeof target, "%s/bussola.db.schema-1", f->directory);
    bs_observation o = observe("ines", at(TODAY, 9));
    gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
    apply(f, o, NULL);
    sqlite3 *db = NULL;
    sqlite3 *copy = NULL;
    assert_int_equal(open_path(source, &db), SQLITE_OK);
    assert_int_equal(bs_migrate_backup(db, target, NULL), BS_OK);
    assert_int_equal(bs_migrate_backup(db, target, NULL), BS_OK);
    sqlite3_close(db);
    assert_int_equal(access(target, R_OK), 0);
    assert_int_equal(open_path(target, &copy), SQLITE_OK);
    assert_int_equal(ask(copy, "SELECT value FROM gauge"), 300);
    assert_int_equal(ask(copy, "PRAGMA user_version"), BS_STORE_SCHEMA);
    sqlite3_close(copy);
}

static void a_backup_that_cannot_be_written_is_reported(void **state)
{
    fixture *f = *state;
    char path[128];
    sqlite3 *db = NULL;
    bs_error error;
    assert_int_equal(open_path(":memory:", &db), SQLITE_OK);
    (void)snprintf(path, sizeof path, "%s/missing/backup", f->directory);
    assert_int_equal(bs_migrate_backup(db, path, &error), BS_STORAGE);
    (void)snprintf(path, sizeof path, "%s/missing", f->directory);
    assert_string_equal(error.path, path);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_run_in_order_and_leave_the_version),
        cmocka_unit_test(a_failing_step_changes_nothing),
        cmocka_unit_test_setup_teardown(the_backup_is_whole_and_private, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_backup_that_cannot_be_written_is_reported, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
