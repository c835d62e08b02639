#include "merge_owner.h"

#include <stdio.h>
#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "store/rows/import_owner.h"

static const char *name_of(const bs_profile *profile, size_t i)
{
    return i == 0 ? profile->key : profile->aliases[i - 1];
}

static bool is_placeholder(const bs_profile *profile)
{
    return strcmp(profile->key, BS_IMPORT_KEY) == 0;
}

static bool is_name(const char *name)
{
    return strcmp(name, BS_IMPORT_KEY) != 0 && !bs_owner_is_mark(name);
}

static bool has_name(const bs_profile *profile, const char *name)
{
    bool found = false;
    for (size_t i = 0; i <= profile->alias_count && !found; i++) {
        found = strcmp(name_of(profile, i), name) == 0;
    }
    return found;
}

/** The profile's member id; NULL without one. */
static const char *member_id(const bs_profile *profile)
{
    const char *id = NULL;
    for (size_t i = 0; i <= profile->alias_count && id == NULL; i++) {
        id = bs_profile_is_member_id(name_of(profile, i)) ? name_of(profile, i) : NULL;
    }
    return id;
}

static bool same_member_id(const bs_profile *known, const bs_profile *wanted)
{
    bool same = false;
    for (size_t i = 0; i <= known->alias_count && !same; i++) {
        const char *name = name_of(known, i);
        same = bs_profile_is_member_id(name) && has_name(wanted, name);
    }
    return same;
}

/** How surely two profiles are of the same account. */
typedef enum likeness { UNLIKE, BY_IMPORT, BY_NAME, BY_KEY } likeness;

static likeness by_names(const bs_profile *known, const bs_profile *wanted)
{
    likeness best = UNLIKE;
    for (size_t i = 0; i <= known->alias_count && best < BY_KEY; i++) {
        const char *name = name_of(known, i);
        const bs_owner owner = {.slug = bs_owner_digest(name, strlen(name))};
        if (is_name(name) && has_name(wanted, name)) {
            best = BY_KEY;
        } else if (is_name(name) && bs_owner_of_profile(&owner, wanted, false) == BS_OWNER_SAME) {
            best = BY_NAME;
        }
    }
    return best;
}

/** Compares the owners of the imports in `of` with the names of `with`. */
static void by_imports(bs_ownership *ownership, const bs_profile *of, const bs_profile *with)
{
    for (size_t i = 0; i < of->alias_count && *ownership != BS_OWNER_SAME; i++) {
        if (bs_owner_is_mark(of->aliases[i])) {
            const bs_owner owner = bs_owner_read_mark(of->aliases[i]);
            const bs_ownership one = bs_owner_of_profile(&owner, with, true);
            *ownership = one != BS_OWNER_UNKNOWN ? one : *ownership;
        }
    }
}

/**
 * A vanity name may have changed hands: two ids are joined only by an import of the account that
 * names the id.
 */
static likeness compare_ids(bs_ownership *ownership, const bs_profile *known,
                            const bs_profile *wanted)
{
    bs_profile id = {.label = ""};
    *ownership = BS_OWNER_OTHER;
    if (same_member_id(known, wanted)) {
        return BY_KEY;
    }
    (void)snprintf(id.key, sizeof id.key, "%s", member_id(wanted));
    by_imports(ownership, known, &id);
    return *ownership == BS_OWNER_SAME ? BY_IMPORT : UNLIKE;
}

static likeness compare(bs_ownership *ownership, const bs_profile *known, const bs_profile *wanted)
{
    if (member_id(known) != NULL && member_id(wanted) != NULL) {
        return compare_ids(ownership, known, wanted);
    }
    const likeness like = by_names(known, wanted);
    if (like != UNLIKE) {
        return like;
    }
    *ownership = BS_OWNER_UNKNOWN;
    by_imports(ownership, known, wanted);
    by_imports(ownership, wanted, known);
    return *ownership == BS_OWNER_SAME ? BY_IMPORT : UNLIKE;
}

bs_status bs_merge_find(bs_merge_match *match, bs_store *store, const bs_profile *wanted,
                        bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    likeness best = UNLIKE;
    *match = (bs_merge_match){.profile = BS_PROFILE_NONE, .import = BS_PROFILE_NONE};
    const bs_status status = bs_profiles_within(&profiles, &count, store, error);
    for (size_t i = 0; i < count; i++) {
        bs_ownership ownership = BS_OWNER_UNKNOWN;
        const bool both = is_placeholder(&profiles[i]) && is_placeholder(wanted);
        likeness like = compare(&ownership, &profiles[i], wanted);
        if (both) {
            match->clash = ownership == BS_OWNER_OTHER;
            like = match->clash ? UNLIKE : BY_IMPORT;
        }
        if (is_placeholder(&profiles[i]) && !both && like != UNLIKE) {
            match->import = profiles[i].id;
        } else if (like > best) {
            best = like;
            match->profile = profiles[i].id;
        } else if (like == UNLIKE) {
            match->against =
                match->against || !is_placeholder(&profiles[i]) || ownership == BS_OWNER_OTHER;
        }
    }
    match->named = best > BY_IMPORT;
    bs_profiles_free(profiles, count);
    return status;
}

/* ---- refusing ---- */

static bs_status refuse(bs_error *error, const char *field)
{
    return bs_fail(error, BS_BAD_REQUEST, field,
                   "Nothing was stored: the owner does not match the profile. Name a profile.");
}

/** True if the profile has a name that can be compared. */
static bool identifies_owner(const bs_profile *profile)
{
    return !is_placeholder(profile) || profile->alias_count > 0;
}

/** One known account vouches for the others, because they come from the same database. */
static bs_status check(bs_store *store, const bs_profile_export *profile_exports, size_t count,
                       bs_error *error)
{
    bool matched = false;
    bool against = false;
    bool clash = false;
    bool identified = false;
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bs_merge_match match;
        const bs_profile *member = &profile_exports[i].profile;
        if (member->key[0] != '\0') {
            status = bs_merge_find(&match, store, member, error);
            matched =
                matched || match.profile != BS_PROFILE_NONE || match.import != BS_PROFILE_NONE;
            against = against || match.against;
            clash = clash || match.clash;
            identified = identified || identifies_owner(member);
        }
    }
    if (status == BS_OK && (clash || (against && !matched))) {
        status = refuse(error, identified ? BS_IMPORT_OTHER : BS_IMPORT_OWNER_UNKNOWN);
    }
    return status;
}

bs_status bs_merge_aim(bs_merge_target *target, bs_store *store,
                       const bs_profile_export *profile_exports, size_t count, const char *chosen,
                       bs_error *error)
{
    size_t keyed = 0;
    bs_import_match by = BS_IMPORT_MATCH_CHOSEN;
    const bs_owner owner = {0};
    *target = (bs_merge_target){.key = ""};
    for (size_t i = 0; i < count; i++) {
        keyed += profile_exports[i].profile.key[0] != '\0' ? 1 : 0;
    }
    if (chosen == NULL) {
        return check(store, profile_exports, count, error);
    }
    if (strcmp(chosen, BS_IMPORT_KEY) == 0) {
        return BS_OK;
    }
    const bs_status status = bs_store_import_find(target->key, &by, store, &owner, chosen, error);
    target->unidentified_only = keyed > 1;
    if (status == BS_OK && keyed > 1 && keyed == count) {
        return refuse(error, BS_MERGE_SEVERAL);
    }
    return status == BS_OK && keyed > 1 ? check(store, profile_exports, count, error) : status;
}
