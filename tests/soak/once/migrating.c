/* A host that opens a database of the oldest schema. */
#include "bussola/store.h"
#include "once.h"
#include "tables.h"

#define BACKUP DATABASE ".backup-schema-"
#define PART ".part"

static void prepare(once *o)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s", o->old);
    char *slash = strrchr(path, '/');
    if (slash == NULL) {
        give_up("the path of the old database has no directory");
    }
    *slash = '\0';
    copy_database(o->folder, path, slash + 1);
}

static process begin(const once *o)
{
    return start((char *[]){o->host, NULL});
}

static bool work(once *o, process *running)
{
    if (!ask(o, running, "{\"id\":1,\"type\":\"profiles\"}")) {
        return false;
    }
    expect(o, strstr(o->text, "\"ok\":true") != NULL, o->text);
    return true;
}

static bool is_migrated(const once *o)
{
    sqlite3 *db = look(o, DATABASE);
    const bool migrated = query(o, db, "PRAGMA user_version") == BS_STORE_SCHEMA;
    expect_before(o, db);
    (void)sqlite3_close(db);
    return migrated;
}

/** A backup that has its name is whole. */
static void check_backup(const once *o, const char *name)
{
    if (strstr(name, PART) != NULL) {
        return;
    }
    sqlite3 *db = look(o, name);
    expect(o, query(o, db, "PRAGMA user_version") < BS_STORE_SCHEMA, "a backup that was migrated");
    expect_before(o, db);
    (void)sqlite3_close(db);
}

static stage inspect(const once *o)
{
    const bool migrated = is_migrated(o);
    const int copies = each_file(o, BACKUP, check_backup);
    expect(o, !migrated || copies > 0, "migrated without a backup");
    if (migrated) {
        return AFTER;
    }
    return copies > 0 ? BETWEEN : BEFORE;
}

static void verify(const once *o)
{
    expect(o, inspect(o) == AFTER, "not migrated");
}

const writer migrating = {
    .name = "migrations",
    .step = 8,
    .beside = BACKUP,
    .before = all_rows,
    .after = all_rows,
    .prepare = prepare,
    .begin = begin,
    .work = work,
    .inspect = inspect,
    .verify = verify,
};
