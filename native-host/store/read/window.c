#include "window.h"

#include <stdlib.h>

#include "bussola/core/state.h"
#include "bussola/store/spark.h"
#include "bussola/store/view.h"
#include "predictions.h"
#include "store/db/db.h"

/** A window that reaches back so many days more than needed is loaded again. */
#define EXCESS_DAYS 30

static bs_status load(bs_loaded *loaded, bs_store *store, bs_moment from, bs_error *error)
{
    const bs_status status = bs_predictions_load(
        &loaded->evidence, &loaded->timeline, &loaded->reach, store, loaded->profile, from, error);
    loaded->first = bs_state_needs_from(store->model, loaded->evidence.officials,
                                        loaded->evidence.official_count, from);
    return status;
}

/** First day of the rows that states from `from` on need, as far as the window tells. */
static bs_day needed(const bs_loaded *kept, const bs_store *store, bs_moment from)
{
    return bs_state_needs_from(store->model, kept->evidence.officials,
                               kept->evidence.official_count, from);
}

/** A window that begins long before the last observation is rarely needed again, and large. */
static bool is_worth_keeping(const bs_loaded *loaded, bs_moment from)
{
    return loaded->profile != BS_PROFILE_NONE &&
           bs_moment_day(from) + BS_SPARK_DAYS > bs_moment_day(loaded->evidence.last_seen);
}

/** Loads the noted rows into the kept window; drops it if a view still uses it. */
static bs_status follow(bs_store *store, bs_moment from, bs_error *error)
{
    bs_loaded *kept = store->loaded;
    const bs_phone phone = kept->evidence.phone;
    bs_evidence_change change;
    bs_day affected = 0;
    if (kept->users > 1 || needed(kept, store, from) - kept->first > EXCESS_DAYS) {
        bs_loaded_drop(store);
        return BS_OK;
    }
    bs_status status = bs_reload(&kept->evidence, &change, store, kept->profile, &kept->reach,
                                 &kept->changed, error);
    if (status == BS_OK && bs_timeline_update(kept->timeline, &change, &affected) != BS_OK) {
        status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    bs_changed_clear(&kept->changed);
    affected = kept->evidence.phone == phone ? affected : 0;
    kept->affected = affected < kept->affected ? affected : kept->affected;
    kept->kept.known = kept->kept.known && bs_moment_day(kept->kept.at) < affected;
    if (status != BS_OK) {
        bs_loaded_drop(store);
    }
    return status;
}

bs_status bs_window_get(bs_loaded **loaded, bs_store *store, bs_profile_id profile, bs_moment from,
                        bs_error *error)
{
    int64_t foreign = 0;
    bs_status status = bs_loaded_check(store, &foreign, error);
    if (status == BS_OK && store->loaded != NULL && store->loaded->changed.any) {
        status = follow(store, from, error);
    }
    if (status != BS_OK) {
        return status;
    }
    bs_loaded *kept = store->loaded;
    if (kept != NULL && kept->profile == profile && kept->first <= needed(kept, store, from)) {
        kept->users++;
        *loaded = kept;
        return BS_OK;
    }
    bs_loaded *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    *made = (bs_loaded){.users = 1,
                        .profile = profile,
                        .own = bs_db_observed(store),
                        .foreign = foreign,
                        .affected = BS_DAY_LAST};
    made->made = made->own;
    bs_changed_clear(&made->changed);
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
