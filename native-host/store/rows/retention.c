#include "retention.h"

#include "bussola/store/store.h"
#include "store/db/vacuum.h"

#define RETENTION "retention"
#define BELIEVED "believed"
#define PRUNED "pruned"

static bs_status read_setting(int64_t *value, bs_store *store, const char *name, int64_t otherwise,
                              bs_error *error)
{
    return bs_db_integer(value, store, BS_SQL_SETTING_READ, otherwise, error, BS_BIND(name));
}

static bs_status write_setting(bs_store *store, const char *name, int64_t value, bs_error *error)
{
    return bs_db_run(NULL, store, BS_SQL_SETTING_PUT, error, BS_BIND(name, value));
}

static bs_status read_all(bs_retention *retention, bs_store *store, bs_error *error)
{
    int64_t believed = BS_DAY_NONE;
    bs_retention found = {.first = BS_DAY_NONE};
    bs_status status = read_setting(&found.days, store, RETENTION, BS_RETENTION_FOREVER, error);
    if (status == BS_OK && found.days != BS_RETENTION_FOREVER) {
        status = read_setting(&believed, store, BELIEVED, BS_DAY_NONE, error);
    }
    if (status == BS_OK && believed != BS_DAY_NONE) {
        found.first = (bs_day)(believed - found.days + 1);
    }
    if (status == BS_OK) {
        *retention = found;
    }
    return status;
}

bs_status bs_retention_first(bs_day *first, bs_store *store, bs_error *error)
{
    bs_retention retention;
    const bs_status status = read_all(&retention, store, error);
    if (status == BS_OK) {
        *first = retention.first;
    }
    return status;
}

bs_status bs_store_retention(bs_retention *retention, bs_store *store, bs_error *error)
{
    bs_status status = bs_db_begin_read(store, error);
    if (status == BS_OK) {
        status = bs_db_end(store, read_all(retention, store, error), error);
    }
    return status;
}

static bs_status remove_old(bs_store *store, bs_day first, bs_error *error)
{
    static const bs_sql by_day[] = {
        BS_SQL_TALLY_RETAIN,   BS_SQL_DEVICE_TALLY_RETAIN, BS_SQL_COVER_RETAIN, BS_SQL_COVER_CLIP,
        BS_SQL_LISTING_RETAIN, BS_SQL_LIST_START_RETAIN,   BS_SQL_UNDONE_RETAIN};
    static const bs_sql by_moment[] = {BS_SQL_GAUGE_RETAIN, BS_SQL_OFFICIAL_RETAIN};
    /* The first day of the history depends on one more window. */
    const int64_t day = (int64_t)first - store->model->window_days;
    bs_status status = bs_db_run(NULL, store, BS_SQL_SNAPSHOT_RETAIN, error, BS_BIND(first));
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_SHOWN_WEEK_RETAIN, error, BS_BIND(first));
    }
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_REDRAWN_RETAIN, error, BS_BIND(first));
    }
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_OUTBOX_RETAIN, error, BS_BIND(first));
    }
    for (size_t i = 0; i < sizeof by_day / sizeof by_day[0] && status == BS_OK; i++) {
        status = bs_db_run(NULL, store, by_day[i], error, BS_BIND(day));
    }
    for (size_t i = 0; i < sizeof by_moment / sizeof by_moment[0] && status == BS_OK; i++) {
        status = bs_db_run(NULL, store, by_moment[i], error, BS_BIND(day * BS_DAY_SECONDS));
    }
    return status;
}

bs_status bs_retention_prune(bs_store *store, int64_t now, bs_error *error)
{
    const int64_t today = now / BS_DAY_SECONDS;
    int64_t days = BS_RETENTION_FOREVER;
    int64_t believed = today;
    int64_t pruned = BS_DAY_NONE;
    bs_status status = read_setting(&days, store, RETENTION, BS_RETENTION_FOREVER, error);
    if (status != BS_OK || days == BS_RETENTION_FOREVER) {
        return status;
    }
    status = read_setting(&believed, store, BELIEVED, today, error);
    if (status == BS_OK) {
        status = read_setting(&pruned, store, PRUNED, BS_DAY_NONE, error);
    }
    if (status == BS_OK && pruned != today) {
        const int64_t most = believed + BS_RETENTION_LEAP;
        believed = today < most ? today : most;
        status = write_setting(store, BELIEVED, believed, error);
        if (status == BS_OK) {
            status = write_setting(store, PRUNED, today, error);
        }
    }
    return status == BS_OK ? remove_old(store, (bs_day)(believed - days + 1), error) : status;
}

static bs_status set_within(bs_retention *retention, bs_store *store, int64_t days, int64_t now,
                            bs_error *error)
{
    const int64_t today = now / BS_DAY_SECONDS;
    const int before = sqlite3_total_changes(store->db);
    bs_status status = BS_OK;
    if (days == BS_RETENTION_FOREVER) {
        status = bs_db_run(NULL, store, BS_SQL_SETTING_DELETE, error, BS_BIND(RETENTION));
    } else {
        status = write_setting(store, RETENTION, days, error);
    }
    if (status == BS_OK) {
        status = write_setting(store, BELIEVED, today, error);
    }
    if (status == BS_OK) {
        status = write_setting(store, PRUNED, today, error);
    }
    const int settings = sqlite3_total_changes(store->db) - before;
    if (status == BS_OK) {
        status = bs_retention_prune(store, now, error);
    }
    if (status == BS_OK) {
        status = read_all(retention, store, error);
        retention->removed = sqlite3_total_changes(store->db) - before - settings;
    }
    return status;
}

bs_status bs_store_retention_set(bs_retention *retention, bs_store *store, int64_t days,
                                 int64_t now, bs_error *error)
{
    bs_retention set = {.first = BS_DAY_NONE};
    if (days != BS_RETENTION_FOREVER && (days < BS_RETENTION_MIN || days > BS_RETENTION_MAX)) {
        return bs_fail(error, BS_OUT_OF_RANGE, "days", "Days are from %d to %d.", BS_RETENTION_MIN,
                       BS_RETENTION_MAX);
    }
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_db_end(store, set_within(&set, store, days, now, error), error);
    if (status == BS_OK && set.removed > 0) {
        status = bs_db_vacuum(store, error);
    }
    if (status == BS_OK) {
        *retention = set;
    }
    return status;
}
