#include "predictions.h"

#include "bussola/core/state.h"
#include "bussola/store/view.h"
#include "model_use.h"
#include "store/db/db.h"
#include "store/rows/load.h"
#include "store/rows/loaded.h"
#include "store/rows/profile.h"

bs_moment bs_predictions_need(bs_day from)
{
    /* A day earlier, because a day may begin before it does in UTC. */
    return bs_day_start(from - 1, 0);
}

static bs_status make_timeline(bs_timeline **timeline, const bs_store *store,
                               const bs_evidence *evidence, bs_error *error)
{
    return bs_timeline_new(timeline, evidence, store->model) == BS_OK
               ? BS_OK
               : bs_fail(error, BS_INTERNAL, "", "Out of memory.");
}

bs_status bs_predictions_load(bs_evidence *evidence, bs_timeline **timeline, bs_reach *reach,
                              bs_store *store, bs_profile_id profile, bs_moment from,
                              bs_error *error)
{
    bool stored = true;
    bs_reach own;
    bs_status status = BS_OK;
    if (profile != BS_PROFILE_NONE) {
        status = bs_model_use_predicts(&stored, store, error);
    }
    if (status == BS_OK && profile != BS_PROFILE_NONE) {
        status = stored ? bs_load_reaching(evidence, reach == NULL ? &own : reach, store, profile,
                                           from, error)
                        : bs_load_evidence(evidence, store, profile, BS_DAY_NONE, error);
    }
    if (status == BS_OK) {
        status = make_timeline(timeline, store, evidence, error);
    }
    for (size_t i = 0; i < evidence->official_count && status == BS_OK && !stored; i++) {
        evidence->officials[i].predicted = bs_state_predict(*timeline, i);
    }
    return status;
}

bs_status bs_predictions_update(bs_store *store, bs_profile_id profile, bs_timeline *timeline,
                                const bs_evidence *evidence, bs_day from, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < evidence->official_count && status == BS_OK; i++) {
        int changed = 0;
        bs_official *official = &evidence->officials[i];
        if (bs_moment_day(official->at) < from) {
            continue;
        }
        official->predicted = bs_state_predict(timeline, i);
        status = bs_db_run(&changed, store, BS_SQL_OFFICIAL_PREDICTED, error,
                           BS_BIND(profile, official->at.seconds, official->predicted));
        bs_loaded_note_predicted(store, evidence->officials, changed);
    }
    return status;
}

static bs_status renew(bs_store *store, bs_profile_id profile, bs_error *error)
{
    bs_evidence evidence = {0};
    bs_timeline *timeline = NULL;
    bs_status status = bs_load_evidence(&evidence, store, profile, BS_DAY_NONE, error);
    if (status == BS_OK) {
        status = make_timeline(&timeline, store, &evidence, error);
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
