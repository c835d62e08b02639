#include "bussola/keep.h"

#include <stdio.h>

static bs_status name_profile(bs_observation *observation, bs_store *store, const char *key,
                              bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    bs_status status = bs_store_profiles(&profiles, &count, store, error);
    if (status != BS_OK) {
        return status;
    }
    const char *last_seen = count > 0 ? profiles[0].key : BS_KEEP_KEY;
    observation->profile.present = true;
    int length = snprintf(observation->profile.key, sizeof observation->profile.key, "%s",
                          key != NULL ? key : last_seen);
    bs_profiles_free(profiles, count);
    return length <= BS_KEY_MAX ? BS_OK
                                : bs_fail(error, BS_BAD_REQUEST, "profile", "The key is too long.");
}

bs_status bs_store_keep(bs_applied *applied, bs_store *store, bs_observation *observation,
                        const char *key, int64_t now, bs_error *error)
{
    const bs_status status = name_profile(observation, store, key, error);
    return status == BS_OK ? bs_store_apply(applied, store, observation, 1, NULL, true, now, error)
                           : status;
}
