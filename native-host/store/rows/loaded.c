#include "loaded.h"

#include <stdlib.h>

#include "bussola/store/view.h"
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

bs_status bs_loaded_check(bs_store *store, int64_t *foreign, bs_error *error)
{
    const bs_loaded *kept = store->loaded;
    const bs_status status =
        bs_db_integer(foreign, store, BS_SQL_DATA_VERSION, 0, error, BS_BIND_NOTHING);
    if (status == BS_OK && kept != NULL &&
        (kept->own != bs_db_observed(store) || kept->foreign != *foreign)) {
        bs_loaded_drop(store);
    }
    return status;
}

bs_status bs_loaded_peek(const bs_loaded **loaded, bs_store *store, bs_profile_id profile,
                         bs_day day, bs_error *error)
{
    int64_t foreign = 0;
    const bs_status status = bs_loaded_check(store, &foreign, error);
    const bs_loaded *kept = status == BS_OK ? store->loaded : NULL;
    *loaded = kept != NULL && kept->profile == profile && kept->first <= day && !kept->changed.any
                  ? kept
                  : NULL;
    return status;
}

/** The changes of the kept window, to add `rows` rows to; NULL without a window of the profile. */
static bs_changed *note(bs_store *store, bs_profile_id profile, int rows)
{
    bs_loaded *kept = store->loaded;
    if (kept == NULL || kept->profile != profile || rows == 0) {
        return NULL;
    }
    kept->own += rows;
    kept->changed.any = true;
    return &kept->changed;
}

/** As note, for rows of `day`. Old rows may change how far back the window must reach. */
static bs_changed *note_day(bs_store *store, bs_profile_id profile, bs_day day, int rows)
{
    const bs_loaded *kept = store->loaded;
    return kept == NULL || day < kept->first + store->model->window_days
               ? NULL
               : note(store, profile, rows);
}

void bs_loaded_note_gauge(bs_store *store, bs_profile_id profile, bs_signal signal, bs_moment at,
                          int rows)
{
    bs_changed *changed = note_day(store, profile, bs_moment_day(at), rows);
    if (changed != NULL && at.seconds < changed->gauges[signal]) {
        changed->gauges[signal] = at.seconds;
    }
}

void bs_loaded_note_tally(bs_store *store, bs_profile_id profile, bs_signal signal, bs_day day,
                          int rows)
{
    bs_changed *changed = note_day(store, profile, day, rows);
    if (changed != NULL && day < changed->tallies[signal]) {
        changed->tallies[signal] = day;
    }
}

void bs_loaded_note_cover(bs_store *store, bs_profile_id profile, bs_signal signal, int rows)
{
    bs_changed *changed = note(store, profile, rows);
    if (changed != NULL) {
        changed->covers[signal] = true;
    }
}

void bs_loaded_note_official(bs_store *store, bs_profile_id profile, int rows)
{
    bs_changed *changed = note(store, profile, rows);
    if (changed != NULL) {
        changed->officials = true;
    }
}

void bs_loaded_note_profile(bs_store *store, bs_profile_id profile, int rows)
{
    bs_changed *changed = note(store, profile, rows);
    if (changed != NULL) {
        changed->profile = true;
    }
}

void bs_loaded_note_predicted(bs_store *store, const bs_official *officials, int rows)
{
    if (store->loaded != NULL && store->loaded->evidence.officials == officials) {
        store->loaded->own += rows;
    }
}
