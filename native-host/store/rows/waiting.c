#include "waiting.h"

#include <string.h>

#include "load.h"
#include "profile.h"

#define WAIT_SECONDS (INT64_C(24) * 60 * 60)

/** Drops a waiting profile's rows that are too old, and the profile when none can be left. */
static bs_status purge_profile(bs_store *store, bs_profile_id id, int64_t oldest, bs_error *error)
{
    static const bs_sql purges[] = {BS_SQL_GAUGE_PURGE, BS_SQL_TALLY_PURGE, BS_SQL_COVER_PURGE,
                                    BS_SQL_OFFICIAL_PURGE, BS_SQL_PROFILE_FIRST_SEEN};
    bs_profile known;
    bs_status status = bs_profile_read(&known, store, id, error);
    if (status == BS_OK && known.last_seen.seconds < oldest) {
        return bs_db_run(NULL, store, BS_SQL_PROFILE_DELETE, error, "i", id);
    }
    for (size_t i = 0; i < sizeof purges / sizeof purges[0] && status == BS_OK; i++) {
        status = bs_db_run(NULL, store, purges[i], error, "ii", id, oldest);
    }
    /* What was derived from the dropped rows must not outlive them. */
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_SNAPSHOT_DELETE, error, "i", id);
    }
    return status == BS_OK ? bs_db_run(NULL, store, BS_SQL_SERIES_DELETE, error, "i", id) : status;
}

/** Whether a waiting profile, of an installation and first seen then, is the one looked for. */
typedef bool (*condition)(const char *instance, int64_t first_seen, const void *wanted);

static bs_status find_waiting(bs_profile_id *id, bs_store *store, condition holds,
                              const void *wanted, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    *id = BS_PROFILE_NONE;
    bs_status status = bs_db_query(&row, store, BS_SQL_PROFILE_WAITING, error, "");
    for (bool there = true; status == BS_OK && *id == BS_PROFILE_NONE;) {
        char instance[BS_INSTANCE_MAX + 1];
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            return status;
        }
        bs_db_text(instance, sizeof instance, row, 1);
        if (holds(instance, sqlite3_column_int64(row, 2), wanted)) {
            *id = sqlite3_column_int64(row, 0);
        }
    }
    (void)sqlite3_reset(row);
    return status;
}

static bool is_older(const char *instance, int64_t first_seen, const void *wanted)
{
    (void)instance;
    return first_seen < *(const int64_t *)wanted;
}

static bool is_of(const char *instance, int64_t first_seen, const void *wanted)
{
    (void)first_seen;
    return strcmp(instance, wanted) == 0;
}

static bs_status oldest_waiting(bs_profile_id *id, bs_store *store, int64_t oldest, bs_error *error)
{
    return find_waiting(id, store, is_older, &oldest, error);
}

bs_status bs_waiting_purge_within(bs_store *store, int64_t now, bs_error *error)
{
    const int64_t oldest = now - WAIT_SECONDS;
    for (;;) {
        bs_profile_id id = BS_PROFILE_NONE;
        bs_status status = oldest_waiting(&id, store, oldest, error);
        if (status != BS_OK || id == BS_PROFILE_NONE) {
            return status;
        }
        status = purge_profile(store, id, oldest, error);
        if (status != BS_OK) {
            return status;
        }
    }
}

bs_status bs_waiting_purge(bs_store *store, int64_t now, bs_error *error)
{
    bs_profile_id id = BS_PROFILE_NONE;
    bs_status status = oldest_waiting(&id, store, now - WAIT_SECONDS, error);
    if (status != BS_OK || id == BS_PROFILE_NONE) {
        return status;
    }
    status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    return bs_db_end(store, bs_waiting_purge_within(store, now, error), error);
}

bs_status bs_waiting_find(bs_profile_id *profile, bs_store *store, const bs_client *client,
                          bs_error *error)
{
    *profile = BS_PROFILE_NONE;
    if (client == NULL || client->instance[0] == '\0') {
        return BS_OK;
    }
    return find_waiting(profile, store, is_of, client->instance, error);
}

bs_status bs_waiting_profile(bs_profile_id *profile, bool *created, bs_store *store,
                             const bs_client *client, bs_moment at, bs_error *error)
{
    if (client == NULL || client->instance[0] == '\0') {
        return bs_fail(error, BS_BAD_REQUEST, "profile",
                       "Whose readings are these? Give a profile.");
    }
    bs_profile_id found = BS_PROFILE_NONE;
    bs_status status = bs_waiting_find(&found, store, client, error);
    *created = status == BS_OK && found == BS_PROFILE_NONE;
    if (*created) {
        status = bs_db_run(NULL, store, BS_SQL_PROFILE_WAIT, error, "tii", client->instance,
                           at.seconds, (int64_t)at.offset_minutes);
        found = sqlite3_last_insert_rowid(store->db);
    }
    if (status == BS_OK) {
        *profile = found;
    }
    return status;
}

static bs_status give(bs_change *change, bs_store *store, bs_profile_id profile,
                      const bs_evidence *waiting, bs_error *error)
{
    bs_status status =
        bs_rules_gauges(change, store, profile, waiting->gauges, waiting->gauge_count, error);
    for (size_t i = 0; i < waiting->tally_count && status == BS_OK; i++) {
        const bs_tally *tally = &waiting->tallies[i];
        status = tally->source == BS_FROM_LOCAL
                     ? bs_rules_add(change, store, profile, tally, error)
                     : bs_rules_tally(change, store, profile, tally, error);
    }
    if (status == BS_OK) {
        status =
            bs_rules_covers(change, store, profile, waiting->covers, waiting->cover_count, error);
    }
    for (size_t i = 0; i < waiting->official_count && status == BS_OK; i++) {
        status = bs_rules_official(change, store, profile, &waiting->officials[i], error);
    }
    return status;
}

bs_status bs_waiting_adopt(bs_change *change, bs_store *store, bs_profile_id profile,
                           const bs_client *client, bs_error *error)
{
    bs_profile_id waiting = BS_PROFILE_NONE;
    bs_profile known;
    bs_evidence evidence = {0};
    bs_status status = bs_waiting_find(&waiting, store, client, error);
    if (status != BS_OK || waiting == BS_PROFILE_NONE) {
        return status;
    }
    status = bs_profile_read(&known, store, waiting, error);
    if (status == BS_OK) {
        status = bs_load_evidence(&evidence, store, waiting, BS_DAY_NONE, error);
    }
    if (status == BS_OK) {
        status = give(change, store, profile, &evidence, error);
    }
    bs_store_evidence_free(&evidence);
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_PROFILE_TOUCH, error, "iiit", profile,
                           known.first_seen.seconds, (int64_t)known.first_seen.offset_minutes, "");
    }
    return status == BS_OK ? bs_db_run(NULL, store, BS_SQL_PROFILE_DELETE, error, "i", waiting)
                           : status;
}

bs_status bs_waiting_drop(bs_store *store, const bs_client *client, bs_error *error)
{
    bs_profile_id waiting = BS_PROFILE_NONE;
    const bs_status status = bs_waiting_find(&waiting, store, client, error);
    return status == BS_OK && waiting != BS_PROFILE_NONE
               ? bs_db_run(NULL, store, BS_SQL_PROFILE_DELETE, error, "i", waiting)
               : status;
}

bs_status bs_store_drop_waiting(bs_store *store, const bs_client *client, bs_error *error)
{
    bs_profile_id waiting = BS_PROFILE_NONE;
    bs_status status = bs_waiting_find(&waiting, store, client, error);
    if (status != BS_OK || waiting == BS_PROFILE_NONE) {
        return status;
    }
    status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    return bs_db_end(store, bs_waiting_drop(store, client, error), error);
}
