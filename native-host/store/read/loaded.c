#include "loaded.h"

#include <stdlib.h>

#include "bussola/core/state.h"
#include "bussola/store/spark.h"
#include "bussola/store/view.h"
#include "predictions.h"
#include "store/db/db.h"

void bs_loaded_release(bs_loaded *loaded)
{
    if (loaded == NULL || --loaded->users > 0) {
        return;
    }
    bs_timeline_free(loaded->timeline);
    bs_store_evidence_free(&loaded->evidence);
    free(loaded);
}

void bs_loaded_drop(bs_store *store)
{
    bs_loaded_release(store->loaded);
    store->loaded = NULL;
}

static bs_status load(bs_loaded *loaded, bs_store *store, bs_moment from, bs_error *error)
{
    const bs_status status = bs_predictions_load(&loaded->evidence, &loaded->timeline, store,
                                                 loaded->profile, from, error);
    loaded->first = bs_state_needs_from(store->model, loaded->evidence.officials,
                                        loaded->evidence.official_count, from);
    return status;
}

/** True if the kept window holds these days; its versions are the database's. */
static bool holds(const bs_loaded *kept, const bs_store *store, bs_profile_id profile,
                  bs_moment from)
{
    return kept->profile == profile &&
           kept->first <= bs_state_needs_from(store->model, kept->evidence.officials,
                                              kept->evidence.official_count, from);
}

/** A window that begins long before the last observation is rarely needed again, and large. */
static bool is_worth_keeping(const bs_loaded *loaded, bs_moment from)
{
    return loaded->profile != BS_PROFILE_NONE &&
           bs_moment_day(from) + BS_SPARK_DAYS > bs_moment_day(loaded->evidence.last_seen);
}

bs_status bs_loaded_get(bs_loaded **loaded, bs_store *store, bs_profile_id profile, bs_moment from,
                        bs_error *error)
{
    int64_t foreign = 0;
    const int64_t own = bs_db_observed(store);
    bs_status status =
        bs_db_integer(&foreign, store, BS_SQL_DATA_VERSION, 0, error, BS_BIND_NOTHING);
    if (status != BS_OK) {
        return status;
    }
    if (store->loaded != NULL && (store->loaded->own != own || store->loaded->foreign != foreign)) {
        bs_loaded_drop(store);
    }
    if (store->loaded != NULL && holds(store->loaded, store, profile, from)) {
        store->loaded->users++;
        *loaded = store->loaded;
        return BS_OK;
    }
    bs_loaded *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    *made = (bs_loaded){.users = 1, .profile = profile, .own = own, .foreign = foreign};
    status = load(made, store, from, error);
    if (status != BS_OK) {
        bs_loaded_release(made);
        return status;
    }
    if (is_worth_keeping(made, from)) {
        bs_loaded_drop(store);
        made->users++;
        store->loaded = made;
    }
    *loaded = made;
    return BS_OK;
}
