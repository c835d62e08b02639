#include "merge_profile.h"

#include <stdio.h>
#include <string.h>

#include "bussola/core/owner.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "store/rows/profile.h"
#include "store/rows/unclaimed.h"

static bs_status add_name(bs_store *store, bs_profile_id profile, const char *name, bs_error *error)
{
    bs_profile_id holder = BS_PROFILE_NONE;
    const bs_status status = bs_profile_look_up(&holder, store, name, error);
    return status == BS_OK && holder == BS_PROFILE_NONE
               ? bs_db_run(NULL, store, BS_SQL_ALIAS_PUT, error, BS_BIND(name, profile))
               : status;
}

static bs_status touch_span(bs_store *store, bs_profile_id profile, const bs_profile *exported,
                            const char *label, bs_error *error)
{
    const bs_status status = bs_profile_touch(store, profile, exported->first_seen, label, error);
    return status == BS_OK ? bs_profile_touch(store, profile, exported->last_seen, "", error)
                           : status;
}

/** An unused key for a new profile: another profile may have the exported one. */
static bs_status free_key(const char **key, bs_store *store, const bs_profile *exported,
                          bs_error *error)
{
    bs_profile_id holder = BS_PROFILE_NONE;
    bs_status status = bs_profile_look_up(&holder, store, exported->key, error);
    *key = exported->key;
    for (size_t i = 0; i < exported->alias_count && status == BS_OK && holder != BS_PROFILE_NONE;
         i++) {
        if (bs_profile_is_member_id(exported->aliases[i])) {
            *key = exported->aliases[i];
            status = bs_profile_look_up(&holder, store, *key, error);
        }
    }
    return status;
}

static bs_status create(bs_profile_id *profile, bs_store *store, const bs_profile *exported,
                        bs_error *error)
{
    const char *key = NULL;
    bs_status status = free_key(&key, store, exported, error);
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_PROFILE_INSERT, error,
                           BS_BIND(key, exported->label, exported->first_seen.seconds,
                                   exported->first_seen.offset_minutes));
        *profile = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

/**
 * Adds the names that identify the account. If the profile matched only by an import, adds only
 * import marks.
 */
static bs_status add_names(bs_store *store, bs_profile_id profile, const bs_profile *exported,
                           bool named, bs_error *error)
{
    bs_status status = named ? add_name(store, profile, exported->key, error) : BS_OK;
    for (size_t i = 0; i < exported->alias_count && status == BS_OK; i++) {
        if (named || bs_owner_is_mark(exported->aliases[i])) {
            status = add_name(store, profile, exported->aliases[i], error);
        }
    }
    return status;
}

bs_status bs_merge_settle_keyed(bs_merge_settled *settled, bs_change *change, bs_store *store,
                                const bs_profile *exported, bs_error *error)
{
    bs_merge_match match;
    bs_profile known = {.label = ""};
    bs_status status = bs_merge_find(&match, store, exported, error);
    settled->profile = match.profile;
    if (status == BS_OK && match.clash) {
        status = bs_profile_look_up(&settled->profile, store, exported->key, error);
    }
    settled->created = status == BS_OK && settled->profile == BS_PROFILE_NONE;
    const bool named = match.named || settled->created;
    if (settled->created) {
        status = create(&settled->profile, store, exported, error);
    } else if (status == BS_OK) {
        status = bs_profile_read(&known, store, settled->profile, error);
    }
    if (status == BS_OK) {
        status = add_names(store, settled->profile, exported, named, error);
    }
    if (status == BS_OK) {
        status = touch_span(store, settled->profile, exported,
                            named && known.label[0] == '\0' ? exported->label : "", error);
    }
    return status == BS_OK && match.import != BS_PROFILE_NONE
               ? bs_unclaimed_give(change, store, settled->profile, match.import, error)
               : status;
}

/**
 * Remembers the user's choice, so that the next export of the account goes there without asking.
 */
static bs_status remember(bs_store *store, bs_profile_id profile, const bs_profile *exported,
                          bs_error *error)
{
    bs_merge_match match;
    char mark[BS_OWNER_MARK_MAX + 1];
    const bs_owner owner = {.slug = bs_owner_digest(exported->key, strlen(exported->key))};
    if (strcmp(exported->key, BS_IMPORT_KEY) == 0 || !bs_owner_mark(mark, &owner)) {
        return BS_OK;
    }
    const bs_status status = bs_merge_find(&match, store, exported, error);
    return status == BS_OK && match.profile == BS_PROFILE_NONE
               ? add_name(store, profile, mark, error)
               : status;
}

/** Uses the key that the user chose. */
static bs_status settle_chosen(bs_merge_settled *settled, bs_change *change, bs_store *store,
                               const bs_profile *exported, const char *key, bs_error *error)
{
    bs_profile_id unclaimed = BS_PROFILE_NONE;
    bs_profile chosen = {.first_seen = exported->first_seen, .last_seen = exported->last_seen};
    (void)snprintf(chosen.key, sizeof chosen.key, "%s", key);
    bs_status status = bs_merge_settle_keyed(settled, change, store, &chosen, error);
    if (status == BS_OK && exported->key[0] != '\0') {
        return remember(store, settled->profile, exported, error);
    }
    if (status == BS_OK) {
        status = bs_unclaimed_exported(&unclaimed, store, exported, error);
    }
    return status == BS_OK && unclaimed != BS_PROFILE_NONE
               ? bs_unclaimed_give(change, store, settled->profile, unclaimed, error)
               : status;
}

static bool has_name(const bs_profile *exported, const char *name)
{
    bool found = strcmp(exported->key, name) == 0;
    for (size_t i = 0; i < exported->alias_count && !found; i++) {
        found = strcmp(exported->aliases[i], name) == 0;
    }
    return found;
}

bs_status bs_merge_settle(bs_merge_settled *settled, bs_change *change, bs_store *store,
                          const bs_profile *exported, const bs_merge_target *target,
                          bs_error *error)
{
    const bool keyed = exported->key[0] != '\0';
    if (target->key[0] != '\0' && !(keyed && target->unidentified_only) &&
        !has_name(exported, target->key)) {
        return settle_chosen(settled, change, store, exported, target->key, error);
    }
    if (keyed) {
        return bs_merge_settle_keyed(settled, change, store, exported, error);
    }
    const bs_status status =
        bs_unclaimed_import(&settled->profile, &settled->created, store, exported, error);
    return status == BS_OK ? touch_span(store, settled->profile, exported, "", error) : status;
}
