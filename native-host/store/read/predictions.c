#include "predictions.h"

#include "bussola/core/state.h"
#include "bussola/store/view.h"
#include "store/db/db.h"
#include "store/rows/load.h"
#include "store/rows/profile.h"

bs_moment bs_predictions_need(bs_day from)
{
    /* A day earlier, because a day may begin before it does in UTC. */
    return bs_day_start(from - 1, 0);
}

bs_status bs_predictions_update(bs_store *store, bs_profile_id profile, bs_timeline *timeline,
                                const bs_evidence *evidence, bs_day from, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < evidence->official_count && status == BS_OK; i++) {
        bs_official *official = &evidence->officials[i];
        if (bs_moment_day(official->at) < from) {
            continue;
        }
        official->predicted = bs_state_predict(timeline, i);
        if (!store->one_run) {
            status = bs_db_run(NULL, store, BS_SQL_OFFICIAL_PREDICTED, error,
                               BS_BIND(profile, official->at.seconds, official->predicted));
        }
    }
    return status;
}

static bs_status renew(bs_store *store, bs_profile_id profile, bs_error *error)
{
    bs_evidence evidence = {0};
    bs_timeline *timeline = NULL;
    bs_status status = bs_load_evidence(&evidence, store, profile, BS_DAY_NONE, error);
    if (status == BS_OK && bs_timeline_new(&timeline, &evidence, store->model) != BS_OK) {
        status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    if (status == BS_OK) {
        status = bs_predictions_update(store, profile, timeline, &evidence, BS_DAY_NONE, error);
    }
    bs_timeline_free(timeline);
    bs_store_evidence_free(&evidence);
    return status;
}

bs_status bs_predictions_renew(bs_store *store, bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    bs_status status = bs_profiles_within(&profiles, &count, store, error);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = renew(store, profiles[i].id, error);
    }
    bs_profiles_free(profiles, count);
    return status;
}
