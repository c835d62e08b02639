/** @file dump.h Dumps the database as text, for comparison. */
#ifndef BUSSOLA_TESTS_STORE_DUMP_H
#define BUSSOLA_TESTS_STORE_DUMP_H

#include <sqlite3.h>

#include "support.h"

#define DUMP_MAX ((size_t)1 << 18) /**< bytes */

/** Everything visible in the store, independent of the order of calls. */
static inline void dump(const char *directory, char text[DUMP_MAX])
{
    static const char *const queries[] = {
        "SELECT key, label, first_seen, last_seen FROM profile WHERE key IS NOT NULL ORDER BY key",
        "SELECT instance FROM profile WHERE key IS NULL ORDER BY instance",
        "SELECT coalesce(key, instance), signal, at, seen, value, bound, gauge.source "
        "FROM gauge JOIN profile ON id = profile ORDER BY 1, 2, 3",
        "SELECT coalesce(key, instance), signal, day, source, count, bound "
        "FROM tally JOIN profile ON id = profile ORDER BY 1, 2, 3, 4",
        "SELECT coalesce(key, instance), signal, source, from_day, to_day "
        "FROM cover JOIN profile ON id = profile ORDER BY 1, 2, 3, 4",
        "SELECT key, at, total, predicted FROM official JOIN profile ON id = profile ORDER BY 1, 2",
        "SELECT key, day, kind, total, coverage FROM snapshot JOIN profile ON id = profile "
        "ORDER BY 1, 2",
        "SELECT key, milestone.id, day FROM milestone JOIN profile ON profile.id = profile "
        "ORDER BY 1, 2",
        "SELECT key, signal, count FROM goal JOIN profile ON id = profile",
        "SELECT id FROM request ORDER BY id",
        "SELECT * FROM pragma_integrity_check",
        "SELECT * FROM pragma_foreign_key_check",
    };
    char path[128];
    sqlite3 *db = NULL;
    size_t used = 0;
    (void)snprintf(path, sizeof path, "%s/bussola.db", directory);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        sqlite3_stmt *statement = NULL;
        assert_int_equal(sqlite3_prepare_v2(db, queries[i], -1, &statement, NULL), SQLITE_OK);
        used += (size_t)snprintf(text + used, DUMP_MAX - used, "\n%s\n", queries[i]);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            for (int c = 0; c < sqlite3_column_count(statement); c++) {
                const unsigned char *value = sqlite3_column_text(statement, c);
                used += (size_t)snprintf(text + used, DUMP_MAX - used, "%s|",
                                         value == NULL ? "" : (const char *)value);
            }
            used += (size_t)snprintf(text + used, DUMP_MAX - used, "\n");
            assert_true(used < DUMP_MAX);
        }
        assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

#endif
