#include "unclaimed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store/apply.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "load.h"
#include "outbox.h"
#include "profile.h"
#include "undone.h"

#define WAIT_SECONDS (INT64_C(24) * 60 * 60)
/** Prefix of an instance from an export; no client has such a name. */
#define IMPORTED "imported:"
#define STORED_MAX (sizeof IMPORTED + BS_INSTANCE_MAX)

static bool is_imported(const char *instance)
{
    return strncmp(instance, IMPORTED, strlen(IMPORTED)) == 0;
}

/** Removes an unclaimed profile's rows that are too old, and the profile if none is left. */
static bs_status purge_profile(bs_store *store, bs_profile_id id, int64_t oldest, bs_error *error)
{
    static const bs_sql purges[] = {BS_SQL_GAUGE_PURGE, BS_SQL_TALLY_PURGE, BS_SQL_COVER_PURGE,
                                    BS_SQL_OFFICIAL_PURGE, BS_SQL_PROFILE_FIRST_SEEN};
    bs_profile known;
    bs_status status = bs_profile_read(&known, store, id, error);
    if (status == BS_OK && known.last_seen.seconds < oldest) {
        return bs_db_run(NULL, store, BS_SQL_PROFILE_DELETE, error, BS_BIND(id));
    }
    for (size_t i = 0; i < sizeof purges / sizeof purges[0] && status == BS_OK; i++) {
        status = bs_db_run(NULL, store, purges[i], error, BS_BIND(id, oldest));
    }
    /* Derived rows must not outlive the removed ones. */
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_SNAPSHOT_DELETE, error, BS_BIND(id));
    }
    return status == BS_OK ? bs_db_run(NULL, store, BS_SQL_SERIES_DELETE, error, BS_BIND(id))
                           : status;
}

/** True if an unclaimed profile is the wanted one. */
typedef bool (*condition)(const char *instance, int64_t first_seen, const void *wanted);

static bs_status find_unclaimed(bs_profile_id *id, bs_store *store, condition holds,
                                const void *wanted, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    *id = BS_PROFILE_NONE;
    bs_status status = bs_db_query(&row, store, BS_SQL_PROFILE_UNCLAIMED, error, BS_BIND_NOTHING);
    for (bool there = true; status == BS_OK && *id == BS_PROFILE_NONE;) {
        char instance[STORED_MAX];
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
    return !is_imported(instance) && first_seen < *(const int64_t *)wanted;
}

static bool is_of(const char *instance, int64_t first_seen, const void *wanted)
{
    (void)first_seen;
    return strcmp(instance, wanted) == 0;
}

static bs_status oldest_unclaimed(bs_profile_id *id, bs_store *store, int64_t oldest,
                                  bs_error *error)
{
    return find_unclaimed(id, store, is_older, &oldest, error);
}

bs_status bs_unclaimed_purge_within(bs_store *store, int64_t now, bs_error *error)
{
    const int64_t oldest = now - WAIT_SECONDS;
    for (;;) {
        bs_profile_id id = BS_PROFILE_NONE;
        bs_status status = oldest_unclaimed(&id, store, oldest, error);
        if (status != BS_OK || id == BS_PROFILE_NONE) {
            return status;
        }
        status = purge_profile(store, id, oldest, error);
        if (status != BS_OK) {
            return status;
        }
    }
}

bs_status bs_unclaimed_purge(bs_store *store, int64_t now, bs_error *error)
{
    bs_profile_id id = BS_PROFILE_NONE;
    bs_status status = oldest_unclaimed(&id, store, now - WAIT_SECONDS, error);
    if (status != BS_OK || id == BS_PROFILE_NONE) {
        return status;
    }
    status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    return bs_db_end(store, bs_unclaimed_purge_within(store, now, error), error);
}

bs_status bs_unclaimed_find(bs_profile_id *profile, bs_store *store, const bs_client *client,
                            bs_error *error)
{
    *profile = BS_PROFILE_NONE;
    if (client == NULL || client->instance[0] == '\0' || is_imported(client->instance)) {
        return BS_OK;
    }
    return find_unclaimed(profile, store, is_of, client->instance, error);
}

bs_status bs_unclaimed_profile(bs_profile_id *profile, bool *created, bs_store *store,
                               const bs_client *client, bs_moment at, bs_error *error)
{
    if (client == NULL || client->instance[0] == '\0' || is_imported(client->instance)) {
        return bs_fail(error, BS_BAD_REQUEST, "profile",
                       "These counts belong to no account yet. Name a profile.");
    }
    bs_profile_id found = BS_PROFILE_NONE;
    bs_status status = bs_unclaimed_find(&found, store, client, error);
    *created = status == BS_OK && found == BS_PROFILE_NONE;
    if (*created) {
        status = bs_db_run(NULL, store, BS_SQL_PROFILE_WAIT, error,
                           BS_BIND(client->instance, at.seconds, at.offset_minutes));
        found = sqlite3_last_insert_rowid(store->db);
    }
    if (status == BS_OK) {
        *profile = found;
    }
    return status;
}

/** Subtracts acts taken back before the account was known from the counts of an import. */
static bs_status give_undone(bs_change *change, bs_store *store, bs_profile_id profile,
                             bs_profile_id from, bs_error *error)
{
    bs_undone *undone = NULL;
    size_t count = 0;
    bs_status status = bs_load_undone(&undone, &count, store, from, error);
    if (status == BS_OK) {
        status = bs_undone_merge(change, store, profile, undone, count, error);
    }
    free(undone);
    return status;
}

static bs_status give(bs_change *change, bs_store *store, bs_profile_id profile,
                      const bs_evidence *unclaimed, bs_error *error)
{
    bs_status status =
        bs_rules_gauges(change, store, profile, unclaimed->gauges, unclaimed->gauge_count, error);
    for (size_t i = 0; i < unclaimed->tally_count && status == BS_OK; i++) {
        const bs_tally *tally = &unclaimed->tallies[i];
        status = tally->source == BS_FROM_LOCAL
                     ? bs_rules_add(change, store, profile, tally, error)
                     : bs_rules_tally(change, store, profile, tally, error);
    }
    if (status == BS_OK) {
        status = bs_rules_covers(change, store, profile, unclaimed->covers, unclaimed->cover_count,
                                 error);
    }
    for (size_t i = 0; i < unclaimed->official_count && status == BS_OK; i++) {
        status = bs_rules_official(change, store, profile, &unclaimed->officials[i], error);
    }
    if (status == BS_OK) {
        status = bs_rules_no_access(store, profile, unclaimed->no_access, error);
    }
    for (int i = 0; i < BS_PAGE_COUNT && status == BS_OK; i++) {
        status =
            bs_rules_page_read(store, profile, (bs_page_kind)i, unclaimed->pages_read[i], error);
    }
    return status;
}

bs_status bs_unclaimed_give(bs_change *change, bs_store *store, bs_profile_id profile,
                            bs_profile_id from, bs_error *error)
{
    bs_profile known;
    bs_evidence evidence = {0};
    bs_status status = bs_profile_read(&known, store, from, error);
    if (status == BS_OK) {
        status = bs_load_evidence(&evidence, store, from, BS_DAY_NONE, error);
    }
    if (status == BS_OK) {
        status = give_undone(change, store, profile, from, error);
    }
    if (status == BS_OK) {
        status = give(change, store, profile, &evidence, error);
    }
    bs_store_evidence_free(&evidence);
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_GOAL_MOVE, error, BS_BIND(profile, from));
    }
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_SHOWN_WEEK_MOVE, error, BS_BIND(profile, from));
    }
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_REDRAWN_MOVE, error, BS_BIND(profile, from));
    }
    if (status == BS_OK) {
        status = bs_outbox_move(store, profile, from, error);
    }
    if (status == BS_OK) {
        status = bs_profile_touch(store, profile, known.first_seen, "", error);
    }
    return status == BS_OK ? bs_db_run(NULL, store, BS_SQL_PROFILE_DELETE, error, BS_BIND(from))
                           : status;
}

bs_status bs_unclaimed_adopt(bs_change *change, bs_store *store, bs_profile_id profile,
                             const bs_client *client, bs_error *error)
{
    bs_profile_id unclaimed = BS_PROFILE_NONE;
    const bs_status status = bs_unclaimed_find(&unclaimed, store, client, error);
    return status == BS_OK && unclaimed != BS_PROFILE_NONE
               ? bs_unclaimed_give(change, store, profile, unclaimed, error)
               : status;
}

void bs_unclaimed_read(bs_profile *profile, sqlite3_stmt *row, int column)
{
    char stored[STORED_MAX];
    bs_db_text(stored, sizeof stored, row, column);
    profile->imported = is_imported(stored);
    const char *instance = stored + (profile->imported ? strlen(IMPORTED) : 0);
    (void)snprintf(profile->instance, sizeof profile->instance, "%.*s", BS_INSTANCE_MAX, instance);
}

/** The client's unclaimed profile, unless it began after the export was written. */
static bs_status find_exported(bs_profile_id *profile, bs_store *store, const bs_profile *exported,
                               bs_error *error)
{
    bs_profile known;
    bs_status status = find_unclaimed(profile, store, is_of, exported->instance, error);
    if (status == BS_OK && *profile != BS_PROFILE_NONE) {
        status = bs_profile_read(&known, store, *profile, error);
        if (status == BS_OK && known.first_seen.seconds > exported->last_seen.seconds) {
            *profile = BS_PROFILE_NONE;
        }
    }
    return status;
}

bs_status bs_unclaimed_exported(bs_profile_id *profile, bs_store *store, const bs_profile *exported,
                                bs_error *error)
{
    char instance[STORED_MAX];
    (void)snprintf(instance, sizeof instance, IMPORTED "%s", exported->instance);
    const bs_status status = find_exported(profile, store, exported, error);
    return status == BS_OK && *profile == BS_PROFILE_NONE
               ? find_unclaimed(profile, store, is_of, instance, error)
               : status;
}

bs_status bs_unclaimed_import(bs_profile_id *profile, bool *created, bs_store *store,
                              const bs_profile *exported, bs_error *error)
{
    char instance[STORED_MAX];
    (void)snprintf(instance, sizeof instance, IMPORTED "%s", exported->instance);
    bs_status status = bs_unclaimed_exported(profile, store, exported, error);
    *created = status == BS_OK && *profile == BS_PROFILE_NONE;
    if (*created) {
        status = bs_db_run(
            NULL, store, BS_SQL_PROFILE_WAIT, error,
            BS_BIND(instance, exported->first_seen.seconds, exported->first_seen.offset_minutes));
        *profile = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

bs_status bs_unclaimed_drop(bs_store *store, const bs_client *client, bs_error *error)
{
    bs_profile_id unclaimed = BS_PROFILE_NONE;
    const bs_status status = bs_unclaimed_find(&unclaimed, store, client, error);
    return status == BS_OK && unclaimed != BS_PROFILE_NONE
               ? bs_db_run(NULL, store, BS_SQL_PROFILE_DELETE, error, BS_BIND(unclaimed))
               : status;
}

bs_status bs_store_drop_unclaimed(bs_store *store, const bs_client *client, bs_error *error)
{
    bs_profile_id unclaimed = BS_PROFILE_NONE;
    bs_status status = bs_unclaimed_find(&unclaimed, store, client, error);
    if (status != BS_OK || unclaimed == BS_PROFILE_NONE) {
        return status;
    }
    status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    return bs_db_end(store, bs_unclaimed_drop(store, client, error), error);
}
