#include "import_owner.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "unclaimed.h"

bs_ownership bs_owner_of_profile(const bs_owner *owner, const bs_profile *profile, bool marks)
{
    bs_owner_compared compared = {.address = false};
    if (strcmp(profile->key, BS_IMPORT_KEY) != 0) {
        bs_owner_compare(&compared, owner, profile->key);
    }
    bs_owner_compare(&compared, owner, profile->label);
    for (size_t i = 0; i < profile->alias_count; i++) {
        if (marks || !bs_owner_is_mark(profile->aliases[i])) {
            bs_owner_compare(&compared, owner, profile->aliases[i]);
        }
    }
    return bs_owner_decide(&compared, owner);
}

static bs_ownership owner_of_reference(const bs_owner *owner, const bs_profile_ref *reference)
{
    bs_owner_compared compared = {.address = false};
    bs_owner_compare(&compared, owner, reference->key);
    bs_owner_compare(&compared, owner, reference->label);
    for (size_t i = 0; i < reference->alias_count; i++) {
        bs_owner_compare(&compared, owner, reference->aliases[i]);
    }
    return bs_owner_decide(&compared, owner);
}

bs_status bs_owner_name(bs_profile_ref *reference, bs_store *store, const bs_owner *owner,
                        bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    bool anothers = false;
    if (!bs_owner_mark(reference->aliases[0], owner)) {
        return BS_OK;
    }
    const bs_status status = bs_store_profiles(&profiles, &count, store, error);
    for (size_t i = 0; i < count; i++) {
        anothers = anothers || (strcmp(profiles[i].key, reference->key) != 0 &&
                                bs_owner_of_profile(owner, &profiles[i], true) == BS_OWNER_SAME);
    }
    bs_profiles_free(profiles, count);
    reference->alias_count = status == BS_OK && !anothers ? 1 : 0;
    return status;
}

bs_status bs_owner_of_import(bs_ownership *ownership, bs_store *store, bs_profile_id kept,
                             const bs_profile_ref *reference, bs_error *error)
{
    bs_profile known = {.aliases = NULL};
    bs_status status = bs_profile_read(&known, store, kept, error);
    if (status == BS_OK) {
        status = bs_profile_read_aliases(&known, store, error);
    }
    *ownership = BS_OWNER_UNKNOWN;
    for (size_t i = 0; i < known.alias_count && status == BS_OK && *ownership != BS_OWNER_SAME;
         i++) {
        const bs_owner owner = bs_owner_read_mark(known.aliases[i]);
        const bs_ownership one = owner_of_reference(&owner, reference);
        *ownership = one != BS_OWNER_UNKNOWN ? one : *ownership;
    }
    free(known.aliases);
    return status;
}

bs_status bs_owner_adopt(bs_change *change, bs_store *store, bs_profile_id profile,
                         const bs_profile_ref *reference, bs_error *error)
{
    bs_profile_id kept = BS_PROFILE_NONE;
    bs_ownership ownership = BS_OWNER_UNKNOWN;
    bs_status status = bs_profile_look_up(&kept, store, BS_IMPORT_KEY, error);
    if (status != BS_OK || kept == BS_PROFILE_NONE || kept == profile) {
        return status;
    }
    status = bs_owner_of_import(&ownership, store, kept, reference, error);
    return status == BS_OK && ownership == BS_OWNER_SAME
               ? bs_unclaimed_give(change, store, profile, kept, error)
               : status;
}
