#include "bussola/store/store_import.h"

#include <stdio.h>
#include <string.h>

#include "bussola/store/apply.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/rows/import_owner.h"

static bs_status refuse(bs_error *error, const char *field)
{
    return bs_fail(error, BS_BAD_REQUEST, field,
                   "Nothing was stored: the owner does not match the profile. Name a profile.");
}

/** Result of comparing the owner with every profile. */
typedef struct verdicts {
    size_t profiles, others;
    const bs_profile *same; /**< matched by names from pages, else by names from imports */
} verdicts;

static verdicts compare(const bs_profile *profiles, size_t count, const bs_owner *owner)
{
    verdicts found = {.profiles = count};
    bool named = false;
    for (size_t i = 0; i < count && !named; i++) {
        const bs_ownership ownership = bs_owner_of_profile(owner, &profiles[i], true);
        named = bs_owner_of_profile(owner, &profiles[i], false) == BS_OWNER_SAME;
        found.others += ownership == BS_OWNER_OTHER ? 1 : 0;
        if (named || (ownership == BS_OWNER_SAME && found.same == NULL)) {
            found.same = &profiles[i];
        }
    }
    return found;
}

static bs_status decide(char key[BS_KEY_MAX + 1], bs_import_match *by, const bs_profile *profiles,
                        size_t count, const bs_owner *owner, bs_error *error)
{
    const verdicts found = compare(profiles, count, owner);
    const char *decided = BS_IMPORT_KEY;
    if (found.same != NULL) {
        decided = found.same->key;
        *by = BS_IMPORT_MATCH_MATCH;
    } else if (count == 0) {
        *by = BS_IMPORT_MATCH_FIRST;
    } else if (found.others > 0) {
        return refuse(error, BS_IMPORT_OTHER);
    } else if (count > 1) {
        return refuse(error, BS_IMPORT_OWNER_UNKNOWN);
    } else {
        decided = profiles[0].key;
        *by = BS_IMPORT_MATCH_ONLY;
    }
    (void)snprintf(key, BS_KEY_MAX + 1, "%s", decided);
    return BS_OK;
}

/** Resolves the profile that the caller chose to its key. */
static bs_status choose(char key[BS_KEY_MAX + 1], bs_store *store, bool any, const char *chosen,
                        bs_error *error)
{
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_profile known;
    if (strlen(chosen) > BS_KEY_MAX || bs_owner_is_mark(chosen)) {
        return bs_fail(error, BS_BAD_REQUEST, "profile", "This is no profile's key.");
    }
    bs_status status = bs_store_find(&profile, store, chosen, NULL, error);
    if (status == BS_UNKNOWN_PROFILE && (any || strcmp(chosen, BS_IMPORT_KEY) == 0)) {
        (void)snprintf(key, BS_KEY_MAX + 1, "%s", chosen);
        return BS_OK;
    }
    if (status == BS_OK) {
        status = bs_profile_read(&known, store, profile, error);
    }
    if (status == BS_OK && known.key[0] == '\0') {
        status =
            bs_fail(error, BS_UNKNOWN_PROFILE, "profile.key", "The account is not identified yet.");
    }
    if (status == BS_OK) {
        memcpy(key, known.key, sizeof known.key);
    }
    return status;
}

bs_status bs_store_import_find(char key[BS_KEY_MAX + 1], bs_import_match *by, bs_store *store,
                               const bs_owner *owner, const char *chosen, bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    bs_status status = bs_store_profiles(&profiles, &count, store, error);
    if (status == BS_OK && chosen != NULL) {
        *by = BS_IMPORT_MATCH_CHOSEN;
        status = choose(key, store, count == 0, chosen, error);
    } else if (status == BS_OK) {
        status = decide(key, by, profiles, count, owner, error);
    }
    bs_profiles_free(profiles, count);
    return status;
}

bs_status bs_store_import(bs_applied *applied, bs_import_match *by, bs_store *store,
                          bs_observation *observation, const bs_owner *owner, const char *chosen,
                          int64_t now, bs_error *error)
{
    bs_import_match found = BS_IMPORT_MATCH_CHOSEN;
    bs_status status =
        bs_store_import_find(observation->profile.key, &found, store, owner, chosen, error);
    if (status == BS_OK) {
        observation->profile.present = true;
        status = bs_owner_name(&observation->profile, store, owner, error);
    }
    if (by != NULL) {
        *by = found;
    }
    return status == BS_OK ? bs_store_apply(applied, store, observation, 1, NULL, true, now, error)
                           : status;
}
