/*
 * Limits for a malicious database: none of its code runs, nothing grows, and nothing runs forever.
 */
#include <sqlite3.h>

#include "bussola/platform/storage.h"
#include "bussola/store/apply.h"
#include "bussola/store/store.h"
#include "store/db/create.h"
#include "store/db/guard.h"
#include "store/db/schema.h"
#include "support.h"

#define MEMORY_LIMIT ((int64_t)4 * 1024 * 1024)

static const char things[] =
    "CREATE TABLE given (a); CREATE TABLE noted (a); CREATE VIEW seen AS SELECT * FROM given;"
    "CREATE TRIGGER t AFTER INSERT ON given BEGIN INSERT INTO noted VALUES (1); END";

static sqlite3 *open_prepared(bs_guard *guard)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, things, NULL, NULL, NULL), SQLITE_OK);
    bs_guard_start(guard, BS_GUARD_FILE_MS);
    assert_int_equal(bs_guard_set(db, guard), SQLITE_OK);
    return db;
}

static int run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) & 0xff;
}

static void triggers_and_views_do_nothing(void **state)
{
    (void)state;
    bs_guard guard;
    sqlite3 *db = open_prepared(&guard);
    assert_int_equal(run(db, "INSERT INTO given VALUES (1)"), SQLITE_OK);
    assert_int_equal(run(db, "INSERT INTO noted SELECT 1 / (count(*) = 0) FROM noted"), SQLITE_OK);
    assert_int_equal(run(db, "SELECT * FROM seen"), SQLITE_ERROR);
    assert_int_equal(run(db, "UPDATE sqlite_schema SET sql = ''"), SQLITE_ERROR);
    sqlite3_close(db);
}

static void nothing_is_longer_than_allowed(void **state)
{
    (void)state;
    bs_guard guard;
    sqlite3 *db = open_prepared(&guard);
    assert_int_equal(run(db, "INSERT INTO given VALUES (zeroblob(60000))"), SQLITE_OK);
    assert_int_equal(run(db, "INSERT INTO given VALUES (zeroblob(70000))"), SQLITE_TOOBIG);
    (void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1000000);
    assert_int_equal(run(db, "INSERT INTO noted VALUES (1), (zeroblob(70000))"), SQLITE_OK);
    (void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, BS_GUARD_LENGTH);
    assert_int_equal(bs_schema_read_all(db), SQLITE_TOOBIG);
    sqlite3_close(db);
}

static void what_never_ends_is_interrupted(void **state)
{
    (void)state;
    bs_guard guard;
    sqlite3 *db = open_prepared(&guard);
    bs_guard_start(&guard, 1);
    assert_int_equal(run(db, "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c)"
                             " SELECT count(*) FROM c"),
                     SQLITE_INTERRUPT);
    bs_guard_start(&guard, BS_GUARD_FILE_MS);
    assert_int_equal(run(db, "SELECT * FROM given"), SQLITE_OK);
    sqlite3_close(db);
}

static void memory_has_an_end(void **state)
{
    (void)state;
    static const char fill[] = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c"
                               " WHERE i < 1000) INSERT INTO given SELECT randomblob(60000) FROM c";
    bs_guard guard;
    sqlite3 *db = open_prepared(&guard);
    bs_store_limit_memory(MEMORY_LIMIT);
    assert_int_equal(run(db, fill), SQLITE_NOMEM);
    assert_true(sqlite3_memory_used() <= MEMORY_LIMIT);
    const int64_t before = bs_guard_allow((int64_t)100 * 1024 * 1024);
    assert_int_equal(before, MEMORY_LIMIT);
    assert_int_equal(run(db, fill), SQLITE_OK);
    bs_store_limit_memory(0);
    assert_int_equal(bs_guard_allow(1), 0);
    sqlite3_close(db);
}

static void every_version_has_its_schemas(void **state)
{
    (void)state;
    sqlite3 *db = NULL;
    assert_int_equal(bs_create_in_memory(&db, NULL), BS_OK);
    for (int version = 0; version <= BS_STORE_SCHEMA + 1; version++) {
        bool known = true;
        bool listed = false;
        assert_int_equal(bs_schema_look(&known, db, version), SQLITE_OK);
        assert_int_equal(known, version == BS_STORE_SCHEMA);
        for (const bs_schema *own = bs_embedded_schemas; own->version != 0; own++) {
            listed = listed || own->version == version;
        }
        assert_int_equal(listed, version >= 1 && version <= BS_STORE_SCHEMA);
    }
    sqlite3_close(db);
}

/** Another process changes the schema while a store is open. */
static void a_schema_that_changes_is_compared_again(void **state)
{
    fixture *f = *state;
    bs_observation o = observe("ines", at(TODAY, 9));
    bs_applied applied = {0};
    bs_error error = {0};
    char path[128];
    sqlite3 *db = NULL;
    gauge(&o, BS_CONNECTIONS, 300, BS_EXACT);
    (void)snprintf(path, sizeof path, "%s/bussola.db", f->directory);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(run(db, "CREATE TRIGGER t BEFORE INSERT ON gauge BEGIN SELECT 1; END"),
                     SQLITE_OK);
    assert_int_equal(bs_store_apply(&applied, f->store, &o, 1, &f->client, false, f->now, &error),
                     BS_STORAGE);
    assert_string_equal(error.field, BS_STORAGE_ALTERED);
    assert_int_equal(run(db, "DROP TRIGGER t"), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    size_t changed = 0;
    (void)apply(f, o, &changed);
    assert_int_equal(changed, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(triggers_and_views_do_nothing),
        cmocka_unit_test(nothing_is_longer_than_allowed),
        cmocka_unit_test(what_never_ends_is_interrupted),
        cmocka_unit_test(memory_has_an_end),
        cmocka_unit_test(every_version_has_its_schemas),
        cmocka_unit_test_setup_teardown(a_schema_that_changes_is_compared_again, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
