#include "profile.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "import_owner.h"
#include "loaded.h"
#include "platform/clock.h"
#include "unclaimed.h"
#include "zone.h"

#define UNIDENTIFIED "unidentified:"
#define DIGITS "0123456789"
#define DIGITS_MAX 18
#define MEMBER_ID_PREFIX "ACo"
#define MEMBER_ID_REST_MIN 10

/** LinkedIn's stable member id as in its pages: "ACo" and at least ten of [A-Za-z0-9_-]. */
bool bs_profile_is_member_id(const char *name)
{
    const size_t prefix = strlen(MEMBER_ID_PREFIX);
    if (strncmp(name, MEMBER_ID_PREFIX, prefix) != 0) {
        return false;
    }
    const size_t rest = strspn(name + prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                              "0123456789_-");
    return rest >= MEMBER_ID_REST_MIN && name[prefix + rest] == '\0';
}

/** Name 0 is the key, the aliases follow. */
static const char *name_of(const bs_profile_ref *reference, size_t index)
{
    return index == 0 ? reference->key : reference->aliases[index - 1];
}

bs_status bs_profile_look_up(bs_profile_id *profile, bs_store *store, const char *name,
                             bs_error *error)
{
    return bs_db_integer(profile, store, BS_SQL_PROFILE_FIND, BS_PROFILE_NONE, error,
                         BS_BIND(name));
}

static void fill(bs_profile *profile, sqlite3_stmt *row)
{
    *profile = (bs_profile){.id = sqlite3_column_int64(row, 0)};
    bs_db_text(profile->key, sizeof profile->key, row, 1);
    bs_db_text(profile->label, sizeof profile->label, row, 2);
    profile->first_seen = bs_db_moment(row, 3);
    profile->last_seen = bs_db_moment(row, 5);
    bs_unclaimed_read(profile, row, 7);
}

bs_status bs_profile_touch(bs_store *store, bs_profile_id profile, bs_moment at, const char *label,
                           bs_error *error)
{
    int changed = 0;
    const bs_status status = bs_db_run(&changed, store, BS_SQL_PROFILE_TOUCH, error,
                                       BS_BIND(profile, at.seconds, at.offset_minutes, label));
    if (status == BS_OK) {
        bs_loaded_note_profile(store, profile, changed);
    }
    return status;
}

bs_status bs_profile_read(bs_profile *profile, bs_store *store, bs_profile_id id, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bool there = false;
    bs_status status = bs_db_query(&row, store, BS_SQL_PROFILE_READ, error, BS_BIND(id));
    if (status == BS_OK) {
        status = bs_db_next(&there, row, error);
    }
    if (status == BS_OK && !there) {
        status = bs_fail(error, BS_UNKNOWN_PROFILE, "profile.key", "No such profile.");
    }
    if (status == BS_OK) {
        fill(profile, row);
        (void)sqlite3_reset(row);
    }
    return status;
}

bs_status bs_profile_read_aliases(bs_profile *profile, bs_store *store, bs_error *error)
{
    sqlite3_stmt *row = NULL;
    bs_status status = bs_db_query(&row, store, BS_SQL_ALIAS_READ, error, BS_BIND(profile->id));
    size_t room = 0;
    for (bool there = true; status == BS_OK;) {
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        if (profile->alias_count == room) {
            room = room == 0 ? 4 : room * 2;
            void *grown = realloc(profile->aliases, room * sizeof *profile->aliases);
            if (grown == NULL) {
                return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
            }
            profile->aliases = grown;
        }
        bs_db_text(profile->aliases[profile->alias_count++], sizeof *profile->aliases, row, 0);
    }
    return status;
}

/* ---- resolving ---- */

/** A member id among the profile's names; "" without one. */
static bs_status member_id(char id[BS_KEY_MAX + 1], bs_store *store, bs_profile_id profile,
                           bs_error *error)
{
    bs_profile known;
    bs_status status = bs_profile_read(&known, store, profile, error);
    if (status != BS_OK) {
        return status;
    }
    id[0] = '\0';
    if (bs_profile_is_member_id(known.key)) {
        memcpy(id, known.key, sizeof known.key);
        return BS_OK;
    }
    status = bs_profile_read_aliases(&known, store, error);
    for (size_t i = 0; i < known.alias_count; i++) {
        if (bs_profile_is_member_id(known.aliases[i])) {
            memcpy(id, known.aliases[i], sizeof known.aliases[i]);
        }
    }
    free(known.aliases);
    return status;
}

static bool has_member_id(const bs_profile_ref *reference)
{
    for (size_t i = 0; i <= reference->alias_count; i++) {
        if (bs_profile_is_member_id(name_of(reference, i))) {
            return true;
        }
    }
    return false;
}

/** Finds the known profile that the reference names. */
static bs_status match(bs_profile_id *profile, bs_store *store, const bs_profile_ref *reference,
                       bs_error *error)
{
    bs_status status = BS_OK;
    *profile = BS_PROFILE_NONE;
    for (size_t i = 0;
         i <= reference->alias_count && status == BS_OK && *profile == BS_PROFILE_NONE; i++) {
        if (bs_profile_is_member_id(name_of(reference, i))) {
            status = bs_profile_look_up(profile, store, name_of(reference, i), error);
        }
    }
    for (size_t i = 0;
         i <= reference->alias_count && status == BS_OK && *profile == BS_PROFILE_NONE; i++) {
        status = bs_profile_look_up(profile, store, name_of(reference, i), error);
        if (status == BS_OK && *profile != BS_PROFILE_NONE && has_member_id(reference)) {
            char id[BS_KEY_MAX + 1];
            status = member_id(id, store, *profile, error);
            if (status == BS_OK && id[0] != '\0') {
                /* The name belongs to another account now. */
                *profile = BS_PROFILE_NONE;
                return BS_OK;
            }
        }
    }
    return status;
}

/**
 * Frees a name for its new holder; if it was the old holder's key, its member id becomes the key.
 */
static bs_status release(bs_store *store, const char *name, bs_profile_id holder, bs_error *error)
{
    bs_profile known;
    char id[BS_KEY_MAX + 1];
    bs_status status = bs_profile_read(&known, store, holder, error);
    if (status == BS_OK && strcmp(known.key, name) == 0) {
        status = member_id(id, store, holder, error);
        if (status == BS_OK) {
            status = bs_db_run(NULL, store, BS_SQL_ALIAS_DELETE, error, BS_BIND(id));
        }
        if (status == BS_OK) {
            status = bs_db_run(NULL, store, BS_SQL_PROFILE_RENAME, error, BS_BIND(holder, id));
        }
        return status;
    }
    return status == BS_OK ? bs_db_run(NULL, store, BS_SQL_ALIAS_DELETE, error, BS_BIND(name))
                           : status;
}

/** Finds the holder of a name, after releasing it from an account that lost it. */
static bs_status claim(bs_profile_id *holder, bs_store *store, const bs_profile_ref *reference,
                       const char *name, bs_profile_id profile, bs_error *error)
{
    bs_status status = bs_profile_look_up(holder, store, name, error);
    if (status != BS_OK || *holder == BS_PROFILE_NONE || *holder == profile ||
        !has_member_id(reference)) {
        return status;
    }
    char id[BS_KEY_MAX + 1];
    status = member_id(id, store, *holder, error);
    if (status == BS_OK && id[0] != '\0') {
        status = release(store, name, *holder, error);
        *holder = BS_PROFILE_NONE;
    }
    return status;
}

/** Sets `*only` if the profile is the only one with a key. */
static bs_status is_only(bool *only, bs_store *store, bs_profile_id profile, bs_error *error)
{
    bs_profile_id first = BS_PROFILE_NONE;
    bs_profile_id second = BS_PROFILE_NONE;
    bs_status status = bs_db_integer(&first, store, BS_SQL_PROFILE_AFTER, BS_PROFILE_NONE, error,
                                     BS_BIND((int64_t)0));
    if (status == BS_OK) {
        status = bs_db_integer(&second, store, BS_SQL_PROFILE_AFTER, BS_PROFILE_NONE, error,
                               BS_BIND(first));
    }
    *only = first == profile && second == BS_PROFILE_NONE;
    return status;
}

/**
 * If an import was made before any page was read and the reference is its owner, renames its
 * profile to the reference's key. If its owner is not known, it must be the only profile.
 */
static bs_status take_over(bs_profile_id *profile, bs_store *store, const bs_profile_ref *reference,
                           bs_error *error)
{
    const char *key = reference->key;
    bs_profile_id kept = BS_PROFILE_NONE;
    bs_ownership ownership = BS_OWNER_UNKNOWN;
    bool only = false;
    bs_status status = bs_profile_look_up(&kept, store, BS_IMPORT_KEY, error);
    if (status != BS_OK || kept == BS_PROFILE_NONE || strcmp(key, BS_IMPORT_KEY) == 0) {
        return status;
    }
    status = bs_owner_of_import(&ownership, store, kept, reference, error);
    if (status == BS_OK) {
        status = is_only(&only, store, kept, error);
    }
    if (status != BS_OK || ownership == BS_OWNER_OTHER ||
        (ownership == BS_OWNER_UNKNOWN && !only)) {
        return status;
    }
    *profile = kept;
    return bs_db_run(NULL, store, BS_SQL_PROFILE_RENAME, error, BS_BIND(kept, key));
}

bs_status bs_profile_resolve(bs_profile_id *profile, bool *created, bs_store *store,
                             const bs_profile_ref *reference, bs_moment at, bs_error *error)
{
    bs_profile_id found = BS_PROFILE_NONE;
    bs_profile_id holder = BS_PROFILE_NONE;
    bs_status status = match(&found, store, reference, error);
    if (status == BS_OK && found == BS_PROFILE_NONE) {
        status = take_over(&found, store, reference, error);
    }
    const bool fresh = found == BS_PROFILE_NONE;
    if (status == BS_OK && fresh) {
        status = claim(&holder, store, reference, reference->key, found, error);
        if (status == BS_OK) {
            status =
                bs_db_run(NULL, store, BS_SQL_PROFILE_INSERT, error,
                          BS_BIND(reference->key, reference->label, at.seconds, at.offset_minutes));
        }
        found = sqlite3_last_insert_rowid(store->db);
    }
    for (size_t i = 0; i <= reference->alias_count && status == BS_OK; i++) {
        const char *name = name_of(reference, i);
        status = claim(&holder, store, reference, name, found, error);
        if (status == BS_OK && holder == BS_PROFILE_NONE) {
            status = bs_db_run(NULL, store, BS_SQL_ALIAS_PUT, error, BS_BIND(name, found));
        }
    }
    if (status == BS_OK) {
        *profile = found;
        *created = fresh;
    }
    return status;
}

/* ---- asking ---- */

void bs_profile_name(char name[BS_KEY_MAX + 1], const bs_profile *profile)
{
    if (profile->key[0] != '\0') {
        memcpy(name, profile->key, sizeof profile->key);
    } else {
        (void)snprintf(name, BS_KEY_MAX + 1, UNIDENTIFIED "%" PRId64, profile->id);
    }
}

/** Finds the unidentified account of a name such as "unidentified:3". */
static bs_status look_up_unidentified(bs_profile_id *profile, bs_store *store, const char *name,
                                      bs_error *error)
{
    const size_t prefix = strlen(UNIDENTIFIED);
    if (strncmp(name, UNIDENTIFIED, prefix) != 0) {
        return BS_OK;
    }
    const size_t digits = strspn(name + prefix, DIGITS);
    if (digits == 0 || digits > DIGITS_MAX || name[prefix + digits] != '\0') {
        return BS_OK;
    }
    return bs_db_integer(profile, store, BS_SQL_PROFILE_IS_UNCLAIMED, BS_PROFILE_NONE, error,
                         BS_BIND(strtoll(name + prefix, NULL, 10)));
}

bs_status bs_store_find(bs_profile_id *profile, bs_store *store, const char *key,
                        const bs_client *client, bs_error *error)
{
    bs_profile_id found = BS_PROFILE_NONE;
    bs_status status = BS_OK;
    if (key != NULL) {
        status = bs_profile_look_up(&found, store, key, error);
        if (status == BS_OK && found == BS_PROFILE_NONE) {
            status = look_up_unidentified(&found, store, key, error);
        }
        if (status == BS_OK && found == BS_PROFILE_NONE) {
            status = bs_fail(error, BS_UNKNOWN_PROFILE, "profile.key", "No such profile.");
        }
    } else {
        status = bs_db_integer(&found, store, BS_SQL_PROFILE_LATEST, BS_PROFILE_NONE, error,
                               BS_BIND_NOTHING);
        if (status == BS_OK && found == BS_PROFILE_NONE) {
            status = client != NULL ? bs_unclaimed_find(&found, store, client, error)
                                    : bs_db_integer(&found, store, BS_SQL_PROFILE_NEWEST,
                                                    BS_PROFILE_NONE, error, BS_BIND_NOTHING);
        }
    }
    if (status == BS_OK) {
        *profile = found;
    }
    return status;
}

bs_status bs_store_now(bs_moment *moment, bs_store *store, bs_profile_id profile, int64_t now,
                       bs_error *error)
{
    bs_profile known = {.id = profile};
    if (profile != BS_PROFILE_NONE) {
        const bs_status status = bs_profile_read(&known, store, profile, error);
        if (status != BS_OK) {
            return status;
        }
    }
    const int64_t seen = known.last_seen.seconds;
    /* A reading from a clock that was far ahead does not define the present. */
    moment->seconds = seen > now && seen - now <= BS_STORE_AHEAD_MAX ? seen : now;
    /* The last observation may be from another season: use the current offset of the same zone. */
    moment->offset_minutes = known.last_seen.offset_minutes;
    if (profile != BS_PROFILE_NONE && moment->offset_minutes == bs_clock_offset(seen)) {
        moment->offset_minutes = bs_clock_offset(moment->seconds);
    }
    return BS_OK;
}

static bs_status list_within(bs_profile **profiles, size_t *count, bs_store *store, bs_sql question,
                             bs_error *error)
{
    bs_profile *items = NULL;
    size_t length = 0;
    sqlite3_stmt *row = NULL;
    bs_status status = bs_db_query(&row, store, question, error, BS_BIND_NOTHING);
    for (bool there = true; status == BS_OK;) {
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        bs_profile *grown = realloc(items, (length + 1) * sizeof *items);
        if (grown == NULL) {
            status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
            break;
        }
        items = grown;
        fill(&items[length], row);
        status = bs_profile_read_aliases(&items[length], store, error);
        length++;
    }
    if (status != BS_OK) {
        (void)sqlite3_reset(row);
        bs_profiles_free(items, length);
        return status;
    }
    *profiles = items;
    *count = length;
    return BS_OK;
}

static bs_status list(bs_profile **profiles, size_t *count, bs_store *store, bs_sql question,
                      bs_error *error)
{
    bs_profile *items = NULL;
    size_t length = 0;
    bs_status status = bs_db_begin_read(store, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_db_end(store, list_within(&items, &length, store, question, error), error);
    if (status != BS_OK) {
        bs_profiles_free(items, length);
        return status;
    }
    *profiles = items;
    *count = length;
    return BS_OK;
}

bs_status bs_store_profiles(bs_profile **profiles, size_t *count, bs_store *store, bs_error *error)
{
    return list(profiles, count, store, BS_SQL_PROFILE_ALL, error);
}

bs_status bs_profiles_within(bs_profile **profiles, size_t *count, bs_store *store, bs_error *error)
{
    return list_within(profiles, count, store, BS_SQL_PROFILE_ALL, error);
}

bs_status bs_store_unidentified(bs_profile **profiles, size_t *count, bs_store *store,
                                bs_error *error)
{
    return list(profiles, count, store, BS_SQL_PROFILE_UNIDENTIFIED, error);
}

void bs_profiles_free(bs_profile *profiles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(profiles[i].aliases);
    }
    free(profiles);
}
