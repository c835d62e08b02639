/* A host opens a database of the oldest schema. */
#include "bussola/store/store.h"
#include "crash_points.h"

#define BACKUP DATABASE ".backup-schema-"
#define PART ".part"

/** Snapshots and series are derived; a migration computes them again. */
static const char *const observations[] = {
    "SELECT * FROM profile",   "SELECT * FROM alias",
    "SELECT * FROM gauge",     "SELECT * FROM tally",
    "SELECT * FROM cover",     "SELECT * FROM official",
    "SELECT * FROM goal",      "SELECT * FROM request",
    "SELECT * FROM milestone", NULL,
};

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

static bool is_part(const once *o, const char *name)
{
    (void)o;
    return strstr(name, PART) != NULL;
}

/** A backup with its final name must be complete. */
static bool is_backup(const once *o, const char *name)
{
    if (is_part(o, name)) {
        return false;
    }
    sqlite3 *db = look(o, name);
    expect(o, query(o, db, "PRAGMA user_version") < BS_STORE_SCHEMA, "a backup that was migrated");
    expect_before(o, db);
    (void)sqlite3_close(db);
    return true;
}

static stage inspect(const once *o)
{
    const bool migrated = is_migrated(o);
    const int backups = count_files(o, BACKUP, is_backup);
    expect(o, !migrated || backups > 0, "migrated without a backup");
    if (migrated) {
        return AFTER;
    }
    return backups > 0 || count_files(o, BACKUP, is_part) > 0 ? BETWEEN : BEFORE;
}

const writer migrating = {
    .name = "migrations",
    .step = 8,
    .beside = BACKUP,
    .before = observations,
    .after = observations,
    .prepare = prepare,
    .begin = begin,
    .work = work,
    .inspect = inspect,
};
